//! How fields are shown: built in the handler's view, drawn by the macros of `templates/macros.html`.

use super::errors::{ErrorLine, Errors};
use super::values::Values;
use crate::words::{Language, t};

/// Makes the fields of one form from its values and errors.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    pub language: Language,
    pub values: &'a Values,
    pub errors: &'a Errors,
}

/// One choice of radios, checkboxes or a select: the value that is sent and the words that are shown.
#[derive(Debug, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

#[derive(Debug, Clone)]
pub struct ChoiceView {
    /// The first choice has the id of the field, so that the error summary leads to it.
    pub id: String,
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

/// A field of any kind; the macro decides how it looks.
#[derive(Debug, Clone, Default)]
pub struct Field {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub error: Option<String>,
    pub value: String,
    /// Day, month, year of a date.
    pub parts: [String; 3],
    pub choices: Vec<ChoiceView>,
    /// The label is the page's h1.
    pub heading: bool,
    /// `text`, `password`, `email`, `tel`, `search`.
    pub kind: &'static str,
    pub autocomplete: &'static str,
    /// `numeric`, `tel`, `email` or empty.
    pub inputmode: &'static str,
    /// 2, 3, 4, 5, 10, 20 or 30 characters; 0 = full.
    pub width: u8,
    pub rows: u8,
    /// What a file field offers, for example `image/*,application/pdf`.
    pub accept: &'static str,
    pub many_files: bool,
}

impl Form<'_> {
    /// A field for `g::text`, `g::textarea`, `g::file` or `g::date`, labelled by the words of `label_key`.
    pub fn field(&self, name: &str, label_key: &str) -> Field {
        let part = |end: &str| self.values.one(&format!("{name}-{end}")).to_owned();
        Field {
            name: name.to_owned(),
            label: t(self.language, label_key),
            error: self.errors.of(name, self.language),
            value: self.values.one(name).to_owned(),
            parts: [part("day"), part("month"), part("year")],
            kind: "text",
            rows: 5,
            ..Field::default()
        }
    }

    /// A field for `g::radios`, `g::checkboxes` or `g::select`.
    pub fn choices(&self, name: &str, label_key: &str, choices: Vec<Choice>) -> Field {
        let choices = choices
            .into_iter()
            .enumerate()
            .map(|(place, choice)| ChoiceView {
                id: if place == 0 { name.to_owned() } else { format!("{name}-{}", place + 1) },
                chosen: self.values.has(name, &choice.value),
                value: choice.value,
                label: choice.label,
                hint: choice.hint,
            })
            .collect();
        Field { choices, ..self.field(name, label_key) }
    }

    /// The lines for `g::error_summary`.
    pub fn error_lines(&self) -> Vec<ErrorLine> {
        self.errors.lines(self.language)
    }
}

impl Field {
    /// A hint already in the page's language.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The label is the page's only h1.
    #[must_use]
    pub fn heading(mut self) -> Self {
        self.heading = true;
        self
    }

    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// A password is never written back into the page.
    #[must_use]
    pub fn password(mut self, autocomplete: &'static str) -> Self {
        self.value.clear();
        self.kind = "password";
        self.autocomplete = autocomplete;
        self
    }

    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    #[must_use]
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = mode;
        self
    }

    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.width = characters;
        self
    }

    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    #[must_use]
    pub fn accept(mut self, kinds: &'static str) -> Self {
        self.accept = kinds;
        self
    }

    #[must_use]
    pub fn many_files(mut self) -> Self {
        self.many_files = true;
        self
    }

    /// The ids that describe the field, for `aria-describedby`; empty where there are none.
    pub fn described_by(&self) -> String {
        let hint = if self.hint.is_empty() { String::new() } else { format!("{}-hint", self.name) };
        let error = if self.error.is_none() { String::new() } else { format!("{}-error", self.name) };
        format!("{hint} {error}").trim().to_owned()
    }

    /// The class of the field's width.
    pub fn width_class(&self) -> String {
        if self.width == 0 { String::new() } else { format!("govuk-input--width-{}", self.width) }
    }
}
