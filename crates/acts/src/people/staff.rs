//! ¶2(2). Who works at a centre, in what role, for how long; and who stands in for whom. Nothing is removed: a role ends.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use rules::terms::{end_of, start_of};

use crate::access::{Act, Jurisdiction, Role, Subject, gives, permit, roles};
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::AccountId;
use crate::people::{Held, Seat, Who};
use crate::ports::{Account, PortError};

/// The roles that `who` gives and takes back at a place; refused where they manage nobody there.
pub fn givable(who: &Who, place: Option<&CentreNumber>) -> ActResult<Vec<Role>> {
    let manages = |role: Role| roles(Act::ManageCentre).get(&role).copied();
    if let Some(centre) = place {
        let subject = Subject { centre, candidate: None, paper: false, commission: vec![] };
        permit(who, Act::ManageCentre, &subject)?;
    }
    let here = who.seats.iter().filter(|seat| match manages(seat.role) {
        Some(Jurisdiction::Country | Jurisdiction::Any) => true,
        Some(_) => place.is_some() && seat.centre.as_ref() == place,
        None => false,
    });
    let mut given: Vec<Role> = here.flat_map(|seat| gives(seat.role)).copied().collect();
    // A role of the authorised body is held in the whole country, the others at a centre.
    given.retain(|role| (*role == Role::AuthorisedBody) == place.is_none());
    given.sort_unstable();
    given.dedup();
    if given.is_empty() { Err(ActError::NotAllowed) } else { Ok(given) }
}

/// Everybody who holds or held a role at the place.
pub async fn people(cx: &Cx, who: &Who, place: Option<&CentreNumber>) -> ActResult<Vec<Account>> {
    givable(who, place)?;
    Ok(cx.people.staff(place).await?)
}

/// Ends a role after `last`, or at once where no day is named.
pub async fn end(
    cx: &Cx,
    who: &Who,
    place: Option<&CentreNumber>,
    of: AccountId,
    seat: u32,
    last: Option<Date>,
) -> ActResult<()> {
    let account = cx.people.by_id(of).await?.ok_or(ActError::NotFound)?;
    let held = account.seats.iter().find(|held| held.place == seat).ok_or(ActError::NotFound)?;
    if held.seat.centre.as_ref() != place {
        return Err(ActError::NotFound);
    }
    if !givable(who, place)?.contains(&held.seat.role) {
        return Err(ActError::NotAllowed);
    }
    let now = cx.clock.now();
    let until = last.map_or(now, |day| after(day).max(now));
    if cx.people.end_seat(of, seat, until, who.account).await?
        || held.until.is_some_and(|ended| ended <= until)
    {
        return Ok(());
    }
    Err(ActError::LastHead)
}

/// A stand-in: whose role, by whom, from which day to which, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    pub role: Role,
    pub of: AccountId,
    pub by: AccountId,
    pub from: Date,
    pub to: Date,
}

/// Gives the stand-in the role for the time. They act in their own name, and papers say in whose stead.
pub async fn stand_in(cx: &Cx, who: &Who, centre: &CentreNumber, asked: &StandIn) -> ActResult<()> {
    if !givable(who, Some(centre))?.contains(&asked.role) {
        return Err(ActError::NotAllowed);
    }
    let now = cx.clock.now();
    let (since, until) = (start_of(asked.from), after(asked.to));
    let staff = cx.people.staff(Some(centre)).await?;
    let of = staff.iter().find(|account| account.id == asked.of).ok_or(ActError::NotFound)?;
    let by = staff.iter().find(|account| account.id == asked.by).ok_or(ActError::NotFound)?;
    let faults = faults(of, by, asked, centre, now);
    if !faults.is_empty() {
        return Err(ActError::Fields(faults));
    }
    let again = |held: &&Held| held.stands_for == Some(asked.of) && held.seat.role == asked.role;
    let mut same = by.seats.iter().filter(again).filter(|held| held.seat.centre.as_ref() == Some(centre));
    if same.any(|held| held.since == since && held.until == Some(until)) {
        return Ok(());
    }
    let place = u32::try_from(by.seats.len()).map_err(|_| ActError::ChangedMeanwhile)?;
    let held = Held {
        since,
        until: Some(until),
        given_by: Some(who.account),
        stands_for: Some(asked.of),
        ..Held::always(Seat { role: asked.role, centre: Some(centre.clone()) }, place)
    };
    match cx.people.give_seat(asked.by, held).await {
        Err(PortError::Conflict) => Err(ActError::ChangedMeanwhile),
        given => Ok(given?),
    }
}

fn faults(
    of: &Account,
    by: &Account,
    asked: &StandIn,
    centre: &CentreNumber,
    now: Timestamp,
) -> Vec<FieldFault> {
    let (since, until) = (start_of(asked.from), after(asked.to));
    let here = |held: &Held| held.seat.centre.as_ref() == Some(centre);
    let own = |held: &Held| {
        here(held)
            && held.seat.role == asked.role
            && held.stands_for.is_none()
            && held.in_force(since.max(now))
    };
    let works = |held: &Held| here(held) && held.in_force(now);
    let rules = [
        (of.id == by.id, "by", "stand-in-same"),
        (!by.seats.iter().any(works), "by", "stand-in-not-here"),
        (!of.seats.iter().any(own), "of", "stand-in-role-not-held"),
        (by.seats.iter().any(own), "by", "stand-in-holds-it"),
        (until <= since, "to", "stand-in-backwards"),
        (until <= now, "to", "stand-in-past"),
    ];
    rules
        .into_iter()
        .filter(|(wrong, ..)| *wrong)
        .map(|(_, field, fault)| FieldFault { field, fault })
        .collect()
}

/// In whose stead `account` acted in `role` at `centre` at that moment; `None` where the role was their own.
pub fn in_stead_of(account: &Account, role: Role, centre: &CentreNumber, at: Timestamp) -> Option<AccountId> {
    let held = |held: &&Held| {
        held.seat.role == role && held.seat.centre.as_ref() == Some(centre) && held.in_force(at)
    };
    let mut held = account.seats.iter().filter(held).peekable();
    held.peek()?;
    held.map(|held| held.stands_for).min()?
}

/// The first moment after a day.
fn after(day: Date) -> Timestamp {
    day.tomorrow().map_or_else(|_| end_of(day), start_of)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const CENTRE: &str = "0042";

    fn centre(number: &str) -> CentreNumber {
        CentreNumber::parse(number).unwrap()
    }

    fn who(seats: &[(Role, Option<&str>)]) -> Who {
        let seats = seats.iter().map(|(role, at)| Seat { role: *role, centre: at.map(centre) }).collect();
        Who { account: AccountId(Uuid::nil()), login: "x".into(), name: "X".into(), seats }
    }

    fn account(id: u128, role: Role) -> Account {
        let seat = Seat { role, centre: Some(centre(CENTRE)) };
        Account {
            id: AccountId(Uuid::from_u128(id)),
            login: id.to_string(),
            name: String::new(),
            password: String::new(),
            seats: vec![Held::always(seat, 0)],
        }
    }

    #[test]
    fn a_head_gives_roles_of_the_own_centre_and_the_operator_heads_everywhere() {
        let head = who(&[(Role::Head, Some(CENTRE))]);
        let given = givable(&head, Some(&centre(CENTRE))).unwrap();
        assert!(given.contains(&Role::Registrar) && !given.contains(&Role::Head));
        assert_eq!(givable(&head, Some(&centre("0107"))), Err(ActError::NotAllowed));
        assert_eq!(givable(&head, None), Err(ActError::NotAllowed));
        let operator = who(&[(Role::Operator, None)]);
        assert_eq!(givable(&operator, Some(&centre("0107"))), Ok(vec![Role::Head]));
        assert_eq!(givable(&operator, None), Ok(vec![Role::AuthorisedBody]));
        let registrar = who(&[(Role::Registrar, Some(CENTRE))]);
        assert_eq!(givable(&registrar, Some(&centre(CENTRE))), Err(ActError::NotAllowed));
    }

    #[test]
    fn a_stand_in_is_somebody_else_of_the_centre_without_the_role() {
        let now = start_of(date(2026, 11, 23));
        let (chair, member) = (account(1, Role::Chair), account(2, Role::Member));
        let asked = |from, to| StandIn { role: Role::Chair, of: chair.id, by: member.id, from, to };
        let of = |of: &Account, by: &Account, asked: &StandIn| -> Vec<_> {
            faults(of, by, asked, &centre(CENTRE), now).iter().map(|fault| fault.fault).collect()
        };
        let week = asked(date(2026, 11, 23), date(2026, 11, 27));
        assert!(of(&chair, &member, &week).is_empty());
        assert_eq!(of(&chair, &chair, &week), ["stand-in-same", "stand-in-holds-it"]);
        assert_eq!(of(&member, &account(3, Role::Proctor), &week), ["stand-in-role-not-held"]);
        assert_eq!(
            of(&chair, &member, &asked(date(2026, 11, 20), date(2026, 11, 19))),
            ["stand-in-backwards", "stand-in-past"]
        );
        let mut left = account(4, Role::Member);
        left.seats[0].until = Some(now);
        assert_eq!(of(&chair, &left, &week), ["stand-in-not-here"]);
    }

    #[test]
    fn one_acts_in_the_stead_of_another_only_where_the_role_is_not_ones_own() {
        let mut stand_in = account(1, Role::Member);
        let of = AccountId(Uuid::from_u128(9));
        let (from, to) = (start_of(date(2026, 11, 23)), start_of(date(2026, 11, 28)));
        let chair = Seat { role: Role::Chair, centre: Some(centre(CENTRE)) };
        let held = Held { since: from, until: Some(to), stands_for: Some(of), ..Held::always(chair, 1) };
        stand_in.seats.push(held);
        let at = |role, at| in_stead_of(&stand_in, role, &centre(CENTRE), at);
        assert_eq!(at(Role::Chair, from), Some(of));
        assert_eq!(at(Role::Chair, to), None, "the time is over");
        assert_eq!(at(Role::Member, from), None, "the own role");
    }
}
