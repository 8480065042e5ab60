//! Who has a case in hand: take it, give it back, hand it to a colleague with a word.

use acts::desk::hands::{colleagues, give_back, hand_over, holder, take};
use acts::ports::{Account, Assignment};
use askama::Template;
use axum::response::Response;

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::pages::staff::local_time;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "day/hands/page.html")]
pub struct HandsPage {
    frame: Frame,
    action: String,
    back: String,
    about: String,
    /// Who has it, and since when; with the word that came with it.
    held: Option<(String, String, String)>,
    mine: bool,
    colleague: Field,
    word: Field,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    let around = around(&at).await?;
    Ok(show(&HandsPage::new(&at, around, &Values::new(), &Errors::none())))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let around = around(&at).await?;
        let page = HandsPage::new(&at.in_language(language), around, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    let (cx, who, case) = (&at.cx, &at.who, at.loaded.id);
    let done = match values.one("do") {
        "take" => {
            request_id(&values)?;
            let held = take(cx, who, case).await.map_err(problem)?;
            if held.account != who.account {
                errors.add("colleague", "board-hands-other-was-first");
            }
            Ok(())
        }
        "give-back" => give_back(cx, who, case).await,
        "hand" => {
            if let Ok(to) = values.one("colleague").parse() {
                hand_over(cx, who, case, to, values.one("word").to_owned()).await
            } else {
                errors.add("colleague", "board-choose-colleague");
                Ok(())
            }
        }
        _ => return get(at).await,
    };
    if let Err(error) = done {
        match stopped(error, "colleague") {
            Stopped::Say(said) => errors = said,
            Stopped::Page(problem) => return Err(problem),
        }
    }
    if errors.is_empty() {
        return Ok(at.done());
    }
    let around = around(&at).await?;
    Ok(show(&HandsPage::new(&at, around, &values, &errors)))
}

/// Who has the case in hand, and everybody to whom it can be handed.
type Around = (Option<(Assignment, String)>, Vec<Account>);

async fn around(at: &CaseAt) -> Result<Around, Problem> {
    let held = holder(&at.cx, at.loaded.id).await.map_err(problem)?;
    let people = colleagues(&at.cx, &at.loaded).await.map_err(problem)?;
    Ok((held, people))
}

impl HandsPage {
    fn new(at: &CaseAt, (held, people): Around, values: &Values, errors: &Errors) -> Self {
        let frame = at.frame("board-hands-title", values, !errors.is_empty());
        let form = Form { language: frame.language, values, errors };
        let others = people.iter().filter(|account| {
            account.id != at.who.account && held.as_ref().is_none_or(|(held, _)| held.account != account.id)
        });
        let choices =
            others.map(|account| Choice::new(account.id.to_string(), account.name.clone())).collect();
        let case = &at.loaded.case;
        Self {
            action: at.path("hands"),
            back: at.path(""),
            about: format!("{} · № {}", case.person.full_name(), case.number),
            mine: held.as_ref().is_some_and(|(held, _)| held.account == at.who.account),
            held: held.map(|(held, name)| (name, local_time(held.at), held.word)),
            colleague: form.choices("colleague", "board-hands-colleague", choices),
            word: form.field("word", "board-hands-word").rows(2),
            errors: form.error_lines(),
            frame,
        }
    }
}

#[cfg(test)]
impl HandsPage {
    pub(crate) fn samples(at: &CaseAt, people: &[Account]) -> [Self; 2] {
        let held = people.first().map(|account| {
            let (case, centre) = (at.loaded.id, at.loaded.case.centre.clone());
            let at = at.cx.clock.now();
            let word = "Демалыстамын".to_owned();
            let assignment = Assignment { case, centre, account: account.id, at, given_by: None, word };
            (assignment, account.name.clone())
        });
        let mut errors = Errors::none();
        errors.add("colleague", "board-hands-other-was-first");
        [
            Self::new(at, (None, people.to_vec()), &Values::new(), &Errors::none()),
            Self::new(at, (held, people.to_vec()), &Values::new(), &errors),
        ]
    }
}
