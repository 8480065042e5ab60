use acts::access::Role;
use acts::people::factor::begin;
use acts::people::reads::Reader;
use acts::people::{Held, Seat, Who};
use acts::ports::{Account, Invitation};
use acts::{AccountId, Cx};
use askama::Template as _;
use rules::case::Stage;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::place::PlaceAt;
use super::*;
use crate::form::{Errors, Values};
use crate::pages::case::CaseAt;
use crate::pages::staff::tests::story::to;
use crate::step_up::Proving;
use crate::testing::holds_up;
use crate::words::Language;

fn centre() -> CentreNumber {
    CentreNumber::parse("0042").unwrap()
}

fn at(language: Language, centre: Option<CentreNumber>, roles: &[Role]) -> (CaseAt, PlaceAt) {
    let seen = to(Stage::Filed).seen_by(Role::Head, language);
    let (visit, who, cx) = (seen.visit.clone(), seen.who.clone(), seen.cx.clone());
    let place =
        PlaceAt { visit, who, cx, centre, roles: roles.to_vec(), path: std::collections::BTreeMap::new() };
    (seen, place)
}

fn account(number: u128, held: Held) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(number)),
        login: number.to_string(),
        name: format!("Қызметкер {number}"),
        password: String::new(),
        seats: vec![held],
    }
}

fn held(role: Role) -> Held {
    Held::always(Seat { role, centre: Some(centre()) }, 0)
}

fn invitation(cx: &Cx) -> Invitation {
    Invitation {
        id: Uuid::nil(),
        centre: Some(centre()),
        name: "Ерлан".into(),
        email: "erlan@example.kz".into(),
        roles: vec![Role::Registrar, Role::Proctor],
        key_digest: String::new(),
        made_by: AccountId(Uuid::nil()),
        made_at: cx.clock.now(),
        until: cx.clock.now() + acts::people::invite::HOLDS,
        used_by: None,
        ended_at: None,
    }
}

fn wrong(field: &str, key: &'static str) -> Errors {
    let mut errors = Errors::none();
    errors.add(field, key);
    errors
}

fn staff(cx: &Cx) -> Vec<Account> {
    let now = cx.clock.now();
    let stands_in = Held {
        until: Some(now + acts::people::invite::HOLDS),
        stands_for: Some(AccountId(Uuid::from_u128(1))),
        ..held(Role::Chair)
    };
    vec![
        account(1, held(Role::Chair)),
        account(2, stands_in),
        account(3, Held { until: Some(now), ..held(Role::Registrar) }),
    ]
}

#[test]
fn the_pages_of_a_centres_people_hold_up_in_every_language() {
    for language in Language::ALL {
        let (_, place) = at(language, Some(centre()), &[Role::Registrar, Role::Chair]);
        let (staff, one) = (staff(&place.cx), invitation(&place.cx));
        let used =
            Invitation { used_by: Some(staff[0].id), ended_at: Some(place.cx.clock.now()), ..one.clone() };
        let gone = Invitation { ended_at: Some(place.cx.clock.now()), ..one.clone() };
        let late = Invitation { until: place.cx.clock.now(), ..one.clone() };
        let invited = [one.clone(), used, gone, late];
        holds_up(language, &staff::StaffPage::new(&place, &staff, &invited, true));
        holds_up(language, &staff::StaffPage::new(&place, &[], &[], false));
        holds_up(language, &invite::page(&place, &Values::new(), &wrong("roles", "people-choose-role")));
        holds_up(language, &invite::InvitedPage::new(&place, "Ерлан", &"f".repeat(64)));
        let errors = wrong("by", "people-stand-in-same");
        holds_up(language, &stand_in::page(&place, &staff, &Values::new(), &errors));
        let errors = wrong("last", "people-last-head");
        holds_up(language, &end::page(&place, &staff[0], &staff[0].seats[0], &Values::new(), &errors));
        holds_up(language, &operator::OperatorPage::new(&place.visit, &place.cx));
        for who in [None, Some(&place.who)] {
            let page = join::page(&place.visit, "f", &one, who, (&Values::new(), &Errors::none()));
            holds_up(language, &page);
        }
        holds_up(language, &join::over(&place.visit));
    }
}

#[test]
fn the_pages_of_an_account_hold_up_in_every_language() {
    for language in Language::ALL {
        let (seen, place) = at(language, None, &[Role::AuthorisedBody]);
        let (visit, proving) = (&place.visit, Proving::unproved(&place.cx, &place.who));
        for factor in [None, Some(10)] {
            let standing = account::Standing { factor, addresses: vec!["a@example.kz".into()] };
            holds_up(language, &account::AccountPage::new(visit, &place.cx, &place.who, &standing));
        }
        let enrolment = begin(&place.cx, &place.who, "Bilikti").unwrap();
        let errors = wrong("code", "people-code-wrong");
        let page = factor::FactorPage::new(visit, &enrolment, &proving, (&Values::new(), &errors));
        assert!(holds_up(language, &page).contains("<svg"), "the picture stands in the page");
        holds_up(
            language,
            &data::DataPage::new(visit, vec![("0042-2026-000001".into(), "/my/1/correction".into())]),
        );
        holds_up(language, &factor::CodesPage::new(visit, vec!["abcde-fghjk".into()]));
        let errors = wrong("password", "people-proof-needed");
        holds_up(language, &factor::removal(visit, &proving, &Values::new(), &errors));
        holds_up(language, &factor::asking(visit, &Values::new(), &wrong("code", "people-too-many-tries")));
        let errors = wrong("address", "people-address-wrong");
        holds_up(language, &code::page(visit, &Values::new(), &errors));
        for proved in [false, true] {
            let page = code::entering(visit, "a@example.kz", proved, &Values::new(), &Errors::none());
            holds_up(language, &page);
        }
        let page = crate::pages::case::reason::page(
            visit,
            seen.loaded.id,
            &Values::new(),
            &wrong("reason", "people-reason-needed"),
        );
        holds_up(language, &page);
    }
}

fn reader(what: &str, role: Role, reason: Option<&str>) -> Reader {
    let at: jiff::Timestamp = "2026-11-23T05:00:00Z".parse().unwrap();
    Reader {
        account: AccountId(Uuid::nil()),
        name: "Әлия Қуатқызы".into(),
        role,
        centre: Some(centre()).filter(|_| role != Role::AuthorisedBody),
        day: jiff::civil::date(2026, 11, 23),
        first: at,
        last: at + jiff::SignedDuration::from_mins(7),
        what: what.into(),
        times: 2,
        reasons: reason.map(Into::into).into_iter().collect(),
    }
}

#[test]
fn p14_the_candidate_reads_who_opened_the_file_and_why() {
    for language in Language::ALL {
        let seen = to(Stage::Filed).seen_by(Role::Candidate, language);
        let readers = [
            reader("case", Role::AuthorisedBody, Some("Шағым № 7")),
            reader("form/protocol", Role::Registrar, None),
            reader("file/unknown", Role::Chair, None),
        ];
        let text =
            holds_up(language, &readers::ReadersPage::new(&seen.visit, &seen.cx, &seen.loaded, &readers));
        assert!(text.contains("Шағым № 7") && text.contains("Әлия Қуатқызы"));
        assert!(text.contains("10:00–10:07"), "in the time of Almaty");
        holds_up(language, &readers::ReadersPage::new(&seen.visit, &seen.cx, &seen.loaded, &[]));
    }
}

#[test]
fn a_fresh_proof_takes_the_place_of_the_field() {
    let (_, place) = at(Language::En, None, &[]);
    let who: &Who = &place.who;
    let page = |proving: &Proving| {
        factor::removal(&place.visit, proving, &Values::new(), &Errors::none()).render().unwrap()
    };
    assert!(page(&Proving::unproved(&place.cx, who)).contains("name=\"password\""));
    assert!(!page(&Proving::proved(&place.cx, who)).contains("name=\"password\""));
}

#[test]
fn p04_q23_the_consents_of_a_case_say_what_follows_before_they_are_withdrawn() {
    let none = (Values::new(), wrong("password", "people-proof-needed"));
    for language in Language::ALL {
        for stage in [Stage::Filed, Stage::Decided, Stage::Informed, Stage::Issued] {
            let seen = to(stage).seen_by(Role::Candidate, language);
            let case = std::slice::from_ref(&seen.loaded);
            let page = consents::ConsentsPage::new(&seen.visit, &seen.cx, "/account".into(), case);
            let text = holds_up(language, &page);
            assert_eq!(text.contains("/consents/processing/withdraw"), stage != Stage::Decided, "{stage:?}");
            assert_eq!(text.contains("/consents/platform/withdraw"), stage != Stage::Issued, "{stage:?}");
            let frame = |title: &str| seen.visit.form_frame(title, None);
            let proving = Proving::unproved(&seen.cx, &seen.who);
            for line in &acts::people::consents::lines(&seen.loaded) {
                for give in [false, true] {
                    let asked = (&proving, &none.0, &none.1);
                    let page = consents::asking(&frame, &seen.cx, &seen.loaded, (line, give), asked);
                    if let Some(page) = page {
                        holds_up(language, &page);
                    }
                }
            }
        }
        let (_, place) = at(language, None, &[]);
        holds_up(language, &consents::ConsentsPage::new(&place.visit, &place.cx, "/account".into(), &[]));
    }
}

#[test]
fn passkeys_hold_up_in_every_language_and_only_their_pages_run_a_script() {
    let passkey = acts::ports::Passkey {
        id: Uuid::nil(),
        account: AccountId(Uuid::nil()),
        name: "Телефон <1>".into(),
        credential: "AA".into(),
        public_key: "{}".into(),
        made_at: "2026-11-23T05:00:00Z".parse().unwrap(),
        used_at: None,
    };
    let used = acts::ports::Passkey { used_at: Some(passkey.made_at), ..passkey.clone() };
    let options = r#"{"challenge":"AA"}"#;
    for language in Language::ALL {
        let (_, place) = at(language, None, &[]);
        let proving = Proving::unproved(&place.cx, &place.who).with_passkey();
        let errors = wrong("password", "keys-passkey-wrong");
        let typed = (&Values::new(), &errors);
        let both = [passkey.clone(), used.clone()];
        let page = passkeys::PasskeysPage::new(&place.visit, &both, options.into(), &proving, typed);
        let text = holds_up(language, &page);
        assert!(
            text.contains("Телефон &#60;1&#62;")
                && text.contains("name=\"made\"")
                && text.contains("name=\"passkey\"")
        );
        holds_up(language, &passkeys::PasskeysPage::new(&place.visit, &[], options.into(), &proving, typed));
        holds_up(language, &passkeys::removal(&place.visit, &passkey, &proving, typed));
        let errors = wrong("page-form", "keys-passkey-wrong");
        let sign_in = passkeys::SignInPage::new(&place.visit, options.into(), (&Values::new(), &errors));
        holds_up(language, &sign_in);
        let policy = |response: axum::response::Response| {
            response.headers().get("content-security-policy").map(|value| value.to_str().unwrap().to_owned())
        };
        assert!(policy(crate::page::show(&sign_in)).unwrap().ends_with("; script-src 'self'"));
        assert_eq!(
            policy(crate::page::show(&data::DataPage::new(&place.visit, vec![]))),
            None,
            "the common policy stands"
        );
    }
}
