//! Q25. An act of the government about days: the terms and exams that it touches are shown before it is entered.

use acts::Cx;
use acts::reference::Subject;
use acts::reference::calendar::{Moved, Touched, change, touched};
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;

use crate::answer::{Stopped, stopped};
use crate::dates::short;
use crate::form::{Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::{after, keeping};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

pub(in crate::pages::reference) fn page(
    visit: &Visit,
    touched: Option<&Touched>,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let frame = visit
        .form_frame("reference-calendar-change", values.request_id())
        .dense()
        .with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let days = |name: &str, key: &str| {
        Block::Area(form.field(name, key).hint(frame.t("reference-days-hint")).rows(3))
    };
    let mut blocks = vec![
        Block::Text(frame.t("reference-calendar-change-text")),
        days("off", "reference-days-off"),
        days("worked", "reference-days-worked"),
        Block::Line(form.field("act", "reference-act").hint(frame.t("reference-act-hint"))),
        Block::Hidden("seen", values.one("seen").to_owned()),
    ];
    if let Some(touched) = touched {
        blocks.extend(touched_blocks(&frame, touched));
        blocks.push(Block::Hidden("previewed", what(values)));
    }
    QuestionPage {
        errors: form.error_lines(),
        action: "/reference/calendar/change".into(),
        back: "/reference/calendar".into(),
        blocks,
        button: frame.t(if touched.is_some() { "reference-confirm" } else { "reference-preview" }),
        warning: touched.is_some(),
        frame,
    }
}

fn touched_blocks(frame: &Frame, touched: &Touched) -> Vec<Block> {
    let term = |term: &acts::reference::calendar::MovedTerm| {
        let days = format!("{} → {}", short(term.was), short(term.due));
        format!("{} · {} · {} · {days}", term.number, term.centre, term.clause)
    };
    let mut blocks = vec![
        Block::Heading(frame.t("reference-touched")),
        Block::Text(frame.t1("reference-touched-terms", "n", touched.terms)),
    ];
    if !touched.named.is_empty() {
        blocks.push(Block::List(touched.named.iter().map(term).collect()));
    }
    for (day, count, numbers) in &touched.exams {
        blocks.push(Block::Warning(frame.t2("reference-touched-exams", "date", short(*day), "n", *count)));
        blocks.push(Block::List(numbers.clone()));
    }
    blocks
}

fn what(values: &Values) -> String {
    ["off", "worked"].map(|field| values.one(field)).join("|")
}

/// What the form says; the errors of its fields.
fn moved(values: &Values) -> Result<Moved, Errors> {
    let mut errors = values.errors();
    let moved = Moved { off: days(values, "off", &mut errors), worked: days(values, "worked", &mut errors) };
    if values.one("act").is_empty() {
        errors.add("act", "reference-act-needed");
    }
    if errors.is_empty() { Ok(moved) } else { Err(errors) }
}

/// A day in each line, `30.11.2026`.
fn days(values: &Values, field: &str, errors: &mut Errors) -> Vec<Date> {
    let lines = values.one(field).lines().map(str::trim).filter(|line| !line.is_empty());
    let (days, wrong): (Vec<_>, Vec<_>) =
        lines.map(|line| Date::strptime("%d.%m.%Y", line).map_err(|_| line)).partition(Result::is_ok);
    if let Some(Err(line)) = wrong.first() {
        let shown: String = line.chars().take(40).collect();
        errors.add_with(field, "reference-day-wrong", vec![("line", shown.into())]);
    }
    days.into_iter().flatten().collect()
}

pub async fn get(visit: Visit, State(cx): State<Cx>) -> Response {
    let seen = cx.shelf.newest_of(Subject::Calendar);
    show(&page(&visit, None, &Values::new().with("seen", seen.to_string()), &Errors::none()))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), None, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let again = |errors: &Errors| Ok(show(&page(&visit, None, &values, errors)));
    let moved = match moved(&values) {
        Ok(moved) => moved,
        Err(errors) => return again(&errors),
    };
    if values.one("previewed") != what(&values) {
        return match touched(&cx, &who, &moved).await.map_err(|error| stopped(error, "off")) {
            Ok(found) => Ok(show(&page(&visit, Some(&found), &values, &Errors::none()))),
            Err(Stopped::Say(errors)) => again(&errors),
            Err(Stopped::Page(problem)) => Err(problem),
        };
    }
    let done = change(&cx, keeping(&who, &values)?, &moved, values.one("act")).await;
    match after(done, "act", "/reference/calendar")? {
        Ok(next) => Ok(next),
        Err(errors) => again(&errors),
    }
}
