//! ¶21 Q16. Registering an appeal: a commission of people who took no part in the case.

use acts::Role;
use acts::access::Act;
use acts::outcome::register_appeal;
use acts::ports::Account;
use askama::Template;
use axum::response::Response;
use rules::case::CommandKind;

use super::next::appeal_window;
use crate::answer::{Stopped, problem, stopped};
use crate::dates::short;
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::case::CaseAt;
use crate::problem::Problem;

#[derive(Debug, Template)]
#[template(path = "staff/appeal/page.html")]
pub struct AppealPage {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    grounds: String,
    filed_on: String,
    last_day: Option<String>,
    late: bool,
    /// How many members the edition demands.
    needed: u16,
    commission: Field,
    /// Q16: who cannot sit, because they took part.
    conflicted: Vec<String>,
    errors: Vec<ErrorLine>,
}

pub async fn get(at: CaseAt) -> Result<Response, Problem> {
    if !at.may(Act::RegisterAppeal, CommandKind::RegisterAppeal) {
        return Ok(at.to_case());
    }
    let seated = seated(&at).await?;
    Ok(show(&AppealPage::new(&at, &seated, &Values::new(), &Errors::none())?))
}

pub async fn post(at: CaseAt, values: Values) -> Result<Response, Problem> {
    let seated = seated(&at).await?;
    if let Some(language) = values.language_switch() {
        let page = AppealPage::new(&at.in_language(language), &seated, &values, &Errors::none())?;
        return Ok(switched(language, &page));
    }
    // Only people who sit in the appeal commission of this centre can be named.
    let known = |id: &&String| seated.iter().any(|account| account.id.to_string() == **id);
    let commission: Vec<String> = values.all("commission").iter().filter(known).cloned().collect();
    match register_appeal(&at.cx, at.asked(&values)?, commission).await {
        Ok(_) => Ok(at.done()),
        Err(error) => match stopped(error, "commission") {
            Stopped::Say(errors) => Ok(show(&AppealPage::new(&at, &seated, &values, &errors)?)),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

async fn seated(at: &CaseAt) -> Result<Vec<Account>, Problem> {
    let seated = at.cx.people.seated(&at.loaded.case.centre, Role::AppealMember, at.cx.clock.now()).await;
    seated.map_err(|error| problem(error.into()))
}

impl AppealPage {
    fn new(at: &CaseAt, seated: &[Account], values: &Values, errors: &Errors) -> Result<Self, Problem> {
        let frame = at.frame("staff-act-appeal", values, !errors.is_empty());
        let case = &at.loaded.case;
        let context = at.cx.context(case).map_err(problem)?;
        let form = Form { language: frame.language, values, errors };
        let (took_part, free): (Vec<_>, Vec<_>) =
            seated.iter().partition(|account| case.took_part.contains(&account.id.to_string()));
        let choices = free.iter().map(|account| Choice::new(account.id.to_string(), account.name.clone()));
        let appeal = case.appeal.as_ref().ok_or(Problem::NotFound)?;
        let last_day = appeal_window(at);
        Ok(Self {
            action: at.path("appeal"),
            back: at.path(""),
            name: format!("{} · № {}", case.person.full_name(), case.number),
            grounds: appeal.grounds.clone(),
            filed_on: short(appeal.filed_on),
            last_day: last_day.map(short),
            late: last_day.is_some_and(|last_day| appeal.filed_on > last_day),
            needed: context.edition.commission.minimum_present,
            commission: form.choices("commission", "staff-appeal-commission", choices.collect()),
            conflicted: took_part.iter().map(|account| account.name.clone()).collect(),
            errors: form.error_lines(),
            frame,
        })
    }
}

#[cfg(test)]
impl AppealPage {
    pub(super) fn sample(at: &CaseAt, seated: &[Account]) -> Result<Self, Problem> {
        let mut errors = Errors::none();
        errors.add("commission", "staff-appeal-commission");
        Self::new(at, seated, &Values::new(), &errors)
    }
}
