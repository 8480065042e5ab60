#![allow(clippy::unwrap_used)]

use acts::Cx;
use acts::access::Role;
use acts::people::{Seat, Who};
use acts::ports::{EntryKey, EntryKind, EntryState, PlatformEntry};
use acts::projection::RegisterRow;
use acts::public::{Answer, Check, Standing};
use acts::register::{DocumentHistory, Done, Ended};
use acts::{AccountId, CaseId};
use askama::Template as _;
use jiff::Timestamp;
use jiff::civil::date;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::document::DocumentPage;
use super::list::{Asked, RegisterPage};
use super::platform::EntriesPage;
use crate::page::Frame;
use crate::testing::{holds_up, silent};
use crate::words::Language;

fn cx(told: bool) -> Cx {
    Cx { platform_told: told, ..silent::cx() }
}

fn row(ordinal: u32) -> RegisterRow {
    RegisterRow {
        serial: format!("25620-072121008-3-201126-0042-{ordinal:09}"),
        ordinal,
        case: CaseId(Uuid::from_u128(ordinal.into())),
        centre: CentreNumber::parse("0042").unwrap(),
        programme: "welder".into(),
        holder: "Б. С*****".into(),
        issued_on: date(2026, 11, 20),
        valid_until: date(2031, 11, 19),
        annulled_on: None,
        digest: "ab".repeat(32),
    }
}

fn head() -> Who {
    let seats = vec![Seat { role: Role::Head, centre: Some(CentreNumber::parse("0042").unwrap()) }];
    Who { account: AccountId(Uuid::nil()), login: "x".into(), name: "X".into(), seats }
}

fn entry(kind: EntryKind, state: EntryState) -> PlatformEntry {
    let at: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
    let row = row(17);
    PlatformEntry {
        key: EntryKey { centre: row.centre, case: row.case, kind },
        serial: row.serial,
        ordinal: 17,
        state,
        made_at: at,
        tries: 3,
        next_at: at,
        reference: Some("KZ-17".into()),
        reason: Some("ЖСН табылмады".into()),
        moved_at: at,
    }
}

fn history(entries: Vec<PlatformEntry>) -> DocumentHistory {
    let done = |names: &[&str]| Done {
        at: "2026-11-20T09:00:00Z".parse().unwrap(),
        by: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let ended = Ended {
        done: done(&["Қожахметова Ұлжан", "Тасыбаева Әсел"]),
        on: date(2026, 12, 1),
        reason: "Диплом жарамсыз".into(),
    };
    let row = RegisterRow { annulled_on: Some(date(2026, 12, 1)), ..row(17) };
    let check = Check {
        standing: Standing::Annulled,
        unaltered: Answer::Yes,
        centre_accredited: Answer::CannotCheck,
        row: Some(row.clone()),
        on: date(2026, 12, 2),
    };
    DocumentHistory {
        row, check, issued: Some(done(&["Қожахметова Ұлжан"])), annulled: Some(ended), entries
    }
}

#[test]
fn p18_every_page_of_the_register_holds_up_in_every_language() {
    for language in Language::ALL {
        let frame = |key| Frame::sample(language, key).sample_user().dense();
        let cx = cx(true);
        for rows in [vec![], vec![row(1), row(2)]] {
            let asked = Asked { q: "25620".into(), page: "2".into(), ..Asked::default() };
            holds_up(language, &RegisterPage::sample(frame("register-title"), &cx, &rows, asked));
        }
        let entries = vec![
            entry(EntryKind::Pass, EntryState::Confirmed),
            entry(EntryKind::Annulment, EntryState::Refused),
        ];
        let page =
            DocumentPage::sample(frame("register-document-title"), &cx, &head(), &history(entries.clone()));
        let text = holds_up(language, &page);
        assert!(text.contains("Диплом жарамсыз") && text.contains("KZ-17") && text.contains("Тасыбаева"));
        for (told, entries) in [(true, entries), (false, vec![])] {
            holds_up(language, &EntriesPage::sample(frame("register-entries-title"), told, &entries));
        }
    }
}

#[test]
fn what_cannot_be_read_is_told_and_kept() {
    let asked = Asked { from: "31.02.2026".into(), q: "25620".into(), ..Asked::default() };
    let frame = Frame::sample(Language::Kk, "register-title").sample_user();
    let text = RegisterPage::sample(frame, &cx(false), &[], asked).render().unwrap();
    assert!(text.contains("govuk-error-summary"));
    assert!(text.contains("value=\"31.02.2026\"") && text.contains("value=\"25620\""));
}

#[test]
fn p18_a_pending_entry_says_since_when_and_that_the_document_is_valid() {
    let waiting = vec![entry(EntryKind::Pass, EntryState::Sent)];
    let text = |told| {
        let frame = Frame::sample(Language::Kk, "register-document-title").sample_user();
        DocumentPage::sample(frame, &cx(told), &head(), &history(waiting.clone())).render().unwrap()
    };
    assert!(text(true).contains("20.11.2026, 14:00. Құжаттың өзі жарамды."));
    // Where no platform outside is told, nothing is pending.
    assert!(!text(false).contains("govuk-inset-text"));
}
