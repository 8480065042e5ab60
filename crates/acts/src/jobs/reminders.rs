//! Reminders of staff before a term ends and while it is late; of candidates before their day. Run again, nothing is said
//! twice: a reminder has one place for each term, distance and person, a message an id made of what it is about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rules::case::Stage;
use rules::identifiers::CentreNumber;
use rules::terms::{Standing, local_date};
use rules::working_days;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Upkeep;
use crate::access::Role;
use crate::desk::rows::TermRow;
use crate::journal::{AccountId, CaseId};
use crate::ports::{Message, PortError, Reminder, ReminderRule};
use crate::projection::CaseFilter;

/// Terms read in one step.
const STEP: u32 = 500;
/// Days before the procedure, with the message of each.
const BEFORE_EXAM: [(i64, &str); 2] = [(3, "exam-in-3-days"), (1, "exam-tomorrow")];

pub(super) async fn remind(upkeep: &Upkeep) -> Result<(), PortError> {
    let now = upkeep.cx.clock.now();
    remind_staff(upkeep, now).await?;
    for (ahead, kind) in BEFORE_EXAM {
        remind_candidates(upkeep, now, local_date(now).saturating_add(ahead.days()), kind).await?;
    }
    Ok(())
}

async fn remind_staff(upkeep: &Upkeep, now: Timestamp) -> Result<(), PortError> {
    let horizon =
        working_days::after(&upkeep.cx.shelf.calendar(), local_date(now), ReminderRule::MOST.into()).due;
    let mut known = Known::default();
    let mut after = None;
    loop {
        let terms = upkeep.cx.desk.terms_due(horizon, after, STEP).await?;
        let Some(last) = terms.last() else { return Ok(()) };
        after = Some((last.centre.clone(), last.case, last.place));
        let cases = terms.iter().map(|term| term.case).collect();
        let hands: BTreeMap<CaseId, AccountId> = upkeep
            .cx
            .desk
            .assignments(cases)
            .await?
            .into_iter()
            .map(|(held, _)| (held.case, held.account))
            .collect();
        let mut owed = Vec::new();
        for term in &terms {
            owed.extend(of_term(upkeep, &mut known, term, hands.get(&term.case).copied(), now).await?);
        }
        upkeep.cx.desk.remind(owed).await?;
    }
}

/// Rules and people of centres, asked once in a run.
#[derive(Debug, Default)]
struct Known {
    rules: BTreeMap<CentreNumber, ReminderRule>,
    seated: BTreeMap<(CentreNumber, Role), Vec<AccountId>>,
}

impl Known {
    async fn rule(&mut self, upkeep: &Upkeep, centre: &CentreNumber) -> Result<ReminderRule, PortError> {
        if let Some(rule) = self.rules.get(centre) {
            return Ok(*rule);
        }
        let rule = upkeep.cx.desk.reminder_rule(centre).await?;
        self.rules.insert(centre.clone(), rule);
        Ok(rule)
    }

    async fn seated(
        &mut self,
        upkeep: &Upkeep,
        centre: &CentreNumber,
        role: Role,
    ) -> Result<Vec<AccountId>, PortError> {
        let key = (centre.clone(), role);
        if let Some(accounts) = self.seated.get(&key) {
            return Ok(accounts.clone());
        }
        let seated = upkeep.cx.people.seated(centre, role, upkeep.cx.clock.now()).await?;
        let accounts: Vec<AccountId> = seated.iter().map(|account| account.id).collect();
        self.seated.insert(key, accounts.clone());
        Ok(accounts)
    }
}

async fn of_term(
    upkeep: &Upkeep,
    known: &mut Known,
    term: &TermRow,
    in_hand: Option<AccountId>,
    now: Timestamp,
) -> Result<Vec<Reminder>, PortError> {
    // ¶20 is the candidate's own term: its end is nobody's delay.
    if term.clause == "¶20" {
        return Ok(vec![]);
    }
    let rule = known.rule(upkeep, &term.centre).await?;
    let (owed, head) = distances(term.term.standing(now, &upkeep.cx.shelf.calendar()), rule);
    let mut to: Vec<(AccountId, i32)> = Vec::new();
    if let Some(distance) = owed.filter(|_| term.owed_by != Role::Candidate) {
        let people = match in_hand {
            _ if !term.owed_to.is_empty() => term.owed_to.clone(),
            Some(account) => vec![account],
            None => known.seated(upkeep, &term.centre, term.owed_by).await?,
        };
        to.extend(people.into_iter().map(|account| (account, distance)));
    }
    if let Some(distance) = head {
        let heads = known.seated(upkeep, &term.centre, Role::Head).await?;
        to.extend(heads.into_iter().map(|account| (account, distance)));
    }
    to.sort_unstable();
    to.dedup();
    let reminder = |(account, distance)| Reminder {
        account,
        case: term.case,
        place: term.place,
        distance,
        centre: term.centre.clone(),
        clause: term.clause.clone(),
        due: term.due,
        at: now,
        read_at: None,
    };
    Ok(to.into_iter().map(reminder).collect())
}

/// The distances at which whoever must act, and the head, are reminded of a term that stands so. Before its end each once,
/// from the set distance on; when it is late, whoever must act once, and the head on each day of delay.
fn distances(standing: Standing, rule: ReminderRule) -> (Option<i32>, Option<i32>) {
    let from = |distance: u8, left: u16| (left <= distance.into()).then_some(i32::from(distance));
    match standing {
        Standing::DaysLeft(left) => (from(rule.owed, left), from(rule.head, left)),
        Standing::DueToday => (from(rule.owed, 0), from(rule.head, 0)),
        Standing::Overdue(days) => (Some(-1), Some(-i32::from(days.max(1)))),
    }
}

/// ¶6 ¶8. Those who are expected on `day` and have an account.
async fn remind_candidates(
    upkeep: &Upkeep,
    now: Timestamp,
    day: Date,
    kind: &'static str,
) -> Result<(), PortError> {
    let mut filter = CaseFilter {
        sitting_on: Some(day),
        stages: vec![Stage::Noticed],
        per_page: 100,
        ..CaseFilter::default()
    };
    loop {
        let found = upkeep.cx.cases.list(&filter).await?;
        if found.lines.is_empty() {
            return Ok(());
        }
        for row in found.lines {
            let id = named(&format!("{kind} {} {day}", row.case));
            let message = Message {
                id,
                case: row.case,
                centre: row.centre,
                to: row.candidate,
                kind: kind.into(),
                at: now,
            };
            upkeep.cx.desk.tell(message).await?;
        }
        filter.page += 1;
    }
}

/// An id made of what it names: the same each time.
pub(crate) fn named(what: &str) -> Uuid {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(Sha256::digest(what.as_bytes())) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p05_reminders_come_at_the_set_distance_and_escalate_when_late() {
        let rule = ReminderRule::default();
        let at = |standing| distances(standing, rule);
        assert_eq!(at(Standing::DaysLeft(2)), (None, None));
        assert_eq!(at(Standing::DaysLeft(1)), (Some(1), None));
        // The day after a first reminder that was missed is still in time; it is the same reminder.
        assert_eq!(at(Standing::DueToday), (Some(1), Some(0)));
        assert_eq!(at(Standing::Overdue(1)), (Some(-1), Some(-1)));
        assert_eq!(at(Standing::Overdue(3)), (Some(-1), Some(-3)), "the head each day");
        let early = ReminderRule { owed: 3, head: 2 };
        assert_eq!(distances(Standing::DaysLeft(3), early), (Some(3), None));
        assert_eq!(distances(Standing::DaysLeft(2), early), (Some(3), Some(2)));
    }

    #[test]
    fn p06_a_message_before_the_day_has_one_id() {
        let one = named("exam-tomorrow case 2026-12-08");
        assert_eq!(one, named("exam-tomorrow case 2026-12-08"));
        assert_ne!(one, named("exam-tomorrow case 2026-12-09"));
        assert_eq!(one.get_version_num(), 8);
    }
}
