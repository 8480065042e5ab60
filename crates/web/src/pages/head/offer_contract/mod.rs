//! ¶5. The contract: what it says, the price, the head's signature; then the candidate signs.

use acts::access::Act;
use acts::intake::offer_contract;
use askama::Template;
use axum::response::Response;
use rules::case::CommandKind;

use crate::answer::{Stopped, problem, stopped};
use crate::case_words::{exam_language_key, mode_key};
use crate::dates::short;
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::pages::staff::view::data::Row;
use crate::problem::Problem;
use crate::step_up::ProofAsked;

#[derive(Debug, Template)]
#[template(path = "head/offer_contract/page.html")]
pub struct OfferContractPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    rows: Vec<Row>,
    price: Field,
    password: ProofAsked,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if !at.may(Act::OfferContract, CommandKind::OfferContract) {
        return Ok(at.to_case());
    }
    Ok(show(&OfferContractPage::new(&at, &Values::new(), &Errors::none())?))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = OfferContractPage::new(&at.in_language(language), &values, &Errors::none())?;
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    if values.one("price").is_empty() {
        errors.add("price", "head-price-needed");
    }
    if at.proving.missing(&values) {
        errors.add("password", "people-proof-needed");
    }
    if !errors.is_empty() {
        return Ok(show(&OfferContractPage::new(&at, &values, &errors)?));
    }
    let price = values.one("price").to_owned();
    let (asked, proof) = (at.asked(&values)?, at.proving.proof(&values).await);
    let done = match proof {
        Ok(proof) => {
            offer_contract(&at.cx, asked, price, &proof).await.map_err(|error| stopped(error, "price"))
        }
        Err(error) => Err(stopped(error, "password")),
    };
    match done {
        Ok(_) => Ok(at.done()),
        Err(stopped) => match stopped {
            Stopped::Say(errors) => Ok(show(&OfferContractPage::new(&at, &values, &errors)?)),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl OfferContractPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Result<Self, Problem> {
        let frame = at.frame("staff-act-offer-contract", values, !errors.is_empty());
        let case = &at.loaded.case;
        let context = at.cx.context(case).map_err(problem)?;
        let form = Form { language: frame.language, values, errors };
        let person = &case.person;
        let own = |key: &str, value: String| Row { key: frame.t(key), value, lang: frame.language.code() };
        let law = |key: &str, text: &rules::Bilingual| Row {
            key: frame.t(key),
            value: frame.language.pick(text).to_owned(),
            lang: frame.language.picked(),
        };
        let years = frame.t1("head-contract-years", "n", context.programme.validity_years);
        let rows = vec![
            law("head-contract-centre", &context.centre.name),
            own("head-contract-candidate", format!("{}, {}", person.full_name(), person.iin)),
            own("head-contract-application", format!("№ {}, {}", case.number, short(case.filed_on))),
            law("staff-data-profession", &context.programme.profession_name),
            law("head-contract-programme", &context.programme.title),
            own("staff-data-mode", frame.t(mode_key(case.application.mode))),
            own("staff-data-language", frame.t(exam_language_key(case.application.language))),
            own("head-contract-validity", years),
        ];
        Ok(Self {
            action: at.path("offer-contract"),
            back: at.path(""),
            name: format!("{} · № {}", person.full_name(), case.number),
            rows,
            price: form.field("price", "head-price").hint(frame.t("head-price-hint")).width(20),
            password: at.proving.ask(&frame, &form),
            errors: form.error_lines(),
            frame,
        })
    }
}

#[cfg(test)]
impl OfferContractPage {
    pub(super) fn sample(at: &CaseAt) -> Result<Self, Problem> {
        let mut errors = Errors::none();
        errors.add("price", "head-price-needed");
        Self::new(at, &Values::new(), &errors)
    }
}
