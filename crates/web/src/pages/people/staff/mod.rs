//! Who works at a centre, in which role, until when; and who is invited.

use acts::AccountId;
use acts::access::Role;
use acts::people::Held;
use acts::people::invite::invitations;
use acts::people::staff::people;
use acts::ports::{Account, Invitation};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use serde::Deserialize;

use super::place::{PlaceAt, moment};
use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::{Person, role_words};

#[derive(Debug, Template)]
#[template(path = "people/staff/page.html")]
pub struct StaffPage {
    frame: Frame,
    done: bool,
    place: String,
    invite: String,
    /// Empty where nobody stands in for anybody.
    stand_in: String,
    take_back: String,
    people: Vec<PersonLine>,
    invited: Vec<InvitedLine>,
}

#[derive(Debug)]
struct PersonLine {
    name: String,
    roles: Vec<RoleLine>,
}

#[derive(Debug)]
struct RoleLine {
    words: String,
    /// «Асанов Б. орнына», from, until; empty where there is nothing to say.
    notes: Vec<String>,
    over: bool,
    /// Where it is ended; empty where it cannot be, by this person.
    end: String,
}

#[derive(Debug)]
struct InvitedLine {
    id: String,
    name: String,
    email: String,
    roles: String,
    standing: String,
    open: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// To the place where the person is head; an operator chooses.
pub async fn mine(Person(who): Person) -> Redirect {
    let head = who.seats.iter().find(|seat| seat.role == Role::Head).and_then(|seat| seat.centre.clone());
    match head {
        Some(centre) => Redirect::to(&format!("/centre/{centre}/people")),
        None => Redirect::to("/operator/people"),
    }
}

pub async fn get(at: PlaceAt, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let people = people(&at.cx, &at.who, at.centre.as_ref()).await.map_err(problem)?;
    let invited = invitations(&at.cx, &at.who, at.centre.as_ref()).await.map_err(problem)?;
    Ok(show(&StaffPage::new(&at, &people, &invited, !asked.done.is_empty())).into_response())
}

impl StaffPage {
    pub(super) fn new(at: &PlaceAt, people: &[Account], invited: &[Invitation], done: bool) -> Self {
        let frame = at.visit.frame("people-staff-title").dense();
        let now = at.cx.clock.now();
        let lines = people.iter().map(|account| PersonLine {
            name: account.name.clone(),
            roles: account
                .seats
                .iter()
                .filter(|held| held.seat.centre == at.centre && held.seat.role != Role::Candidate)
                .map(|held| role_line(&frame, at, people, account, held, now))
                .collect(),
        });
        Self {
            done,
            place: at.name(&frame),
            invite: at.path("invite"),
            stand_in: if at.centre.is_some() { at.path("stand-in") } else { String::new() },
            take_back: at.path("take-back"),
            people: lines.collect(),
            invited: invited.iter().map(|one| invited_line(&frame, people, one, now)).collect(),
            frame,
        }
    }
}

fn name_of(people: &[Account], id: AccountId) -> String {
    let known = people.iter().find(|account| account.id == id);
    known.map_or_else(|| "…".to_owned(), |account| account.name.clone())
}

fn role_line(
    frame: &Frame,
    at: &PlaceAt,
    people: &[Account],
    account: &Account,
    held: &Held,
    now: Timestamp,
) -> RoleLine {
    let over = held.until.is_some_and(|until| until <= now);
    let stands_for = held.stands_for.map(|of| frame.t1("people-stands-for", "name", name_of(people, of)));
    let from = (held.since > now).then(|| frame.t1("people-from", "date", moment(held.since)));
    let until = held.until.map(|until| frame.t1("people-until", "date", moment(until)));
    let may_end = !over && at.roles.contains(&held.seat.role);
    RoleLine {
        words: frame.t(role_words(held.seat.role)),
        notes: stands_for.into_iter().chain(from).chain(until).collect(),
        over,
        end: if may_end { at.path(&format!("{}/{}", account.id, held.place)) } else { String::new() },
    }
}

fn invited_line(frame: &Frame, people: &[Account], one: &Invitation, now: Timestamp) -> InvitedLine {
    let standing = match (one.used_by, one.ended_at) {
        (Some(by), _) => frame.t1("people-invited-used", "name", name_of(people, by)),
        (None, Some(_)) => frame.t("people-invited-taken-back"),
        (None, None) if one.open(now) => frame.t1("people-invited-until", "date", moment(one.until)),
        (None, None) => frame.t("people-invited-over"),
    };
    InvitedLine {
        id: one.id.to_string(),
        name: one.name.clone(),
        email: one.email.clone(),
        roles: one.roles.iter().map(|role| frame.t(role_words(*role))).collect::<Vec<_>>().join(", "),
        standing,
        open: one.open(now),
    }
}
