//! The page of figures: charts with a table beside each.

use acts::Cx;
use acts::report::{AppealTally, Report, ResultTally, TermTally, share};
use askama::Template;
use rules::identifiers::NkzCode;

use super::figures::{OfCentre, Wanted, appeals, by_centre, by_clause, by_profession, by_region};
use super::{Asked, Counted};
use crate::chart::{Bar, Bars, Lines, Series};
use crate::dates::short;
use crate::form::ErrorLine;
use crate::page::Frame;
use crate::period::lines;
use crate::visit::Visit;

/// Centres on the page; all of them stand in the file.
const MOST_CENTRES: usize = 40;
const MOST_PROFESSIONS: usize = 20;

#[derive(Debug, Template)]
#[template(path = "country/page.html")]
pub struct CountryPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    /// Where the form leads: the country's page or the centre's.
    action: &'static str,
    of_country: bool,
    from: String,
    until: String,
    span: String,
    query: String,
    /// What the tables are narrowed to, and where they are whole again.
    narrowed: Option<(String, String)>,
    counters: Vec<(String, u64)>,
    terms_chart: String,
    clauses: Vec<TermLine>,
    regions: Vec<TermLine>,
    centres: Vec<CentreLine>,
    centres_left_out: usize,
    results_chart: String,
    professions: Vec<ResultLine>,
    order: ResultTally,
    order_shares: (String, String),
    appeals: AppealTally,
    appeals_waiting: u64,
    appeals_chart: String,
    work_chart: String,
    months: Vec<(String, u64, u64)>,
    ends: Vec<(String, String)>,
}

/// Terms of a clause or a region.
#[derive(Debug)]
struct TermLine {
    name: String,
    lang: &'static str,
    href: String,
    due: u64,
    in_time: u64,
    late: u64,
    share: String,
    overdue_now: u64,
    median: String,
}

#[derive(Debug)]
struct CentreLine {
    name: String,
    share: String,
    overdue_now: u64,
    decided: u64,
    passed: String,
    violated: String,
    appeals: u64,
    open: u64,
}

#[derive(Debug)]
struct ResultLine {
    name: String,
    theory: String,
    practice: String,
    decided: u64,
    passed: String,
}

/// «98 %», or a dash where there is nothing to share.
fn per_cent(share: Option<u8>) -> String {
    share.map_or_else(|| "—".to_owned(), |share| format!("{share} %"))
}

impl TermLine {
    fn new(name: String, lang: &'static str, href: String, tally: &TermTally) -> Self {
        Self {
            name,
            lang,
            href,
            due: tally.in_time + tally.late,
            in_time: tally.in_time,
            late: tally.late,
            share: per_cent(tally.share()),
            overdue_now: tally.overdue_now,
            median: tally.median().map_or_else(|| "—".to_owned(), |days| days.to_string()),
        }
    }
}

impl CountryPage {
    pub(super) fn new(visit: &Visit, cx: &Cx, asked: &Asked, counted: &Counted) -> Self {
        let key = if counted.of_country { "country-title" } else { "country-centre-title" };
        Self::of(visit.frame(key).dense(), cx, asked, counted)
    }

    pub(super) fn of(frame: Frame, cx: &Cx, asked: &Asked, counted: &Counted) -> Self {
        let (report, wanted) = (&counted.report, asked.wanted());
        let catalogue = &cx.catalogue;
        let centres = by_centre(report, catalogue, &wanted);
        let clauses = by_clause(report, catalogue, &wanted);
        let professions = professions(&frame, cx, report, &wanted);
        let mut order = ResultTally::default();
        for centre in &centres {
            order.add(&centre.results);
        }
        let of_appeals = appeals(report, catalogue, &wanted);
        let decided = of_appeals.upheld + of_appeals.rejected + of_appeals.late;
        let action = if counted.of_country { "/country" } else { "/centre/report" };
        Self {
            errors: lines(frame.language, &counted.errors),
            of_country: counted.of_country,
            from: counted.from.to_string(),
            until: counted.until.to_string(),
            span: format!("{} – {}", short(counted.from), short(counted.until)),
            query: asked.query(),
            narrowed: narrowed(&frame, cx, action, asked, &wanted),
            counters: counters(&frame, &centres),
            terms_chart: terms_chart(&frame, &clauses),
            clauses: clause_lines(action, asked, &clauses, counted.of_country),
            regions: if counted.of_country {
                region_lines(&frame, cx, asked, report, &wanted)
            } else {
                vec![]
            },
            centres_left_out: centres.len().saturating_sub(MOST_CENTRES),
            centres: centres.iter().take(MOST_CENTRES).map(|one| CentreLine::new(&frame, cx, one)).collect(),
            results_chart: results_chart(&frame, &professions),
            professions: professions.into_iter().map(|(line, _)| line).collect(),
            order_shares: (
                per_cent(share(order.violated, order.decided)),
                per_cent(share(order.terminated, order.decided)),
            ),
            order,
            appeals_chart: appeals_chart(&frame, of_appeals),
            appeals_waiting: of_appeals.filed.saturating_sub(decided),
            appeals: of_appeals,
            work_chart: work_chart(&frame, report),
            months: report.months.iter().map(|one| (month(one.from), one.filed, one.issued)).collect(),
            ends: ends(&frame, cx, report),
            action,
            frame,
        }
    }
}

fn month(first: jiff::civil::Date) -> String {
    format!("{:02}.{}", first.month(), first.year())
}

/// The same page with another clause or region.
fn href(action: &str, asked: &Asked, clause: &str, region: &str) -> String {
    let asked = Asked { clause: clause.to_owned(), region: region.to_owned(), ..asked.clone() };
    format!("{action}?{}", asked.query().trim_end_matches('&'))
}

fn narrowed(
    frame: &Frame,
    cx: &Cx,
    action: &str,
    asked: &Asked,
    wanted: &Wanted,
) -> Option<(String, String)> {
    let named = wanted.region.as_ref().map(|kato| {
        let region = cx.catalogue.centres.iter().filter_map(|centre| centre.region.as_ref());
        let name = region.into_iter().find(|region| region.kato == *kato);
        name.map_or_else(|| kato.clone(), |region| frame.language.pick(&region.name).to_owned())
    });
    let words: Vec<String> = wanted.clause.map(str::to_owned).into_iter().chain(named).collect();
    (!words.is_empty()).then(|| (words.join(" · "), href(action, asked, "", "")))
}

fn counters(frame: &Frame, centres: &[OfCentre]) -> Vec<(String, u64)> {
    let sum = |of: fn(&OfCentre) -> u64| centres.iter().map(of).sum();
    vec![
        (frame.t("country-overdue-now"), sum(|centre| centre.terms.overdue_now)),
        (frame.t("country-open"), sum(|centre| centre.load.open)),
        (frame.t("country-filed"), sum(|centre| centre.load.filed)),
        (frame.t("country-issued"), sum(|centre| centre.load.issued)),
        (frame.t("country-annulled"), sum(|centre| centre.load.annulled)),
    ]
}

fn terms_chart(frame: &Frame, clauses: &[(&'static str, TermTally)]) -> String {
    let bars: Vec<Bar> = clauses
        .iter()
        .filter_map(|(clause, tally)| {
            let share = tally.share()?;
            let words = format!("{share} %");
            Some(Bar { label: (*clause).to_owned(), value: share.into(), words, hatched: share < 100 })
        })
        .collect();
    Bars::new("terms-chart", frame.t("country-terms"), &bars, 100).svg()
}

fn clause_lines(
    action: &str,
    asked: &Asked,
    clauses: &[(&'static str, TermTally)],
    linked: bool,
) -> Vec<TermLine> {
    let line = |(clause, tally): &(&'static str, TermTally)| {
        let href = if linked { href(action, asked, clause, &asked.region) } else { String::new() };
        TermLine::new((*clause).to_owned(), "kk", href, tally)
    };
    clauses.iter().map(line).collect()
}

fn region_lines(frame: &Frame, cx: &Cx, asked: &Asked, report: &Report, wanted: &Wanted) -> Vec<TermLine> {
    let language = frame.language;
    by_region(report, &cx.catalogue, wanted)
        .into_iter()
        .map(|(region, tally)| match region {
            None => TermLine::new(frame.t("country-no-region"), language.code(), String::new(), &tally),
            Some(region) => {
                let href = href("/country", asked, &asked.clause, &region.kato);
                TermLine::new(language.pick(&region.name).to_owned(), language.picked(), href, &tally)
            }
        })
        .collect()
}

impl CentreLine {
    fn new(frame: &Frame, cx: &Cx, of: &OfCentre) -> Self {
        let name = cx.catalogue.centre(&of.number).map(|centre| frame.language.pick(&centre.name).to_owned());
        Self {
            name: name.map_or_else(|| of.number.to_string(), |name| format!("{} · {name}", of.number)),
            share: per_cent(of.terms.share()),
            overdue_now: of.terms.overdue_now,
            decided: of.results.decided,
            passed: per_cent(share(of.results.passed, of.results.decided)),
            violated: per_cent(share(of.results.violated, of.results.decided)),
            appeals: of.appeals.filed,
            open: of.load.open,
        }
    }
}

/// The name of a profession, or its code where the catalogue has it no more.
pub(super) fn profession(frame: &Frame, cx: &Cx, code: Option<&NkzCode>) -> String {
    let known = cx.catalogue.programmes.iter().find(|programme| Some(&programme.profession) == code);
    known.map_or_else(
        || frame.t("country-no-profession"),
        |programme| frame.language.pick(&programme.profession_name).to_owned(),
    )
}

fn professions(frame: &Frame, cx: &Cx, report: &Report, wanted: &Wanted) -> Vec<(ResultLine, ResultTally)> {
    let mut lines: Vec<(ResultLine, ResultTally)> = by_profession(report, &cx.catalogue, wanted)
        .into_iter()
        .map(|(code, tally)| {
            let line = ResultLine {
                name: profession(frame, cx, code.as_ref()),
                theory: per_cent(share(tally.theory_passed, tally.theory)),
                practice: per_cent(share(tally.practice_passed, tally.practice)),
                decided: tally.decided,
                passed: per_cent(share(tally.passed, tally.decided)),
            };
            (line, tally)
        })
        .collect();
    lines.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.decided));
    lines.truncate(MOST_PROFESSIONS);
    lines
}

fn results_chart(frame: &Frame, professions: &[(ResultLine, ResultTally)]) -> String {
    let bars: Vec<Bar> = professions
        .iter()
        .filter_map(|(line, tally)| {
            let share = share(tally.passed, tally.decided)?;
            let words = format!("{share} % ({}/{})", tally.passed, tally.decided);
            Some(Bar { label: line.name.clone(), value: share.into(), words, hatched: false })
        })
        .collect();
    Bars::new("results-chart", frame.t("country-results"), &bars, 100).svg()
}

fn appeals_chart(frame: &Frame, tally: AppealTally) -> String {
    let bar = |key: &str, value: u64, hatched| Bar {
        label: frame.t(key),
        value,
        words: value.to_string(),
        hatched,
    };
    let bars = [
        bar("country-upheld", tally.upheld, true),
        bar("country-rejected", tally.rejected, false),
        bar("country-late", tally.late, false),
    ];
    Bars::new("appeals-chart", frame.t("country-appeals"), &bars, tally.filed.max(1)).svg()
}

fn work_chart(frame: &Frame, report: &Report) -> String {
    let labels: Vec<String> = report.months.iter().map(|one| month(one.from)).collect();
    let of = |key: &str, values: Vec<u64>| Series { name: frame.t(key), values };
    let series = [
        of("country-filed", report.months.iter().map(|one| one.filed).collect()),
        of("country-issued", report.months.iter().map(|one| one.issued).collect()),
    ];
    Lines::new("work-chart", frame.t("country-work"), &labels, &series).svg()
}

fn ends(frame: &Frame, cx: &Cx, report: &Report) -> Vec<(String, String)> {
    let name = |number| {
        let centre = cx.catalogue.centre(number)?;
        Some(format!("{number} · {}", frame.language.pick(&centre.name)))
    };
    report
        .ends
        .iter()
        .map(|(number, until)| (name(number).unwrap_or_else(|| number.to_string()), short(*until)))
        .collect()
}
