//! The report's numbers put together by clause, region, centre and profession.

use std::collections::{BTreeMap, BTreeSet};

use acts::catalogue::Catalogue;
use acts::report::{AppealTally, CLAUSES, LoadTally, Report, ResultTally, TermTally};
use rules::centre::Region;
use rules::identifiers::{CentreNumber, NkzCode};

/// What the tables are narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) clause: Option<&'static str>,
    /// KATO code.
    pub(super) region: Option<String>,
}

/// One centre with all its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfCentre {
    pub(super) number: CentreNumber,
    pub(super) terms: TermTally,
    pub(super) results: ResultTally,
    pub(super) appeals: AppealTally,
    pub(super) load: LoadTally,
}

/// The region of a centre; none where the catalogue names none.
pub(super) fn region<'a>(catalogue: &'a Catalogue, centre: &CentreNumber) -> Option<&'a Region> {
    catalogue.centre(centre)?.region.as_ref()
}

fn is_in(catalogue: &Catalogue, centre: &CentreNumber, wanted: Option<&String>) -> bool {
    wanted.is_none_or(|kato| region(catalogue, centre).is_some_and(|region| region.kato == *kato))
}

/// Every clause that bound a centre of the region, in the order of the Rules.
pub(super) fn by_clause(
    report: &Report,
    catalogue: &Catalogue,
    wanted: &Wanted,
) -> Vec<(&'static str, TermTally)> {
    let of = |clause: &'static str| {
        let mut all = TermTally::default();
        for ((centre, of), tally) in &report.terms {
            if *of == clause && is_in(catalogue, centre, wanted.region.as_ref()) {
                all.add(tally);
            }
        }
        (clause, all)
    };
    CLAUSES.into_iter().map(of).filter(|(_, tally)| !tally.is_empty()).collect()
}

/// Every region, with the terms of the wanted clause or of all.
pub(super) fn by_region<'a>(
    report: &Report,
    catalogue: &'a Catalogue,
    wanted: &Wanted,
) -> BTreeMap<Option<&'a Region>, TermTally> {
    let mut regions: BTreeMap<Option<&Region>, TermTally> = BTreeMap::new();
    for ((centre, clause), tally) in &report.terms {
        if wanted.clause.is_none_or(|wanted| wanted == *clause) {
            regions.entry(region(catalogue, centre)).or_default().add(tally);
        }
    }
    regions
}

/// Every centre of the region, the one with most overdue terms and the smallest share in time first.
pub(super) fn by_centre(report: &Report, catalogue: &Catalogue, wanted: &Wanted) -> Vec<OfCentre> {
    let known = catalogue.centres.iter().map(|centre| &centre.number);
    let counted = report.terms.keys().map(|(centre, _)| centre);
    let numbers: BTreeSet<&CentreNumber> = known.chain(counted).chain(report.load.keys()).collect();
    let of = |number: &CentreNumber| {
        let mut all = OfCentre {
            number: number.clone(),
            terms: TermTally::default(),
            results: ResultTally::default(),
            appeals: report.appeals.get(number).copied().unwrap_or_default(),
            load: report.load.get(number).copied().unwrap_or_default(),
        };
        for ((centre, clause), tally) in &report.terms {
            if centre == number && wanted.clause.is_none_or(|wanted| wanted == *clause) {
                all.terms.add(tally);
            }
        }
        for ((centre, _), tally) in &report.results {
            if centre == number {
                all.results.add(tally);
            }
        }
        all
    };
    let numbers = numbers.into_iter().filter(|number| is_in(catalogue, number, wanted.region.as_ref()));
    let mut centres: Vec<OfCentre> = numbers.map(of).collect();
    centres.sort_by_key(|centre| {
        (std::cmp::Reverse(centre.terms.overdue_now), centre.terms.share().unwrap_or(u8::MAX))
    });
    centres
}

/// Every profession of which something was decided, by the newest programme's code.
pub(super) fn by_profession(
    report: &Report,
    catalogue: &Catalogue,
    wanted: &Wanted,
) -> BTreeMap<Option<NkzCode>, ResultTally> {
    let mut professions: BTreeMap<Option<NkzCode>, ResultTally> = BTreeMap::new();
    for ((centre, programme), tally) in &report.results {
        if is_in(catalogue, centre, wanted.region.as_ref()) {
            let code = catalogue.programme(programme).map(|programme| programme.profession.clone());
            professions.entry(code).or_default().add(tally);
        }
    }
    professions
}

/// All appeals of the region.
pub(super) fn appeals(report: &Report, catalogue: &Catalogue, wanted: &Wanted) -> AppealTally {
    let mut all = AppealTally::default();
    for (centre, tally) in &report.appeals {
        if is_in(catalogue, centre, wanted.region.as_ref()) {
            all.filed += tally.filed;
            all.upheld += tally.upheld;
            all.rejected += tally.rejected;
            all.late += tally.late;
        }
    }
    all
}
