//! ¶20. The appeal: its last day, its grounds. A late one is taken in too (Q15).

use acts::outcome::file_appeal;
use acts::walk::{Asked, Loaded};
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::terms::local_date;

use super::super::my::own;
use super::{act_page, finish};
use crate::answer::request_id;
use crate::form::{Errors, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::t;

const TITLE: &str = "candidate-appeal-file-title";

/// The last day of the window, once it has begun, and today.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages::candidate) struct Window {
    pub(in crate::pages::candidate) last_day: Option<Date>,
    pub(in crate::pages::candidate) today: Date,
}

impl Window {
    fn new(cx: &Cx, loaded: &Loaded) -> Self {
        let term = loaded.case.terms.iter().rfind(|running| running.term.clause.as_str() == "¶20");
        let last_day = term.map(|running| running.term.recomputed(&cx.calendar).due);
        Self { last_day, today: local_date(cx.clock.now()) }
    }
}

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    window: Window,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    act_page(frame, id, "appeal", "candidate-appeal-button", values, errors, |form| {
        let words = |key: &str| t(form.language, key);
        let mut blocks = vec![];
        if let Some(day) = window.last_day {
            blocks.push(Block::Rows(vec![(words("candidate-appeal-last-day"), form.language.date(day))]));
        }
        if window.last_day.is_some_and(|day| window.today > day) {
            blocks.push(Block::Warning(words("candidate-appeal-late")));
        }
        blocks.extend([
            Block::Text(words("candidate-appeal-text")),
            Block::Area(
                form.field("grounds", "candidate-appeal-grounds")
                    .hint(words("candidate-appeal-grounds-hint"))
                    .rows(8),
            ),
            Block::File(
                form.field("file", "candidate-appeal-files")
                    .hint(words("candidate-appeal-files-hint"))
                    .accept("image/*,application/pdf")
                    .many_files(),
            ),
            Block::Text(words("candidate-appeal-after")),
        ]);
        blocks
    })
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let window = Window::new(&cx, &own(&cx, &who, id).await?);
    Ok(show(&page(visit.form_frame(TITLE, None), id, window, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    let window = Window::new(&cx, &own(&cx, &who, id).await?);
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, id, window, &values, &Errors::none())));
    }
    let again = |errors: &Errors| show(&page(visit.form_frame(TITLE, sent), id, window, &values, errors));
    let mut errors = values.errors();
    if values.one("grounds").is_empty() {
        errors.add("grounds", "candidate-appeal-empty");
    }
    if !errors.is_empty() {
        return Ok(again(&errors));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = file_appeal(&cx, asked, values.one("grounds").to_owned(), values.contents("file")).await;
    finish(done, "grounds", &format!("/my/{id}"), again)
}
