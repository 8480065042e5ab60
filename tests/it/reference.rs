//! Reference data in the browser: accreditation, versions of programmes, members of commissions.

use std::time::{Duration, Instant};

use jiff::civil::Date;
use serde_json::Value;

use crate::page::Page;
use crate::person::{Person, over};
use crate::server::Server;
use crate::steps::{BEFORE, Crew, OPENING};

const CENTRE: &str = "/reference/centres/0042";
const WELDER: &str = include_str!("../../demo/programmes/welder.toml");

async fn authority(server: &Server) -> Person {
    server.person("s.nurgazin").await
}

/// The answer to a ruling: previewed first, then confirmed by the form of the preview.
async fn rules(body: &Person, page: &str, typed: &[(&str, &str)]) -> (Page, Page) {
    let preview = body.fill(page, typed).await;
    assert_eq!(preview.status, 200, "{}", preview.words());
    let done = body.post(page, &preview.form(page)).await;
    (preview, done)
}

/// ¶2(2). A suspended centre takes no application and sets no day; what began goes on; all of it is there after a kill.
#[tokio::test]
async fn p02_a_suspended_centre_takes_no_application_and_open_cases_go_on() {
    let mut server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let (open, application) = (crew.applies().await, crew.application().await);
    let body = authority(&server).await;
    let page = format!("{CENTRE}/suspend");
    assert_eq!(server.head().await.get(&page).await.status, 403, "a head suspends nobody");

    let empty = body.fill(&page, &[]).await;
    assert!(empty.errors().iter().any(|(field, _)| field == "reason"), "{}", empty.words());
    let (preview, done) = rules(&body, &page, &[("reason", "№ 12 бұйрық, 23.11.2026")]).await;
    assert!(preview.words().contains("Орталықтың ашық істері"), "{}", preview.words());
    assert_eq!(done.status, 303, "{:?} {}", done.errors(), done.words());
    let again = body.post(&page, &preview.form(&page)).await;
    assert_eq!(again.status, 303, "the same form twice is one suspension");

    let refused = application.send(&crew.candidate).await;
    assert!(refused.words().contains("аккредитте"), "{}", refused.words());
    crew.does(BEFORE[0], &open).await;

    server.kill();
    server.restart();
    let shown = authority(&server).await.get(CENTRE).await;
    assert!(shown.words().contains("№ 12 бұйрық, 23.11.2026"), "{}", shown.words());
    assert_eq!(server.count("SELECT count(*) FROM reference_change"), 1);

    // Lifted by yesterday's day, the centre works again at once.
    let body = authority(&server).await;
    let lift = format!("{CENTRE}/lift");
    let form = body.get(&format!("{lift}?from=2026-11-23")).await.form(&lift);
    let typed = [("last-day", "22"), ("last-month", "11"), ("last-year", "2026"), ("reason", "№ 13")];
    let done = body.post(&lift, &over(form, &typed)).await;
    assert_eq!(done.status, 303, "{:?} {}", done.errors(), done.words());
    let crew = Crew::of(&server, "omirzhanov").await;
    assert_eq!(crew.candidate.post(&application.action, &application.fields).await.status, 303);
    server.assert_sound();
}

/// ¶2(1). Two pairs of eyes; new applications get the version in force on the day, a case keeps its own.
#[tokio::test]
async fn p02_a_case_keeps_the_version_it_was_filed_under() {
    let server = Server::demo();
    let first = Crew::of(&server, "omirzhanov").await.applies().await;
    let (head, body) = (server.head().await, authority(&server).await);
    let new = "/reference/programmes/new";
    let send = async |person: &Person, text: &str| {
        let form = person.get(&format!("{new}?of=welder")).await.form(new);
        person.upload(new, &form, ("text", "welder.toml", text.as_bytes())).await
    };
    let broken = send(&head, &WELDER.replace("nqf_level = 3", "nqf_level = 33")).await;
    let errors = broken.errors();
    assert!(errors[0].1.contains("жолы: 12"), "{errors:?}");
    let other = send(&head, &WELDER.replace("id = \"welder\"", "id = \"cook\"")).await;
    assert!(other.errors()[0].1.contains("cook"), "{:?}", other.errors());
    assert_eq!(server.count("SELECT count(*) FROM reference_change"), 0, "nothing wrong is kept");

    let changed = WELDER.replace("validity_years = 5", "validity_years = 3");
    let taken_in = send(&head, &changed).await;
    assert_eq!(taken_in.status, 303, "{:?} {}", taken_in.errors(), taken_in.words());
    let version = "/reference/programmes/welder/2";
    let shown = body.get(version).await;
    assert!(shown.words().contains("validity_years 5 3"), "{}", shown.words());
    assert_eq!(head.get(&format!("{version}/review")).await.status, 403);
    body.does(&format!("{version}/review"), &[("word", "reviewed")]).await;
    body.does(&format!("{version}/approve"), &[]).await;
    let taken = body.get(&format!("{version}/text")).await;
    assert!(taken.text().contains("validity_years = 3") && taken.text().contains("version = 2"));

    let second = Crew::of(&server, "omirzhanov").await.applies().await;
    let version_of =
        |case: &str| server.events(case)[0]["application"]["programme_version"].as_u64().unwrap();
    assert_eq!((version_of(&first), version_of(&second)), (1, 2));
    let registrar = server.registrar().await;
    assert_eq!(registrar.get(&format!("/cases/{first}")).await.status, 200);

    // Retired, it takes no application; both cases go on.
    let retire = format!("{version}/retire");
    let typed =
        [("last-day", "22"), ("last-month", "11"), ("last-year", "2026"), ("reason", "Стандарт ескірді")];
    body.does(&retire, &typed).await;
    assert!(!server.visitor().get("/professions").await.text().contains("/professions/welder\""));
    let crew = Crew::of(&server, "omirzhanov").await;
    crew.does(BEFORE[0], &first).await;
    crew.does(BEFORE[0], &second).await;
    server.assert_sound();
}

/// ¶9 Q16. A conflict that a member declared keeps them out of the commission, whatever the chair ticks.
#[tokio::test]
async fn p09_a_declared_conflict_keeps_a_member_out() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.comes_to_the_day(&server).await;
    crew.does(OPENING[0], &case).await;
    let member = server.member(1).await;
    let own = format!("/centre/commission/{}/conflict", server.account("m.rahimov"));
    let iin = server.events(&case)[0]["application"]["person"]["iin"].as_str().unwrap().to_owned();
    let wrong = member.fill(&own, &[("bond", "relative"), ("iin", "123")]).await;
    assert_eq!(wrong.errors()[0].0, "iin");
    member.does(&own, &[("bond", "relative"), ("iin", &iin), ("note", "інім")]).await;
    let colleague = format!("/centre/commission/{}/conflict", server.account("g.ospanova"));
    assert_eq!(member.get(&colleague).await.status, 404, "each declares for themselves");

    // Whatever was ticked: the chair's page marks the member, and the act holds without the mark too.
    let mut filled = crew.fill(OPENING[1], &case).await;
    let marked = filled.fields.len();
    filled.fields.retain(|(name, _)| name != "conflict");
    assert_eq!(filled.fields.len(), marked - 1);
    let refused = filled.send(&server.chair().await).await;
    assert_eq!(refused.status, 200);
    assert_eq!(refused.errors()[0].0, "conflict", "{:?}", refused.errors());
    assert_eq!(server.case(&case).stage, "noticed");

    let head = server.head().await;
    let page = head.get("/centre/commission").await;
    assert!(page.words().contains(&iin), "{}", page.words());
    let mut button = page.form("/centre/commission/end");
    let id = page.text();
    let id = id.split("name=\"conflict\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    button.push(("conflict".to_owned(), id.to_owned()));
    assert_eq!(head.post("/centre/commission/end", &button).await.status, 303);
    crew.does(OPENING[1], &case).await;
    server.assert_sound();
}

/// ¶1. Everybody of a centre sees which edition holds since when.
#[tokio::test]
async fn p01_the_editions_are_shown_with_their_terms() {
    let server = Server::demo();
    let registrar = server.registrar().await;
    let shown = registrar.get("/reference/editions").await.words();
    assert!(shown.contains("2023-09-04") && shown.contains("04.09.2023"), "{shown}");
    assert!(shown.contains("¶5 Толықтығын тексеру 3 жұмыс күні"), "{shown}");
    assert_eq!(server.visitor().get("/reference").await.status, 303, "it is for people who work with it");
}

/// ¶5 Q25. An act about the calendar moves the open terms of every centre, and says beforehand which; both counts stay.
#[tokio::test]
async fn p05_q25_a_day_moved_by_an_act_moves_open_terms() {
    let mut server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    let began = server.events(&case).into_iter().find(|event| event["event"] == "term-started").unwrap();
    let term = &began["term"];
    let (first, due) = (day(&term["days"][0]), day(&term["due"]));
    let page = "/reference/calendar/change";
    assert_eq!(server.head().await.get(page).await.status, 403, "a head moves no day");

    let body = authority(&server).await;
    let wrong = body.fill(page, &[("off", "30 қараша"), ("act", "№ 712")]).await;
    assert!(wrong.errors()[0].1.contains("30 қараша"), "{:?}", wrong.errors());
    let past = body.fill(page, &[("off", "02.11.2026"), ("act", "№ 712")]).await;
    assert_eq!(past.errors()[0].0, "off", "{:?}", past.errors());
    let (preview, done) = rules(&body, page, &[("off", &dotted(first)), ("act", "№ 712 қаулы")]).await;
    let events = server.events(&case);
    let number = events[0]["number"].as_str().unwrap();
    assert!(preview.words().contains(number), "{}", preview.words());
    assert_eq!(done.status, 303, "{:?} {}", done.errors(), done.words());

    server.kill();
    server.restart();
    let recounted = || -> Vec<Value> {
        server.events(&case).into_iter().filter(|event| event["event"] == "term-recounted").collect()
    };
    let deadline = Instant::now() + Duration::from_secs(30);
    while recounted().is_empty() {
        assert!(Instant::now() < deadline, "the term was not counted anew");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let moved = &recounted()[0];
    assert!(day(&moved["term"]["due"]) > due);
    assert_eq!(day(&moved["term"]["before"]["due"]), due);
    let registrar = server.registrar().await;
    let shown = registrar.get(&format!("/cases/{case}")).await.words();
    assert!(shown.contains("Бұрын"), "{shown}");
    let history = authority(&server).await.get("/reference/calendar").await.words();
    assert!(history.contains("№ 712 қаулы"), "{history}");
    assert_eq!(recounted().len(), 1);
    server.assert_sound();
}

fn day(value: &Value) -> Date {
    value.as_str().unwrap().parse().unwrap()
}

fn dotted(day: Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}
