//! ¶18(2). The entries, sent entry by entry until each is confirmed or refused.

use std::sync::Arc;

use futures_util::{StreamExt as _, stream};
use jiff::SignedDuration;
use rules::case::fold;
use rules::terms::local_date;

use crate::journal::{Entry, first_broken};
use crate::platform::data;
use crate::ports::{Cases, Clock, Entries, Platform, PlatformData, PlatformEntry, PlatformFault, PortError};
use crate::reference::Shelf;

/// Entries on their way at the same time.
const AT_ONCE: usize = 8;
/// Entries taken up in one step.
const STEP: u32 = 64;
/// No entry is begun after this: the turn ends before another node takes it for fallen, and other jobs wait no longer.
const RUN: SignedDuration = SignedDuration::from_secs(5);
/// Pause after the first try; it doubles with each further one.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(15);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// What sending works with.
#[derive(Debug, Clone)]
pub struct Sending {
    pub platform: Arc<dyn Platform>,
    pub entries: Arc<dyn Entries>,
    pub cases: Arc<dyn Cases>,
    pub shelf: Arc<Shelf>,
    pub clock: Arc<dyn Clock>,
}

/// What became of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    /// The platform said yes or no.
    Answered,
    Away,
    /// Another node has it.
    Elsewhere,
}

/// Sends what is due; how many entries were answered. An entry whose answer was lost is sent again: the platform knows it by
/// case and ordinal. When nothing is answered, the rest waits for the next turn.
pub async fn send_entries(sending: &Sending) -> Result<u64, PortError> {
    let begun = sending.clock.now();
    let mut all = 0;
    loop {
        let now = sending.clock.now();
        if now.duration_since(begun) > RUN {
            return Ok(all);
        }
        let due = sending.entries.due(now, STEP).await?;
        let outcomes: Vec<Result<Sent, PortError>> =
            stream::iter(due).map(|entry| send(sending, entry)).buffer_unordered(AT_ONCE).collect().await;
        let mut answered = 0;
        for outcome in outcomes {
            answered += u64::from(outcome? == Sent::Answered);
        }
        if answered == 0 {
            return Ok(all);
        }
        all += answered;
    }
}

async fn send(sending: &Sending, entry: PlatformEntry) -> Result<Sent, PortError> {
    let now = sending.clock.now();
    let sent = entry.sent(now, now + pause(entry.tries));
    match sending.entries.step(&entry, &sent).await {
        Ok(()) => {}
        Err(PortError::Conflict) => return Ok(Sent::Elsewhere),
        Err(error) => return Err(error),
    }
    let told = told(sending, &sent).await?;
    let now = sending.clock.now();
    let answered = match told {
        Ok(reference) => sent.confirmed(now, reference),
        Err(PlatformFault::Refused(reason)) => sent.refused(now, reason),
        // It stays sent, and is sent again when its pause is over.
        Err(PlatformFault::Away(_)) => return Ok(Sent::Away),
    };
    match sending.entries.step(&sent, &answered).await {
        Ok(()) => Ok(Sent::Answered),
        // Slow as this was, another node has sent it again and knows the answer.
        Err(PortError::Conflict) => Ok(Sent::Elsewhere),
        Err(error) => Err(error),
    }
}

/// The platform's word on what the case's journal says.
async fn told(sending: &Sending, entry: &PlatformEntry) -> Result<Result<String, PlatformFault>, PortError> {
    Ok(match read(sending, entry).await? {
        Some(data) => sending.platform.enter(&data).await,
        None => Err(PlatformFault::Refused("the journal does not bear this entry out".into())),
    })
}

async fn read(sending: &Sending, entry: &PlatformEntry) -> Result<Option<PlatformData>, PortError> {
    let entries = sending.cases.journal(entry.key.case).await?;
    let case = fold(entries.iter().map(Entry::event)).filter(|_| first_broken(&entries).is_none());
    Ok(case.and_then(|case| {
        let application = &case.application;
        let catalogue = sending.shelf.on(local_date(sending.clock.now()));
        let programme = catalogue.programme_version(&application.programme, application.programme_version);
        data(&case, programme.map(|programme| &programme.profession_name), entry)
    }))
}

fn pause(tries: u32) -> SignedDuration {
    let doubled = 2_i32.checked_pow(tries).and_then(|times| FIRST_PAUSE.checked_mul(times));
    doubled.map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_quarter_of_an_hour() {
        let seconds = [0, 1, 2, 5, 6, 40].map(|tries| pause(tries).as_secs());
        assert_eq!(seconds, [15, 30, 60, 480, 900, 900]);
    }
}
