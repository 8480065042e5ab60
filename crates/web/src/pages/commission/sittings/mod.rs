//! Today's and coming sittings, each with the one next thing for this person.

use acts::people::Who;
use acts::projection::{CaseFilter, CaseRow};
use acts::walk::Loaded;
use acts::{ActError, Cx, view};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::{Date, Time};
use rules::case::Stage;

use super::parts::Scene;
use super::step::{Step, acquainted};
use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::Language;

/// The stages in which a case is the commission's.
pub(super) const STAGES: [Stage; 7] = [
    Stage::Noticed,
    Stage::Theory,
    Stage::Admitted,
    Stage::Practice,
    Stage::Ended,
    Stage::Decided,
    Stage::AppealRegistered,
];
/// Sittings of today, and of all days: each line needs its case, and the page must stay quick.
const MANY: u32 = 20;

#[derive(Debug, Template)]
#[template(path = "commission/sittings/page.html")]
pub struct SittingsPage {
    frame: Frame,
    today: String,
    /// Groups that are not empty, each with the key of its words.
    groups: Vec<(&'static str, Vec<Line>)>,
    more: bool,
}

/// One sitting of the list.
#[derive(Debug)]
struct Line {
    /// Day and time, for the order.
    when: Option<(Date, Time)>,
    group: &'static str,
    day: String,
    time: String,
    place: String,
    head: super::parts::Head,
    adjustments: bool,
    /// ¶8, while it matters: acquainted, briefed.
    before: Option<(bool, bool)>,
    step: &'static str,
    href: Option<String>,
}

const GROUPS: [&str; 4] = [
    "commission-sittings-today",
    "commission-sittings-unfinished",
    "commission-sittings-appeals",
    "commission-sittings-coming",
];

impl SittingsPage {
    fn new(frame: Frame, today: Date, scenes: &[Scene<'_>], more: bool) -> Self {
        let language = frame.language;
        let mut lines: Vec<Line> = scenes.iter().filter_map(|scene| Line::new(scene, language)).collect();
        lines.sort_by_key(|line| line.when);
        let mut groups: Vec<_> = GROUPS.into_iter().map(|group| (group, Vec::new())).collect();
        for line in lines {
            if let Some((_, group)) = groups.iter_mut().find(|(name, _)| *name == line.group) {
                group.push(line);
            }
        }
        groups.retain(|(_, lines)| !lines.is_empty());
        let today = format!("{}, {}", language.date(today), language.weekday(today));
        Self { frame, today, groups, more }
    }
}

impl Line {
    /// `None` for an appeal that others decide.
    fn new(scene: &Scene<'_>, language: Language) -> Option<Self> {
        let (case, step) = (scene.case(), Step::of(scene));
        let set = case.appointment.as_ref();
        let group = match case.stage {
            Stage::AppealRegistered if step == Step::Nothing => return None,
            Stage::AppealRegistered => "commission-sittings-appeals",
            _ => group(set.map(|set| set.date), scene.context.today()),
        };
        Some(Self {
            when: set.map(|set| (set.date, set.time)),
            group,
            day: set
                .map(|set| format!("{}, {}", language.date(set.date), language.weekday(set.date)))
                .unwrap_or_default(),
            time: set.map(|set| set.time.strftime("%H:%M").to_string()).unwrap_or_default(),
            place: set.map(|set| set.place.clone()).unwrap_or_default(),
            head: scene.head(language),
            adjustments: !case.application.adjustments.is_empty(),
            before: (case.stage == Stage::Noticed).then(|| (acquainted(case), case.briefing.is_some())),
            step: step.key(),
            href: step.page().map(|page| scene.path(page)),
        })
    }
}

fn group(day: Option<Date>, today: Date) -> &'static str {
    match day {
        Some(day) if day == today => "commission-sittings-today",
        Some(day) if day > today => "commission-sittings-coming",
        _ => "commission-sittings-unfinished",
    }
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let today = rules::terms::local_date(cx.clock.now());
    let every = CaseFilter { stages: STAGES.to_vec(), per_page: MANY, ..CaseFilter::default() };
    // Today's come first, so that a long list never hides them.
    let of_today = CaseFilter { sitting_on: Some(today), ..every.clone() };
    let of_today = view::queue(&cx, &who, of_today).await.map_err(problem)?;
    let all = view::queue(&cx, &who, every).await.map_err(problem)?;
    let more = all.total > u64::from(MANY) || of_today.total > u64::from(MANY);
    let mut rows = of_today.lines;
    rows.extend(all.lines);
    let scenes = scenes(&cx, &who, rows).await?;
    let frame = visit.frame("commission-sittings-title");
    Ok(show(&SittingsPage::new(frame, today, &scenes, more)))
}

/// The cases of `rows` that the person may see, each once.
async fn scenes<'a>(cx: &'a Cx, who: &'a Who, mut rows: Vec<CaseRow>) -> Result<Vec<Scene<'a>>, Problem> {
    rows.sort_by_key(|row| row.case);
    rows.dedup_by_key(|row| row.case);
    let mut scenes = Vec::with_capacity(rows.len());
    for row in rows {
        let loaded: Loaded = match view::glance(cx, who, row.case).await {
            Ok(loaded) => loaded,
            // Another commission's.
            Err(ActError::NotFound) => continue,
            Err(other) => return Err(problem(other)),
        };
        scenes.push(Scene::of(cx, who, loaded)?);
    }
    Ok(scenes)
}

#[cfg(test)]
impl SittingsPage {
    pub(super) fn sample(language: Language, scenes: &[Scene<'_>]) -> Self {
        let frame = Frame::sample(language, "commission-sittings-title").sample_user();
        let today = scenes.first().map_or(super::tests::TODAY, |scene| scene.context.today());
        Self::new(frame, today, scenes, true)
    }
}
