#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use acts::catalogue::Catalogue;
use acts::report::{AppealTally, LoadTally, Month, ResultTally, TermTally};
use jiff::ToSpan as _;
use jiff::civil::date;
use rules::Bilingual;
use rules::centre::{Accreditation, Centre, Region};
use rules::identifiers::{Bin, CentreNumber};

use super::*;
use crate::page::Frame;
use crate::testing::{holds_up, silent};
use crate::words::Language;

fn centre(number: u32) -> Centre {
    let words = |text: &str| Bilingual::new(text, text);
    let region = number % 20;
    Centre {
        number: CentreNumber::parse(&format!("{number:04}")).unwrap(),
        bin: Bin::parse("240640000426").unwrap(),
        name: words("«Өңірлік біліктілік және кәсіби бағалау орталығы» ЖШС"),
        town: words("Шымкент"),
        region: (region > 0)
            .then(|| Region {
                kato: format!("{region:02}0000000"), name: words(&format!("{region}-облыс"))
            }),
        address: words("Үлгі көшесі, 1"),
        head: "Ә. Қожа".into(),
        phone: "+7".into(),
        email: "x@example.kz".into(),
        accreditation: Accreditation {
            from: date(2025, 1, 1),
            until: date(2027, 12, 31),
            suspended: false,
            suspensions: vec![],
            earlier: vec![],
            professions: vec![],
        },
    }
}

fn country(centres: u32) -> (Cx, Report) {
    let catalogue = Catalogue { centres: (1..=centres).map(centre).collect(), ..Catalogue::default() };
    let mut report = Report::default();
    for one in &catalogue.centres {
        for (place, clause) in (0..).zip(acts::report::CLAUSES) {
            let tally = TermTally {
                in_time: 97,
                late: 3,
                overdue_now: place,
                days: BTreeMap::from([(2, 60), (3, 40)]),
            };
            report.terms.insert((one.number.clone(), clause), tally);
        }
        for programme in 0..30 {
            let tally = ResultTally {
                theory: 10,
                theory_passed: 8,
                decided: 10,
                passed: 7,
                ..ResultTally::default()
            };
            report.results.insert((one.number.clone(), format!("programme-{programme}")), tally);
        }
        report.appeals.insert(one.number.clone(), AppealTally { filed: 5, upheld: 1, rejected: 2, late: 1 });
        report.load.insert(one.number.clone(), LoadTally { filed: 40, issued: 30, annulled: 1, open: 9 });
    }
    report.ends = vec![(catalogue.centres[0].number.clone(), date(2026, 12, 31))];
    let first = date(2025, 12, 1);
    report.months =
        (0..12).map(|month| Month { from: first + month.months(), filed: 400, issued: 300 }).collect();
    (Cx { catalogue: Arc::new(catalogue), ..silent::cx() }, report)
}

fn shown(language: Language, cx: &Cx, report: &Report, of_country: bool, asked: &Asked) -> String {
    let counted = Counted {
        report: report.clone(),
        from: date(2026, 1, 1),
        until: date(2026, 11, 23),
        of_country,
        errors: Errors::none(),
    };
    let frame = Frame::sample(language, "country-title").sample_user().dense();
    holds_up(language, &CountryPage::of(frame, cx, asked, &counted))
}

#[test]
fn p05_the_figures_of_a_whole_country_hold_up_and_stay_light() {
    let (cx, report) = country(200);
    for language in Language::ALL {
        let text = shown(language, &cx, &report, true, &Asked::default());
        assert!(text.len() <= 100_000, "{} bytes", text.len());
        assert_eq!(text.matches("<svg viewBox").count(), 4);
        shown(language, &cx, &Report::default(), true, &Asked::default());
    }
}

#[test]
fn p05_the_head_sees_the_own_centre_and_no_other() {
    let (cx, report) = country(1);
    let text = shown(Language::Ru, &cx, &report, false, &Asked::default());
    assert!(text.contains("97 %") && !text.contains("По регионам") && !text.contains("/country?"));
    assert!(text.contains("action=\"/centre/report\""));
}

#[test]
fn p05_clause_and_region_narrow_the_tables_and_can_be_left() {
    let (cx, report) = country(40);
    let asked = Asked { clause: "¶17".into(), region: "010000000".into(), ..Asked::default() };
    let text = shown(Language::Kk, &cx, &report, true, &asked);
    assert!(text.contains("¶17 · 1-облыс"), "what it is narrowed to");
    assert!(text.contains("href=\"/country?\""), "and the way back");
    // Centres 1 and 21 alone lie in the first region; each has two overdue by ¶17.
    assert_eq!(text.matches("0001 · ").count() + text.matches("0021 · ").count(), 3, "one of them ends soon");
    assert!(!text.contains("0002 · "));
}

#[test]
fn the_span_is_the_year_so_far_unless_asked_otherwise() {
    let today = date(2026, 11, 23);
    let mut errors = Errors::none();
    assert_eq!(Asked::default().span(today, &mut errors), (date(2026, 1, 1), today));
    let asked = Asked { until: "2025-06-30".into(), ..Asked::default() };
    assert_eq!(asked.span(today, &mut errors), (date(2025, 1, 1), date(2025, 6, 30)));
}

#[test]
fn every_clause_of_every_centre_stands_in_the_file() {
    let (cx, report) = country(200);
    let frame = Frame::sample(Language::En, "country-title");
    let sheet = take::terms(&frame, &cx, &report);
    assert_eq!(sheet.rows.len(), 200 * acts::report::CLAUSES.len());
    assert!(sheet.rows.iter().all(|row| row.len() == sheet.head.len()));
}
