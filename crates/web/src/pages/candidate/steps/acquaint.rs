//! ¶8(1) ¶8(2). The methodology, then the procedures of complaint and appeal: read, and acknowledged apart (Q4).

use acts::schedule::acquaint;
use acts::walk::Asked;
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::briefing::Acquaintance;
use rules::case::{Case, Stage};
use rules::edition::Terms;
use rules::programme::Programme;

use super::super::my::case::unacquainted;
use super::super::my::own;
use super::{act_page, finish};
use crate::answer::{problem, request_id};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::{t, t_args};

const fn title(with: Acquaintance) -> &'static str {
    match with {
        Acquaintance::Methodology => "candidate-methodology-title",
        Acquaintance::Appeal => "candidate-appeal-rules-title",
    }
}

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    with: Acquaintance,
    programme: &Programme,
    terms: &Terms,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    act_page(frame, id, "acquaint", "apply-continue", values, errors, |form| {
        let mut blocks = match with {
            Acquaintance::Methodology => methodology(form, programme),
            Acquaintance::Appeal => appeal(form, terms),
        };
        let read = Choice::new(code(with), t(form.language, "candidate-acquainted"));
        blocks.push(Block::Boxes(form.choices("read", "candidate-acquainted-question", vec![read])));
        blocks
    })
}

/// The tick names what was read, so that a form sent twice acknowledges nothing unseen.
const fn code(with: Acquaintance) -> &'static str {
    match with {
        Acquaintance::Methodology => "methodology",
        Acquaintance::Appeal => "appeal",
    }
}

fn methodology(form: &Form<'_>, programme: &Programme) -> Vec<Block> {
    let language = form.language;
    let words = |key: &str| t(language, key);
    let pick = |text| language.pick(text).to_owned();
    let theory = t_args(
        language,
        "public-profession-theory-text",
        &[("questions", programme.theory.questions().into()), ("minutes", programme.theory.minutes.into())],
    );
    let practice =
        t_args(language, "public-profession-practice-text", &[("minutes", programme.map.minutes.into())]);
    vec![
        Block::Text(words("candidate-methodology-text")),
        Block::Told(pick(&programme.methodology)),
        Block::Heading(words("public-profession-theory")),
        Block::Text(theory),
        Block::List(programme.theory.topics.iter().map(|topic| pick(&topic.title)).collect()),
        Block::Heading(words("public-profession-practice")),
        Block::Text(practice),
        Block::Told(pick(&programme.map.task)),
        Block::Heading(words("candidate-methodology-equipment")),
        Block::List(programme.equipment.iter().map(pick).collect()),
    ]
}

fn appeal(form: &Form<'_>, terms: &Terms) -> Vec<Block> {
    let words = |key: &str| Block::Text(t(form.language, key));
    let within = |key: &str, days: u16| {
        let days = t_args(form.language, "common-working-days", &[("n", days.into())]);
        Block::Text(t_args(form.language, key, &[("days", days.into())]))
    };
    vec![
        within("candidate-appeal-rules-when", terms.appeal),
        words("candidate-appeal-rules-how"),
        words("candidate-appeal-rules-who"),
        within("candidate-appeal-rules-answer", terms.appeal_decision),
        within("candidate-appeal-rules-upheld", terms.issue),
        words("candidate-appeal-rules-court"),
    ]
}

/// What is still to be shown, as long as a day is set.
fn owed(case: &Case) -> Option<Acquaintance> {
    unacquainted(case).filter(|_| case.stage == Stage::Noticed)
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let Some(with) = owed(&loaded.case) else {
        return Ok(Redirect::to(&format!("/my/{id}")).into_response());
    };
    let context = cx.context(&loaded.case).map_err(problem)?;
    let (programme, terms) = (context.programme, &context.edition.terms);
    let frame = visit.form_frame(title(with), None);
    Ok(show(&page(frame, id, with, programme, terms, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let context = cx.context(&loaded.case).map_err(problem)?;
    let (programme, terms) = (context.programme, &context.edition.terms);
    let sent = values.request_id();
    let Some(with) = owed(&loaded.case) else {
        return Ok(Redirect::to(&format!("/my/{id}")).into_response());
    };
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(title(with), sent);
        return Ok(switched(language, &page(frame, id, with, programme, terms, &values, &Errors::none())));
    }
    let again = |errors: &Errors| {
        show(&page(visit.form_frame(title(with), sent), id, with, programme, terms, &values, errors))
    };
    // The first text's form once more, after a double press: on to the second.
    if !values.one("read").is_empty() && !values.has("read", code(with)) {
        return Ok(Redirect::to(&format!("/my/{id}/acquaint")).into_response());
    }
    if !values.has("read", code(with)) {
        let mut errors = Errors::none();
        errors.add("read", "candidate-acquainted-empty");
        return Ok(again(&errors));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    // The page of the second acquaintance, or of the case when both are done.
    finish(acquaint(&cx, asked, with).await, "read", &format!("/my/{id}/acquaint"), again)
}
