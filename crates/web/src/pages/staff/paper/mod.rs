//! ¶4. Applications on paper: begun here, keyed in on the candidate's own pages.

use acts::draft::{self, Draft};
use acts::service::offered;
use acts::{Cx, Who, view};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use rules::terms::local_date;

use crate::answer::{problem, request_id};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::apply::start::{DraftLine, draft_lines};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "staff/paper/page.html")]
pub struct PaperPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    received: Field,
    why_late: Field,
    drafts: Vec<DraftLine>,
}

impl PaperPage {
    fn new(frame: Frame, drafts: Vec<DraftLine>, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        Self {
            errors: form.error_lines(),
            received: form
                .field("received", "apply-paper-received")
                .hint(frame.t("apply-paper-received-hint")),
            why_late: form
                .field("late-because", "apply-paper-why-late")
                .hint(frame.t("apply-paper-why-late-hint"))
                .rows(3),
            drafts,
            frame: frame.dense().with_errors(!errors.is_empty()),
        }
    }
}

/// Today is offered as the day of the stamp.
fn of_today(today: Date) -> Values {
    Values::new()
        .with("received-day", today.day().to_string())
        .with("received-month", today.month().to_string())
        .with("received-year", today.year().to_string())
}

async fn drafts(frame: &Frame, cx: &Cx, who: &Who) -> Result<Vec<DraftLine>, Problem> {
    let mut rows = draft::mine(cx, who).await.map_err(problem)?;
    rows.retain(|row| row.draft.paper);
    rows.extend(offered(cx, who).await.map_err(problem)?);
    Ok(draft_lines(frame, cx, &rows))
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let frame = visit.form_frame("staff-paper-title", None);
    let drafts = drafts(&frame, &cx, &who).await?;
    let values = of_today(local_date(cx.clock.now()));
    Ok(show(&PaperPage::new(frame, drafts, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    let frame = visit.form_frame("staff-paper-title", values.request_id());
    let lines = drafts(&frame, &cx, &who).await?;
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame("staff-paper-title", values.request_id());
        return Ok(switched(language, &PaperPage::new(frame, lines, &values, &Errors::none())));
    }
    let today = local_date(cx.clock.now());
    let mut errors = values.errors();
    match values.date("received") {
        Ok(Some(day)) if day > today => errors.add("received", "staff-paper-future"),
        Ok(Some(day)) if day < today && values.one("late-because").is_empty() => {
            errors.add("late-because", "staff-paper-why");
        }
        Ok(Some(_)) => {}
        _ => errors.add("received", "reasons-date-wrong"),
    }
    let centre = view::queue_centre(&who).ok_or(Problem::NotFound)?;
    if !errors.is_empty() {
        return Ok(show(&PaperPage::new(frame, lines, &values, &errors)));
    }
    let begun = Draft {
        paper: true,
        centre: centre.to_string(),
        received_day: values.one("received-day").to_owned(),
        received_month: values.one("received-month").to_owned(),
        received_year: values.one("received-year").to_owned(),
        why_late: values.one("late-because").to_owned(),
        ..Draft::default()
    };
    let id = draft::begin(&cx, &who, request_id(&values)?, begun).await.map_err(problem)?;
    Ok(Redirect::to(&format!("/apply/{id}")).into_response())
}

#[cfg(test)]
impl PaperPage {
    pub(super) fn sample(language: crate::words::Language) -> Self {
        let mut errors = Errors::none();
        errors.add("late-because", "staff-paper-why");
        let frame = Frame::sample_form(language, "staff-paper-title").sample_user();
        let drafts = vec![DraftLine {
            href: "/apply/1".to_owned(),
            profession: "пісіруші".to_owned(),
            changed: "23.11.2026".to_owned(),
        }];
        Self::new(frame, drafts, &Values::new(), &errors)
    }
}
