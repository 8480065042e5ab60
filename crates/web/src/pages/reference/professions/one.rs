//! One profession: its codes and names, who assesses it by what, when it was taken in.

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::reference::{Change, Subject};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::identifiers::NkzCode;
use rules::oked::{self, Entry};
use rules::profession::Profession;
use rules::terms::local_date;

use super::{activities, levels, name, programmes};
use crate::page::{Frame, show};
use crate::pages::reference::history::{Line, told};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "reference/professions/one.html")]
pub struct ProfessionPage {
    frame: Frame,
    lang: &'static str,
    /// Key, value, language of the value.
    rows: Vec<(String, String, &'static str)>,
    /// From the section down, for each kind of activity.
    chains: Vec<Vec<Entry>>,
    /// The register says no kind of activity or level of its own.
    by_programme: bool,
    programmes: Vec<(String, String)>,
    centres: Vec<(String, String)>,
    history: Vec<Line>,
}

pub async fn get(
    visit: Visit,
    _: Person,
    State(cx): State<Cx>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code = NkzCode::parse(&code).map_err(|_| Problem::NotFound)?;
    let profession = cx.catalogue.professions.get(&code).ok_or(Problem::NotFound)?;
    let frame = visit.titled(name(visit.language, profession).0.to_owned()).dense();
    let changes = cx.shelf.history(Subject::Professions).into_iter().filter(|recorded| {
        let Change::ProfessionsTaken { professions, .. } = &recorded.change else { return false };
        professions.iter().any(|one| one.code == code)
    });
    let history = told(&cx, &frame, changes.collect()).await?;
    let today = local_date(cx.clock.now());
    Ok(show(&ProfessionPage::new(frame, &cx.catalogue, profession, today, history)))
}

impl ProfessionPage {
    pub(in crate::pages::reference) fn new(
        frame: Frame,
        catalogue: &Catalogue,
        profession: &Profession,
        today: Date,
        history: Vec<Line>,
    ) -> Self {
        let language = frame.language;
        let activities = activities(catalogue, profession);
        let programme = |one: &rules::programme::Programme| {
            (language.pick(&one.title).to_owned(), format!("/reference/programmes/{}", one.id))
        };
        let centres = catalogue.centres.iter().filter(|centre| {
            centre.accreditation.in_force(today) && centre.accreditation.covers(&profession.code)
        });
        let centre = |one: &rules::centre::Centre| {
            (language.pick(&one.name).to_owned(), format!("/reference/centres/{}", one.number))
        };
        Self {
            lang: name(language, profession).1,
            rows: rows(&frame, catalogue, profession),
            by_programme: profession.oked.is_none() && !activities.is_empty(),
            chains: activities.iter().map(|code| oked::chain(code.as_str())).collect(),
            programmes: programmes(catalogue, profession).map(programme).collect(),
            centres: centres.map(centre).collect(),
            history,
            frame,
        }
    }
}

fn rows(
    frame: &Frame,
    catalogue: &Catalogue,
    profession: &Profession,
) -> Vec<(String, String, &'static str)> {
    let levels: Vec<String> = levels(catalogue, profession).iter().map(ToString::to_string).collect();
    let own = if profession.nqf_level.is_none() && !levels.is_empty() {
        format!(" ({})", frame.t("professions-by-programme"))
    } else {
        String::new()
    };
    let or_dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    vec![
        (frame.t("professions-code"), profession.code.to_string(), frame.language.code()),
        (frame.t("professions-name-kk"), profession.name.kk.clone(), "kk"),
        (frame.t("professions-name-ru"), profession.name.ru.clone(), "ru"),
        (frame.t("professions-name-en"), or_dash(profession.name_en.clone()), "en"),
        (frame.t("professions-level"), or_dash(levels.join(", ")) + &own, frame.language.code()),
    ]
}
