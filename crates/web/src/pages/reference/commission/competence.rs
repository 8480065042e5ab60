//! ¶16. What a member may judge, and the document it rests on.

use acts::Cx;
use acts::commission::{Member, set_competence};
use axum::extract::{Path, State};
use axum::response::Response;

use super::member;
use crate::answer::request_id;
use crate::form::{Errors, Form, Values};
use crate::page::{show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::after;
use crate::pages::reference::centres::{profession_fields, professions};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

pub(in crate::pages::reference) fn page(
    visit: &Visit,
    cx: &Cx,
    member: &Member,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let frame = visit.form_frame("reference-competence-set", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let held = member.competence.as_ref().map(|one| one.professions.as_slice()).unwrap_or_default();
    let [chosen, other] = profession_fields(&form, cx, &frame, held);
    QuestionPage {
        errors: form.error_lines(),
        back: "/centre/commission".to_owned(),
        action: format!("/centre/commission/{}/competence", member.account.id),
        blocks: vec![
            Block::Text(member.account.name.clone()),
            Block::Text(frame.t("reference-competence-text")),
            Block::Boxes(chosen),
            Block::Area(other),
            Block::Line(
                form.field("basis", "reference-basis-document").hint(frame.t("reference-basis-hint")),
            ),
        ],
        button: frame.t("reference-save"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

fn values_of(member: &Member) -> Values {
    let Some(written) = &member.competence else { return Values::new() };
    let values = Values::new().with("basis", &written.basis);
    written.professions.iter().fold(values, |all, code| all.with("professions", code.to_string()))
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(account): Path<String>,
) -> Result<Response, Problem> {
    let member = member(&cx, &who, &account).await?;
    Ok(show(&page(&visit, &cx, &member, &values_of(&member), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(account): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    let member = member(&cx, &who, &account).await?;
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), &cx, &member, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    let codes = professions(&values).unwrap_or_else(|code| {
        errors.add_with("other-professions", "reference-code-wrong", vec![("code", code.into())]);
        vec![]
    });
    if errors.is_empty() {
        let (request, basis) = (request_id(&values)?.0, values.one("basis"));
        let done = set_competence(&cx, &who, request, member.account.id, codes, basis).await;
        match after(done, "basis", "/centre/commission")? {
            Ok(next) => return Ok(next),
            Err(said) => errors = said,
        }
    }
    Ok(show(&page(&visit, &cx, &member, &values, &errors)))
}
