pub(crate) mod story;

use acts::access::Role;
use acts::ports::Account;
use acts::projection::{CaseRow, case_row};
use askama::Template;
use rules::case::{Command, CommandKind, Stage};
use rules::correction::{PersonField, Wish};

use self::story::{Story, account, to};
use super::*;
use crate::pages::case::CaseAt;
use crate::testing::holds_up;
use crate::words::Language;

pub(crate) fn row(at: &CaseAt) -> CaseRow {
    let entries = &at.loaded.entries;
    case_row(&at.loaded.case, entries.first().unwrap(), entries.last().unwrap())
}

fn registrar(story: &Story, language: Language) -> CaseAt {
    story.seen_by(Role::Registrar, language)
}

const STAGES: [Stage; 13] = [
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
    Stage::Issued,
    Stage::Informed,
    Stage::AppealRegistered,
];

#[test]
fn the_case_and_the_desk_hold_up_in_every_language_and_stage() {
    for stage in STAGES {
        let story = to(stage);
        for language in Language::ALL {
            for role in [Role::Registrar, Role::Head, Role::Chair] {
                holds_up(language, &view::CasePage::sample(&story.seen_by(role, language)).unwrap());
            }
            holds_up(language, &desk::DeskPage::sample(language, &[row(&registrar(&story, language))]));
        }
    }
    let at = to(Stage::Issued);
    for language in Language::ALL {
        holds_up(language, &desk::DeskPage::sample(language, &[]));
        holds_up(language, &paper::PaperPage::sample(language));
        let at = at.seen_by(Role::Head, language);
        holds_up(language, &records::RecordsPage::sample(language, &at.cx, &at.who));
        holds_up(language, &crate::pages::case::personal::PersonalFilePage::new(&at));
    }
}

#[test]
fn every_act_of_the_registrar_holds_up_in_every_language() {
    let account = |n: u64, name: &str| Account {
        id: account(n),
        login: name.into(),
        name: name.into(),
        password: String::new(),
        seats: vec![],
    };
    let seated = [account(11, "Aigul"), account(21, "Gulnar"), account(22, "Erlan"), account(23, "Zhanar")];
    let (filed, incomplete, noticed) = (to(Stage::Filed), to(Stage::Incomplete), to(Stage::Noticed));
    let (contracted, postponed, appealed) =
        (to(Stage::Contracted), to(Stage::Postponed), to(Stage::Appealed));
    for language in Language::ALL {
        holds_up(language, &check::CheckPage::sample(&registrar(&filed, language)).unwrap());
        for page in refusal::RefusalPage::samples(&registrar(&incomplete, language)) {
            holds_up(language, &page);
        }
        for story in [&contracted, &postponed] {
            holds_up(language, &notice::NoticePage::sample(&registrar(story, language)).unwrap());
        }
        let wishes = vec![Wish { field: PersonField::Sex, should_be: "female".into() }];
        let mut asked = to(Stage::Issued);
        asked.must(Command::AskCorrection {
            wishes: vec![Wish { field: PersonField::Mobile, should_be: "+7 701 000 00 00".into() }],
            words: "Нөмірім ауысты".into(),
            files: vec!["ab12".into()],
        });
        holds_up(language, &correction::CorrectionPage::sample(&registrar(&asked, language)));
        let mut filed_asked = to(Stage::Filed);
        filed_asked.must(Command::AskCorrection { wishes, words: String::new(), files: vec![] });
        holds_up(language, &correction::CorrectionPage::sample(&registrar(&filed_asked, language)));
        assert!(offered(&registrar(&filed_asked, language)).contains(&"answer-correction"));
        holds_up(language, &brief::BriefPage::sample(&registrar(&noticed, language)).unwrap());
        for page in short::ShortPage::samples(&registrar(&noticed, language)) {
            holds_up(language, &page);
        }
        holds_up(language, &appeal::AppealPage::sample(&registrar(&appealed, language), &seated).unwrap());
        holds_up(language, &appeal::AppealPage::sample(&registrar(&appealed, language), &[]).unwrap());
    }
}

#[test]
fn p21_who_took_part_cannot_be_named_for_the_appeal() {
    let account = |n: u64, name: &str| Account {
        id: account(n),
        login: name.into(),
        name: name.into(),
        password: String::new(),
        seats: vec![],
    };
    let seated = [account(11, "Examiner"), account(21, "Gulnar")];
    let at = registrar(&to(Stage::Appealed), Language::En);
    let text = appeal::AppealPage::sample(&at, &seated).unwrap().render().unwrap();
    assert!(text.contains(&format!("value=\"{}\"", seated[1].id)));
    assert!(!text.contains(&format!("value=\"{}\"", seated[0].id)));
    assert!(text.contains("Examiner"), "named as one who took part");
}

fn offered(at: &CaseAt) -> Vec<&'static str> {
    let (forward, aside) = next::lawful(at);
    forward.iter().chain(&aside).map(|next| next.path).collect()
}

#[test]
fn the_case_offers_what_is_lawful_now_for_this_person() {
    let at = |stage, role| to(stage).seen_by(role, Language::Kk);
    assert_eq!(offered(&at(Stage::Filed, Role::Registrar)), ["check", "withdraw"]);
    assert!(offered(&at(Stage::Filed, Role::Head)).is_empty());
    assert_eq!(offered(&at(Stage::Incomplete, Role::Head)), ["sign-refusal"]);
    assert_eq!(offered(&at(Stage::Postponed, Role::Registrar)), ["notice", "withdraw"]);
    assert_eq!(offered(&at(Stage::Passed, Role::Head)), ["issue"]);
    assert_eq!(offered(&at(Stage::Issued, Role::Head)), ["annul"]);
    // Q27: told of an illness once the day had been moved, and the sheet never came.
    let mut ill = to(Stage::Postponed);
    ill.must(Command::ReportIncapacity);
    assert_eq!(offered(&ill.seen_by(Role::Registrar, Language::Kk)), ["no-show", "withdraw"]);
    // Before the day, nobody can have stayed away and nothing can have failed.
    assert_eq!(offered(&at(Stage::Noticed, Role::Registrar)), ["brief", "withdraw"]);
    // Q15: the story's appeal came on the sixth working day.
    assert_eq!(offered(&at(Stage::AppealRegistered, Role::Head)), ["late-appeal"]);
    // A chair who is not in the commission of this case.
    assert!(offered(&at(Stage::Decided, Role::Chair)).is_empty());
    assert!(
        !at(Stage::Decided, Role::Registrar).may(acts::access::Act::SignProtocol, CommandKind::SignProtocol)
    );
}

#[test]
fn q24_other_digits_in_the_iin_are_shown_and_never_a_ground() {
    let at = registrar(&to(Stage::Filed), Language::Kk);
    let text = view::CasePage::sample(&at).unwrap().render().unwrap();
    assert!(text.contains("Бұл бас тартуға негіз болмайды"));
    assert!(offered(&at).contains(&"check"));
}

#[test]
fn p05_a_line_shows_its_term_by_date_clause_sign_and_word() {
    let at = registrar(&to(Stage::Filed), Language::Kk);
    let text = view::CasePage::sample(&at).unwrap().render().unwrap();
    for part in ["26.11.2026", "¶5", "3 жұмыс күні қалды", "app-sign-good"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn people_without_a_seat_at_the_centre_are_not_its_staff() {
    let story = to(Stage::Filed);
    assert!(story.seen_by(Role::Registrar, Language::Kk).for_staff());
    assert!(!story.seen_by(Role::Candidate, Language::Kk).for_staff());
    let mut own = story.seen_by(Role::Registrar, Language::Kk);
    own.who.account = account(1);
    assert!(!own.for_staff(), "one's own case is not one's work");
}
