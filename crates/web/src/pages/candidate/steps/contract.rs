//! ¶5. The contract: its terms in short, the full text, the signature by password.

use acts::forms::{Contract, Form as LegalForm};
use acts::intake::conclude_contract;
use acts::papers::{self, FormKind};
use acts::walk::{Asked, Loaded};
use acts::{CaseId, Cx};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::case::Stage;

use super::super::my::case::paper;
use super::super::my::own;
use super::{act_page, finish};
use crate::answer::{problem, request_id};
use crate::case_words::{exam_language_key, mode_key};
use crate::form::{Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::Proving;
use crate::visit::Visit;
use crate::words::{t, t_args};

const TITLE: &str = "candidate-contract-title";

pub(in crate::pages::candidate) fn page(
    frame: Frame,
    id: CaseId,
    contract: &Contract,
    proving: &Proving,
    (values, errors): (&Values, &Errors),
) -> QuestionPage {
    let text = paper(&frame, id, FormKind::Contract);
    let asked = proving.ask(&frame, &Form { language: frame.language, values, errors });
    act_page(frame, id, "contract", "candidate-contract-sign", values, errors, |form| {
        let language = form.language;
        let words = |key: &str| t(language, key);
        let pick = |text| language.pick(text).to_owned();
        let price = contract.price.as_ref().map_or_else(|| words("apply-none"), &pick);
        let rows = vec![
            (words("candidate-contract-number"), contract.number.clone()),
            (words("apply-part-centre"), pick(&contract.centre.name)),
            (words("apply-profession"), pick(&contract.profession)),
            (words("candidate-contract-programme"), pick(&contract.programme.title)),
            (words("public-profession-modes"), words(mode_key(contract.mode))),
            (words("apply-language"), words(exam_language_key(contract.language))),
            (
                words("public-profession-validity"),
                t_args(language, "public-profession-years", &[("n", contract.validity_years.into())]),
            ),
            (words("candidate-contract-price"), price),
        ];
        vec![
            Block::Text(words("candidate-contract-text")),
            Block::Rows(rows),
            Block::Link(words("candidate-contract-full-kk"), text.kk),
            Block::Link(words("candidate-contract-full-ru"), text.ru),
            Block::Text(words("candidate-contract-next")),
            Block::Proof(asked),
        ]
    })
}

/// The offered contract; `None` where there is none to sign.
async fn offered(cx: &Cx, loaded: &Loaded) -> Result<Option<Contract>, Problem> {
    if loaded.case.stage != Stage::Offered {
        return Ok(None);
    }
    match papers::form(cx, loaded, FormKind::Contract).await.map_err(problem)? {
        Some(LegalForm::Contract(contract)) => Ok(Some(contract)),
        _ => Ok(None),
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    proving: Proving,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let Some(contract) = offered(&cx, &loaded).await? else {
        return Ok(Redirect::to(&format!("/my/{id}")).into_response());
    };
    Ok(show(&page(visit.form_frame(TITLE, None), id, &contract, &proving, (&Values::new(), &Errors::none()))))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let sent = values.request_id();
    let contract = offered(&cx, &loaded).await?;
    if let (Some(language), Some(contract)) = (values.language_switch(), &contract) {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, id, contract, &proving, (&values, &Errors::none()))));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = match proving.proof(&values).await {
        Ok(proof) => conclude_contract(&cx, asked, &proof).await,
        Err(error) => Err(error),
    };
    let to = format!("/my/{id}");
    finish(done, "password", &to, |errors| match &contract {
        Some(contract) => {
            show(&page(visit.form_frame(TITLE, sent), id, contract, &proving, (&values, errors)))
        }
        None => Redirect::to(&to).into_response(),
    })
}
