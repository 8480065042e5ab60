//! ¶5. The head reads the reasoned refusal and signs it, or returns it with a remark.

use acts::access::Act;
use acts::intake::{return_refusal, sign_refusal};
use acts::papers::ground;
use askama::Template;
use axum::response::Response;
use rules::case::CommandKind;

use crate::answer::{Stopped, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;
use crate::step_up::ProofAsked;

#[derive(Debug, Template)]
#[template(path = "head/sign_refusal/page.html")]
pub struct SignRefusalPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    reasons: Vec<String>,
    own_words: String,
    paper_kk: String,
    paper_ru: String,
    password: ProofAsked,
    remark: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Response {
    if !at.may(Act::SignRefusal, CommandKind::SignRefusal) {
        return at.to_case();
    }
    show(&SignRefusalPage::new(&at, &Values::new(), &Errors::none()))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = SignRefusalPage::new(&at.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let returned = values.has("return", "yes");
    let mut errors = values.errors();
    if returned && values.one("remark").is_empty() {
        errors.add("remark", "head-remark-needed");
    } else if !returned && at.proving.missing(&values) {
        errors.add("password", "people-proof-needed");
    }
    if !errors.is_empty() {
        return Ok(show(&SignRefusalPage::new(&at, &values, &errors)));
    }
    let asked = at.asked(&values)?;
    let done = if returned {
        return_refusal(&at.cx, asked, values.one("remark").to_owned()).await
    } else {
        match at.proving.proof(&values).await {
            Ok(proof) => sign_refusal(&at.cx, asked, &proof).await,
            Err(error) => Err(error),
        }
    };
    match done {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "password") {
            Stopped::Say(errors) => Ok(show(&SignRefusalPage::new(&at, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl SignRefusalPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Self {
        let frame = at.frame("staff-act-sign-refusal", values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let case = &at.loaded.case;
        Self {
            action: at.path("sign-refusal"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            reasons: case.grounds.iter().map(|one| frame.language.pick(&ground(one)).to_owned()).collect(),
            own_words: case.refusal_words.clone(),
            paper_kk: at.path("form/refusal?language=kk"),
            paper_ru: at.path("form/refusal?language=ru"),
            password: at.proving.ask(&frame, &form),
            remark: form.field("remark", "head-remark").hint(frame.t("head-remark-hint")).rows(3),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl SignRefusalPage {
    pub(super) fn sample(at: &CaseAt) -> Self {
        let mut errors = Errors::none();
        errors.add("remark", "head-remark-needed");
        Self::new(at, &Values::new(), &errors)
    }
}
