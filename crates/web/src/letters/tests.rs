#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use acts::CaseId;
use acts::outbox::KINDS;
use jiff::civil::date;
use rules::appeal::AppealOutcome;
use rules::case::{Case, Command, Context, Stage};
use rules::edition::Edition;
use uuid::Uuid;

use super::*;
use crate::pages::staff::tests::story::{Story, to};

/// The case that a kind of message speaks of.
fn stage(kind: &str) -> Stage {
    match kind {
        "application-registered" => Stage::Filed,
        "contract-offered" => Stage::Offered,
        "refused" => Stage::Incomplete,
        "notice" => Stage::Noticed,
        "postponed" | "no-show" => Stage::Postponed,
        "withdrawn" => Stage::Contracted,
        "not-passed" => Stage::Informed,
        "document-issued" | "document-annulled" => Stage::Issued,
        _ => Stage::AppealRegistered,
    }
}

fn letter(story: &Story, case: &Case, kind: &str, language: PaperLanguage) -> Letter {
    let context = Context {
        now: "2026-11-23T07:00:00Z".parse().unwrap(),
        calendar: &story.cx.calendar,
        edition: Edition::current(),
        programme: &story.cx.catalogue.programmes[0],
        centre: story.cx.catalogue.centre(&case.centre).unwrap(),
    };
    let id = CaseId(Uuid::from_u128(7));
    let told = Told { id, case, context: &context, language, public_address: "https://bilikti.example" };
    Words.letter(kind, &told)
}

const LANGUAGES: [PaperLanguage; 2] = [PaperLanguage::Kk, PaperLanguage::Ru];

#[test]
fn p05_p06_p07_p11_p18_p19_p20_p22_every_kind_has_its_letter_in_both_languages() {
    for kind in KINDS {
        let mut story = to(stage(kind));
        if kind.starts_with("complaint") {
            let words = "Хабарлама кеш келді".to_owned();
            story.must(Command::FileComplaint { number: "0042-2026-1".into(), words, files: vec![] });
        }
        let mut case = story.case().clone();
        // The longest number there is.
        case.number = "0042-2026-999999".into();
        for language in LANGUAGES {
            let letter = letter(&story, &case, kind, language);
            let whole = format!("{}\n{}\n{}", letter.subject, letter.lines.join("\n"), letter.short);
            assert!(!whole.contains('⟦') && !whole.contains('{'), "{kind}: {whole}");
            assert_ne!(letter.subject, of_others(language), "{kind} is forgotten");
            assert!(
                letter.short.chars().count() <= 70,
                "{kind}: {} letters: {}",
                letter.short.chars().count(),
                letter.short
            );
            assert!(letter.short.ends_with("№ 0042-2026-999999"), "{}", letter.short);
            assert!(whole.contains("https://bilikti.example/my/00000000-0000-0000-0000-000000000007"));
            let person = &case.person;
            for secret in [person.surname.as_str(), &person.iin.to_string(), &person.mobile, &person.email] {
                assert!(!whole.contains(secret), "{kind} tells {secret}");
            }
            assert!(!whole.contains(": \n") && !whole.contains(": ,"), "{kind} lacks a value: {whole}");
        }
    }
}

#[test]
fn a_code_fits_one_sms_and_the_letter_says_what_to_do_with_a_strangers_code() {
    for language in LANGUAGES {
        let letter = Words.code("480 215", language);
        let whole = format!("{}\n{}\n{}", letter.subject, letter.lines.join("\n"), letter.short);
        assert!(!whole.contains('⟦') && !whole.contains('{'), "{whole}");
        assert!(letter.lines[0].contains("480 215") && letter.short.contains("480 215"), "{whole}");
        assert!(letter.short.chars().count() <= 70, "{}", letter.short);
        assert_eq!(letter.lines.len(), 2);
    }
}

/// The subject of a kind that nobody knows.
fn of_others(language: PaperLanguage) -> String {
    let story = to(Stage::Filed);
    letter(&story, story.case(), "something-new", language).subject
}

#[test]
fn p06_a_notice_tells_day_time_and_place() {
    let story = to(Stage::Noticed);
    let letter = letter(&story, story.case(), "notice", PaperLanguage::Kk);
    let day = story.case().appointment.as_ref().unwrap();
    assert_eq!(letter.subject, "Емтихан күні белгіленді");
    assert_eq!(letter.lines[1], format!("Күні: {}", day_words(Language::Kk, day.date)));
    assert_eq!(letter.lines[2], "Уақыты: 10:00");
    assert!(letter.lines[3].contains(&day.place));
    assert!(letter.short.starts_with(&format!("Емтихан: {}, 10:00.", short(day.date))), "{}", letter.short);
}

#[test]
fn p07_p11_a_new_date_is_told_as_new() {
    let story = to(Stage::Noticed);
    let mut case = story.case().clone();
    case.cause = Some(rules::notice::Cause::Fault);
    let letter = letter(&story, &case, "notice", PaperLanguage::Ru);
    assert_eq!(letter.subject, "Новая дата экзамена");
}

#[test]
fn p19_p20_q14_a_result_tells_the_last_day_of_the_appeal_and_not_the_result() {
    let story = to(Stage::Informed);
    let letter = letter(&story, story.case(), "not-passed", PaperLanguage::Kk);
    assert_eq!(letter.lines[1], "Апелляция мерзімі: 5 жұмыс күні. Ол нәтижені ашқан күннен кейін басталады.");
    let last_day = day_words(Language::Kk, date(2026, 11, 30));
    assert_eq!(letter.lines[2], format!("Бүгін ашсаңыз, апелляцияның соңғы күні: {last_day}"));
    assert!(!letter.lines.join(" ").contains("өтпе"));
}

#[test]
fn p22_a_decided_appeal_tells_its_outcome() {
    let story = to(Stage::AppealRegistered);
    let mut case = story.case().clone();
    let mut said = |outcome| {
        case.appeal.as_mut().unwrap().outcome = Some(outcome);
        letter(&story, &case, "appeal-decided", PaperLanguage::Ru).lines[0].clone()
    };
    assert!(said(AppealOutcome::Upheld).contains("удовлетворила"));
    assert!(said(AppealOutcome::Rejected).contains("отклонила"));
}
