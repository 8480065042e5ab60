#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use acts::CaseId;
use acts::catalogue::Catalogue;
use acts::draft::{Draft, DraftAttachment, Part};
use jiff::civil::{Date, date};
use rules::application::AttachmentKind;
use rules::briefing::Acquaintance;
use rules::edition::Edition;
use serde::Deserialize;
use uuid::Uuid;

use super::steps::{acquaint, appeal, fault, incapacity, new_date, withdraw};
use super::*;
use crate::form::{Errors, Values};
use crate::page::Frame;
use crate::testing::holds_up;
use crate::words::Language;

const TODAY: Date = date(2026, 11, 23);

pub(super) fn catalogue() -> Catalogue {
    #[derive(Deserialize)]
    struct Centres {
        centre: Vec<rules::centre::Centre>,
    }
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path).unwrap();
    let centres: Centres = toml::from_str(&read(demo.join("centres.toml"))).unwrap();
    let files = std::fs::read_dir(demo.join("programmes")).unwrap();
    let programmes = files.map(|entry| toml::from_str(&read(entry.unwrap().path())).unwrap()).collect();
    Catalogue { programmes, centres: centres.centre, ..Catalogue::default() }
}

/// A finished application of a welder.
pub(super) fn filled() -> Draft {
    let file = |kind: AttachmentKind| DraftAttachment {
        kind,
        name: format!("{}.pdf", kind.code()),
        digest: kind.code().to_owned(),
        size: 120_000,
    };
    let text = str::to_owned;
    Draft {
        programme: text("welder"),
        centre: text("0042"),
        mode: text("offline"),
        language: text("kk"),
        surname: text("Сағынова"),
        given: text("Айгерім"),
        patronymic: text("Ерланқызы"),
        iin: text("900101300017"),
        birth_day: text("1"),
        birth_month: text("1"),
        birth_year: text("1990"),
        sex: text("female"),
        address: text("Шымкент қаласы, Үлгі көшесі, 1-үй"),
        email: text("aigerim@mail.example"),
        mobile: text("+7 700 000 00 01"),
        skills: text("Құбыр пісіру"),
        needs_adjustments: text("no"),
        funding: text("own"),
        attachments: [AttachmentKind::Identity, AttachmentKind::Education, AttachmentKind::Experience]
            .map(file)
            .into(),
        documents_done: true,
        learning_done: true,
        consent_processing: true,
        consent_platform: true,
        ..Draft::default()
    }
}

/// A draft as it is stored.
pub(super) fn row(draft: Draft) -> acts::ports::DraftRow {
    let account = acts::AccountId(Uuid::nil());
    acts::ports::DraftRow { id: Uuid::nil(), account, version: 1, at: jiff::Timestamp::UNIX_EPOCH, draft }
}

fn wrong(fields: &[&str]) -> Errors {
    let mut errors = Errors::none();
    for field in fields {
        errors.add(field, "reasons-answer-or-continue");
    }
    errors
}

#[test]
fn every_page_of_the_application_holds_up_in_every_language() {
    let (catalogue, empty, filled) = (catalogue(), Draft::default(), filled());
    let online =
        Draft { mode: "online".to_owned(), programme: "software-developer".to_owned(), ..filled.clone() };
    let paper = Draft { paper: true, ..filled.clone() };
    let came = apply::Came::default();
    for language in Language::ALL {
        for page in apply::start::StartPage::samples(language) {
            holds_up(language, &page);
        }
        holds_up(language, &apply::scans::ScansPage::sample(language));
        holds_up(language, &apply::scans::one::ScanPage::sample(language));
        for draft in [&empty, &filled, &online, &paper] {
            holds_up(language, &apply::tasks::TasksPage::sample(language, draft, &catalogue));
            holds_up(language, &apply::documents::DocumentsPage::sample(language, draft, &catalogue));
            holds_up(language, &apply::check::CheckPage::sample(language, draft, &catalogue));
            let seen = apply::part::Seen { catalogue: &catalogue, draft, today: TODAY };
            for part in Part::ALL.into_iter().filter(|part| *part != Part::Documents) {
                let frame = Frame::sample_form(language, "apply-part-about");
                let page = apply::part::page(
                    frame,
                    Uuid::nil(),
                    part,
                    &came,
                    &seen,
                    &Values::new(),
                    &Errors::none(),
                );
                holds_up(language, &page);
            }
        }
    }
}

#[test]
fn an_error_of_every_field_leads_to_it() {
    let catalogue = catalogue();
    let draft =
        Draft { mode: "online".to_owned(), programme: "software-developer".to_owned(), ..Draft::default() };
    let seen = apply::part::Seen { catalogue: &catalogue, draft: &draft, today: TODAY };
    for part in Part::ALL.into_iter().filter(|part| *part != Part::Documents) {
        let faults = acts::draft::faults(part, &Draft { documents_done: true, ..draft.clone() }, &catalogue);
        let fields: Vec<String> = faults.iter().map(|fault| fault.field.replace('_', "-")).collect();
        let errors = wrong(&fields.iter().map(String::as_str).collect::<Vec<_>>());
        let frame = Frame::sample_form(Language::Kk, "apply-part-about");
        let page = apply::part::page(
            frame,
            Uuid::nil(),
            part,
            &apply::Came::default(),
            &seen,
            &Values::new(),
            &errors,
        );
        holds_up(Language::Kk, &page);
    }
}

#[test]
fn q23_the_third_consent_is_asked_only_for_an_online_exam() {
    let catalogue = catalogue();
    let text = |draft: &Draft| {
        let seen = apply::part::Seen { catalogue: &catalogue, draft, today: TODAY };
        let frame = Frame::sample_form(Language::Kk, "apply-part-consents");
        let (came, none) = (apply::Came::default(), Errors::none());
        holds_up(
            Language::Kk,
            &apply::part::page(frame, Uuid::nil(), Part::Consents, &came, &seen, &Values::new(), &none),
        )
    };
    assert!(!text(&filled()).contains("consent-biometric"));
    assert!(text(&Draft { mode: "online".to_owned(), ..filled() }).contains("consent-biometric"));
}

#[test]
fn p11_what_an_online_exam_needs_is_said_before_it_is_chosen() {
    let catalogue = catalogue();
    let draft = Draft { programme: "software-developer".to_owned(), ..filled() };
    let seen = apply::part::Seen { catalogue: &catalogue, draft: &draft, today: TODAY };
    let frame = Frame::sample_form(Language::Kk, "apply-part-format");
    let (came, none) = (apply::Came::default(), Errors::none());
    let page = apply::part::page(frame, Uuid::nil(), Part::Format, &came, &seen, &Values::new(), &none);
    let text = holds_up(Language::Kk, &page);
    assert!(text.find("телефоннан немесе планшеттен").unwrap() < text.find("value=\"online\"").unwrap());
}

#[test]
fn every_act_holds_up_in_every_language() {
    let catalogue = catalogue();
    let programme = catalogue.programme("welder").unwrap();
    let terms = &Edition::current().terms;
    let (id, values) = (CaseId(Uuid::nil()), Values::new());
    for language in Language::ALL {
        let frame = |key: &str| Frame::sample_form(language, key);
        for page in my::list::ListPage::samples(language) {
            holds_up(language, &page);
        }
        for with in [Acquaintance::Methodology, Acquaintance::Appeal] {
            let frame = frame("candidate-methodology-title");
            holds_up(
                language,
                &acquaint::page(frame, id, with, programme, terms, &values, &wrong(&["read"])),
            );
        }
        for step in [incapacity::Step::Report, incapacity::Step::Sheet] {
            let errors =
                if step == incapacity::Step::Sheet { wrong(&["sheet"]) } else { wrong(&["page-form"]) };
            holds_up(language, &incapacity::page(frame(step.title()), id, step, &values, &errors));
        }
        let title = || frame("candidate-withdraw-title");
        holds_up(language, &withdraw::page(title(), id, &values, &wrong(&["reason"])));
        holds_up(language, &fault::page(title(), id, &values, &wrong(&["what"])));
        holds_up(language, &new_date::page(title(), id, Some(TODAY), &values, &wrong(&["page-form"])));
        for last_day in [None, Some(TODAY), Some(date(2026, 11, 20))] {
            let window = appeal::Window { last_day, today: TODAY };
            holds_up(language, &appeal::page(title(), id, window, &values, &wrong(&["grounds"])));
        }
    }
}

#[test]
fn q15_a_late_appeal_is_told_that_it_is_late_and_can_be_sent() {
    let page = |last_day| {
        let window = appeal::Window { last_day: Some(last_day), today: TODAY };
        let frame = Frame::sample_form(Language::Kk, "candidate-appeal-file-title");
        let (id, none) = (CaseId(Uuid::nil()), Errors::none());
        holds_up(Language::Kk, &appeal::page(frame, id, window, &Values::new(), &none))
    };
    let late = "мерзімі өтіп кетті";
    assert!(!page(TODAY).contains(late), "the last day is in time");
    assert!(page(date(2026, 11, 20)).contains(late) && page(date(2026, 11, 20)).contains("name=\"grounds\""));
}
