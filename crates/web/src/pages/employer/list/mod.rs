//! The employer's referrals: of each case only what the person lets it see.

use acts::Cx;
use acts::people::employer::{self, Seen};
use acts::ports::{Employer, ReferralAnswer};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rules::decision::Outcome;
use rules::terms::local_date;
use serde::Deserialize;

use crate::answer::problem;
use crate::case_words::{outcome_key, stage_key};
use crate::dates::short;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

const PER_PAGE: u64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
}

#[derive(Debug, Template)]
#[template(path = "employer/list/page.html")]
pub struct ListPage {
    frame: Frame,
    name: String,
    bin: String,
    lines: Vec<Line>,
    previous: String,
    next: String,
}

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    profession: String,
    made_on: String,
    answer: String,
    status: String,
    result: String,
    /// Where the document is checked.
    check: String,
}

impl Line {
    pub(super) fn new(frame: &Frame, cx: &Cx, seen: &Seen) -> Self {
        let referral = &seen.referral;
        let programme = cx.catalogue.programme(&referral.programme);
        let hidden = || frame.t(if referral.case.is_some() { "employer-hidden" } else { "employer-none" });
        let result = seen.result.as_ref();
        Self {
            href: format!("/employer/{}", referral.id),
            name: referral.name.clone(),
            profession: programme
                .map(|one| frame.language.pick(&one.profession_name).to_owned())
                .unwrap_or_default(),
            made_on: short(local_date(referral.made_at)),
            answer: frame.t(answer_key(referral.answer.map(|(answer, ..)| answer))),
            status: seen.status.map_or_else(hidden, |stage| frame.t(stage_key(stage))),
            result: result.map_or_else(hidden, |(outcome, _): &(Outcome, _)| frame.t(outcome_key(*outcome))),
            check: result
                .and_then(|(_, serial)| serial.as_ref())
                .map(|serial| format!("/t/{serial}"))
                .unwrap_or_default(),
        }
    }
}

const fn answer_key(answer: Option<ReferralAnswer>) -> &'static str {
    match answer {
        None => "employer-waits",
        Some(ReferralAnswer::Accepted) => "employer-accepted",
        Some(ReferralAnswer::Declined) => "employer-declined",
    }
}

impl ListPage {
    pub(super) fn new(
        frame: Frame,
        cx: &Cx,
        employer: &Employer,
        seen: &[Seen],
        page: u32,
        total: u64,
    ) -> Self {
        let href = |page: u32| format!("/employer?page={page}");
        Self {
            name: employer.name.clone(),
            bin: employer.bin.to_string(),
            lines: seen.iter().map(|one| Line::new(&frame, cx, one)).collect(),
            previous: if page > 1 { href(page - 1) } else { String::new() },
            next: if u64::from(page) * PER_PAGE < total { href(page + 1) } else { String::new() },
            frame,
        }
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let employer = employer::mine(&cx, &who).await.map_err(problem)?;
    let page = asked.page.parse::<u32>().unwrap_or(1).clamp(1, 10_000);
    let found = employer::referrals(&cx, &who, page - 1).await.map_err(problem)?;
    let frame = visit.frame("employer-list-title").dense();
    Ok(show(&ListPage::new(frame, &cx, &employer, &found.lines, page, found.total)))
}
