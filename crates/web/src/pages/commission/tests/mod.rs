#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod story;

use acts::forms::{self, Protocol};
use askama::Template;
use jiff::civil::{date, datetime};
use rules::Bilingual;
use rules::case::{Command, Stage};
use rules::decision::Outcome;
use rules::programme::{ExamLanguage, Mode};
use uuid::Uuid;

use story::{
    APPEAL, CHAIR, MEMBER, REGISTRAR, Story, act, appeal_votes, id, judge, name, prepared, to, vote, votes,
};
pub(super) use story::{TODAY, programme};

use super::parts::{Seated, local};
use super::step::Step;
use crate::page::Help;
use crate::testing::holds_up;
use crate::visit::Visit;
use crate::words::Language;

pub(super) fn people() -> Vec<Seated> {
    let person = |place: usize| Seated {
        id: id(place).to_string(),
        name: name(place).to_owned(),
        chair: place == CHAIR,
    };
    (0..3).map(person).collect()
}

pub(super) fn visit(language: Language) -> Visit {
    Visit {
        display: crate::display::Display::default(),
        language,
        path_and_query: "/cases/sample/page".to_owned(),
        user: None,
        help: Help::default(),
        request_id: Uuid::nil(),
    }
}

fn violated(times: usize) -> Story {
    to(Stage::Theory).violated(times)
}

fn protocol() -> Protocol {
    let words = |text: &str| Bilingual::new(text, text);
    let at = "2026-12-08T09:30:00Z".parse().unwrap();
    let member = |name: &str, chair, voted| forms::Member {
        name: name.into(),
        position: words("Комиссия мүшесі"),
        chair,
        present: voted,
        voted_passed: voted.then_some(true),
    };
    let signature = |name: &str, signed: bool| forms::Signature {
        role: words("Комиссия мүшесі"),
        name: name.into(),
        signed: signed.then_some(forms::Signed { at, how: forms::SignedHow::Password }),
    };
    Protocol {
        centre: forms::Centre {
            name: words("Орталық"),
            address: words("Шымкент"),
            bin: "240640000426".into(),
            number: "0042".into(),
            phone: String::new(),
            email: String::new(),
        },
        number: "0042-2026-7".into(),
        date: date(2026, 12, 8),
        ended_at: at,
        members: vec![member("Сағынова Айгүл", true, true), member("Омаров Берік", false, false)],
        candidate: "Сейітқали Ақберен".into(),
        iin: "900101300017".into(),
        application: forms::Reference { number: "Ө-2026-1".into(), date: TODAY },
        profession: words("пісіруші"),
        programme: forms::ProgrammeRef { title: words("Пісіруші"), version: 1, nqf_level: 3 },
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        theory: None,
        practice: None,
        violations: vec![],
        passed: true,
        dissents: vec![forms::Dissent {
            name: "Омаров Берік".into(), text: "тігіс жарамсыз".into()
        }],
        signatures: vec![signature("Сағынова Айгүл", true), signature("Омаров Берік", false)],
    }
}

#[test]
fn every_page_of_the_commission_holds_up_in_every_language() {
    for language in Language::ALL {
        for (walk, place) in [
            (to(Stage::Noticed), CHAIR),
            (prepared(), CHAIR),
            (to(Stage::Theory), CHAIR),
            (to(Stage::Admitted), MEMBER),
        ] {
            holds_up(language, &super::sitting::SittingPage::sample(language, &walk.scene(place), &people()));
        }
        for walk in [to(Stage::Theory), to(Stage::Admitted), to(Stage::NotPassed)] {
            holds_up(language, &super::theory::TheoryPage::sample(language, &walk.scene(MEMBER)));
        }
        for walk in [violated(0), violated(1), violated(2), to(Stage::Decided)] {
            for place in [CHAIR, MEMBER] {
                let scene = walk.clone().scene(place);
                holds_up(language, &super::violation::ViolationPage::sample(language, &scene));
            }
        }
        for walk in [to(Stage::NotPassed), to(Stage::Informed)] {
            holds_up(language, &super::inform::InformPage::sample(language, &walk.scene(REGISTRAR)));
        }
        let registered = || to(Stage::AppealRegistered);
        let voted = registered().after(appeal_votes());
        let begun = registered().after(appeal_votes().take(1));
        for walk in [registered(), begun, voted, to(Stage::Upheld)] {
            let page = super::appeal_decision::AppealDecisionPage::sample(language, &walk.scene(APPEAL));
            holds_up(language, &page.unwrap());
        }
    }
}

#[test]
fn the_pages_of_the_result_hold_up_in_every_language() {
    for language in Language::ALL {
        for stage in [Stage::Admitted, Stage::Practice, Stage::Ended] {
            for place in [CHAIR, MEMBER, REGISTRAR] {
                let scene = to(stage).scene(place);
                holds_up(language, &super::practice::view::PracticePage::sample(language, &scene));
            }
        }
        for walk in [to(Stage::Ended), violated(2), to(Stage::Decided), to(Stage::NotPassed)] {
            holds_up(language, &super::decision::DecisionPage::sample(language, &walk.scene(CHAIR)));
        }
        for walk in [to(Stage::Decided), to(Stage::Passed)] {
            let scene = walk.scene(MEMBER);
            holds_up(language, &super::protocol::ProtocolPage::sample(language, &scene, &protocol()));
            for page in super::protocols::ProtocolsPage::samples(language, &scene, &protocol()) {
                holds_up(language, &page);
            }
        }
        let every: Vec<_> = super::sittings::STAGES.iter().map(|stage| to(*stage).scene(CHAIR)).collect();
        holds_up(language, &super::sittings::SittingsPage::sample(language, &every));
        holds_up(language, &super::sittings::SittingsPage::sample(language, &[]));
    }
}

#[test]
fn each_person_has_one_next_step() {
    let judged = to(Stage::Practice).judged();
    let voted = to(Stage::Ended).after(votes(Outcome::Passed));
    let late = to(Stage::Noticed).on(date(2027, 1, 15));
    let acted = violated(2).after([act("o0"), act("o1")]);
    for (walk, chair, member) in vec![
        (to(Stage::Noticed), Step::Brief, Step::Brief),
        (prepared(), Step::OpenSitting, Step::AwaitOpening),
        (late, Step::NoShow, Step::Brief),
        (to(Stage::Theory), Step::CloseTheory, Step::CloseTheory),
        (to(Stage::Admitted), Step::OpenPractice, Step::AwaitPractice),
        (to(Stage::Practice), Step::Judge, Step::Judge),
        (judged, Step::ClosePractice, Step::AwaitJudges),
        (violated(2), Step::DrawAct, Step::DrawAct),
        (acted, Step::Review, Step::AwaitReview),
        (to(Stage::Ended), Step::Vote, Step::Vote),
        (voted, Step::Decide, Step::AwaitVotes),
        (to(Stage::Decided), Step::Sign, Step::Sign),
        (to(Stage::Passed), Step::Nothing, Step::Nothing),
    ] {
        let stage = walk.case().stage;
        assert_eq!(Step::of(&walk.clone().scene(CHAIR)), chair, "chair, {stage:?}");
        assert_eq!(Step::of(&walk.scene(MEMBER)), member, "member, {stage:?}");
    }
    let registered = || to(Stage::AppealRegistered);
    assert_eq!(Step::of(&registered().scene(APPEAL)), Step::VoteOnAppeal);
    assert_eq!(Step::of(&registered().after(appeal_votes().take(1)).scene(APPEAL)), Step::AwaitAppealVotes);
    assert_eq!(Step::of(&registered().after(appeal_votes()).scene(APPEAL)), Step::DecideAppeal);
    let owed = violated(1).after([act("o0")]).decided();
    assert_eq!(Step::of(&owed.scene(MEMBER)), Step::SignAct, "before the protocol");
}

#[test]
fn p16_a_member_does_not_see_what_the_others_judged() {
    let note = "тек төрағаның ескертпесі";
    let first = programme().map.steps[0].id.clone();
    let walk = to(Stage::Practice).after([judge(&first, CHAIR, false, note)]);
    let page = |place| {
        super::practice::view::PracticePage::sample(Language::Kk, &walk.clone().scene(place))
            .render()
            .unwrap()
    };
    assert!(page(CHAIR).contains(note) && page(CHAIR).contains("checked"));
    let of_member = page(MEMBER);
    assert!(!of_member.contains(note) && !of_member.contains("checked"));
    assert!(of_member.contains("1/3") && of_member.contains("0/3"), "counts only");
}

#[test]
fn p17_votes_are_shown_after_the_decision_only() {
    let dissent = "дәнекер тігісі жарамды емес";
    let cast = [
        vote(CHAIR, Outcome::NotPassed, dissent),
        vote(MEMBER, Outcome::Passed, ""),
        vote(2, Outcome::Passed, ""),
    ];
    let open = to(Stage::Ended).after(cast);
    let decided = open.clone().after([Command::Decide { protocol: "Х-7".into() }]);
    let page = |walk: &Story| {
        super::decision::DecisionPage::sample(Language::Kk, &walk.clone().scene(MEMBER)).render().unwrap()
    };
    assert!(!page(&open).contains(dissent));
    assert!(page(&decided).contains(dissent));
}

#[test]
fn p13_the_words_to_say_stand_in_both_languages() {
    let page = |times| {
        super::violation::ViolationPage::sample(Language::En, &violated(times).scene(MEMBER))
            .render()
            .unwrap()
    };
    let warning = page(1);
    assert!(warning.contains("ұялы телефон") && warning.contains("мобильный телефон"));
    assert!(!warning.contains("шеттетілдіңіз"));
    assert!(page(2).contains("шеттетілдіңіз") && page(2).contains("удалены"));
}

#[test]
fn p15_the_result_shows_the_rule_in_numbers() {
    let text = super::theory::TheoryPage::sample(Language::Kk, &to(Stage::NotPassed).scene(MEMBER))
        .render()
        .unwrap();
    assert!(text.contains("28/40 — 70 %") && text.contains("кемінде 29 дұрыс жауап"));
}

#[test]
fn p10_adjustments_stand_on_the_sitting() {
    let mut scene = prepared().scene(CHAIR);
    scene.loaded.case.application.adjustments = "пандус және ірі қаріп керек".to_owned();
    let text = super::sitting::SittingPage::sample(Language::Ru, &scene, &people()).render().unwrap();
    assert!(text.contains("пандус және ірі қаріп керек"));
}

#[test]
fn p13_times_are_those_of_the_place() {
    let at = |text: &str| local(text.parse().unwrap());
    assert_eq!(at("2026-11-23T05:15:00Z"), datetime(2026, 11, 23, 10, 15, 0, 0));
    assert_eq!(at("2026-11-23T19:00:00Z"), datetime(2026, 11, 24, 0, 0, 0, 0));
    assert_eq!(at("2023-11-23T04:15:00Z"), datetime(2023, 11, 23, 10, 15, 0, 0));
}
