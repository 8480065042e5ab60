//! The page that asks one thing: pieces of text and fields in their order, one form, one button.

use askama::Template;

use crate::form::{ErrorLine, Field};
use crate::page::Frame;
use crate::step_up::ProofAsked;

/// One piece of the page, from the top down. Texts are in the page's language if not said otherwise.
#[derive(Debug)]
pub enum Block {
    Heading(String),
    Text(String),
    /// A text of the law, of a programme or of a centre: Kazakh or Russian.
    Told(String),
    Warning(String),
    /// Texts of the data, as for [`Block::Told`].
    List(Vec<String>),
    Rows(Vec<(String, String)>),
    Link(String, String),
    /// A value that the form brings back as it is.
    Hidden(&'static str, String),
    Line(Field),
    Proof(ProofAsked),
    Area(Field),
    Date(Field),
    Radios(Field),
    Boxes(Field),
    Select(Field),
    File(Field),
}

#[derive(Debug, Template)]
#[template(path = "candidate/question/page.html")]
pub struct QuestionPage {
    pub frame: Frame,
    pub errors: Vec<ErrorLine>,
    pub back: String,
    pub action: String,
    pub blocks: Vec<Block>,
    pub button: String,
    /// What the button does cannot be undone.
    pub warning: bool,
}

impl QuestionPage {
    fn has_file(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::File(_)))
    }
}
