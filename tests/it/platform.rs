//! ¶18(2). The platform outside, with the double that misbehaves by default.

use std::collections::BTreeMap;
use std::time::Duration;

use acts::ports::EntryKind;
use link::platform::double::{Double, Entered, Manners};
use tokio::net::TcpListener;

use crate::server::{Options, Server};
use crate::steps::{ANNUL, By, Crew};

/// Far longer than the longest of its pauses within these tests.
const ROUNDS: usize = 240;

async fn serve(double: &Double) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = double.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn open(server: &Server) -> u64 {
    server.count("SELECT count(*) FROM platform_entry WHERE state IN ('waiting', 'sent')")
}

async fn until_told(server: &Server) {
    for _ in 0..ROUNDS {
        if open(server) == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("{} entries still wait: {}", open(server), server.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p18_every_document_is_entered_once_and_its_annulment_after_it() {
    let double = Double::new(18, Manners::default());
    let address = serve(&double).await;
    let mut server = Server::start(Options { platform: Some(address), ..Options::default() });
    // The program falls while it tells.
    tokio::time::sleep(Duration::from_secs(3)).await;
    server.restart();
    until_told(&server).await;

    let case = server.case_in("issued");
    let crew = Crew::of(&server, "omirzhanov").await;
    crew.does(ANNUL, &case.id).await;
    until_told(&server).await;

    let entered = double.entries();
    let places: BTreeMap<(u32, EntryKind), (usize, &Entered)> = entered
        .iter()
        .enumerate()
        .map(|(place, one)| ((one.taken.ordinal, one.taken.kind), (place, one)))
        .collect();
    assert_eq!(places.len(), entered.len(), "none twice");
    let documents =
        server.rows("SELECT ordinal, serial, coalesce(annulled_on, '') FROM register ORDER BY ordinal");
    for row in &documents {
        let ordinal: u32 = row[0].parse().unwrap();
        let (place, pass) = places[&(ordinal, EntryKind::Pass)];
        assert_eq!(pass.data["serial"], row[1].as_str());
        let annulment = places.get(&(ordinal, EntryKind::Annulment));
        assert_eq!(annulment.is_some(), !row[2].is_empty(), "{row:?}");
        assert!(annulment.is_none_or(|(after, _)| *after > place), "{row:?}");
    }
    let annulled = documents.iter().filter(|row| !row[2].is_empty()).count();
    assert_eq!(entered.len(), documents.len() + annulled);
    let page = crew.person(By::Head).get(&format!("/register/{}", case.serial.unwrap())).await;
    assert!(page.words().contains("NQS-"), "{}", page.words());
    server.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p18_while_the_platform_is_away_the_document_is_valid_and_says_so() {
    let server = Server::start(Options { platform: Some("http://127.0.0.1:9".into()), ..Options::default() });
    let case = server.case_in("issued");
    let serial = case.serial.unwrap();
    let head = server.head().await;
    let pending = "Ұлттық платформаға енгізу күтілуде";
    assert!(head.get(&format!("/register/{serial}")).await.words().contains(pending));
    assert!(head.get(&format!("/cases/{}/issue", case.id)).await.words().contains(pending));
    let entries = head.get("/platform-entries").await;
    assert!(entries.text().contains(&serial));
    // Anybody is told that the document is valid, and no more.
    let check = server.visitor().get(&format!("/t/{serial}")).await;
    assert!(check.text().contains("app-good") && !check.words().contains(pending));
    let numbers =
        reqwest::get(format!("{}/metrics", server.operator_address())).await.unwrap().text().await.unwrap();
    assert!(
        numbers.contains("bilikti_platform_oldest_seconds ") && numbers.contains("bilikti_platform_open ")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p18_what_the_platform_refuses_waits_for_the_head() {
    let double = Double::new(18, Manners { reject: 100, busy: 0, lose: 0, repeat: 0, ..Manners::default() });
    let address = serve(&double).await;
    let server = Server::start(Options { platform: Some(address), ..Options::default() });
    let refused = "SELECT count(*) FROM platform_entry WHERE state = 'refused'";
    for _ in 0..ROUNDS {
        if server.count(refused) > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let head = server.head().await;
    let page = head.get("/platform-entries").await;
    assert!(page.words().contains("the holder is not known to the platform"), "{}", page.words());
    // Sent once more, it is refused once more; pressed twice, it is sent once.
    let form = page.form("/platform-entries");
    for _ in 0..2 {
        let answer = head.post("/platform-entries", &form).await;
        assert_eq!((answer.status, answer.location()), (303, "/platform-entries"));
    }
    assert_eq!(double.entries(), []);
    server.assert_sound();
}
