//! The ports `Services` and `Hooks`, and the acts on them: tokens, pages of cases and terms, keys of requests, webhooks.

use acts::journal::RequestId;
use acts::people::proof::Proof;
use acts::ports::{
    Account, CaseWrite, CasesAsked, Delivery, DeliveryState, Hook, Keyed, PortError, Service, TermsAsked,
};
use acts::service::{self, Happened, Occasion, Ringing, Scope, Wanted};
use acts::{ActError, Cx, Role, Who};
use jiff::civil::date;
use rules::case::Stage;
use uuid::Uuid;

use crate::desk::{running, with};
use crate::fixture::{Ports, account, at, begin, case, centre, go_on, id, withdrawn};
use crate::people::person;
use crate::signing;

async fn head(ports: &Ports) -> Account {
    let head = person(1, "head", &[(Role::Head, Some("0042"))]);
    ports.people.create(head.clone(), at(0)).await.unwrap();
    head
}

fn program(number: u128, digest: char) -> (Service, Account) {
    let service = Service {
        account: account(number),
        centre: centre("0042"),
        name: "Кадр есебі".into(),
        scopes: vec![Scope::Cases, Scope::Hooks],
        digest: digest.to_string().repeat(64),
        made_by: account(1),
        made_at: at(0),
        until: at(1_000),
        ended_at: None,
        used_at: None,
    };
    (service, Account { password: String::new(), ..person(number, &format!("service-{number}"), &[]) })
}

pub(crate) async fn keeps_tokens_by_their_digest(ports: &Ports) {
    head(ports).await;
    let (one, its_account) = program(2, 'a');
    ports.services.add_service(one.clone(), its_account.clone()).await.unwrap();
    assert_eq!(ports.services.add_service(one.clone(), its_account).await, Err(PortError::Conflict));
    let (same_digest, other_account) = program(3, 'a');
    let refused = ports.services.add_service(same_digest, other_account).await;
    assert_eq!(refused, Err(PortError::Conflict));
    assert_eq!(ports.people.by_id(account(3)).await, Ok(None), "all of it, or nothing");
    assert_eq!(ports.services.service(&"a".repeat(64)).await, Ok(Some(one.clone())));
    assert_eq!(ports.services.service(&"b".repeat(64)).await, Ok(None));
    assert_eq!(ports.services.services(&centre("0043")).await, Ok(vec![]));

    ports.services.note_use(account(2), at(5)).await.unwrap();
    ports.services.end_service(account(2), &centre("0043"), at(6)).await.unwrap();
    let used = Service { used_at: Some(at(5)), ..one };
    assert_eq!(ports.services.services(&centre("0042")).await, Ok(vec![used.clone()]), "of another centre");
    ports.services.end_service(account(2), &centre("0042"), at(7)).await.unwrap();
    ports.services.end_service(account(2), &centre("0042"), at(8)).await.unwrap();
    let ended = Service { ended_at: Some(at(7)), ..used };
    assert_eq!(ports.services.service(&"a".repeat(64)).await, Ok(Some(ended.clone())));
    assert!(!ended.in_force(at(7)));
}

pub(crate) async fn walks_through_cases_and_terms(ports: &Ports) {
    for number in 1..=5 {
        let day = date(2026, 11, 10 + i8::try_from(number).unwrap() % 2);
        let term = |place, clause| running(number, place, clause, day, Role::Registrar);
        ports.cases.commit(with(number, vec![term(0, "¶5"), term(1, "¶6")])).await.unwrap();
    }
    let asked = |after: Option<u128>, limit| CasesAsked {
        centre: centre("0042"),
        stage: None,
        changed_since: None,
        after: after.map(case),
        limit,
    };
    let numbers = async |asked: CasesAsked| {
        let rows = ports.services.cases_after(&asked).await.unwrap();
        rows.iter().map(|row| row.case.0.as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(numbers(asked(None, 2)).await, [1, 2]);
    assert_eq!(numbers(asked(Some(2), 2)).await, [3, 4]);
    assert_eq!(numbers(asked(Some(4), 9)).await, [5]);
    ports.cases.commit(go_on(&begin(3).row, vec![withdrawn("а")])).await.unwrap();
    let changed = ports.cases.row(case(3)).await.unwrap().unwrap().changed_at;
    assert_eq!(numbers(CasesAsked { changed_since: Some(changed), ..asked(None, 9) }).await, [3]);
    let stage = begin(1).row.stage;
    assert_eq!(numbers(CasesAsked { stage: Some(stage), ..asked(None, 9) }).await.len(), 5);
    assert_eq!(numbers(CasesAsked { stage: Some(Stage::Annulled), ..asked(None, 9) }).await, [0; 0]);
    assert_eq!(numbers(CasesAsked { centre: centre("0043"), ..asked(None, 9) }).await, [0; 0]);

    // Page by page, each term once, by day.
    let (mut after, mut seen) = (None, vec![]);
    loop {
        let asked = TermsAsked { centre: centre("0042"), until: None, after, limit: 3 };
        let page = ports.services.terms_after(&asked).await.unwrap();
        let places = page.iter().map(|card| (card.row.due, card.row.case, card.row.place));
        seen.extend(places);
        after = seen.last().copied();
        if page.len() < 3 {
            break;
        }
    }
    // The third case ended: its write knew of no terms.
    assert_eq!(seen.len(), 8);
    assert!(seen.is_sorted() && seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
    let first = seen[0].0;
    let until = TermsAsked { centre: centre("0042"), until: Some(first), after: None, limit: 9 };
    let due = ports.services.terms_after(&until).await.unwrap();
    assert!(!due.is_empty() && due.len() < 8 && due.iter().all(|card| card.row.due == first));
}

pub(crate) async fn binds_a_key_to_one_request(ports: &Ports) {
    head(ports).await;
    let (service, its_account) = program(2, 'a');
    ports.services.add_service(service, its_account).await.unwrap();
    let keyed = async |key: &str, digest: char| {
        ports.services.keyed(account(2), key, &digest.to_string().repeat(64), at(0)).await.unwrap()
    };
    assert_eq!(keyed("one", 'a').await, Keyed::Open);
    assert_eq!(keyed("one", 'a').await, Keyed::Open, "not answered yet: it may be tried again");
    assert_eq!(keyed("one", 'b').await, Keyed::Foreign);
    ports.services.keep_answer(account(2), "one", (201, "{}".into())).await.unwrap();
    ports.services.keep_answer(account(2), "one", (200, "[]".into())).await.unwrap();
    assert_eq!(keyed("one", 'a').await, Keyed::Answered((201, "{}".into())), "the first answer stays");
    assert_eq!(keyed("one", 'b').await, Keyed::Foreign);
    ports.services.forget_keys(at(0)).await.unwrap();
    assert_ne!(keyed("one", 'a').await, Keyed::Open, "not before its time");
    ports.services.forget_keys(at(1)).await.unwrap();
    assert_eq!(keyed("one", 'b').await, Keyed::Open);
}

pub(crate) fn hook(number: u128, occasions: &[Occasion]) -> Hook {
    Hook {
        id: id(number),
        centre: centre("0042"),
        address: "https://hr.example.kz/".into(),
        occasions: occasions.to_vec(),
        made_by: account(1),
        made_at: at(0),
        ended_at: None,
        failing_since: None,
        paused_at: None,
    }
}

fn event(number: u128, occasion: Occasion) -> Happened {
    let data = serde_json::Map::from_iter([("number".to_owned(), "0042-2026-000001".into())]);
    Happened { event: id(number), occasion, centre: centre("0042"), case: case(1), at: at(0), data }
}

async fn owed(ports: &Ports, hook: u128) -> Vec<Delivery> {
    ports.hooks.deliveries(id(hook), 9).await.unwrap()
}

pub(crate) async fn owes_events_with_the_act_and_once(ports: &Ports) {
    head(ports).await;
    let (staged, late) = (Occasion::StageChanged, Occasion::TermOverdue);
    let ended = Hook { centre: centre("0042"), ..hook(13, &[staged]) };
    for hook in [
        hook(10, &[staged, late]),
        hook(11, &[late]),
        Hook { centre: centre("0043"), ..hook(12, &[staged]) },
        ended,
    ] {
        ports.hooks.add_hook(hook.clone()).await.unwrap();
        assert_eq!(ports.hooks.hook(hook.id).await, Ok(Some(hook.clone())));
        assert_eq!(ports.hooks.add_hook(hook).await, Err(PortError::Conflict));
    }
    ports.hooks.end_hook(id(13), at(1)).await.unwrap();
    let known: Vec<Uuid> =
        ports.hooks.hooks(&centre("0042")).await.unwrap().iter().map(|hook| hook.id).collect();
    assert_eq!(known, [id(10), id(11)]);
    assert_eq!(ports.hooks.told_of(staged).await, Ok(vec![centre("0042"), centre("0043")]));

    let write = CaseWrite { happened: vec![event(20, staged)], ..begin(1) };
    let refused = CaseWrite { expected: 7, ..write.clone() };
    assert!(ports.cases.commit(refused).await.is_err());
    assert!(owed(ports, 10).await.is_empty(), "with the act, or not at all");
    ports.cases.commit(write).await.unwrap();
    let deliveries = owed(ports, 10).await;
    assert_eq!((deliveries.len(), deliveries[0].state, deliveries[0].tries), (1, DeliveryState::Waiting, 0));
    assert_eq!(deliveries[0].body, event(20, staged).body());
    for other in [11, 12, 13] {
        assert!(owed(ports, other).await.is_empty(), "{other}");
    }
    ports.hooks.owe(vec![event(20, staged), event(21, late), event(21, late)]).await.unwrap();
    assert_eq!((owed(ports, 10).await.len(), owed(ports, 11).await.len()), (2, 1));
    ports.hooks.forget_deliveries(at(1)).await.unwrap();
    assert!(owed(ports, 10).await.is_empty());
}

pub(crate) async fn gives_a_delivery_to_one_sender(ports: &Ports) {
    head(ports).await;
    ports.hooks.add_hook(hook(10, &[Occasion::StageChanged])).await.unwrap();
    ports.cases.commit(begin(1)).await.unwrap();
    ports.hooks.owe(vec![event(20, Occasion::StageChanged)]).await.unwrap();
    let take = async |now| ports.hooks.take_deliveries(at(now), at(now + 10), 9).await.unwrap();
    let mine = take(0).await;
    assert_eq!((mine.len(), mine[0].tries), (1, 1));
    assert!(take(5).await.is_empty(), "somebody has it");
    assert_eq!(take(10).await[0].tries, 2, "whoever had it fell");
    let late = Delivery { state: DeliveryState::Done, answer: "204".into(), ..mine[0].clone() };
    ports.hooks.settle(&late, None).await.unwrap();
    assert_eq!(owed(ports, 10).await[0].state, DeliveryState::Waiting, "it is another's now");

    let mine = take(20).await.remove(0);
    let failed = Delivery { next_at: at(50), answer: "503".into(), ..mine };
    ports.hooks.settle(&failed, Some(at(21))).await.unwrap();
    ports.hooks.settle(&failed, Some(at(22))).await.unwrap();
    assert_eq!(
        ports.hooks.hook(id(10)).await.unwrap().unwrap().failing_since,
        Some(at(21)),
        "the first time"
    );
    assert!(take(49).await.is_empty());
    let mine = take(50).await.remove(0);
    ports.hooks.settle(&Delivery { state: DeliveryState::Done, ..mine }, None).await.unwrap();
    assert_eq!(ports.hooks.hook(id(10)).await.unwrap().unwrap().failing_since, None);
    assert!(take(99).await.is_empty());

    assert_eq!(ports.hooks.replay(id(10), id(21), at(60)).await, Ok(false));
    assert_eq!(ports.hooks.replay(id(10), id(20), at(60)).await, Ok(true));
    assert_eq!(ports.hooks.pause_hook(id(10), at(61)).await, Ok(true));
    assert_eq!(ports.hooks.pause_hook(id(10), at(62)).await, Ok(false));
    assert!(take(99).await.is_empty(), "told no more");
    ports.hooks.resume_hook(id(10)).await.unwrap();
    assert_eq!(take(99).await.len(), 1);
}

fn ringing(ports: &Ports, cx: &Cx) -> Ringing {
    Ringing {
        hooks: ports.hooks.clone(),
        bell: cx.bell.clone(),
        secrets: cx.secrets.clone(),
        people: cx.people.clone(),
        courier: cx.courier.clone(),
        letters: cx.letters.clone(),
        desk: cx.desk.clone(),
        ids: cx.ids.clone(),
        clock: cx.clock.clone(),
    }
}

fn proof(who: &Who, cx: &Cx) -> Proof {
    Proof::given(who.account, cx.clock.now(), cx.clock.now()).unwrap()
}

/// An address that takes nothing for three days is stopped, and the head is told by e-mail; resumed, it gets what gathered.
pub(crate) async fn stops_an_address_that_takes_nothing(ports: &Ports) {
    let (world, cx) = signing::begin(ports);
    let head = head(ports).await.who(at(0));
    ports.people.add_contact("head@example.kz", head.account, at(0)).await.unwrap();
    let events = [Occasion::StageChanged];
    let (down, _) =
        service::add(&cx, &head, "https://down.example.kz/", &events, RequestId(id(30))).await.unwrap();
    let (up, secret) =
        service::add(&cx, &head, "https://up.example.kz/", &events, RequestId(id(31))).await.unwrap();
    let again = service::add(&cx, &head, "https://up.example.kz/", &events, RequestId(id(31))).await.unwrap();
    assert_eq!((again.0.id, &again.1), (up.id, &secret), "the same request, the same secret");
    assert!(secret.starts_with("whsec_"));
    ports.cases.commit(begin(1)).await.unwrap();
    ports.hooks.owe(vec![event(20, Occasion::StageChanged)]).await.unwrap();
    for _ in 0..12 {
        service::ring_due(&ringing(ports, &cx)).await.unwrap();
        world.later(24 * 3_600);
    }
    let state = async |hook: &Hook| service::deliveries(&cx, &head, hook.id).await.unwrap();
    let (told, deliveries) = state(&up).await;
    assert_eq!((deliveries[0].state, deliveries[0].tries, told.paused_at), (DeliveryState::Done, 1, None));
    let (stopped, deliveries) = state(&down).await;
    assert!(stopped.paused_at.is_some() && deliveries[0].state == DeliveryState::Waiting, "{stopped:?}");
    let letters = world.sent.lock().unwrap().clone();
    assert_eq!(letters.len(), 1, "once: {letters:?}");
    assert_eq!(letters[0].0.as_str(), "head@example.kz");
    service::resume(&cx, &head, down.id).await.unwrap();
    let tries = deliveries[0].tries;
    service::ring_due(&ringing(ports, &cx)).await.unwrap();
    assert_eq!(state(&down).await.1[0].tries, tries + 1);
    service::end(&cx, &head, down.id).await.unwrap();
    assert_eq!(service::end(&cx, &head, down.id).await, Err(ActError::NotFound));
}

/// A token has no more rights than its scopes and its centre; made once, shown once, ended at once.
pub(crate) async fn a_token_opens_what_it_says_until_it_ends(ports: &Ports) {
    let (world, cx) = signing::begin(ports);
    let head = head(ports).await.who(at(0));
    let wanted = Wanted { name: " Кадр есебі ".into(), scopes: vec![Scope::Terms], days: Some(7) };
    let asks = async |who: &Who, wanted: &Wanted| {
        service::make(&cx, who, wanted, RequestId(id(40)), &proof(who, &cx)).await
    };
    let made = asks(&head, &wanted).await.unwrap();
    let again = asks(&head, &wanted).await.unwrap();
    assert_eq!((again.token.as_str(), again.service.account), (made.token.as_str(), made.service.account));
    assert_eq!(made.service.name, "Кадр есебі");
    for wrong in [
        Wanted { name: String::new(), ..wanted.clone() },
        Wanted { scopes: vec![], ..wanted.clone() },
        Wanted { days: Some(0), ..wanted.clone() },
        Wanted { days: Some(367), ..wanted.clone() },
        Wanted { days: None, ..wanted.clone() },
    ] {
        assert!(matches!(asks(&head, &wrong).await, Err(ActError::Fields(_))), "{wrong:?}");
    }
    let registrar =
        Who { seats: person(1, "", &[(Role::Registrar, Some("0042"))]).who(at(0)).seats, ..head.clone() };
    assert_eq!(asks(&registrar, &wanted).await.map(|_| ()), Err(ActError::NotAllowed));

    let (service, who) = service::of_token(&cx, &made.token).await.unwrap().unwrap();
    assert_eq!((service.scopes, who.seats[0].role), (vec![Scope::Terms], Role::Service));
    assert_eq!(service::tokens(&cx, &head).await.unwrap()[0].used_at, Some(at(0)));
    assert!(service::of_token(&cx, &made.token.to_uppercase()).await.unwrap().is_none());
    assert!(service::of_token(&cx, "").await.unwrap().is_none());
    assert_eq!(service::tokens(&cx, &who).await.map(|_| ()), Err(ActError::NotAllowed), "no head");
    world.later(9 * 24 * 3_600);
    assert!(service::of_token(&cx, &made.token).await.unwrap().is_none(), "its time is over");
    world.later(-9 * 24 * 3_600);
    service::end_token(&cx, &head, made.service.account).await.unwrap();
    assert!(service::of_token(&cx, &made.token).await.unwrap().is_none(), "taken back");
}

/// ¶5. A term that is overdue is told once, however often the job looks.
pub(crate) async fn tells_of_terms_that_are_overdue(ports: &Ports) {
    let (_, cx) = signing::begin(ports);
    head(ports).await;
    ports.hooks.add_hook(hook(10, &[Occasion::TermOverdue])).await.unwrap();
    let today = rules::terms::local_date(cx.clock.now());
    let before = today.checked_sub(jiff::Span::new().days(20)).unwrap();
    let late = running(1, 0, "¶5", before, Role::Registrar);
    let (due, running) = (late.due, running(1, 1, "¶6", today, Role::Registrar));
    ports.cases.commit(with(1, vec![late, running])).await.unwrap();
    for _ in 0..2 {
        service::tell_overdue(&ringing(ports, &cx)).await.unwrap();
    }
    let told = owed(ports, 10).await;
    assert_eq!(told.len(), 1);
    let body: serde_json::Value = serde_json::from_str(&told[0].body).unwrap();
    assert_eq!((&body["type"], &body["data"]["clause"]), (&"term.overdue".into(), &"¶5".into()));
    assert_eq!(body["data"]["due"], due.to_string());
}
