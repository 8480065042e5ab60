//! ¶2(1). One version in full, in both languages, beside what it changes.

use acts::Cx;
use acts::access::{Act, may_ever};
use acts::catalogue::Catalogue;
use acts::people::Who;
use acts::reference::compare::{Difference, differences};
use acts::reference::programmes::{Standing, Version, text as written};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use rules::Bilingual;
use rules::programme::{Basis, Programme};

use super::{Found, standing, version, versions};
use crate::answer::problem;
use crate::page::{Frame, show};
use crate::pages::public::parts::{exam_languages, modes};
use crate::problem::Problem;
use crate::session::Person;
use crate::table::kept_as;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "reference/programmes/version.html")]
pub struct VersionPage {
    frame: Frame,
    at: String,
    title: String,
    standing: (String, &'static str),
    /// What the reviewer asked to mend.
    returned: String,
    rows: Vec<(String, String)>,
    texts: Vec<Text>,
    /// The version compared with; none for the first.
    before: Option<u32>,
    differences: Vec<Difference>,
    steps: Vec<(String, String)>,
    /// The reader wrote in it and so cannot review it.
    own: bool,
}

/// A text of the programme in both languages.
#[derive(Debug)]
struct Text {
    name: String,
    kk: String,
    ru: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let found = version(&cx.catalogue, &id, number)?;
    let frame = visit.frame("reference-version-title").dense();
    Ok(show(&VersionPage::new(frame, &cx.catalogue, &found, &who)))
}

/// The version in the format of the catalogue's files.
pub async fn text(
    State(cx): State<Cx>,
    Path((id, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let found = version(&cx.catalogue, &id, number)?;
    let text = written(found.programme).map_err(problem)?;
    let name = format!("{id}-{number}.toml");
    Ok((kept_as(&name, "application/toml; charset=utf-8"), text).into_response())
}

impl VersionPage {
    pub(in crate::pages::reference) fn new(
        frame: Frame,
        catalogue: &Catalogue,
        found: &Found<'_>,
        who: &Who,
    ) -> Self {
        let programme = found.programme;
        let earlier = versions(catalogue, &programme.id);
        let before = earlier.iter().map(|one| one.programme).find(|one| one.version < programme.version);
        let at = format!("/reference/programmes/{}", programme.id);
        let coming = found.coming.filter(|_| may_ever(who, Act::ReviewProgramme));
        Self {
            title: frame.language.pick(&programme.title).to_owned(),
            standing: standing(&frame, catalogue, found),
            returned: returned(found.coming),
            rows: rows(&frame, programme),
            texts: texts(&frame, programme),
            before: before.map(|before| before.version),
            differences: before.map(|before| differences(before, programme)).unwrap_or_default(),
            steps: coming.map(|coming| steps(&frame, coming, who, &at)).unwrap_or_default(),
            own: coming
                .is_some_and(|coming| coming.standing == Standing::Draft && !coming.reviewable_by(who)),
            at,
            frame,
        }
    }
}

fn returned(coming: Option<&Version>) -> String {
    match coming.map(|version| &version.standing) {
        Some(Standing::Returned { reason }) => reason.clone(),
        _ => String::new(),
    }
}

/// What may be done with it now.
fn steps(frame: &Frame, coming: &Version, who: &Who, at: &str) -> Vec<(String, String)> {
    let version = coming.programme.version;
    let step = |key: &str, step: &str| (frame.t(key), format!("{at}/{version}/{step}"));
    match coming.standing {
        Standing::Draft if coming.reviewable_by(who) => vec![step("reference-review", "review")],
        Standing::Reviewed { .. } => {
            vec![step("reference-approve", "approve"), step("reference-return", "return")]
        }
        _ => vec![],
    }
}

fn rows(frame: &Frame, programme: &Programme) -> Vec<(String, String)> {
    let yes_no = |yes| frame.t(if yes { "reference-yes" } else { "reference-no" });
    vec![
        (frame.t("reference-id"), programme.id.clone()),
        (frame.t("reference-version"), programme.version.to_string()),
        (frame.t("reference-nkz"), programme.profession.to_string()),
        (frame.t("reference-oked"), programme.oked.to_string()),
        (frame.t("reference-level"), programme.nqf_level.to_string()),
        (frame.t("reference-modes"), modes(frame.language, &programme.modes)),
        (frame.t("reference-languages"), exam_languages(frame.language, &programme.languages)),
        (frame.t("reference-education"), yes_no(programme.requires_education)),
        (frame.t("reference-experience"), programme.experience_years.to_string()),
        (frame.t("reference-validity"), programme.validity_years.to_string()),
        (frame.t("reference-permitted"), permitted(frame, programme)),
        (frame.t("reference-questions"), programme.theory.questions().to_string()),
        (frame.t("reference-theory-minutes"), programme.theory.minutes.to_string()),
        (frame.t("reference-practice-minutes"), programme.map.minutes.to_string()),
        (
            frame.t("reference-steps-needed"),
            format!("{} / {}", programme.map.steps_needed, programme.map.steps.len()),
        ),
    ]
}

fn permitted(frame: &Frame, programme: &Programme) -> String {
    let items = rules::violations::ITEMS
        .iter()
        .filter(|item| programme.permitted_items.iter().any(|id| id == item.id));
    let names: Vec<String> = items
        .map(|item| if frame.language.picked() == "ru" { item.ru } else { item.kk }.to_owned())
        .collect();
    if names.is_empty() { "—".to_owned() } else { names.join(", ") }
}

/// Every text, in the order in which it is used.
fn texts(frame: &Frame, programme: &Programme) -> Vec<Text> {
    let text = |name: String, both: &Bilingual| Text { name, kk: both.kk.clone(), ru: both.ru.clone() };
    let (Basis::ProfessionalStandard(basis) | Basis::QualificationRequirements(basis)) = &programme.basis;
    let mut all = vec![
        text(frame.t("reference-programme-title"), &programme.title),
        text(frame.t("reference-profession-name"), &programme.profession_name),
        text(frame.t("reference-basis"), basis),
        text(frame.t("reference-methodology"), &programme.methodology),
        text(frame.t("reference-briefing"), &programme.briefing),
    ];
    let numbered = |key: &str, n: usize| frame.t1(key, "n", n + 1);
    let equipment = programme.equipment.iter().enumerate();
    all.extend(equipment.map(|(n, line)| text(numbered("reference-equipment-n", n), line)));
    let topics = programme.theory.topics.iter();
    all.extend(topics.map(|topic| text(frame.t1("reference-topic-n", "n", topic.questions), &topic.title)));
    all.push(text(frame.t("reference-task"), &programme.map.task));
    for (n, step) in programme.map.steps.iter().enumerate() {
        let key = if step.critical { "reference-step-critical-n" } else { "reference-step-n" };
        all.push(text(numbered(key, n), &step.action));
        all.push(text(frame.t("reference-criterion"), &step.criterion));
    }
    all
}
