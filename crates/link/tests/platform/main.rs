//! ¶18(2). The entries against the double with its default misbehaviour: each entry exactly once, in order of its case, also
//! when the sender falls in the middle.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod world;

use std::collections::BTreeMap;
use std::time::Duration;

use acts::CaseId;
use acts::jobs::send_entries;
use acts::ports::{
    Annulled, Entries as _, EntryKind, EntryState, Pass, Platform as _, PlatformData, PlatformFault,
};
use jiff::SignedDuration;
use jiff::civil::date;
use link::platform::HttpPlatform;
use link::platform::double::{Double, Entered, Manners};
use rules::identifiers::CentreNumber;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::world::World;

async fn serve(double: &Double) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = double.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn client(address: &str) -> HttpPlatform {
    HttpPlatform::new(address, Some("secret".into()), Duration::from_secs(5)).unwrap()
}

fn case(number: u32) -> CaseId {
    CaseId(Uuid::from_u128(number.into()))
}

fn serial(ordinal: u32) -> String {
    format!("25620-072121008-3-201126-0042-{ordinal:09}")
}

fn pass(ordinal: u32) -> PlatformData {
    PlatformData::Pass(Box::new(Pass {
        case: case(ordinal),
        ordinal,
        serial: serial(ordinal),
        centre: CentreNumber::parse("0042").unwrap(),
        iin: "900101300017".into(),
        surname: "Қабдолла".into(),
        given: "Әйгерім".into(),
        patronymic: None,
        profession: "072121008".into(),
        profession_kk: "дәнекерлеуші".into(),
        profession_ru: "сварщик".into(),
        level: 3,
        issued: date(2026, 11, 20),
        valid_until: date(2031, 11, 19),
        digest: "ab".repeat(32),
    }))
}

fn annulment(ordinal: u32) -> PlatformData {
    PlatformData::Annulment(Annulled {
        case: case(ordinal),
        ordinal,
        serial: serial(ordinal),
        annulled: date(2026, 12, 1),
        reason: "Диплом жарамсыз".into(),
    })
}

const WELL: Manners = Manners { busy: 0, slow: Duration::ZERO, repeat: 0, lose: 0, reject: 0 };

#[tokio::test]
async fn p18_an_entry_put_again_is_the_same_entry() {
    let double = Double::new(1, WELL);
    let platform = client(&serve(&double).await);
    let first = platform.enter(&pass(7)).await.unwrap();
    assert_eq!(platform.enter(&pass(7)).await.unwrap(), first);
    platform.enter(&annulment(7)).await.unwrap();
    let entries = double.entries();
    assert_eq!(entries.iter().map(|entry| entry.times).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(entries[0].data["surname"], "Қабдолла");
}

#[tokio::test]
async fn p18_what_it_refuses_is_told_in_its_own_words() {
    let double = Double::new(1, Manners { reject: 8, ..WELL });
    let platform = client(&serve(&double).await);
    let refused = platform.enter(&pass(107)).await.unwrap_err();
    assert_eq!(refused, PlatformFault::Refused("the holder is not known to the platform".into()));
    let orphan = platform.enter(&annulment(50)).await.unwrap_err();
    assert_eq!(orphan, PlatformFault::Refused("no such pass".into()));
    platform.enter(&pass(50)).await.unwrap();
    let PlatformData::Pass(mut other) = pass(50) else { panic!("a pass") };
    other.iin = "880101300016".into();
    let other = platform.enter(&PlatformData::Pass(other)).await.unwrap_err();
    assert_eq!(other, PlatformFault::Refused("entered before with other data".into()));
}

#[tokio::test]
async fn what_says_nothing_about_the_entry_is_no_answer() {
    for manners in
        [Manners { busy: 100, ..WELL }, Manners { lose: 100, ..WELL }, Manners { repeat: 100, ..WELL }]
    {
        let double = Double::new(1, manners);
        let platform = client(&serve(&double).await);
        let _first = platform.enter(&pass(1)).await;
        let second = platform.enter(&pass(2)).await;
        assert!(matches!(second, Err(PlatformFault::Away(_))), "{manners:?}: {second:?}");
    }
    let nobody = client("http://127.0.0.1:9").enter(&pass(1)).await;
    assert!(matches!(nobody, Err(PlatformFault::Away(_))));
    let slow = Double::new(1, Manners { slow: Duration::from_mins(1), ..WELL });
    let address = serve(&slow).await;
    let platform = HttpPlatform::new(&address, None, Duration::from_millis(50)).unwrap();
    assert!(matches!(platform.enter(&pass(1)).await, Err(PlatformFault::Away(_))));
}

/// Passes of the test; every tenth of them is annulled.
const PASSES: u32 = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p18_a_thousand_entries_are_each_entered_once_and_in_order_whatever_the_platform_does() {
    let double = Double::new(374, Manners { slow: Duration::from_millis(4), ..Manners::default() });
    let address = serve(&double).await;
    let world = World::new(PASSES);
    let mut falls = 0;
    for round in 0_u64.. {
        assert!(round < 60, "it comes to no end: {:?}", world.standing());
        let sending = world.sending(client(&address));
        let sent = tokio::spawn(async move { send_entries(&sending).await });
        // The first few senders fall on their way, wherever they are.
        if round < 8 {
            tokio::time::sleep(Duration::from_millis(20 + 37 * round)).await;
            falls += u32::from(!sent.is_finished());
            sent.abort();
            let _ = sent.await;
        } else {
            sent.await.unwrap().unwrap();
        }
        if world.standing().open == 0 {
            break;
        }
        // What was left without an answer comes again.
        world.wait(SignedDuration::from_mins(16));
    }
    assert!(falls > 3, "{falls}");
    everything_once(&world, &double.entries());
}

fn everything_once(world: &World, entered: &[Entered]) {
    let all = world.entries();
    assert_eq!(entered.len(), all.len(), "none twice, none missing");
    assert_eq!(all.len(), (PASSES + PASSES / 10) as usize);
    let places: BTreeMap<(u32, EntryKind), usize> =
        (0..).zip(entered).map(|(place, one)| ((one.taken.ordinal, one.taken.kind), place)).collect();
    for entry in &all {
        let place = places[&(entry.ordinal, entry.key.kind)];
        let there = &entered[place];
        assert_eq!(entry.state, EntryState::Confirmed);
        assert_eq!(entry.reference.as_ref(), Some(&there.taken.reference), "confirmed by its own answer");
        assert_eq!(there.taken.case, entry.key.case);
        assert_eq!(there.data["serial"], entry.serial);
        if entry.key.kind == EntryKind::Annulment {
            assert!(places[&(entry.ordinal, EntryKind::Pass)] < place, "the pass before its annulment");
        }
    }
    // It did misbehave: some came more than once, and were one entry all the same.
    assert!(entered.iter().filter(|one| one.times > 1).count() > 20);
}

#[tokio::test]
async fn p18_a_refused_entry_waits_for_somebody_and_is_sent_once_more_when_asked() {
    let double = Double::new(1, Manners { reject: 1, ..WELL });
    let world = World::new(100);
    // The platform knows no holder of the hundredth document.
    let sending = world.sending(client(&serve(&double).await));
    send_entries(&sending).await.unwrap();
    let standing = world.standing();
    assert_eq!((standing.open, standing.refused), (1, 1), "its annulment waits behind it");
    assert_eq!(send_entries(&sending).await.unwrap(), 0, "not by itself");

    let mended = Double::new(1, WELL);
    let sending = world.sending(client(&serve(&mended).await));
    let refused = world.entries().into_iter().find(|entry| entry.state == EntryState::Refused).unwrap();
    assert_eq!(refused.reason.as_deref(), Some("the holder is not known to the platform"));
    world.step(&refused, &refused.again(refused.moved_at)).await.unwrap();
    send_entries(&sending).await.unwrap();
    assert_eq!(world.standing().open + world.standing().refused, 0);
}
