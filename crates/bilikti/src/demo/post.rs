//! Letters of the demonstration: nothing leaves the house, and what people were told counts as sent soon after.

use std::sync::Arc;

use acts::Cx;
use acts::outbox::{Dispatch, Step};
use acts::ports::{Address, Courier, Handed, Letter, Report, Undelivered, Way};
use async_trait::async_trait;
use jiff::SignedDuration;
use uuid::Uuid;

use super::Failed;

/// Serves every way, so that letters are owed; sends none.
#[derive(Debug)]
struct Pretended;

#[async_trait]
impl Courier for Pretended {
    fn serves(&self, _: Way) -> bool {
        true
    }

    async fn send(&self, _: Uuid, _: &Address, _: &Letter) -> Result<Handed, Undelivered> {
        Err(Undelivered::Never("the demonstration sends nothing".into()))
    }

    fn report(&self, _: &[u8], _: &str) -> Option<Report> {
        None
    }
}

/// The context in which the demonstration's acts are done.
pub(super) fn pretending(cx: &Cx) -> Cx {
    Cx { courier: Arc::new(Pretended), ..cx.clone() }
}

/// Nearly all were sent a moment after they were owed; a few addresses do not exist.
pub(super) async fn settle(cx: &Cx) -> Result<(), Failed> {
    let now = cx.clock.now();
    let turn = SignedDuration::from_mins(1);
    loop {
        let taken = cx.outbox.take_due(now, now + turn, 100).await?;
        if taken.is_empty() {
            return Ok(());
        }
        for (place, dispatch) in taken.iter().enumerate() {
            let (step, answer) = outcome(dispatch, place);
            let at = dispatch.owed_at + SignedDuration::from_secs(4);
            if let Some(sent) = dispatch.after(step, at, answer) {
                cx.outbox.move_on(dispatch, &sent).await?;
            }
        }
    }
}

const fn outcome(dispatch: &Dispatch, place: usize) -> (Step, &'static str) {
    match dispatch.way {
        _ if place % 31 == 17 => (Step::Refuse, "550 5.1.1 no such recipient"),
        Way::Sms => (Step::Confirm, "delivered"),
        _ => (Step::HandOver, "250 2.0.0 OK"),
    }
}
