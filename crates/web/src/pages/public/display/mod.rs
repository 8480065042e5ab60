//! Colours and letters: chosen once, kept on this device.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::language::is_local;
use crate::display::{Colours, Display};
use crate::form::{Choice, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "public/display/page.html")]
pub struct DisplayPage {
    frame: Frame,
    colours: Field,
    letters: Field,
    /// The page to come back to.
    back: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    back: String,
}

impl DisplayPage {
    fn new(visit: &Visit, values: &Values) -> Self {
        Self::of(visit.form_frame("feel-display-title", values.request_id()), values)
    }

    fn of(frame: Frame, values: &Values) -> Self {
        let errors = Errors::none();
        let form = Form { language: frame.language, values, errors: &errors };
        let colours = Colours::ALL.map(|colours| Choice::new(colours.code(), frame.t(words(colours))));
        let letters = vec![
            Choice::new("usual", frame.t("feel-letters-usual")),
            Choice::new("large", frame.t("feel-letters-large")),
        ];
        Self {
            colours: form.choices("colours", "feel-colours", colours.to_vec()),
            letters: form.choices("letters", "feel-letters", letters),
            back: local(values.one("back")).to_owned(),
            frame,
        }
    }
}

fn words(colours: Colours) -> &'static str {
    match colours {
        Colours::Device => "feel-colours-device",
        Colours::Light => "feel-colours-light",
        Colours::Dark => "feel-colours-dark",
        Colours::Contrast => "feel-colours-contrast",
    }
}

fn local(path: &str) -> &str {
    if is_local(path) { path } else { "/" }
}

pub async fn get(visit: Visit, Query(Back { back }): Query<Back>) -> Response {
    let now = visit.display;
    let letters = if now.large { "large" } else { "usual" };
    let values = Values::new().with("colours", now.colours.code()).with("letters", letters);
    show(&DisplayPage::new(&visit, &values.with("back", back)))
}

pub async fn post(visit: Visit, values: Values) -> Response {
    if let Some(language) = values.language_switch() {
        return switched(language, &DisplayPage::new(&visit.in_language(language), &values));
    }
    let chosen =
        Display { colours: Colours::parse(values.one("colours")), large: values.has("letters", "large") };
    chosen.remember(Redirect::to(local(values.one("back"))).into_response())
}

#[cfg(test)]
impl DisplayPage {
    pub(super) fn sample(language: crate::words::Language) -> Self {
        let values = Values::new().with("colours", "dark").with("back", "/check");
        Self::of(Frame::sample_form(language, "feel-display-title").with_errors(false), &values)
    }
}
