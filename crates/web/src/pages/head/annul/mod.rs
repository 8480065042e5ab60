//! ¶18(2) Q21. Annulment of a document by two people of the centre, with a reason; the number stays given.

use acts::access::{Act, Role};
use acts::error::{ActError, ActResult};
use acts::outcome::annul_document;
use acts::people::Who;
use acts::people::sign_in::sign_in;
use askama::Template;
use axum::response::Response;
use rules::case::CommandKind;
use rules::identifiers::CentreNumber;

use crate::answer::{Stopped, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;
use crate::step_up::ProofAsked;

#[derive(Debug, Template)]
#[template(path = "head/annul/page.html")]
pub struct AnnulPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    serial: String,
    reason: Field,
    password: ProofAsked,
    other_login: Field,
    other_password: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Response {
    if !at.may(Act::AnnulDocument, CommandKind::AnnulDocument) {
        return at.to_case();
    }
    show(&AnnulPage::new(&at, &Values::new(), &Errors::none()))
}

const NEEDED: [(&str, &str); 3] = [
    ("reason", "head-annul-reason-needed"),
    ("other-login", "head-annul-other-needed"),
    ("other-password", "head-password-needed"),
];

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = AnnulPage::new(&at.in_language(language), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    if at.proving.missing(&values) {
        errors.add("password", "people-proof-needed");
    }
    for (field, key) in NEEDED {
        if values.one(field).is_empty() {
            errors.add(field, key);
        }
    }
    if errors.is_empty() {
        match annul(&at, &values).await {
            Ok(()) => return Ok(at.done()),
            Err(Stopped::Say(said)) => errors = said,
            Err(Stopped::Page(problem)) => return Err(problem),
        }
    }
    Ok(show(&AnnulPage::new(&at, &values, &errors)))
}

/// Both proofs first, then the act; each fault is said at its own field.
async fn annul(at: &CaseAt, values: &Values) -> Result<(), Stopped> {
    let at_field = |field: &'static str, key: &'static str| {
        let mut errors = Errors::none();
        errors.add(field, key);
        Stopped::Say(errors)
    };
    let proof = at.proving.proof(values).await.map_err(|error| stopped(error, "password"))?;
    let other = second(at, values).await.map_err(|error| match error {
        ActError::WrongPassword => at_field("other-password", "reasons-wrong-password"),
        other => stopped(other, "other-login"),
    })?;
    if !may_confirm(&at.who, &other, &at.loaded.case.centre) {
        return Err(at_field("other-login", "head-annul-other-not"));
    }
    let asked = at.asked(values).map_err(Stopped::Page)?;
    let reason = values.one("reason").to_owned();
    annul_document(&at.cx, asked, reason, other.account.to_string(), &proof)
        .await
        .map_err(|error| stopped(error, "reason"))?;
    Ok(())
}

async fn second(at: &CaseAt, values: &Values) -> ActResult<Who> {
    sign_in(&at.cx, values.one("other-login"), values.one("other-password").to_owned()).await
}

/// The second person is somebody else, and a head or registrar of the same centre.
fn may_confirm(first: &Who, second: &Who, centre: &CentreNumber) -> bool {
    let seated = second.seats.iter().any(|seat| {
        matches!(seat.role, Role::Head | Role::Registrar) && seat.centre.as_ref() == Some(centre)
    });
    seated && second.account != first.account
}

impl AnnulPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Self {
        let frame = at.frame("staff-act-annul", values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let case = &at.loaded.case;
        Self {
            action: at.path("annul"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            serial: case.document.as_ref().map(|document| document.serial.to_string()).unwrap_or_default(),
            reason: form.field("reason", "head-annul-reason").hint(frame.t("head-annul-reason-hint")).rows(4),
            password: at.proving.ask(&frame, &form),
            other_login: form.field("other-login", "head-annul-other-login").autocomplete("off").width(20),
            other_password: form
                .field("other-password", "head-annul-other-password")
                .password("off")
                .width(20),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl AnnulPage {
    pub(super) fn sample(at: &CaseAt) -> Self {
        let mut errors = Errors::none();
        errors.add("other-login", "head-annul-other-not");
        Self::new(at, &Values::new(), &errors)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use acts::AccountId;
    use acts::people::Seat;
    use uuid::Uuid;

    use super::*;

    fn who(id: u128, role: Role, centre: &str) -> Who {
        let seats = vec![Seat { role, centre: Some(CentreNumber::parse(centre).unwrap()) }];
        Who { account: AccountId(Uuid::from_u128(id)), login: "x".into(), name: "X".into(), seats }
    }

    #[test]
    fn p18_annulment_takes_two_different_people_of_the_centre() {
        let centre = CentreNumber::parse("0042").unwrap();
        let head = who(1, Role::Head, "0042");
        assert!(may_confirm(&head, &who(2, Role::Registrar, "0042"), &centre));
        assert!(!may_confirm(&head, &head, &centre));
        assert!(!may_confirm(&head, &who(2, Role::Registrar, "0107"), &centre));
        assert!(!may_confirm(&head, &who(2, Role::Member, "0042"), &centre));
    }
}
