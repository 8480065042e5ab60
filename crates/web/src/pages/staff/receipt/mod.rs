//! ¶20 Q14. The candidate signed for the result on paper: the day of the signature begins the window of the appeal.

use acts::access::Act;
use acts::outbox::prove_paper_receipt;
use askama::Template;
use axum::response::Response;
use rules::case::CommandKind;

use crate::answer::{Stopped, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/receipt/page.html")]
pub struct ReceiptPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    signed: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Response {
    if at.may(Act::HandleMessages, CommandKind::ProvePaperReceipt) && at.loaded.case.received_on.is_none() {
        show(&ReceiptPage::new(&at, &Values::new(), &Errors::none()))
    } else {
        at.to_case()
    }
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        return Ok(switched(
            language,
            &ReceiptPage::new(&at.in_language(language), &values, &Errors::none()),
        ));
    }
    let mut errors = values.errors();
    let day = values.date("signed").unwrap_or_else(|_| {
        errors.add("signed", "reasons-date-wrong");
        None
    });
    if errors.is_empty() && day.is_none() {
        errors.add("signed", "notify-paper-say-date");
    }
    let Some(day) = day.filter(|_| errors.is_empty()) else {
        return Ok(show(&ReceiptPage::new(&at, &values, &errors)));
    };
    match prove_paper_receipt(&at.cx, at.asked(&values)?, day).await {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "signed") {
            Stopped::Say(errors) => Ok(show(&ReceiptPage::new(&at, &values, &errors))),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

impl ReceiptPage {
    fn new(at: &CaseAt, values: &Values, errors: &Errors) -> Self {
        let frame = at.frame("notify-receipt-act", values, !errors.is_empty());
        let case = &at.loaded.case;
        let form = Form { language: frame.language, values, errors };
        Self {
            action: at.path("receipt"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            signed: form.field("signed", "notify-paper-signed"),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
mod tests {
    use acts::Role;
    use rules::case::Stage;

    use super::*;
    use crate::pages::staff::tests::story::to;
    use crate::testing::holds_up;
    use crate::words::Language;

    #[test]
    fn p20_q14_the_receipt_on_paper_holds_up_in_every_language() {
        let story = to(Stage::Informed);
        for language in Language::ALL {
            let at = story.seen_by(Role::Registrar, language);
            let mut errors = Errors::none();
            errors.add("signed", "notify-paper-say-date");
            holds_up(language, &ReceiptPage::new(&at, &Values::new(), &errors));
        }
    }
}
