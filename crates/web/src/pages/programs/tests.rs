#![allow(clippy::unwrap_used)]

use acts::AccountId;
use acts::journal::CaseId;
use acts::ports::{Delivery, DeliveryState, Hook, Service};
use acts::service::{Occasion, Scope};
use jiff::{SignedDuration, Timestamp};
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::*;
use crate::form::{Errors, Values};
use crate::page::{Frame, Help};
use crate::step_up::Proving;
use crate::testing::holds_up;
use crate::visit::Visit;
use crate::words::Language;

fn now() -> Timestamp {
    "2026-11-23T05:00:00Z".parse().unwrap()
}

fn frame(language: Language, key: &str) -> Frame {
    Frame::sample(language, key).sample_user().dense()
}

fn visit(language: Language) -> Visit {
    Visit {
        language,
        path_and_query: "/centre/tokens/new".into(),
        display: crate::display::Display::default(),
        user: None,
        help: Help::default(),
        request_id: Uuid::nil(),
    }
}

fn service(ended: bool, days: i64) -> Service {
    Service {
        account: AccountId(Uuid::nil()),
        centre: CentreNumber::parse("0042").unwrap(),
        name: "Кадрлар бағдарламасы".into(),
        scopes: Scope::ALL.to_vec(),
        digest: String::new(),
        made_by: AccountId(Uuid::nil()),
        made_at: now(),
        until: now() + SignedDuration::from_hours(24 * days),
        ended_at: ended.then(now),
        used_at: (!ended).then(now),
    }
}

fn hook(failing: bool, paused: bool) -> Hook {
    Hook {
        id: Uuid::nil(),
        centre: CentreNumber::parse("0042").unwrap(),
        address: "https://hr.example.kz/bilikti".into(),
        occasions: Occasion::ALL.to_vec(),
        made_by: AccountId(Uuid::nil()),
        made_at: now(),
        ended_at: None,
        failing_since: failing.then(now),
        paused_at: paused.then(now),
    }
}

fn delivery(state: DeliveryState) -> Delivery {
    Delivery {
        hook: Uuid::nil(),
        event: Uuid::nil(),
        occasion: Occasion::StageChanged,
        case: CaseId(Uuid::nil()),
        body: "{}".into(),
        state,
        tries: 3,
        made_at: now(),
        next_at: now(),
        answer: "503 Service Unavailable".into(),
    }
}

#[test]
fn the_pages_of_programs_hold_up_in_every_language() {
    for language in Language::ALL {
        let known = [service(false, 90), service(true, 90), service(false, -1)];
        let title = |key| frame(language, key);
        holds_up(language, &tokens::TokensPage::new(title("api-tokens-title"), &known, now(), true));
        holds_up(language, &tokens::TokensPage::new(title("api-tokens-title"), &[], now(), false));
        let mut errors = Errors::none();
        errors.add("name", "api-token-name-needed");
        let page = tokens::page(&visit(language), &Proving::sample(), &Values::new(), &errors);
        holds_up(language, &page);
        let hooks = [hook(false, false), hook(true, false), hook(true, true)];
        holds_up(language, &super::hooks::HooksPage::new(title("api-hooks-title"), &hooks, true));
        holds_up(language, &super::hooks::HooksPage::new(title("api-hooks-title"), &[], false));
        let all = DeliveryState::ALL.map(delivery);
        holds_up(language, &super::hooks::HookPage::new(title("api-hook-title"), &hooks[2], &all, true));
        holds_up(language, &super::hooks::HookPage::new(title("api-hook-title"), &hooks[0], &[], false));
        holds_up(language, &super::hooks::page(&visit(language), &Values::new(), &Errors::none()));
        holds_up(
            language,
            &tokens::MadePage {
                frame: title("api-token-made"),
                name: "Кадрлар".into(),
                secret: "bilikti_0".into(),
                back: "/centre/tokens",
                use_words: "Authorization: Bearer bilikti_0".into(),
            },
        );
    }
}
