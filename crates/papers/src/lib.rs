//! The legal forms as PDF (PDF/A-2a with PDF/UA-1), and the signed payload of the document's QR code.
//!
//! One module per legal form turns its plain data into the words of one language; its template in `forms/` sets them.
//! No clock, no randomness, no files: the same form gives the same bytes.

mod appeal_decision;
mod application;
mod briefing_journal;
mod complaint_answer;
mod contract;
pub mod credential;
mod document;
mod not_passed;
mod notice;
mod port;
mod protocol;
mod qr;
mod refusal;
mod violation_act;
mod words;
mod world;

use std::sync::Arc;

use acts::forms::Form;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::world::Kit;

/// The language of a paper. The Kazakh text is the authentic one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Kk,
    Ru,
}

/// Why a paper could not be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// A font or template of our own is broken.
    #[error("the setter cannot start: {0}")]
    Kit(String),
    #[error("the paper cannot be set: {0}")]
    Setting(String),
    #[error("the QR code cannot be drawn: {0}")]
    Qr(String),
}

/// Fonts, templates and the setter, made once; clones share them.
#[derive(Debug, Clone)]
pub struct Papers {
    kit: Arc<Kit>,
}

impl Papers {
    /// Reads the embedded fonts and templates (tens of milliseconds).
    pub fn new() -> Result<Self, PaperError> {
        Ok(Self { kit: Arc::new(Kit::new()?) })
    }

    /// The form as PDF bytes. [`Form::Document`] holds both languages whatever `language` is: page 1 Kazakh, page 2
    /// Russian. Uses the processor for some tens of milliseconds; call it off the async threads.
    pub fn render(&self, form: &Form, language: Language) -> Result<Vec<u8>, PaperError> {
        let sheet = match form {
            Form::Application(form) => application::sheet(form, language),
            Form::Refusal(form) => refusal::sheet(form, language),
            Form::Contract(form) => contract::sheet(form, language),
            Form::Notice(form) => notice::sheet(form, language),
            Form::BriefingJournal(form) => briefing_journal::sheet(form, language),
            Form::Protocol(form) => protocol::sheet(form, language),
            Form::NotPassed(form) => not_passed::sheet(form, language),
            Form::ViolationAct(form) => violation_act::sheet(form, language),
            Form::AppealDecision(form) => appeal_decision::sheet(form, language),
            Form::ComplaintAnswer(form) => complaint_answer::sheet(form, language),
            Form::Document(form) => document::sheet(form)?,
        };
        self.kit.set(sheet)
    }
}

/// What a template is given.
struct Sheet {
    /// File name of the template in `forms/`.
    template: &'static str,
    /// The day the paper bears; stands as the file's day of creation.
    date: Date,
    /// The words of the form, as the template reads them.
    words: Value,
    /// The QR code as SVG, where the form has one.
    qr: Option<String>,
}

impl Sheet {
    fn new(template: &'static str, date: Date, language: Language, mut words: Value) -> Self {
        if let Value::Object(fields) = &mut words {
            fields.insert("language".into(), json!(language.code()));
        }
        Self { template, date, words, qr: None }
    }
}
