//! ¶1. The editions of the Rules that the program knows: since when, with which values, what each changed. They are compiled in.

use askama::Template;
use axum::response::Response;
use rules::edition::Edition;

use crate::dates::short;
use crate::page::{Frame, show};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "reference/editions/page.html")]
pub struct EditionsPage {
    frame: Frame,
    editions: Vec<EditionLine>,
}

#[derive(Debug)]
struct EditionLine {
    id: String,
    in_force: String,
    /// The newest one: new cases live under it.
    newest: bool,
    values: Vec<ValueLine>,
}

/// One value of an edition; `before` where the edition before had another.
#[derive(Debug)]
struct ValueLine {
    clause: &'static str,
    name: String,
    value: String,
    before: Option<String>,
}

pub async fn get(visit: Visit) -> Response {
    show(&EditionsPage::new(visit.frame("reference-editions-title").dense()))
}

impl EditionsPage {
    pub(super) fn new(frame: Frame) -> Self {
        let all: Vec<&Edition> = Edition::all().collect();
        let line = |at: usize, edition: &Edition| {
            let before = at.checked_sub(1).and_then(|at| all.get(at)).map(|before| values(&frame, before));
            let values =
                values(&frame, edition).into_iter().enumerate().map(|(place, (clause, name, value))| {
                    let old = before.as_ref().and_then(|all| all.get(place)).map(|(_, _, old)| old.clone());
                    ValueLine { clause, name, before: old.filter(|old| *old != value), value }
                });
            EditionLine {
                id: edition.id.clone(),
                in_force: short(edition.in_force),
                newest: edition.id == Edition::current().id,
                values: values.collect(),
            }
        };
        let editions = all.iter().enumerate().map(|(at, edition)| line(at, edition)).rev().collect();
        Self { frame, editions }
    }
}

/// Clause, what it is, its value; the same order for every edition.
fn values(frame: &Frame, edition: &Edition) -> Vec<(&'static str, String, String)> {
    let terms = &edition.terms;
    let days = |clause, key: &str, days: u16| (clause, frame.t(key), frame.working_days(i64::from(days)));
    let share = &edition.theory;
    vec![
        days("¶5", "reference-term-completeness", terms.completeness),
        days("¶6", "reference-term-notice", terms.notice),
        days("¶6", "reference-term-notice-gap", terms.notice_gap),
        days("¶7 ¶11", "reference-term-new-date", terms.new_date_refusal),
        days("¶17", "reference-term-protocol", terms.protocol),
        days("¶18 ¶23", "reference-term-issue", terms.issue),
        days("¶19", "reference-term-not-passed", terms.not_passed),
        days("¶20", "reference-term-appeal", terms.appeal),
        days("¶22", "reference-term-appeal-decision", terms.appeal_decision),
        days("¶4(1)", "correct-term", terms.correction),
        days("¶8(2)", "reference-term-complaint", terms.complaint),
        (
            "¶15",
            frame.t("reference-threshold"),
            format!("> {} / {}", share.more_than_numerator, share.denominator),
        ),
        ("¶13", frame.t("reference-violations-end"), edition.violations.ends_at.to_string()),
        ("¶17", frame.t("reference-minimum-present"), edition.commission.minimum_present.to_string()),
    ]
}
