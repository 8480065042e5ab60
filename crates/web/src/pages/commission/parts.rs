//! What every page of the commission begins with: a case opened for one person, and how an act ends.

use std::collections::BTreeMap;

use acts::access::{Act, Role, permit};
use acts::people::Who;
use acts::walk::{Asked, Loaded};
use acts::{AccountId, ActResult, CaseId, Cx, Receipt, view};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use rules::Bilingual;
use rules::case::{Case, Context};
use rules::programme::{ExamLanguage, Mode};
use rules::terms::{Standing, end_of, local_date};

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{Errors, Values};
use crate::page::show;
use crate::problem::Problem;
use crate::words::{Language, t, t_args};

/// Account id → name.
pub type Names = BTreeMap<String, String>;

/// A case with all that a page of the commission needs to show it to `who`.
#[derive(Debug)]
pub struct Scene<'a> {
    pub loaded: Loaded,
    pub context: Context<'a>,
    pub names: Names,
    pub who: &'a Who,
}

impl<'a> Scene<'a> {
    /// The case for those who may see it, with the names of the people it mentions.
    pub async fn open(cx: &'a Cx, who: &'a Who, id: &str) -> Result<Self, Problem> {
        let id: CaseId = id.parse().map_err(|_| Problem::NotFound)?;
        let loaded = view::case(cx, who, id).await.map_err(problem)?;
        let mut scene = Self::of(cx, who, loaded)?;
        scene.names = names(cx, scene.case()).await?;
        Ok(scene)
    }

    /// The same without names, for lists.
    pub fn of(cx: &'a Cx, who: &'a Who, loaded: Loaded) -> Result<Self, Problem> {
        let context = cx.context(&loaded.case).map_err(problem)?;
        Ok(Self { loaded, context, names: Names::new(), who })
    }

    pub fn case(&self) -> &Case {
        &self.loaded.case
    }

    pub fn me(&self) -> String {
        self.who.account.to_string()
    }

    /// Sits at the table today: was present when the last stage opened.
    pub fn present(&self) -> bool {
        self.case().present.contains(&self.me())
    }

    pub fn may(&self, act: Act) -> bool {
        permit(self.who, act, &self.loaded.subject()).is_ok()
    }

    pub fn name(&self, id: &str) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Address of a page of this case.
    pub fn path(&self, page: &str) -> String {
        format!("/cases/{}/{page}", self.loaded.id)
    }

    pub fn asked(&self, values: &Values) -> Result<Asked<'a>, Problem> {
        Ok(Asked { who: self.who, case: self.loaded.id, request: request_id(values)? })
    }

    pub fn head(&self, language: Language) -> Head {
        let case = self.case();
        Head {
            candidate: case.person.full_name(),
            number: case.number.clone(),
            profession: language.pick(&self.context.programme.profession_name).to_owned(),
            exam: exam(language, case.application.mode, case.application.language),
            back: "/sittings".to_owned(),
            case_href: format!("/cases/{}", self.loaded.id),
        }
    }

    /// The running term of `clause` and where it stands now.
    pub fn due(&self, language: Language, clause: &str) -> Option<Due> {
        let running = self.case().terms.iter().rfind(|running| running.term.clause.as_str() == clause)?;
        if running.state != rules::case::TermState::Running {
            return None;
        }
        let standing = running.term.standing(self.context.now, self.context.calendar);
        Some(Due {
            date: language.date(running.term.due),
            left: left(language, standing),
            late: matches!(standing, Standing::Overdue(_)),
        })
    }
}

/// Who and what the page is about; stands under its title.
#[derive(Debug)]
pub struct Head {
    pub candidate: String,
    pub number: String,
    pub profession: String,
    pub exam: String,
    /// Where the back link leads.
    pub back: String,
    /// The case itself, with what may be done there: a fault, for one (¶11).
    pub case_href: String,
}

/// A member and their vote; how they voted, only once it is decided.
#[derive(Debug)]
pub struct Voter {
    pub name: String,
    pub voted: bool,
    /// For the candidate or not, and the dissent.
    pub how: Option<(bool, String)>,
}

/// A term as shown: its last day and what is left of it.
#[derive(Debug)]
pub struct Due {
    pub date: String,
    pub left: String,
    pub late: bool,
}

fn left(language: Language, standing: Standing) -> String {
    match standing {
        Standing::DaysLeft(n) => t_args(language, "commission-due-left", &[("n", n.into())]),
        Standing::DueToday => t(language, "commission-due-today"),
        Standing::Overdue(n) => t_args(language, "commission-due-late", &[("n", n.into())]),
    }
}

fn exam(language: Language, mode: Mode, exam: ExamLanguage) -> String {
    let mode = match mode {
        Mode::Offline => t(language, "common-mode-offline"),
        Mode::Online => t(language, "common-mode-online"),
    };
    let exam = match exam {
        ExamLanguage::Kk => t(language, "common-exam-kk"),
        ExamLanguage::Ru => t(language, "common-exam-ru"),
    };
    format!("{mode}, {}", exam.to_lowercase())
}

async fn names(cx: &Cx, case: &Case) -> Result<Names, Problem> {
    let members = case.commission.iter().flat_map(|commission| &commission.members);
    let appeal = case.appeal.iter().flat_map(|appeal| &appeal.commission);
    let briefer = case.briefing.iter().map(|briefing| &briefing.briefer);
    let ids: Vec<&String> = members.chain(appeal).chain(briefer).collect();
    let mut names = Names::new();
    for id in ids {
        let Ok(account) = id.parse::<AccountId>() else { continue };
        let known = cx.people.by_id(account).await.map_err(|_| Problem::Unavailable)?;
        names.extend(known.map(|account| (id.clone(), account.name)));
    }
    Ok(names)
}

/// Somebody who can be named to a commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    pub id: String,
    pub name: String,
    /// Holds the seat of a chair.
    pub chair: bool,
}

/// ¶9. Members and chairs of the centre, by name.
pub async fn seated(cx: &Cx, case: &Case) -> Result<Vec<Seated>, Problem> {
    let mut people: Vec<Seated> = Vec::new();
    for (role, chair) in [(Role::Chair, true), (Role::Member, false)] {
        let accounts =
            cx.people.seated(&case.centre, role, cx.clock.now()).await.map_err(|_| Problem::Unavailable)?;
        for account in accounts {
            let id = account.id.to_string();
            if !people.iter().any(|person| person.id == id) {
                people.push(Seated { id, name: account.name, chair });
            }
        }
    }
    people.sort_by_key(|person| crate::words::alphabetical(&person.name));
    Ok(people)
}

/// After an act: to the next page, or the same form again with what the rules said.
pub fn after<T: Template>(
    done: ActResult<Receipt>,
    field: &str,
    to: &str,
    again: impl FnOnce(&Errors) -> T,
) -> Result<Response, Problem> {
    let Err(error) = done else { return Ok(Redirect::to(to).into_response()) };
    match stopped(error, field) {
        Stopped::Say(errors) => Ok(show(&again(&errors))),
        Stopped::Page(problem) => Err(problem),
    }
}

/// Civil time of an instant at the place of the exam.
pub fn local(at: Timestamp) -> DateTime {
    let day = local_date(at);
    day.to_datetime(Time::MAX).saturating_sub(end_of(day).duration_since(at))
}

/// An item of ¶12 in both languages.
pub fn item(id: &str) -> Bilingual {
    let known = rules::violations::ITEMS.iter().find(|item| item.id == id);
    known.map_or_else(|| Bilingual::new(id, id), |item| item.words())
}
