//! A2. The answer about one document, for anyone: three checks shown apart, and one word over all.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use rules::identifiers::SerialNumber;
use serde::Deserialize;

use crate::app::App;
use crate::data::{CheckAnswer, CheckedDocument, DocumentState, check};
use crate::dates::{short, time};
use crate::page::{Frame, query_value, show_with};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "public/result/page.html")]
pub struct ResultPage {
    frame: Frame,
    serial: String,
    verdict: Verdict,
    checks: Vec<CheckRow>,
    details: Vec<DetailRow>,
    parts: Vec<(String, String)>,
    /// Nothing was found or asked: the person may try again.
    try_again: bool,
}

/// The word over all. `kind` is the sign: good, warn, bad, none.
#[derive(Debug)]
struct Verdict {
    kind: &'static str,
    word: String,
    more: String,
}

/// One of the three checks.
#[derive(Debug)]
struct CheckRow {
    kind: &'static str,
    name: String,
    answer: String,
}

#[derive(Debug)]
struct DetailRow {
    key: String,
    value: String,
    lang: &'static str,
}

impl ResultPage {
    fn new(frame: Frame, serial: &str, answer: &CheckAnswer) -> Self {
        let verdict = Verdict::new(&frame, answer);
        let (checks, details) = match answer {
            CheckAnswer::Found(document) => (checks(&frame, document), details(&frame, document)),
            CheckAnswer::NotFound | CheckAnswer::Unavailable => (Vec::new(), Vec::new()),
        };
        Self {
            serial: serial.to_owned(),
            verdict,
            checks,
            details,
            parts: SerialNumber::parse(serial).map(|number| parts(&frame, &number)).unwrap_or_default(),
            try_again: matches!(answer, CheckAnswer::Unavailable),
            frame,
        }
    }
}

impl Verdict {
    /// What is worst decides: a changed paper, then an annulled or expired document, then the centre.
    fn new(frame: &Frame, answer: &CheckAnswer) -> Self {
        let of = |kind, word: &str, more: &str| Self { kind, word: frame.t(word), more: frame.t(more) };
        let document = match answer {
            CheckAnswer::NotFound => return of("bad", "check-not-found", "check-not-found-more"),
            CheckAnswer::Unavailable => return of("none", "check-unavailable", "check-unavailable-more"),
            CheckAnswer::Found(document) => document,
        };
        if document.unaltered == Some(false) {
            return of("bad", "check-altered", "check-altered-more");
        }
        match document.state {
            DocumentState::Annulled { on } => Self {
                kind: "bad",
                word: frame.t("check-annulled"),
                more: frame.t1("check-annulled-more", "date", frame.language.date(on)),
            },
            DocumentState::Expired => of("warn", "check-expired", "check-expired-more"),
            DocumentState::InForce if !document.centre_accredited => {
                of("warn", "check-doubtful", "check-doubtful-more")
            }
            DocumentState::InForce => of("good", "check-valid", "check-valid-more"),
        }
    }
}

fn checks(frame: &Frame, document: &CheckedDocument) -> Vec<CheckRow> {
    let row = |name: &str, (kind, answer): (&'static str, &str)| CheckRow {
        kind,
        name: frame.t(name),
        answer: frame.t(answer),
    };
    let register = match document.state {
        DocumentState::InForce => ("good", "check-register-yes"),
        DocumentState::Expired => ("warn", "check-register-expired"),
        DocumentState::Annulled { .. } => ("bad", "check-register-annulled"),
    };
    let unaltered = match document.unaltered {
        Some(true) => ("good", "check-unaltered-yes"),
        Some(false) => ("bad", "check-unaltered-no"),
        None => ("none", "check-unaltered-unknown"),
    };
    let centre =
        if document.centre_accredited { ("good", "check-centre-yes") } else { ("warn", "check-centre-no") };
    vec![row("check-register", register), row("check-unaltered", unaltered), row("check-centre", centre)]
}

fn details(frame: &Frame, document: &CheckedDocument) -> Vec<DetailRow> {
    let language = frame.language;
    let row = |key: &str, value: String, lang| DetailRow { key: frame.t(key), value, lang };
    let own = language.code();
    let checked = document.checked_at;
    vec![
        row("check-holder", document.holder.clone(), own),
        row("check-profession", language.pick(&document.profession).to_owned(), language.picked()),
        row("check-level", document.nqf_level.to_string(), own),
        row("check-issued", language.date(document.issued), own),
        row("check-valid-until", language.date(document.valid_until), own),
        row("check-by-centre", language.pick(&document.centre).to_owned(), language.picked()),
        row("check-checked-at", format!("{}, {}", short(checked.date()), time(checked)), own),
    ]
}

/// The six levels of the number, each with what it means.
pub(crate) fn parts(frame: &Frame, number: &SerialNumber) -> Vec<(String, String)> {
    let keys = [
        "check-part-activity",
        "check-part-profession",
        "check-part-level",
        "check-part-date",
        "check-part-centre",
        "check-part-number",
    ];
    let text = number.to_string();
    text.split('-').zip(keys).map(|(group, key)| (group.to_owned(), frame.t(key))).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Proof {
    /// The signed payload of the QR code.
    p: Option<String>,
}

pub async fn get(
    visit: Visit,
    State(app): State<App>,
    Path(serial): Path<String>,
    Query(Proof { p }): Query<Proof>,
) -> Response {
    let number = SerialNumber::parse(&serial);
    // The centre is in the number: the cell that has it has its register.
    if let Ok(number) = &number
        && let Some(address) = app.cx().catalogue.cells.elsewhere(number.centre())
    {
        let proof = p.map(|p| format!("?p={}", query_value(&p))).unwrap_or_default();
        return Redirect::to(&format!("{address}/t/{number}{proof}")).into_response();
    }
    let answer = match number {
        Ok(number) => check(&app.cx(), &number, p.as_deref()).await,
        Err(_) => CheckAnswer::NotFound,
    };
    let status = match answer {
        CheckAnswer::Found(_) => StatusCode::OK,
        CheckAnswer::NotFound => StatusCode::NOT_FOUND,
        CheckAnswer::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    };
    show_with(status, &ResultPage::new(visit.frame("check-result-title"), &serial, &answer))
}

#[cfg(test)]
impl ResultPage {
    pub(super) fn sample(language: crate::words::Language, answer: &CheckAnswer) -> Self {
        Self::new(Frame::sample(language, "check-result-title"), super::tests::SERIAL, answer)
    }

    pub(super) fn kind(&self) -> &'static str {
        self.verdict.kind
    }
}
