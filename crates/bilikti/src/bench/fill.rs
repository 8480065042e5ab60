//! A store with many cases, made by the same acts as the demonstration.

use std::path::Path;
use std::sync::Arc;

use acts::Cx;
use acts::forms::Form;
use acts::papers::PaperLanguage;
use acts::ports::{Papers, PortError};
use async_trait::async_trait;
use tokio::task::JoinSet;

use super::Failed;
use crate::demo::{people, walk};

/// Cases walked at the same time; each commit of the store takes what waits together.
const AT_ONCE: usize = 32;

/// Setting ten thousand documents is not what is measured: every document is this text.
#[derive(Debug)]
struct Plain;

#[async_trait]
impl Papers for Plain {
    async fn render(&self, _: Form, _: PaperLanguage) -> Result<Vec<u8>, PortError> {
        Ok(b"%PDF-1.7 a stand-in".to_vec())
    }
}

pub(crate) async fn fill(cx: &Cx, demo: &Path, cases: u32) -> Result<(), Failed> {
    let now = cx.clock.now();
    let people_of_demo = Arc::new(people::read(demo)?);
    let everybody = Arc::new(people::accounts(cx, &people_of_demo).await?);
    let scans = Arc::new(walk::scans(cx, demo).await?);
    let cx = Cx { papers: Arc::new(Plain), ..cx.clone() };
    let mut running = JoinSet::new();
    for place in 0..usize::try_from(cases)? {
        if running.len() >= AT_ONCE {
            running.join_next().await.transpose()?.transpose()?;
        }
        let (cx, demo, everybody, scans) =
            (cx.clone(), people_of_demo.clone(), everybody.clone(), scans.clone());
        running.spawn(async move {
            let walked = walk::one(&cx, &demo, &everybody, &scans, place, now).await;
            walked.map_err(|error| error.to_string())
        });
    }
    while let Some(walked) = running.join_next().await {
        walked??;
    }
    Ok(())
}
