//! The register's list: search, filters, pages, and the same list to take away.

use acts::access::{Act, Reach, reach};
use acts::ports::{DocumentState, RegisterFilter};
use acts::projection::RegisterRow;
use acts::{Cx, register};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::identifiers::{CentreNumber, NkzCode, SerialNumber};
use rules::terms::local_date;
use serde::Deserialize;

use crate::answer::problem;
use crate::dates::short;
use crate::form::{ErrorLine, Errors};
use crate::page::{Frame, query_of, show};
use crate::period::{Period, lines};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::alphabetical;

const PER_PAGE: u32 = 50;
/// Pages further than this are a mistyped address.
const LAST_PAGE: u32 = 100_000;

/// What is asked for, as it stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    /// NKZ code.
    pub profession: String,
    pub centre: String,
    pub state: String,
    pub from: String,
    pub until: String,
    pub page: String,
}

impl Asked {
    /// The filter, with what cannot be read told at its field.
    pub fn filter(&self, cx: &Cx, errors: &mut Errors) -> RegisterFilter {
        let today = local_date(cx.clock.now());
        let period = Period::read(&self.from, &self.until, errors);
        RegisterFilter {
            serial: Some(typed_serial(&self.q)).filter(|serial| !serial.is_empty()),
            programmes: self.programmes(cx),
            centre: CentreNumber::parse(self.centre.trim()).ok(),
            state: DocumentState::from_code(&self.state).map(|state| (state, today)),
            issued_from: period.from,
            issued_until: period.until,
            ..RegisterFilter::default()
        }
    }

    /// All programmes of the profession; one that nobody has finds nothing.
    fn programmes(&self, cx: &Cx) -> Vec<String> {
        let Ok(code) = NkzCode::parse(&self.profession) else { return vec![] };
        let mut of: Vec<String> = cx
            .catalogue
            .programmes
            .iter()
            .filter(|programme| programme.profession == code)
            .map(|programme| programme.id.clone())
            .collect();
        of.dedup();
        if of.is_empty() { vec![String::new()] } else { of }
    }

    /// The address of the same question elsewhere.
    pub fn query(&self) -> String {
        let Self { q, profession, centre, state, from, until, .. } = self;
        query_of(&[
            ("q", q),
            ("profession", profession),
            ("centre", centre),
            ("state", state),
            ("from", from),
            ("until", until),
        ])
    }
}

/// People copy numbers with spaces and long dashes.
fn typed_serial(text: &str) -> String {
    text.chars()
        .take(100)
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '‐' | '‑' | '–' | '—' | '−') { '-' } else { c })
        .collect()
}

/// A choice of a filter.
#[derive(Debug)]
struct Pick {
    value: String,
    words: String,
    /// Language of the words.
    lang: &'static str,
    chosen: bool,
}

#[derive(Debug, Template)]
#[template(path = "register/list/page.html")]
pub struct RegisterPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    asked: Asked,
    professions: Vec<Pick>,
    /// Empty where the person sees one centre alone.
    centres: Vec<Pick>,
    states: Vec<Pick>,
    lines: Vec<Line>,
    total: u64,
    query: String,
    previous: String,
    next: String,
}

/// One document of the list.
#[derive(Debug)]
pub struct Line {
    pub serial: String,
    pub profession: String,
    pub lang: &'static str,
    pub level: String,
    pub centre: String,
    pub issued: String,
    pub valid_until: String,
    pub state: &'static str,
    pub colour: &'static str,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    page(&visit, &who, &cx, asked, Errors::none()).await.map(|page| show(&page))
}

/// The list, with errors told beside it; nothing is found where the question cannot be read.
pub async fn page(
    visit: &Visit,
    who: &acts::Who,
    cx: &Cx,
    asked: Asked,
    mut errors: Errors,
) -> Result<RegisterPage, Problem> {
    let Reach { centre } = reach(who, Act::SeeRegister).ok_or(Problem::Forbidden)?;
    let mut filter = asked.filter(cx, &mut errors);
    let page = asked.page.parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    (filter.page, filter.per_page) = (page - 1, if errors.is_empty() { PER_PAGE } else { 0 });
    let found = register::search(cx, who, filter).await.map_err(problem)?;
    let frame = visit.frame("register-title").dense().with_errors(!errors.is_empty());
    let today = local_date(cx.clock.now());
    let lines = found.lines.iter().map(|row| Line::new(&frame, cx, row, today)).collect();
    Ok(RegisterPage::new(
        frame,
        cx,
        asked,
        &errors,
        Found { lines, total: found.total, page, of_country: centre.is_none() },
    ))
}

/// What was found, and whether it was looked for in the whole country.
struct Found {
    lines: Vec<Line>,
    total: u64,
    page: u32,
    of_country: bool,
}

impl RegisterPage {
    fn new(frame: Frame, cx: &Cx, asked: Asked, errors: &Errors, found: Found) -> Self {
        let query = asked.query();
        let href = |page: u32| format!("/register?{query}page={page}");
        let Found { lines: shown, total, page, of_country } = found;
        let more = errors.is_empty() && u64::from(page) * u64::from(PER_PAGE) < total;
        let states = DocumentState::ALL.map(|state| Pick {
            value: state.code().to_owned(),
            words: frame.t(state_key(state)),
            lang: frame.language.code(),
            chosen: asked.state == state.code(),
        });
        Self {
            errors: lines(frame.language, errors),
            professions: professions(&frame, cx, &asked.profession),
            centres: if of_country { centres(&frame, cx, &asked.centre) } else { vec![] },
            states: states.into(),
            previous: if page > 1 { href(page - 1) } else { String::new() },
            next: if more { href(page + 1) } else { String::new() },
            lines: shown,
            total,
            query,
            asked,
            frame,
        }
    }
}

/// The professions of the catalogue, each once.
fn professions(frame: &Frame, cx: &Cx, chosen: &str) -> Vec<Pick> {
    let language = frame.language;
    let mut all: Vec<Pick> = Vec::new();
    for programme in &cx.catalogue.programmes {
        let value = programme.profession.to_string();
        if !all.iter().any(|known| known.value == value) {
            let words = format!("{} ({value})", language.pick(&programme.profession_name));
            all.push(Pick { words, lang: language.picked(), chosen: value == chosen, value });
        }
    }
    all.sort_by_key(|pick| alphabetical(&pick.words));
    all
}

fn centres(frame: &Frame, cx: &Cx, chosen: &str) -> Vec<Pick> {
    let language = frame.language;
    let of = |centre: &rules::centre::Centre| {
        let value = centre.number.to_string();
        let words = format!("{value} · {}", language.pick(&centre.name));
        Pick { words, lang: language.picked(), chosen: value == chosen, value }
    };
    cx.catalogue.centres.iter().map(of).collect()
}

impl Line {
    fn new(frame: &Frame, cx: &Cx, row: &RegisterRow, today: Date) -> Self {
        let language = frame.language;
        let programme = cx.catalogue.programme(&row.programme);
        let centre = cx.catalogue.centre(&row.centre).map(|centre| language.pick(&centre.name).to_owned());
        let level = SerialNumber::parse(&row.serial).map(|serial| serial.nqf().to_string());
        let state = DocumentState::of(row, today);
        Self {
            serial: row.serial.clone(),
            profession: programme
                .map_or(row.programme.clone(), |one| language.pick(&one.profession_name).to_owned()),
            lang: language.picked(),
            level: level.unwrap_or_default(),
            centre: centre.unwrap_or_else(|| row.centre.to_string()),
            issued: short(row.issued_on),
            valid_until: short(row.valid_until),
            state: state_key(state),
            colour: state_colour(state),
        }
    }
}

pub const fn state_key(state: DocumentState) -> &'static str {
    match state {
        DocumentState::InForce => "register-in-force",
        DocumentState::Expired => "register-expired",
        DocumentState::Annulled => "register-annulled",
    }
}

pub const fn state_colour(state: DocumentState) -> &'static str {
    match state {
        DocumentState::InForce => "green",
        DocumentState::Expired => "yellow",
        DocumentState::Annulled => "red",
    }
}

#[cfg(test)]
impl RegisterPage {
    pub(super) fn sample(frame: Frame, cx: &Cx, rows: &[RegisterRow], asked: Asked) -> Self {
        let mut errors = Errors::none();
        asked.filter(cx, &mut errors);
        let today = local_date(cx.clock.now());
        let lines = rows.iter().map(|row| Line::new(&frame, cx, row, today)).collect();
        let found = Found { lines, total: rows.len() as u64 + 100, page: 1, of_country: true };
        Self::new(frame, cx, asked, &errors, found)
    }
}
