//! Sending what is due.

use futures_util::future::join_all;
use jiff::SignedDuration;

use super::{Dispatch, Post, Step};
use crate::ports::{Handed, PortError, Undelivered};

/// How long a dispatch is ours to send: longer than a courier ever takes, so that no two send it at once.
const TURN: SignedDuration = SignedDuration::from_secs(90);
/// Sent at once.
const BATCH: u32 = 16;
/// After so many tries, about a day, nothing more is tried.
pub(super) const TRIES: u32 = 20;
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(2);

/// Sends until nothing is due. What could not be recorded is tried again after its turn.
pub async fn send_due(post: &Post) -> Result<(), PortError> {
    loop {
        let now = post.clock.now();
        let taken = post.outbox.take_due(now, now + TURN, BATCH).await?;
        if taken.is_empty() {
            return Ok(());
        }
        let sent = join_all(taken.into_iter().map(|dispatch| send(post, dispatch))).await;
        sent.into_iter().collect::<Result<Vec<()>, _>>()?;
    }
}

async fn send(post: &Post, dispatch: Dispatch) -> Result<(), PortError> {
    let Some(to) = dispatch.to() else { return Ok(()) };
    let (step, answer) = match post.courier.send(dispatch.id, &to, &dispatch.letter).await {
        Ok(Handed { answer }) => (Step::HandOver, answer),
        Err(Undelivered::Later(answer)) if dispatch.tries < TRIES => (Step::PutOff, answer),
        Err(Undelivered::Later(answer) | Undelivered::Never(answer)) => (Step::Refuse, answer),
    };
    record(post, dispatch, step, &answer).await
}

/// Records what came of a try, unless something better is known meanwhile.
async fn record(post: &Post, tried: Dispatch, step: Step, answer: &str) -> Result<(), PortError> {
    let now = post.clock.now();
    let mut stands = tried.clone();
    while let Some(mut after) = stands.after(step, now, answer) {
        if step == Step::PutOff {
            after.due = now + pause(stands.tries, post.ids.key()[0]);
        }
        match post.outbox.move_on(&stands, &after).await {
            Err(PortError::Conflict) => {}
            done => return done,
        }
        let Some(there) = post.outbox.dispatch(tried.id).await? else { return Ok(()) };
        stands = there.dispatch;
        // Somebody else has its turn now; only that a server took it is worth telling them.
        if step != Step::HandOver && stands.tries != tried.tries {
            return Ok(());
        }
    }
    Ok(())
}

/// Before the next try: doubled with each, and by chance up to a quarter shorter or longer, so that what failed together
/// does not come again together.
pub(super) fn pause(tries: u32, chance: u8) -> SignedDuration {
    let doubled = FIRST_PAUSE * 2_i32.saturating_pow(tries.saturating_sub(1).min(16));
    let whole = doubled.min(LONGEST_PAUSE);
    whole * (768 + i32::from(chance) * 2) / 1024
}
