//! What a table would change, row by row; it is taken in whole when a person accepts it.

use acts::Cx;
use acts::ports::TABLE_ROWS;
use acts::reference::Subject;
use acts::reference::professions::{LONGEST, Report, RowFault, Wrong, accept, report};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::identifiers::{NkzError, OkedError};
use rules::profession::Profession;

use crate::answer::problem;
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::reference::{after, keeping};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// Of each kind, rows that are shown.
pub(in crate::pages::reference) const SHOWN: usize = 200;

#[derive(Debug, Template)]
#[template(path = "reference/professions/report.html")]
pub struct ReportPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    action: String,
    seen: String,
    counts: Vec<(String, String)>,
    faults: Vec<FaultLine>,
    fresh: Vec<Row>,
    /// As it is, and as it becomes.
    changed: Vec<(Row, Row)>,
    more_faults: bool,
    more_fresh: bool,
    more_changed: bool,
    /// Asked where the table can be taken in.
    reason: Option<Field>,
}

#[derive(Debug)]
struct FaultLine {
    row: u32,
    column: String,
    seen: String,
    wrong: String,
}

#[derive(Debug)]
struct Row {
    code: String,
    kk: String,
    ru: String,
    /// English name, OKED, level, where they are given.
    rest: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(digest): Path<String>,
) -> Result<Response, Problem> {
    let found = report(&cx, &who, &digest).await.map_err(problem)?;
    let values = Values::new().with("seen", cx.shelf.newest_of(Subject::Professions).to_string());
    Ok(show(&ReportPage::new(&visit, &digest, &found, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(digest): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let found = report(&cx, &who, &digest).await.map_err(problem)?;
        let visit = visit.in_language(language);
        return Ok(switched(language, &ReportPage::new(&visit, &digest, &found, &values, &Errors::none())));
    }
    let mut errors = values.errors();
    if errors.is_empty() {
        let done = accept(&cx, keeping(&who, &values)?, &digest, values.one("reason")).await;
        match after(done, "reason", "/reference/professions")? {
            Ok(next) => return Ok(next),
            Err(said) => errors = said,
        }
    }
    let cx = cx.fresh();
    let found = report(&cx, &who, &digest).await.map_err(problem)?;
    Ok(show(&ReportPage::new(&visit, &digest, &found, &values, &errors)))
}

impl ReportPage {
    pub(in crate::pages::reference) fn new(
        visit: &Visit,
        digest: &str,
        found: &Report,
        values: &Values,
        errors: &Errors,
    ) -> Self {
        let takes = found.faults.is_empty() && found.fresh.len() + found.changed.len() > 0;
        let frame = visit.form_frame("professions-report-title", values.request_id()).dense();
        let frame = Frame { has_form: takes, ..frame.with_errors(!errors.is_empty()) };
        let form = Form { language: frame.language, values, errors };
        let reason =
            form.field("reason", "reference-reason").hint(frame.t("professions-report-basis-hint")).rows(3);
        Self {
            errors: form.error_lines(),
            action: format!("/reference/professions/import/{digest}"),
            seen: values.one("seen").to_owned(),
            counts: counts(&frame, found),
            more_faults: found.faults.len() > SHOWN,
            more_fresh: found.fresh.len() > SHOWN,
            more_changed: found.changed.len() > SHOWN,
            faults: found.faults.iter().take(SHOWN).map(|fault| fault_line(&frame, fault)).collect(),
            fresh: found.fresh.iter().take(SHOWN).map(Row::new).collect(),
            changed: found
                .changed
                .iter()
                .take(SHOWN)
                .map(|(before, after)| (Row::new(before), Row::new(after)))
                .collect(),
            reason: takes.then_some(reason),
            frame,
        }
    }
}

impl Row {
    fn new(profession: &Profession) -> Self {
        let Profession { code, name, name_en, oked, nqf_level } = profession;
        let rest = [
            Some(name_en.clone()).filter(|name| !name.is_empty()),
            oked.as_ref().map(ToString::to_string),
            nqf_level.as_ref().map(ToString::to_string),
        ];
        Self {
            code: code.to_string(),
            kk: name.kk.clone(),
            ru: name.ru.clone(),
            rest: rest.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        }
    }
}

fn counts(frame: &Frame, found: &Report) -> Vec<(String, String)> {
    let count = |key: &str, count: usize| (frame.t(key), count.to_string());
    vec![
        count("professions-report-rows", found.rows),
        count("professions-report-faults", found.faults.len()),
        count("professions-report-fresh", found.fresh.len()),
        count("professions-report-changed", found.changed.len()),
        count("professions-report-unchanged", found.unchanged),
    ]
}

fn fault_line(frame: &Frame, fault: &RowFault) -> FaultLine {
    FaultLine {
        row: fault.row,
        column: fault.column.clone(),
        seen: fault.seen.clone(),
        wrong: words(frame, &fault.wrong),
    }
}

fn words(frame: &Frame, wrong: &Wrong) -> String {
    match wrong {
        Wrong::NoRows => frame.t("professions-wrong-no-rows"),
        Wrong::TooManyRows => frame.t1("professions-wrong-too-many", "n", TABLE_ROWS),
        Wrong::ColumnMissing => frame.t("professions-wrong-column-missing"),
        Wrong::ColumnUnknown => frame.t("professions-wrong-column-unknown"),
        Wrong::ColumnTwice => frame.t("professions-wrong-column-twice"),
        Wrong::Empty => frame.t("professions-wrong-empty"),
        Wrong::TooLong => frame.t1("professions-wrong-too-long", "n", LONGEST),
        Wrong::Formula => frame.t("professions-wrong-formula"),
        Wrong::Unprintable => frame.t("professions-wrong-unprintable"),
        Wrong::Twice { first } => frame.t1("professions-wrong-twice", "row", *first),
        Wrong::Code(NkzError::Length { got }) => frame.t1("professions-wrong-code-length", "n", *got),
        Wrong::Code(NkzError::NotDigits) => frame.t("professions-wrong-code-digits"),
        Wrong::Code(NkzError::Hyphens) => frame.t("professions-wrong-code-hyphens"),
        Wrong::Code(NkzError::MajorGroup) => frame.t("professions-wrong-code-group"),
        Wrong::Oked(OkedError::Length { got }) => frame.t1("professions-wrong-oked-length", "n", *got),
        Wrong::Oked(OkedError::NotDigits) => frame.t("professions-wrong-oked-digits"),
        Wrong::Oked(OkedError::Unknown) => frame.t("professions-wrong-oked-unknown"),
        Wrong::Level(_) => frame.t("professions-wrong-level"),
    }
}
