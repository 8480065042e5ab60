//! The register of professions in the browser: a table with a wrong row, the mended one, what is found afterwards.

use crate::page::Page;
use crate::person::Person;
use crate::server::Server;

const IMPORT: &str = "/reference/professions/import";
const TURNER: &str = "7214-1-037;токарь;токарь;25620;4\n";

async fn brings(person: &Person, name: &str, bytes: &[u8]) -> Page {
    let form = person.get(IMPORT).await.form(IMPORT);
    person.upload(IMPORT, &form, ("file", name, bytes)).await
}

/// The report on a table that could be read.
async fn report(person: &Person, bytes: &[u8]) -> (String, Page) {
    let brought = brings(person, "nkz.csv", bytes).await;
    assert_eq!(brought.status, 303, "{:?} {}", brought.errors(), brought.words());
    let at = brought.location().to_owned();
    let shown = person.get(&at).await;
    (at, shown)
}

/// ¶3 A2. Nothing is stored before the operator accepts the table; what was stored survives a kill.
#[tokio::test]
async fn p03_a_table_of_professions_is_told_by_row_then_taken_in() {
    let mut server = Server::demo();
    let operator = server.person("e.pak").await;
    operator.reads("kk").await;
    let stored = |server: &Server| server.count("SELECT count(*) FROM reference_change");

    let bad = format!("code;name_kk;name_ru;oked;nqf_level\n{TURNER}7214-1-038;жонушы;=1+1;62010;9\n");
    let (at, shown) = report(&operator, bad.as_bytes()).await;
    let words = shown.words();
    for told in [
        "3 name_ru =1+1 Формула сияқты басталады",
        "3 oked 62010 ЭҚЖЖ жіктеуішінде мұндай код жоқ",
        "3 nqf_level 9 ҰБШ деңгейі 1-ден 8-ге дейінгі",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!shown.text().contains("name=\"reason\""), "a table with faults cannot be accepted");
    let forced = [("request-id", "00000000-0000-4000-8000-000000000001"), ("reason", "№ 1")];
    let refused = operator.post(&at, &forced).await;
    assert!(refused.words().contains("Кестеде қате бар"), "{}", refused.words());
    assert_eq!(stored(&server), 0);

    let good = format!("code;name_kk;name_ru;oked;nqf_level\n{TURNER}7212-1-008;пісіруші;сварщик;25620;3\n");
    let (at, shown) = report(&operator, good.as_bytes()).await;
    assert!(shown.words().contains("Жаңа кәсіп 1 Өзгеретін кәсіп 1"), "{}", shown.words());
    assert_eq!(stored(&server), 0);
    let empty = operator.fill(&at, &[]).await;
    assert_eq!(empty.errors()[0].0, "reason");
    let fields = operator.filled(&at, &[("reason", "ҚР ҰЖ 01-2017, 5-өзгеріс")]).await;
    for _ in 0..2 {
        let done = operator.post(&at, &fields).await;
        assert_eq!(done.status, 303, "{:?} {}", done.errors(), done.words());
    }
    assert_eq!(stored(&server), 1, "the same form twice is one change");
    let nothing = operator.get(&at).await.words();
    assert!(nothing.contains("енгізетін ештеңе жоқ"), "{nothing}");

    server.kill();
    server.restart();
    let body = server.person("s.nurgazin").await;
    body.reads("kk").await;
    let list = body.get("/reference/professions?q=токарь&section=C&level=4").await;
    assert!(list.text().contains("/reference/professions/7214-1-037"), "{}", list.words());
    let one = body.get("/reference/professions/7212-1-008").await.words();
    assert!(one.contains("ҚР ҰЖ 01-2017, 5-өзгеріс") && one.contains("25620"), "{one}");
    assert!(one.contains("ОБРАБАТЫВАЮЩАЯ ПРОМЫШЛЕННОСТЬ"), "the whole chain of OKED: {one}");
    server.assert_sound();
}

/// ¶3. A sheet taken away is a sheet that can be brought; what is no table is told so; a head keeps no register.
#[tokio::test]
async fn p03_the_register_is_taken_away_as_a_sheet_and_brought_back() {
    let server = Server::demo();
    let operator = server.person("e.pak").await;
    operator.reads("kk").await;
    for table in ["professions", "centres", "programmes"] {
        for kind in ["csv", "xlsx"] {
            let taken = operator.get(&format!("/reference/tables/{table}.{kind}")).await;
            assert!(taken.status == 200 && taken.bytes.len() > 500, "{table}.{kind}: {}", taken.status);
        }
    }
    let sheet = operator.get("/reference/tables/professions.xlsx").await;
    let brought = brings(&operator, "professions.xlsx", &sheet.bytes).await;
    let shown = operator.get(brought.location()).await.words();
    assert!(shown.contains("Қате саны 0 Жаңа кәсіп 0 Өзгеретін кәсіп 0 Өзгеріссіз 14"), "{shown}");

    let scan = brings(&operator, "a.csv", b"%PDF-1.7\xff").await;
    assert!(scan.errors()[0].1.contains("кесте емес"), "{:?}", scan.errors());
    let none = operator.fill(IMPORT, &[]).await;
    assert_eq!(none.errors()[0].0, "file");
    let head = server.head().await;
    assert_eq!(head.get(IMPORT).await.status, 403);
    assert_eq!(head.get("/reference/professions").await.status, 200);
    assert_eq!(operator.get("/reference/tables/people.csv").await.status, 404);
    assert_eq!(operator.get("/reference/oked/62010").await.status, 404, "no such subclass in Kazakhstan");
}
