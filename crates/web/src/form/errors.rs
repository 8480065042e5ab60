//! What is wrong with a form, field by field.

use crate::words::{Language, Value, t_args};

/// The errors of a form in the order of its fields.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    list: Vec<FieldError>,
}

#[derive(Debug, Clone)]
struct FieldError {
    field: String,
    key: &'static str,
    args: Vec<(&'static str, Value<'static>)>,
}

/// One line of the error summary: it leads to the field.
#[derive(Debug, Clone)]
pub struct ErrorLine {
    pub field: String,
    pub text: String,
}

impl Errors {
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds an error to `field`; `key` names the sentence, the same in the summary and at the field.
    pub fn add(&mut self, field: &str, key: &'static str) {
        self.add_with(field, key, Vec::new());
    }

    /// The same with values in the sentence.
    pub fn add_with(&mut self, field: &str, key: &'static str, args: Vec<(&'static str, Value<'static>)>) {
        self.list.push(FieldError { field: field.to_owned(), key, args });
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn fields(&self) -> Vec<&str> {
        self.list.iter().map(|error| error.field.as_str()).collect()
    }

    /// The sentence of the first error of a field.
    pub fn of(&self, field: &str, language: Language) -> Option<String> {
        self.list.iter().find(|error| error.field == field).map(|error| error.text(language))
    }

    /// The lines of the error summary.
    pub fn lines(&self, language: Language) -> Vec<ErrorLine> {
        self.list
            .iter()
            .map(|error| ErrorLine { field: error.field.clone(), text: error.text(language) })
            .collect()
    }
}

impl FieldError {
    fn text(&self, language: Language) -> String {
        t_args(language, self.key, &self.args)
    }
}
