//! Demonstration data: two centres, forty people, cases in every stage of the walk. Everything is made through the
//! acts themselves, with a clock that the walk sets.

pub(crate) mod people;
mod post;
pub(crate) mod walk;

use std::fs;
use std::path::Path;

use acts::Cx;
use acts::ports::{Clock, PortError};
use acts::projection::CaseFilter;
use jiff::Timestamp;

type Failed = Box<dyn std::error::Error>;

/// The password of every account of the demonstration.
pub(crate) const PASSWORD: &str = "bilikti-demo-2026";

/// Copies centres and programmes into an installation that has none.
pub(crate) fn reference_data(folder: &Path, data: &Path) -> Result<(), Failed> {
    let catalogue = data.join("catalogue");
    if catalogue.exists() {
        return Ok(());
    }
    let fresh = data.join("catalogue.new");
    fs::create_dir_all(fresh.join("programmes"))?;
    fs::copy(folder.join("centres.toml"), fresh.join("centres.toml"))?;
    for entry in fs::read_dir(folder.join("programmes"))? {
        let path = entry?.path();
        if let Some(name) = path.file_name() {
            fs::copy(&path, fresh.join("programmes").join(name))?;
        }
    }
    fs::rename(fresh, catalogue)?;
    Ok(())
}

/// Fills an empty store. One that has cases is left as it is.
pub(crate) async fn fill(folder: &Path, cx: &Cx) -> Result<(), Failed> {
    let any = CaseFilter { per_page: 1, ..CaseFilter::default() };
    if cx.cases.list(&any).await?.total > 0 {
        return Ok(());
    }
    let now = cx.clock.now();
    let demo = people::read(folder)?;
    let everybody = people::accounts(cx, &demo).await?;
    walk::cases(&post::pretending(cx), folder, &demo, &everybody, now).await?;
    post::settle(cx).await
}

/// Says where to look and as whom.
pub(crate) fn introduce(address: &str) {
    println!(
        "Білікті demonstration: {address}\n\
         password of every account: {PASSWORD}\n  \
         candidates     omirzhanov (Kazakh), sidorenko (Russian)\n  \
         registrar      a.tasybaeva\n  \
         commission     b.zholdasov (chair), m.rahimov, g.ospanova, n.shevchenko\n  \
         head           u.qozhahmetova\n\
         all other accounts: demo/staff.toml, demo/people.toml"
    );
}

/// A clock that the walk sets.
#[derive(Debug)]
pub(crate) struct SetClock(std::sync::atomic::AtomicI64);

impl SetClock {
    pub(crate) fn new(at: Timestamp) -> Self {
        Self(at.as_microsecond().into())
    }

    pub(crate) fn set(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), std::sync::atomic::Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(std::sync::atomic::Ordering::Relaxed))
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A data file of the demonstration does not fit.
fn unfit(what: impl std::fmt::Display) -> Failed {
    Box::new(PortError::Inconsistent(format!("demonstration data: {what}")))
}
