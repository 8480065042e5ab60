#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use askama::Template;
use jiff::civil::{Date, date};
use rules::Bilingual;
use serde::Deserialize;

use super::*;
use crate::data::{CheckAnswer, CheckedDocument, DocumentState};
use crate::problem::Problem;
use crate::testing::holds_up;
use crate::words::Language;
use acts::catalogue::Catalogue;

pub(super) const TODAY: Date = date(2026, 11, 23);
pub(super) const SERIAL: &str = "25620-072121008-4-231126-0042-000000123";

pub(crate) fn catalogue() -> Catalogue {
    #[derive(Deserialize)]
    struct Centres {
        centre: Vec<rules::centre::Centre>,
    }
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path).unwrap();
    let centres: Centres = toml::from_str(&read(demo.join("centres.toml"))).unwrap();
    let mut files: Vec<_> =
        std::fs::read_dir(demo.join("programmes")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let programmes = files.into_iter().map(|path| toml::from_str(&read(path)).unwrap()).collect();
    Catalogue {
        programmes,
        centres: centres.centre,
        professions: acts::reference::professions::built_in(),
        ..Catalogue::default()
    }
}

fn document(state: DocumentState, unaltered: Option<bool>, centre_accredited: bool) -> CheckAnswer {
    CheckAnswer::Found(Box::new(CheckedDocument {
        state,
        unaltered,
        centre_accredited,
        holder: "А. С*****".to_owned(),
        profession: Bilingual::new("пісіруші", "сварщик"),
        nqf_level: 4,
        issued: date(2026, 11, 23),
        valid_until: date(2031, 11, 23),
        centre: Bilingual::new("«Шымкент біліктілік орталығы» ЖШС", "ТОО «Шымкентский центр квалификаций»"),
        checked_at: TODAY.at(10, 42, 0, 0),
    }))
}

fn answers() -> Vec<(CheckAnswer, &'static str)> {
    use DocumentState::{Annulled, Expired, InForce};
    let on = TODAY;
    vec![
        (document(InForce, Some(true), true), "good"),
        (document(InForce, None, true), "good"),
        (document(InForce, Some(true), false), "warn"),
        (document(Expired, None, true), "warn"),
        (document(Annulled { on }, Some(true), true), "bad"),
        (document(InForce, Some(false), true), "bad"),
        (CheckAnswer::NotFound, "bad"),
        (CheckAnswer::Unavailable, "none"),
    ]
}

#[test]
fn every_public_page_holds_up_in_every_language() {
    let catalogue = catalogue();
    for language in Language::ALL {
        holds_up(language, &start::StartPage::sample(language));
        holds_up(language, &professions::ProfessionsPage::sample(language, ""));
        holds_up(language, &professions::ProfessionsPage::sample(language, "ғарышкер"));
        holds_up(language, &profession::ProfessionPage::sample(language));
        holds_up(language, &centres::CentresPage::sample(language, &catalogue, TODAY));
        holds_up(language, &centres::CentresPage::sample(language, &catalogue, date(2040, 1, 1)));
        holds_up(language, &centres::CentresPage::sample(language, &Catalogue::default(), TODAY));
        holds_up(language, &check::CheckPage::sample(language));
        holds_up(language, &display::DisplayPage::sample(language));
        for (answer, _) in answers() {
            holds_up(language, &result::ResultPage::sample(language, &answer));
        }
        for problem in [
            Problem::BadRequest,
            Problem::Forbidden,
            Problem::NotFound,
            Problem::TooLarge,
            Problem::TooMany,
            Problem::Internal("secret detail".to_owned()),
            Problem::Unavailable,
        ] {
            let text = holds_up(language, &error::ErrorPage::sample(language, &problem));
            assert!(!text.contains("secret"), "the detail is for the log alone");
        }
    }
}

#[test]
fn a2_each_state_has_its_sign_and_unavailable_never_looks_invalid() {
    for (answer, kind) in answers() {
        assert_eq!(result::ResultPage::sample(Language::Kk, &answer).kind(), kind, "{answer:?}");
    }
    let text = result::ResultPage::sample(Language::Kk, &CheckAnswer::Unavailable).render().unwrap();
    assert!(text.contains("жарамсыз дегенді білдірмейді"));
    assert!(!text.contains("app-bad") && !text.contains("app-sign-bad"));
}

#[test]
fn p18_the_public_sees_no_more_than_the_minimum() {
    let text = result::ResultPage::sample(Language::Ru, &answers()[0].0).render().unwrap();
    assert!(text.contains("А. С*****") && text.contains("сварщик") && text.contains("23 ноября 2031 года"));
    assert!(!text.contains("ИИН") && !text.contains("ЖСН"));
}

#[test]
fn p01_the_rules_hold_up_in_every_language() {
    for language in Language::ALL {
        let text =
            holds_up(language, &law::LawPage::new(crate::page::Frame::sample(language, "board-rules-title")));
        assert!(text.contains("id=\"clause-5\""));
    }
}
