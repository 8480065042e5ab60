//! ¶9 ¶21 Q16. A conflict of interest, declared before any commission is formed.

use acts::Cx;
use acts::commission::{Declared, Member, declare, end_conflict};
use acts::ports::Bond;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{bond_key, member};
use crate::answer::{problem, request_id};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::after;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

pub(in crate::pages::reference) fn page(
    visit: &Visit,
    member: &Member,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let frame = visit.form_frame("reference-conflict-declare", values.request_id()).dense();
    let form = Form { language: frame.language, values, errors };
    let bonds = Bond::ALL.map(|bond| Choice::new(bond.code(), frame.t(bond_key(bond)))).to_vec();
    QuestionPage {
        errors: form.error_lines(),
        back: "/centre/commission".to_owned(),
        action: format!("/centre/commission/{}/conflict", member.account.id),
        blocks: vec![
            Block::Text(member.account.name.clone()),
            Block::Text(frame.t("reference-conflict-text")),
            Block::Radios(form.choices("bond", "reference-bond", bonds)),
            Block::Line(form.field("iin", "reference-conflict-iin").inputmode("numeric").width(20)),
            Block::Line(form.field("bin", "reference-conflict-bin").inputmode("numeric").width(20)),
            Block::Area(form.field("note", "reference-conflict-note").rows(2)),
        ],
        button: frame.t("reference-save"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(account): Path<String>,
) -> Result<Response, Problem> {
    let member = member(&cx, &who, &account).await?;
    Ok(show(&page(&visit, &member, &Values::new(), &Errors::none())))
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
        return Ok(switched(
            language,
            &page(&visit.in_language(language), &member, &values, &Errors::none()),
        ));
    }
    let mut errors = values.errors();
    if errors.is_empty() {
        let declared = Declared {
            account: member.account.id,
            bond: Bond::ALL.into_iter().find(|bond| bond.code() == values.one("bond")),
            iin: values.one("iin").to_owned(),
            bin: values.one("bin").to_owned(),
            note: values.one("note").to_owned(),
        };
        let done = declare(&cx, &who, request_id(&values)?.0, declared).await;
        match after(done, "bond", "/centre/commission")? {
            Ok(next) => return Ok(next),
            Err(said) => errors = said,
        }
    }
    Ok(show(&page(&visit, &member, &values, &errors)))
}

pub async fn end(Person(who): Person, State(cx): State<Cx>, values: Values) -> Result<Response, Problem> {
    let id = values.one("conflict").parse().map_err(|_| Problem::NotFound)?;
    end_conflict(&cx, &who, id).await.map_err(problem)?;
    Ok(Redirect::to("/centre/commission?done=1").into_response())
}
