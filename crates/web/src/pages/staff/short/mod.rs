//! Short acts of one page: a fault, a no-show, a withdrawal at the desk, the rest of a case.

use acts::access::Act;
use acts::error::ActResult;
use acts::journal::Receipt;
use acts::walk::Asked;
use acts::{Cx, intake, outcome, schedule};
use askama::Template;
use axum::response::Response;
use rules::case::{CommandKind, FaultTeller};

use crate::answer::{Stopped, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/short/page.html")]
pub struct ShortPage {
    frame: Frame,
    clause: &'static str,
    action: String,
    back: String,
    name: String,
    stage: String,
    /// What the act does, and what comes next until when.
    meaning: String,
    words: Option<Field>,
    button: String,
    errors: Vec<ErrorLine>,
}

/// One short act: its place, its right, its words.
#[derive(Debug, Clone, Copy)]
pub struct Short {
    path: &'static str,
    act: Act,
    command: CommandKind,
    title: &'static str,
    meaning: &'static str,
    button: &'static str,
    /// Label of the words that the act needs, and the sentence when they are missing.
    words: Option<(&'static str, &'static str)>,
}

const FAULT: Short = Short {
    path: "fault",
    act: Act::RecordFault,
    command: CommandKind::RecordFault,
    title: "staff-act-fault",
    meaning: "staff-fault-meaning",
    button: "staff-fault-send",
    words: Some(("staff-fault-what", "staff-fault-say")),
};

const NO_SHOW: Short = Short {
    path: "no-show",
    act: Act::RecordNoShow,
    command: CommandKind::RecordNoShow,
    title: "staff-act-no-show",
    meaning: "staff-no-show-meaning",
    button: "staff-no-show-send",
    words: None,
};

const WITHDRAW: Short = Short {
    path: "withdraw",
    act: Act::Withdraw,
    command: CommandKind::Withdraw,
    title: "staff-act-withdraw",
    meaning: "staff-withdraw-meaning",
    button: "staff-withdraw-send",
    words: Some(("staff-withdraw-why", "staff-withdraw-say")),
};

const CLOSE: Short = Short {
    path: "close",
    act: Act::InformNotPassed,
    command: CommandKind::Close,
    title: "staff-act-close",
    meaning: "staff-close-meaning",
    button: "staff-close-send",
    words: None,
};

pub async fn get_fault(at: CaseAt) -> Response {
    FAULT.get(&at)
}

pub async fn post_fault(at: CaseAt, values: Values) -> Result<Response, Problem> {
    FAULT
        .post(at, &values, async |cx, asked, words| {
            schedule::record_fault(cx, asked, FaultTeller::Staff, words).await
        })
        .await
}

pub async fn get_no_show(at: CaseAt) -> Response {
    NO_SHOW.get(&at)
}

pub async fn post_no_show(at: CaseAt, values: Values) -> Result<Response, Problem> {
    NO_SHOW.post(at, &values, async |cx, asked, _| schedule::record_no_show(cx, asked).await).await
}

pub async fn get_withdraw(at: CaseAt) -> Response {
    WITHDRAW.get(&at)
}

pub async fn post_withdraw(at: CaseAt, values: Values) -> Result<Response, Problem> {
    WITHDRAW.post(at, &values, async |cx, asked, words| intake::withdraw(cx, asked, words).await).await
}

pub async fn get_close(at: CaseAt) -> Response {
    CLOSE.get(&at)
}

pub async fn post_close(at: CaseAt, values: Values) -> Result<Response, Problem> {
    CLOSE.post(at, &values, async |cx, asked, _| outcome::close(cx, asked).await).await
}

impl Short {
    fn get(self, at: &CaseAt) -> Response {
        if at.may(self.act, self.command) {
            show(&self.page(at, &Values::new(), &Errors::none()))
        } else {
            at.to_case()
        }
    }

    async fn post(
        self,
        at: CaseAt,
        values: &Values,
        act: impl AsyncFn(&Cx, Asked<'_>, String) -> ActResult<Receipt>,
    ) -> Result<Response, Problem> {
        if let Some(language) = values.language_switch() {
            return Ok(switched(language, &self.page(&at.in_language(language), values, &Errors::none())));
        }
        let mut errors = values.errors();
        let words = values.one("words").to_owned();
        if let Some((_, missing)) = self.words.filter(|_| words.is_empty()) {
            errors.add("words", missing);
        }
        if !errors.is_empty() {
            return Ok(show(&self.page(&at, values, &errors)));
        }
        match Box::pin(act(&at.cx, at.asked(values)?, words)).await {
            Ok(_) => Ok(at.done()),
            Err(error) => match stopped(error, "words") {
                Stopped::Say(errors) => Ok(show(&self.page(&at, values, &errors))),
                Stopped::Page(problem) => Err(problem),
            },
        }
    }

    fn page(self, at: &CaseAt, values: &Values, errors: &Errors) -> ShortPage {
        let frame = at.frame(self.title, values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let case = &at.loaded.case;
        ShortPage {
            clause: self.command.clause(),
            action: at.path(self.path),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            stage: frame.t(crate::case_words::stage_key(case.stage)),
            meaning: frame.t(self.meaning),
            words: self.words.map(|(label, _)| form.field("words", label).rows(4)),
            button: frame.t(self.button),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl ShortPage {
    pub(super) fn samples(at: &CaseAt) -> Vec<Self> {
        let mut errors = Errors::none();
        errors.add("words", "staff-fault-say");
        [FAULT, NO_SHOW, WITHDRAW, CLOSE].map(|short| short.page(at, &Values::new(), &errors)).into()
    }
}
