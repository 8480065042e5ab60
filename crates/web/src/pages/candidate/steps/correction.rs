//! A1 Q47. «Менің деректерім қате»: what the person gave about themselves, written as it should be.

use acts::people::correction::ask;
use acts::walk::Asked;
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::case::Case;
use rules::correction::{PersonField, Wish, open};

use super::super::my::own;
use super::{act_page, finish};
use crate::answer::request_id;
use crate::form::{Choice, Errors, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::case::person::field_key;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::t;

const TITLE: &str = "correct-title";

/// The fields that can be corrected now: with a document, only how to reach the person.
fn fields(case: &Case) -> impl Iterator<Item = PersonField> + use<> {
    let issued = case.document.is_some();
    PersonField::ALL.into_iter().filter(move |field| !(issued && field.is_identity()))
}

/// The form as it opens: the data as they stand.
pub(in crate::pages::candidate) fn stands(case: &Case) -> Values {
    fields(case).fold(Values::new(), |values, field| match field {
        PersonField::BirthDate => values.with_date(field.code(), case.person.birth_date),
        _ => values.with(field.code(), field.of(&case.person)),
    })
}

/// What differs from the data as they stand.
fn wishes(case: &Case, values: &Values, errors: &mut Errors) -> Vec<Wish> {
    let typed = |field: PersonField| match field {
        PersonField::BirthDate => values.date(field.code()).ok().flatten().map(|day| day.to_string()),
        _ => Some(values.one(field.code()).to_owned()),
    };
    let mut wishes = Vec::new();
    for field in fields(case) {
        match typed(field) {
            Some(should_be) if should_be == field.of(&case.person) => {}
            Some(should_be) => wishes.push(Wish { field, should_be }),
            None => errors.add(field.code(), "reasons-date-wrong"),
        }
    }
    wishes
}

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    case: &Case,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    act_page(frame, id, "correction", "correct-send", values, errors, |form| {
        let words = |key: &str| t(form.language, key);
        let mut blocks = vec![Block::Text(words("correct-text"))];
        if case.document.is_some() {
            blocks.push(Block::Text(words("correct-issued")));
            blocks.push(Block::Link(words("candidate-action-complaint"), format!("/my/{id}/complaint")));
        }
        let sexes = || ["female", "male"].into_iter().zip(["apply-sex-female", "apply-sex-male"]);
        blocks.extend(fields(case).map(|field| {
            let (code, key) = (field.code(), field_key(field));
            match field {
                PersonField::BirthDate => Block::Date(form.field(code, key)),
                PersonField::Sex => {
                    let choices = sexes().map(|(value, key)| Choice::new(value, words(key))).collect();
                    Block::Radios(form.choices(code, key, choices))
                }
                _ => Block::Line(form.field(code, key)),
            }
        }));
        blocks.push(Block::Area(form.field("words", "correct-why").rows(4)));
        let copies = form.field("file", "correct-files").hint(words("correct-files-hint"));
        blocks.push(Block::File(copies.accept("image/*,application/pdf").many_files()));
        blocks
    })
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let case = own(&cx, &who, id).await?.case;
    if open(&case.corrections).is_some() {
        return Ok(Redirect::to(&format!("/my/{id}#corrections")).into_response());
    }
    Ok(show(&page(visit.form_frame(TITLE, None), id, &case, &stands(&case), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    let case = own(&cx, &who, id).await?.case;
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, id, &case, &values, &Errors::none())));
    }
    let again = |errors: &Errors| show(&page(visit.form_frame(TITLE, sent), id, &case, &values, errors));
    let mut errors = values.errors();
    let wishes = wishes(&case, &values, &mut errors);
    if !errors.is_empty() {
        return Ok(again(&errors));
    }
    // A value that its field cannot hold is told at that field.
    let first = wishes.first().map_or("words", |wish| wish.field.code());
    let wrong = rules::correction::wrong(&case, &wishes).map_or(first, PersonField::code);
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = ask(&cx, asked, wishes, values.one("words").to_owned(), values.contents("file")).await;
    finish(done, wrong, &format!("/my/{id}#corrections"), again)
}
