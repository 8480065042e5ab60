//! From one store to another, such as from the embedded one to PostgreSQL and a bucket.

use acts::ports::{Blobs as _, PortError};
use futures_util::TryStreamExt as _;

use super::objects::Files;
use super::{Carried, Counting, Refused, Tally, inconsistent};
use crate::Store;
use crate::vault::FileRow;

impl Store {
    /// What is in it, of one moment: two stores with one tally hold the same.
    pub async fn tally(&self) -> Result<Tally, PortError> {
        self.look_through().await.map(|(tally, _)| tally)
    }

    async fn look_through(&self) -> Result<(Tally, Vec<FileRow>), PortError> {
        let (mut counting, mut files) = (Counting::default(), Files::default());
        let mut parts = self.database.dump().await?;
        while let Some(part) = parts.try_next().await? {
            counting.add(&part)?;
            files.add(&part)?;
        }
        Ok((counting.end_whole()?, files.found))
    }

    /// Copies everything into an empty store with the same master key, then compares what both hold and reads every file
    /// there. Nobody may work on this one meanwhile: what would be missing there is told as `Damaged`.
    pub async fn copy_to(
        &self,
        target: &Self,
        mut progress: impl FnMut(u64, u64) + Send,
    ) -> Result<Carried, Refused> {
        if !target.database.is_empty().await? {
            return Err(Refused::NotEmpty);
        }
        let (here, files) = self.look_through().await?;
        let mut carried = Carried { tables: here.clone(), ..Carried::default() };
        for file in &files {
            let object = file.lies.object;
            let sealed = self.vault.objects.read(object).await?;
            let sealed = sealed.ok_or_else(|| inconsistent(format!("object {object} is not there")))?;
            target.vault.objects.write(object, sealed).await?;
            carried.objects += 1;
            carried.bytes += file.lies.size;
            progress(carried.objects, files.len() as u64);
        }
        target.database.load(self.database.dump().await?).await?;
        let there = target.tally().await?;
        if there != here {
            return Err(Refused::Damaged(unlike(&here, &there)));
        }
        for file in &files {
            if !target.vault.is_sound(file.of, &file.digest).await? {
                return Err(Refused::Damaged(format!("file {} cannot be read there", file.digest)));
            }
        }
        Ok(carried)
    }
}

fn unlike(here: &Tally, there: &Tally) -> String {
    let tables = here.0.iter().filter(|(name, counted)| there.0.get(*name) != Some(*counted));
    let told = tables.map(|(name, counted)| {
        let rows = there.0.get(name).map_or(0, |counted| counted.rows);
        format!("{name}: {} rows here, {rows} there", counted.rows)
    });
    format!("the two stores differ: {}", told.collect::<Vec<_>>().join("; "))
}
