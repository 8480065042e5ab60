//! Sending what webhooks are owed: again after growing pauses, until it is taken; an address that takes nothing for days is
//! stopped, and the head is told.

use std::sync::Arc;

use futures_util::{StreamExt as _, stream};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use rules::terms::local_date;

use super::happened::overdue;
use super::hook::key;
use super::{Happened, Occasion};
use crate::access::Role;
use crate::papers::PaperLanguage;
use crate::people::code::address;
use crate::ports::{
    Bell, Clock, Courier, Delivery, DeliveryState, Desk, Hook, Hooks, Ids, Letters, People, PortError, Rung,
    Secrets, TermFilter,
};

/// Deliveries on their way at the same time.
const AT_ONCE: usize = 8;
/// Deliveries taken up in one step.
const STEP: u32 = 32;
/// Whoever took deliveries and fell leaves them to others after this time.
const TURN: SignedDuration = SignedDuration::from_secs(60);
/// Nothing is begun after this: other nodes must not take the turn for lost.
const RUN: SignedDuration = SignedDuration::from_secs(5);
/// Pauses after the first, second and further tries, in seconds: three days in all.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// An address that took nothing for so long is stopped.
const PATIENCE: SignedDuration = SignedDuration::from_hours(72);
/// Terms that have been overdue for longer are no news.
const NEWS: i64 = 60;

/// What the jobs of webhooks work with.
#[derive(Debug, Clone)]
pub struct Ringing {
    pub hooks: Arc<dyn Hooks>,
    pub bell: Arc<dyn Bell>,
    pub secrets: Arc<dyn Secrets>,
    pub people: Arc<dyn People>,
    pub courier: Arc<dyn Courier>,
    pub letters: Arc<dyn Letters>,
    pub desk: Arc<dyn Desk>,
    pub ids: Arc<dyn Ids>,
    /// That of the acts, which owe what is sent.
    pub clock: Arc<dyn Clock>,
}

/// Sends what is due.
pub async fn ring_due(ringing: &Ringing) -> Result<(), PortError> {
    let begun = ringing.clock.now();
    loop {
        let now = ringing.clock.now();
        if now.duration_since(begun) > RUN {
            return Ok(());
        }
        let due = ringing.hooks.take_deliveries(now, now + TURN, STEP).await?;
        if due.is_empty() {
            return Ok(());
        }
        let sent = stream::iter(due).map(|one| send(ringing, one)).buffer_unordered(AT_ONCE);
        let outcomes: Vec<Result<(), PortError>> = sent.collect().await;
        outcomes.into_iter().collect::<Result<(), _>>()?;
    }
}

async fn send(ringing: &Ringing, delivery: Delivery) -> Result<(), PortError> {
    let Some(hook) = ringing.hooks.hook(delivery.hook).await? else { return Ok(()) };
    let key = key(ringing.secrets.as_ref(), hook.id);
    let began = ringing.clock.now();
    let rung = ringing.bell.ring(&hook.address, &key, delivery.event, began, &delivery.body).await;
    let now = ringing.clock.now();
    match rung {
        Rung::Taken(answer) => {
            let done = Delivery { state: DeliveryState::Done, answer, ..delivery };
            ringing.hooks.settle(&done, None).await
        }
        Rung::NotTaken(answer) => {
            ringing.hooks.settle(&put_off(delivery, answer, now), Some(now)).await?;
            let since = hook.failing_since.unwrap_or(now);
            if now.duration_since(since) >= PATIENCE && ringing.hooks.pause_hook(hook.id, now).await? {
                tell_heads(ringing, &hook, now).await?;
            }
            Ok(())
        }
    }
}

fn put_off(delivery: Delivery, answer: String, now: Timestamp) -> Delivery {
    let tried = usize::try_from(delivery.tries).unwrap_or(usize::MAX).saturating_sub(1);
    match PAUSES.get(tried) {
        Some(pause) => Delivery { next_at: now + SignedDuration::from_secs(*pause), answer, ..delivery },
        None => Delivery { state: DeliveryState::Failed, answer, ..delivery },
    }
}

/// By e-mail, where they have proved an address; the page of webhooks says it in any case.
async fn tell_heads(ringing: &Ringing, hook: &Hook, now: Timestamp) -> Result<(), PortError> {
    let letter = ringing.letters.hook_stopped(&hook.address, PaperLanguage::Kk);
    for head in ringing.people.seated(&hook.centre, Role::Head, now).await? {
        for contact in ringing.people.contacts(head.id).await? {
            let Ok(to) = address(&contact) else { continue };
            if ringing.courier.serves(to.way()) {
                // One that is lost is not sent again: the page tells the same.
                let _ = ringing.courier.send(ringing.ids.fresh(), &to, &letter).await;
            }
        }
    }
    Ok(())
}

/// Owes an event of each term that is overdue; one that is owed already is not owed twice.
pub async fn tell_overdue(ringing: &Ringing) -> Result<(), PortError> {
    let now = ringing.clock.now();
    let day = |ahead: i64| local_date(now).saturating_add(ahead.days());
    for centre in ringing.hooks.told_of(Occasion::TermOverdue).await? {
        let mut filter = TermFilter {
            centre,
            owed: None,
            from: Some(day(-NEWS)),
            until: Some(day(-1)),
            taken: None,
            page: 0,
            per_page: 100,
        };
        loop {
            let page = ringing.desk.terms(&filter).await?;
            let events: Vec<Happened> =
                page.lines.iter().map(|card| overdue(&card.row, &card.number, now)).collect();
            let last = events.len() < 100;
            ringing.hooks.owe(events).await?;
            if last {
                break;
            }
            filter.page += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::journal::CaseId;

    fn tried(tries: u32) -> Delivery {
        Delivery {
            hook: Uuid::nil(),
            event: Uuid::nil(),
            occasion: Occasion::StageChanged,
            case: CaseId(Uuid::nil()),
            body: String::new(),
            state: DeliveryState::Waiting,
            tries,
            made_at: Timestamp::UNIX_EPOCH,
            next_at: Timestamp::UNIX_EPOCH,
            answer: String::new(),
        }
    }

    #[test]
    fn a_delivery_is_put_off_for_longer_and_longer_and_then_given_up() {
        let after = |tries| put_off(tried(tries), "503".into(), Timestamp::UNIX_EPOCH);
        let pauses: Vec<i64> = (1..=9).map(|tries| after(tries).next_at.as_second()).collect();
        assert_eq!(pauses, PAUSES);
        assert!(pauses.is_sorted() && pauses.iter().sum::<i64>() > PATIENCE.as_secs());
        assert_eq!(after(9).state, DeliveryState::Waiting);
        assert_eq!((after(10).state, after(10).answer.as_str()), (DeliveryState::Failed, "503"));
    }
}
