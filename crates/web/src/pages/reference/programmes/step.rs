//! ¶2(1). The steps of a version: reviewed or returned by a second person, put in force, retired.

use acts::Cx;
use acts::reference::Subject;
use acts::reference::programmes::{Word, approve, retire, review};
use axum::extract::{Path, State};
use axum::response::Response;
use rules::programme::Programme;
use rules::terms::local_date;

use super::version;
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::{after, day, keeping};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::reference) enum Step {
    Review,
    Return,
    Approve,
    Retire,
}

impl Step {
    fn parse(text: &str) -> Result<Self, Problem> {
        match text {
            "review" => Ok(Self::Review),
            "return" => Ok(Self::Return),
            "approve" => Ok(Self::Approve),
            "retire" => Ok(Self::Retire),
            _ => Err(Problem::NotFound),
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Return => "return",
            Self::Approve => "approve",
            Self::Retire => "retire",
        }
    }

    /// Where a refusal of the whole form is shown.
    pub(in crate::pages::reference) const fn field(self) -> &'static str {
        if matches!(self, Self::Approve) { "from" } else { "reason" }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Review => "reference-review",
            Self::Return => "reference-return",
            Self::Approve => "reference-approve",
            Self::Retire => "reference-retire",
        }
    }
}

pub(in crate::pages::reference) fn page(
    visit: &Visit,
    programme: &Programme,
    step: Step,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let frame = visit.form_frame(step.title(), values.request_id()).dense().with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let mut blocks = vec![
        Block::Told(frame.language.pick(&programme.title).to_owned()),
        Block::Text(frame.t1("reference-version-n", "n", programme.version)),
    ];
    blocks.extend(fields(&form, &frame, step));
    blocks.push(Block::Hidden("seen", values.one("seen").to_owned()));
    let at = format!("/reference/programmes/{}/{}", programme.id, programme.version);
    QuestionPage {
        errors: form.error_lines(),
        action: format!("{at}/{}", step.code()),
        back: at,
        blocks,
        button: frame.t("reference-confirm"),
        warning: step == Step::Retire,
        frame,
    }
}

fn fields(form: &Form<'_>, frame: &Frame, step: Step) -> Vec<Block> {
    let reason =
        |hint: &str| Block::Area(form.field("reason", "reference-reason").hint(frame.t(hint)).rows(3));
    let date = |name: &str, key: &str, hint: &str| Block::Date(form.field(name, key).hint(frame.t(hint)));
    match step {
        Step::Review => {
            let words = vec![
                Choice::new("reviewed", frame.t("reference-word-reviewed")),
                Choice::new("returned", frame.t("reference-word-returned")),
            ];
            vec![
                Block::Text(frame.t("reference-review-text")),
                Block::Radios(form.choices("word", "reference-word", words)),
                reason("reference-return-hint"),
            ]
        }
        Step::Return => vec![reason("reference-return-hint")],
        Step::Approve => vec![
            Block::Text(frame.t("reference-approve-text")),
            date("from", "reference-from", "reference-today-or-later"),
        ],
        Step::Retire => vec![
            Block::Text(frame.t("reference-retire-text")),
            date("last", "reference-last-day", "reference-retire-hint"),
            reason("reference-reason-hint"),
        ],
    }
}

pub async fn get(
    visit: Visit,
    State(cx): State<Cx>,
    Path((id, number, step)): Path<(String, u32, String)>,
) -> Result<Response, Problem> {
    let (found, step) = (version(&cx.catalogue, &id, number)?, Step::parse(&step)?);
    let (today, seen) = (local_date(cx.clock.now()), cx.shelf.newest_of(Subject::Programme(&id)));
    let values =
        Values::new().with("seen", seen.to_string()).with_date("from", today).with_date("last", today);
    Ok(show(&page(&visit, found.programme, step, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, number, step)): Path<(String, u32, String)>,
    values: Values,
) -> Result<Response, Problem> {
    let (found, step) = (version(&cx.catalogue, &id, number)?, Step::parse(&step)?);
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), found.programme, step, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    let keeping = keeping(&who, &values)?;
    let reason = values.one("reason").to_owned();
    let done = match step {
        Step::Review if values.one("word").is_empty() => {
            errors.add("word", "reference-word-needed");
            None
        }
        Step::Review if values.one("word") == "reviewed" => {
            Some(review(&cx, keeping, &id, number, &Word::Reviewed).await)
        }
        Step::Review | Step::Return => {
            Some(review(&cx, keeping, &id, number, &Word::Returned { reason }).await)
        }
        Step::Approve => match day(&values, "from", &mut errors) {
            Some(from) => Some(approve(&cx, keeping, &id, number, from).await),
            None => None,
        },
        Step::Retire => match day(&values, "last", &mut errors) {
            Some(last) => Some(retire(&cx, keeping, &id, last, &reason).await),
            None => None,
        },
    };
    if let Some(done) = done {
        match after(done, step.field(), &format!("/reference/programmes/{id}"))? {
            Ok(next) => return Ok(next),
            Err(said) => errors = said,
        }
    }
    Ok(show(&page(&visit, found.programme, step, &values, &errors)))
}
