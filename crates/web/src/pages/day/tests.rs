use acts::access::Role;
use acts::desk::rows::{Held, RoomId, SittingRow, term_rows};
use acts::ports::{Account, Reminder, ReminderLine, Room, SittingCard, TermCard};
use askama::Template;
use jiff::civil::{date, time};
use rules::case::Stage;
use rules::programme::{ExamLanguage, Mode};
use uuid::Uuid;

use super::*;
use crate::form::{Errors, Values};
use crate::page::Frame;
use crate::pages::case::CaseAt;
use crate::pages::staff::tests::story::{account, to};
use crate::testing::holds_up;
use crate::words::Language;

fn room(at: &CaseAt) -> Room {
    Room {
        id: RoomId(Uuid::nil()),
        centre: at.loaded.case.centre.clone(),
        name_kk: "12-бөлме".into(),
        name_ru: "Кабинет 12".into(),
        address: "Үлгі көшесі, 42".into(),
        seats: 10,
        accessible: true,
        equipment: "Сору желдеткіші".into(),
        closed: false,
    }
}

fn cards(at: &CaseAt, taken: Option<&str>) -> Vec<TermCard> {
    let case = &at.loaded.case;
    let card = |row| TermCard {
        row,
        number: case.number.clone(),
        name: case.person.full_name(),
        stage: case.stage,
        taken: taken.map(|name| (account(9), name.to_owned())),
    };
    term_rows(case, at.loaded.id).into_iter().map(card).collect()
}

fn sitting(at: &CaseAt) -> SittingCard {
    SittingCard {
        row: SittingRow {
            case: at.loaded.id,
            centre: at.loaded.case.centre.clone(),
            day: date(2026, 12, 8),
            start: time(10, 0, 0, 0),
            held: Some(Held { room: RoomId(Uuid::nil()), until: time(13, 30, 0, 0) }),
            place: "12-бөлме".into(),
            mode: Mode::Offline,
            language: ExamLanguage::Kk,
            adjustments: "Үлкен әріп".into(),
            commission: vec![account(11)],
        },
        number: "0042-2026-000017".into(),
        name: "Сәрсенов Болат".into(),
        stage: Stage::Noticed,
        programme: "welder".into(),
    }
}

fn frame(language: Language, key: &str) -> Frame {
    Frame::sample(language, key).sample_user().dense()
}

#[test]
fn p05_the_board_holds_up_in_every_language_and_stage() {
    for stage in [Stage::Filed, Stage::Incomplete, Stage::Contracted, Stage::Decided, Stage::AppealRegistered]
    {
        let story = to(stage);
        for language in Language::ALL {
            let at = story.seen_by(Role::Registrar, language);
            let taken = (stage == Stage::Contracted).then_some("Дүйсен Мақсат");
            let page =
                board::BoardPage::sample(frame(language, "board-title"), &at.cx, &at.who, cards(&at, taken));
            holds_up(language, &page);
        }
    }
    for language in Language::ALL {
        let at = to(Stage::Filed).seen_by(Role::Registrar, language);
        let page = board::BoardPage::sample(frame(language, "board-title"), &at.cx, &at.who, vec![]);
        holds_up(language, &page);
    }
}

#[test]
fn p05_a_card_says_who_until_when_what_next_and_why() {
    let at = to(Stage::Filed).seen_by(Role::Registrar, Language::Kk);
    let page =
        board::BoardPage::sample(frame(Language::Kk, "board-title"), &at.cx, &at.who, cards(&at, None));
    let text = page.render().unwrap();
    let parts = [
        "26.11.2026",
        "3 жұмыс күні қалды",
        "Өтініш тіркелді",
        "23.11.2026",
        "/rules#clause-5",
        "тіркеуші",
        &rules::calendar::Calendar::kazakhstan().version,
    ];
    for part in parts {
        assert!(text.contains(part), "{part}");
    }
    let urgent = text.split("id=\"most-urgent\" href=\"").nth(1).unwrap();
    assert!(urgent.starts_with(&format!("/cases/{}/check\"", at.loaded.id)), "one click to the act itself");
}

#[test]
fn p05_a_full_board_stays_light() {
    let at = to(Stage::Filed).seen_by(Role::Registrar, Language::Ru);
    let forty: Vec<_> = (0..40).flat_map(|_| cards(&at, Some("Дүйсен Мақсат"))).collect();
    let page = board::BoardPage::sample(frame(Language::Ru, "board-title"), &at.cx, &at.who, forty);
    let bytes = page.render().unwrap().len();
    assert!(bytes < 100_000, "{bytes} bytes");
}

#[test]
fn the_pages_of_a_working_day_hold_up_in_every_language() {
    let story = to(Stage::Noticed);
    for language in Language::ALL {
        let at = story.seen_by(Role::Head, language);
        let room = room(&at);
        let people = [Account {
            id: account(9),
            login: "maqsat".into(),
            name: "Дүйсен Мақсат".into(),
            password: String::new(),
            seats: vec![],
        }];
        for page in hands::HandsPage::samples(&at, &people) {
            holds_up(language, &page);
        }
        holds_up(language, &rooms::RoomPage::sample(&at.visit));
        for list in [vec![], vec![room.clone()]] {
            let page = rooms::list::RoomsPage::new(frame(language, "board-rooms-title"), true, &list);
            holds_up(language, &page);
        }
        for cards in [vec![], vec![sitting(&at)]] {
            let frame = frame(language, "board-calendar-title");
            for page in calendar::CalendarPage::samples(&frame, &at.who, &cards, std::slice::from_ref(&room))
            {
                holds_up(language, &page);
            }
        }
        let since = Some(at.cx.clock.now());
        let address = Some("https://example.kz/calendar/feed/ab12.ics".to_owned());
        for (address, since) in [(None, None), (None, since), (address, since)] {
            holds_up(language, &calendar::address::AddressPage::new(&at.visit, address, since));
        }
        for page in bulk::BulkPage::samples(&at.visit, &at.who, std::slice::from_ref(&room)) {
            holds_up(language, &page);
        }
        let mut errors = Errors::none();
        errors.add("owed", "board-days-0-10");
        holds_up(language, &reminders::rule::RulePage::new(&at.visit, &Values::new(), &errors));
    }
}

#[test]
fn p05_reminders_hold_up_in_every_language() {
    for language in Language::ALL {
        let at = to(Stage::Filed).seen_by(Role::Registrar, language);
        let line = |running, distance| ReminderLine {
            reminder: Reminder {
                account: account(5),
                case: at.loaded.id,
                place: 0,
                distance,
                centre: at.loaded.case.centre.clone(),
                clause: "¶5".into(),
                due: date(2026, 11, 20),
                at: at.cx.clock.now(),
                read_at: None,
            },
            number: "0042-2026-000017".into(),
            name: "Сәрсенов Болат".into(),
            stage: Stage::Filed,
            running,
        };
        for lines in [vec![], vec![line(true, -1), line(false, 1)]] {
            let frame = frame(language, "board-reminders-title");
            holds_up(language, &reminders::RemindersPage::new(frame, &at.cx, &lines));
        }
    }
}

#[test]
fn p10_table_and_list_of_a_week_say_the_same() {
    let at = to(Stage::Noticed).seen_by(Role::Registrar, Language::Kk);
    let frame = frame(Language::Kk, "board-calendar-title");
    let pages = calendar::CalendarPage::samples(&frame, &at.who, &[sitting(&at)], &[room(&at)]);
    assert_eq!(pages.len(), 6);
    for page in pages {
        let text = page.render().unwrap();
        let parts = ["08.12.2026", "10:00", "12-бөлме", "Сәрсенов Болат", "0042-2026-000017", "Қазақ тілі"];
        for part in parts.into_iter().chain(["Үлкен әріп", "Алынған орын: 1, бос орын: 9"])
        {
            assert!(text.contains(part), "{part}");
        }
    }
}
