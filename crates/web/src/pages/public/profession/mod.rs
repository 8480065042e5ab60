//! ¶2(1). One qualification programme as the candidate needs to know it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::application::required_documents;
use rules::edition::Edition;
use rules::programme::{Basis, Programme};
use rules::theory::{TheoryScore, admission};

use super::parts::{exam_languages, modes};
use crate::app::App;
use crate::page::{Frame, query_value, show};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Language;
use acts::catalogue::Catalogue;

#[derive(Debug, Template)]
#[template(path = "public/profession/page.html")]
pub struct ProfessionPage {
    frame: Frame,
    /// Begins an application for this profession.
    apply: String,
    facts: Vec<(String, String)>,
    documents: Vec<String>,
    theory: Theory,
    practice: Practice,
    methodology: String,
    centres: Vec<(String, String)>,
}

#[derive(Debug)]
struct Theory {
    questions: u16,
    minutes: u16,
    needed: u16,
    topics: Vec<(String, u16)>,
}

#[derive(Debug)]
struct Practice {
    task: String,
    minutes: u16,
    needed: u16,
    /// Action and whether it is critical, in the order of work.
    steps: Vec<(String, bool)>,
}

impl ProfessionPage {
    fn new(frame: Frame, programme: &Programme, catalogue: &Catalogue, today: Date) -> Self {
        let language = frame.language;
        Self {
            apply: format!("/apply?programme={}", query_value(&programme.id)),
            facts: facts(&frame, programme),
            documents: documents(&frame, programme),
            theory: Theory::new(programme, language),
            practice: Practice::new(programme, language),
            methodology: language.pick(&programme.methodology).to_owned(),
            centres: catalogue
                .centres_for(programme, today)
                .map(|centre| {
                    (language.pick(&centre.name).to_owned(), language.pick(&centre.town).to_owned())
                })
                .collect(),
            frame,
        }
    }
}

impl Theory {
    fn new(programme: &Programme, language: Language) -> Self {
        let questions = programme.theory.questions();
        let needed = TheoryScore::new(0, questions)
            .map(|score| admission(score, Edition::current()).needed)
            .unwrap_or_default();
        let topics = &programme.theory.topics;
        Self {
            questions,
            minutes: programme.theory.minutes,
            needed,
            topics: topics
                .iter()
                .map(|topic| (language.pick(&topic.title).to_owned(), topic.questions))
                .collect(),
        }
    }
}

impl Practice {
    fn new(programme: &Programme, language: Language) -> Self {
        let map = &programme.map;
        Self {
            task: language.pick(&map.task).to_owned(),
            minutes: map.minutes,
            needed: map.steps_needed,
            steps: map
                .steps
                .iter()
                .map(|step| (language.pick(&step.action).to_owned(), step.critical))
                .collect(),
        }
    }
}

fn facts(frame: &Frame, programme: &Programme) -> Vec<(String, String)> {
    let language = frame.language;
    let basis = match &programme.basis {
        Basis::ProfessionalStandard(title) | Basis::QualificationRequirements(title) => language.pick(title),
    };
    let years = frame.t1("public-profession-years", "n", programme.validity_years);
    vec![
        (frame.t("public-profession-basis"), basis.to_owned()),
        (frame.t("public-profession-level"), programme.nqf_level.to_string()),
        (frame.t("public-profession-code"), programme.profession.to_string()),
        (frame.t("public-profession-activity"), programme.oked.to_string()),
        (frame.t("public-profession-modes"), modes(language, &programme.modes)),
        (frame.t("public-profession-languages"), exam_languages(language, &programme.languages)),
        (frame.t("public-profession-validity"), years),
    ]
}

/// ¶4. The application, what the programme asks for, and earlier documents.
fn documents(frame: &Frame, programme: &Programme) -> Vec<String> {
    let required = required_documents(programme);
    let asked = required.iter().map(|required| match required.code() {
        "education" => frame.t("public-document-education"),
        "experience" => {
            frame.t1("public-profession-document-experience-years", "n", programme.experience_years)
        }
        _ => frame.t("public-document-identity"),
    });
    std::iter::once(frame.t("public-profession-document-application"))
        .chain(asked)
        .chain([frame.t("public-profession-document-earlier")])
        .collect()
}

pub async fn get(visit: Visit, State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let catalogue = &app.cx().catalogue;
    let programme = catalogue.programme(&id).ok_or(Problem::NotFound)?;
    let frame = visit.titled(visit.language.pick(&programme.title).to_owned());
    Ok(show(&ProfessionPage::new(frame, programme, catalogue, (app.site.now)().date())))
}

#[cfg(test)]
impl ProfessionPage {
    pub(super) fn sample(language: Language) -> Self {
        let catalogue = super::tests::catalogue();
        let frame = Frame::sample(language, "public-professions-title");
        Self::new(frame, &catalogue.programmes[0], &catalogue, super::tests::TODAY)
    }
}
