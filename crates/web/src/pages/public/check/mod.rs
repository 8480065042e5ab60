//! A2. The form of the public check: a serial number typed by hand.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use rules::identifiers::SerialNumber;

use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "public/check/page.html")]
pub struct CheckPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    serial: Field,
}

impl CheckPage {
    fn new(visit: &Visit, values: &Values, errors: &Errors) -> Self {
        Self::of(visit.form_frame("check-title", values.request_id()), values, errors)
    }

    fn of(frame: Frame, values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        Self {
            serial: form
                .field("serial", "check-serial")
                .hint(frame.t("check-serial-hint"))
                .autocomplete("off")
                .width(30),
            errors: form.error_lines(),
            frame: frame.with_errors(!errors.is_empty()),
        }
    }
}

pub async fn get(visit: Visit) -> Response {
    show(&CheckPage::new(&visit, &Values::new(), &Errors::none()))
}

pub async fn post(visit: Visit, values: Values) -> Response {
    if let Some(language) = values.language_switch() {
        let page = CheckPage::new(&visit.in_language(language), &values, &Errors::none());
        return switched(language, &page);
    }
    match read(&values) {
        Ok(serial) => Redirect::to(&format!("/t/{serial}")).into_response(),
        Err(errors) => show(&CheckPage::new(&visit, &values, &errors)),
    }
}

/// People copy the number with spaces and with long dashes.
fn read(values: &Values) -> Result<SerialNumber, Errors> {
    let mut errors = values.errors();
    let typed: String = values
        .one("serial")
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '‐' | '‑' | '–' | '—' | '−') { '-' } else { c })
        .collect();
    if typed.is_empty() {
        errors.add("serial", "check-serial-empty");
        return Err(errors);
    }
    SerialNumber::parse(&typed).map_err(|_| {
        errors.add("serial", "check-serial-wrong");
        errors
    })
}

#[cfg(test)]
impl CheckPage {
    pub(super) fn sample(language: crate::words::Language) -> Self {
        let values = Values::new().with("serial", "12");
        let mut errors = Errors::none();
        errors.add("serial", "check-serial-wrong");
        Self::of(Frame::sample_form(language, "check-title"), &values, &errors)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::words::{Language, t};

    fn typed(text: &str) -> Result<SerialNumber, Errors> {
        read(&Values::new().with("serial", text))
    }

    #[test]
    fn a2_a_number_copied_with_spaces_and_long_dashes_is_read() {
        let number = typed("25620 – 072121008–4–231126–0042–000000123").unwrap();
        assert_eq!(number.to_string(), "25620-072121008-4-231126-0042-000000123");
    }

    #[test]
    fn a2_a_wrong_number_is_an_error_of_its_field() {
        assert_eq!(typed("25110").unwrap_err().fields(), ["serial"]);
        assert_eq!(typed(" ").unwrap_err().fields(), ["serial"]);
    }

    #[test]
    fn the_example_of_the_hint_is_a_serial_number() {
        let _ = Language::ALL.map(|language| {
            let hint = t(language, "check-serial-hint");
            SerialNumber::parse(hint.split(' ').next_back().unwrap()).unwrap()
        });
    }
}
