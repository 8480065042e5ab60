#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use acts::Role;
use acts::forms::{self, Form};
use acts::papers::{self, FormKind};
use acts::ports::Message;
use jiff::civil::{date, time};
use rules::Bilingual;
use rules::appeal::Receipt;
use rules::briefing::Acquaintance;
use rules::case::{Command, Stage};
use rules::correction::{PersonField, Wish};
use rules::identifiers::CentreNumber;
use rules::not_passed::Recommendation;
use rules::programme::{ExamLanguage, Mode};
use uuid::Uuid;

use super::*;
use crate::form::{Errors, Values};
use crate::page::Frame;
use crate::pages::candidate::steps::{contract, correction};
use crate::pages::case::sent::samples;
use crate::pages::staff::tests::story::{Story, to};
use crate::step_up::Proving;
use crate::testing::holds_up;
use crate::words::Language;

const STAGES: [Stage; 15] = [
    Stage::Filed,
    Stage::Incomplete,
    Stage::Complete,
    Stage::Offered,
    Stage::Contracted,
    Stage::Noticed,
    Stage::Postponed,
    Stage::Theory,
    Stage::Decided,
    Stage::Passed,
    Stage::NotPassed,
    Stage::Issued,
    Stage::Informed,
    Stage::Appealed,
    Stage::AppealRegistered,
];

fn shown(story: &Story, language: Language, sent: bool) -> String {
    let at = story.seen_by(Role::Candidate, language);
    let message = Message {
        id: Uuid::nil(),
        case: at.loaded.id,
        centre: CentreNumber::parse("0042").unwrap(),
        to: None,
        kind: "application-registered".to_owned(),
        at: at.cx.clock.now(),
    };
    let seen = case::Seen {
        cx: &at.cx,
        loaded: &at.loaded,
        messages: &[message],
        dispatches: &samples::message().1,
        sent,
        keyed_in: sent,
    };
    holds_up(language, &case::CasePage::new(Frame::sample(language, "candidate-case-title"), seen))
}

#[test]
fn every_stage_of_a_case_holds_up_in_every_language() {
    for stage in STAGES {
        let story = to(stage);
        for language in Language::ALL {
            shown(&story, language, false);
            shown(&story, language, true);
        }
    }
}

/// The address of each action among `pages`, in the order of the page; who read the file and what was agreed to is nothing to do.
fn actions(story: &Story) -> Vec<String> {
    let text = shown(story, Language::Kk, false);
    let mark = format!("=\"/my/{}/", Uuid::nil());
    let pages = text.split(&mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let mut found: Vec<String> =
        pages.filter(|page| !["readers", "consents"].contains(&page.as_str())).collect();
    // ¶8(2): a complaint can be made at every stage.
    assert_eq!(found.pop().as_deref(), Some("complaint"));
    // Q47: and a correction of one's own data asked for.
    assert_eq!(found.pop().as_deref(), Some("correction"));
    found
}

#[test]
fn p05_an_unsigned_refusal_stays_inside_the_centre() {
    let text = shown(&to(Stage::Incomplete), Language::Kk, false);
    assert!(text.contains("Құжаттардың толықтығы тексерілуде"));
    assert!(!text.contains("Бас тарту") && !text.contains("бас тарту"), "nothing of the refusal is told");
}

#[test]
fn p05_the_term_is_shown_with_its_clause_and_its_days() {
    let text = shown(&to(Stage::Filed), Language::Kk, true);
    for words in ["0042-2026-000001", "(¶5)", "2026 жылғы 26 қараша, бейсенбі", "3-күн: 26.11.2026, бейсенбі"]
    {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn each_stage_offers_its_one_action_first() {
    assert_eq!(actions(&to(Stage::Filed)), ["withdraw"]);
    assert_eq!(actions(&to(Stage::Offered)), ["contract", "withdraw"]);
    assert_eq!(actions(&to(Stage::Noticed)), ["acquaint", "notice", "incapacity", "withdraw"]);
    assert_eq!(actions(&to(Stage::Theory)), ["incapacity", "fault", "withdraw"]);
    assert_eq!(actions(&to(Stage::Decided)), Vec::<String>::new());
    assert_eq!(actions(&to(Stage::Issued)), ["result"]);
}

#[test]
fn p08_acquainted_with_both_the_day_comes_first() {
    let mut story = to(Stage::Noticed);
    story.must(Command::Acquaint { with: Acquaintance::Methodology });
    assert_eq!(actions(&story)[0], "acquaint");
    story.must(Command::Acquaint { with: Acquaintance::Appeal });
    assert_eq!(actions(&story), ["notice", "incapacity", "withdraw"]);
}

#[test]
fn p20_the_appeal_is_offered_once_the_result_is_opened() {
    let mut story = to(Stage::Informed);
    assert_eq!(actions(&story), ["result"]);
    story.must(Command::ProveReceipt { how: Receipt::Account });
    assert_eq!(actions(&story), ["result", "appeal", "retake"]);
    let text = shown(&story, Language::Kk, false);
    assert!(text.contains("Апелляция беру</strong> <span class=\"app-quiet\">(¶20)"));
}

#[test]
fn p20_q14_a_result_is_told_on_no_page_before_it_is_opened() {
    let tells = |text: &str| {
        [
            "Комиссия шешімі",
            "өтті",
            "өткен жоқ",
            "өтпе",
            "Құжат бер",
            "¶18",
            "¶19",
            "form/protocol",
            "form/document",
            "form/not-passed",
        ]
        .into_iter()
        .filter(|words| text.contains(words))
        .collect::<Vec<_>>()
    };
    for stage in [Stage::Decided, Stage::Passed, Stage::NotPassed, Stage::Issued, Stage::Informed] {
        let mut story = to(stage);
        assert_eq!(tells(&shown(&story, Language::Kk, false)), Vec::<&str>::new(), "{stage:?}");
        if matches!(stage, Stage::Issued | Stage::Informed) {
            assert_eq!(actions(&story), ["result"]);
            story.must(Command::ProveReceipt { how: Receipt::Account });
            assert!(tells(&shown(&story, Language::Kk, false)).len() > 2, "{stage:?}");
        }
    }
}

#[test]
fn q47_what_is_to_be_corrected_and_what_became_of_it_are_shown() {
    let mut story = to(Stage::Contracted);
    let wish = |field, should_be: &str| Wish { field, should_be: should_be.into() };
    let wishes = vec![wish(PersonField::Surname, "Сейтқалиев"), wish(PersonField::BirthDate, "1989-04-17")];
    story.must(Command::AskCorrection {
        wishes, words: "Куәлікте басқаша".into(), files: vec![]
    });
    let text = shown(&story, Language::Kk, false);
    assert!(text.contains("Сейтқалиев — жауап күтілуде") && text.contains("17.04.1989"));
    assert!(!text.contains("/correction\""), "one at a time");
    let reason = "Куәліктегі күн басқа".to_owned();
    story.must(Command::AnswerCorrection { granted: vec![PersonField::Surname], reason: reason.clone() });
    let text = shown(&story, Language::Kk, false);
    assert!(text.contains("→ Сейтқалиев") && text.contains("түзетілген жоқ") && text.contains(&reason));
    let case = story.case();
    let page = |errors: &Errors| {
        let frame = Frame::sample_form(Language::Kk, "correct-title");
        holds_up(
            Language::Kk,
            &correction::page(frame, CaseId(Uuid::nil()), case, &correction::stands(case), errors),
        )
    };
    assert!(page(&Errors::none()).contains("value=\"Сейтқалиев\""));
    let issued = to(Stage::Issued);
    let frame = Frame::sample_form(Language::Ru, "correct-title");
    let stands = correction::stands(issued.case());
    let text = holds_up(
        Language::Ru,
        &correction::page(frame, CaseId(Uuid::nil()), issued.case(), &stands, &Errors::none()),
    );
    assert!(
        !text.contains("name=\"surname\"") && text.contains("name=\"mobile\"") && text.contains("/complaint")
    );
}

#[test]
fn p15_the_result_shows_the_rule_the_document_and_the_last_day() {
    let mut failed = to(Stage::NotPassed);
    let text = Bilingual::new("Тақырыпты қайталау", "Повторить тему");
    failed.must(Command::InformNotPassed { recommendations: vec![Recommendation { text }] });
    failed.must(Command::ProveReceipt { how: Receipt::Account });
    let issued = to(Stage::Issued);
    for language in Language::ALL {
        let frame = || Frame::sample(language, "candidate-result-title");
        let page = |story: &Story| {
            let at = story.seen_by(Role::Candidate, language);
            holds_up(language, &result::ResultPage::new(frame(), &at.loaded, None))
        };
        let text = page(&failed);
        assert!(text.contains("28/40 — 70"));
        assert!(text.contains("/appeal\"") && text.contains("/retake\""));
        let text = page(&issued);
        assert!(text.contains("30/40 — 75") && text.contains("href=\"/t/25620-072121008-3-"));
        assert!(!text.contains("/appeal\""));
    }
}

#[tokio::test]
async fn p05_the_contract_is_shown_in_short_with_its_price() {
    for language in Language::ALL {
        let at = to(Stage::Offered).seen_by(Role::Candidate, language);
        let form = papers::form(&at.cx, &at.loaded, FormKind::Contract).await.unwrap().unwrap();
        let Form::Contract(terms) = form else { panic!("another form") };
        let mut errors = Errors::none();
        errors.add("password", "reasons-wrong-password");
        let frame = Frame::sample_form(language, "candidate-contract-title");
        let page = contract::page(frame, at.loaded.id, &terms, &Proving::sample(), (&Values::new(), &errors));
        assert!(holds_up(language, &page).contains("45 000 теңге"));
    }
}

#[test]
fn p12_the_day_says_what_to_bring_and_what_is_forbidden() {
    let both = |kk: &str, ru: &str| Bilingual::new(kk, ru);
    let notice = |mode| forms::Notice {
        centre: forms::Centre {
            name: both("Орталық", "Центр"),
            address: both("Шымкент", "Шымкент"),
            bin: "240640000426".to_owned(),
            number: "0042".to_owned(),
            phone: String::new(),
            email: String::new(),
        },
        number: "1".to_owned(),
        sent_at: "2026-11-23T07:00:00Z".parse().unwrap(),
        candidate: "Сағынова Айгерім".to_owned(),
        contract: forms::Reference { number: "1".to_owned(), date: date(2026, 11, 23) },
        profession: both("пісіруші", "сварщик"),
        date: date(2026, 12, 9),
        time: time(10, 0, 0, 0),
        place: "Үлгі көшесі, 42-үй".to_owned(),
        mode,
        language: ExamLanguage::Kk,
        new_date_because: Some(both("Техникалық ақау", "Технический сбой")),
        bring: vec![both("Жеке куәлік", "Удостоверение")],
        forbidden: vec![both("планшет", "планшет")],
        permitted: vec![both("калькулятор", "калькулятор")],
        sent_by: "Дүйсен Мақсат".to_owned(),
    };
    for language in Language::ALL {
        for mode in [Mode::Offline, Mode::Online] {
            let frame = Frame::sample(language, "candidate-notice-title");
            let page = notice::NoticePage::new(frame, CaseId(Uuid::nil()), &notice(mode));
            let text = holds_up(language, &page);
            assert!(text.contains("10:00") && text.contains("планшет") && text.contains("калькулятор"));
            assert!(!text.contains("Дүйсен"), "names of staff are not shown");
        }
    }
}
