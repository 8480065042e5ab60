//! ¶18(2). The register, the figures and the open data, as the authorised body, a head and anybody see them.

use std::collections::BTreeSet;

use crate::server::Server;

/// The authorised body of the demonstration, and a head of the other centre.
const BODY: &str = "s.nurgazin";

fn serials(server: &Server) -> BTreeSet<String> {
    server.cases().into_iter().filter_map(|case| case.serial).collect()
}

#[tokio::test]
async fn p18_the_authorised_body_sees_every_document_and_a_head_those_of_the_own_centre() {
    let server = Server::demo();
    let all = serials(&server);
    let own: BTreeSet<String> = server
        .cases()
        .into_iter()
        .filter(|case| case.centre == "0042")
        .filter_map(|case| case.serial)
        .collect();
    assert!(own.len() < all.len() && !own.is_empty());
    for (login, sees) in [(BODY, &all), ("u.qozhahmetova", &own), ("a.tasybaeva", &own)] {
        let person = server.person(login).await;
        let csv = person.get("/register/documents.csv").await.text();
        let listed: BTreeSet<String> =
            csv.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        assert_eq!(&listed, sees, "{login}");
        let page = person.get("/register").await;
        assert_eq!(page.status, 200);
        assert!(sees.iter().all(|serial| page.text().contains(serial.as_str())), "{login}");
        assert!(
            person
                .get("/register/documents.xlsx?state=in-force")
                .await
                .header("content-type")
                .contains("sheet")
        );
    }
    // A document of another centre is not there for a head, whatever is asked.
    let head = server.head().await;
    let foreign = all.difference(&own).next().unwrap();
    assert_eq!(head.get(&format!("/register/{foreign}")).await.status, 404);
    let page = head.get(&format!("/register?centre=0107&q={foreign}")).await;
    assert!(!page.text().contains(&format!("/register/{foreign}")));
    assert_eq!(server.candidate("omirzhanov").await.get("/register").await.status, 403);
}

#[tokio::test]
async fn p18_a_documents_history_says_who_annulled_it_and_why() {
    let server = Server::demo();
    let annulled = server.case_in("annulled");
    let reason = server
        .events(&annulled.id)
        .into_iter()
        .find_map(|event| event["annulment"]["reason"].as_str().map(str::to_owned));
    let page = server.person(BODY).await.get(&format!("/register/{}", annulled.serial.unwrap())).await;
    let words = page.words();
    assert!(words.contains(&reason.unwrap()) && words.contains("Қожахметова"), "{words}");
    // The holder is no more than the public sees, and the case is not open from here.
    assert!(!page.text().contains(&format!("/cases/{}", annulled.id)));
}

#[tokio::test]
async fn what_is_asked_wrongly_is_told_and_kept() {
    let server = Server::demo();
    let body = server.person(BODY).await;
    for path in ["/register?from=31.02.2026&q=25620", "/country?from=2026-12-01&until=2026-01-01"] {
        let page = body.get(path).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.errors().len(), 1, "{path}: {:?}", page.errors());
    }
    assert!(body.get("/register?from=31.02.2026&q=25620").await.text().contains("value=\"25620\""));
    assert_eq!(body.get("/register?page=999999&state=x&centre=zz&profession=%27").await.status, 200);
}

#[tokio::test]
async fn p05_figures_count_the_country_and_each_centre() {
    let server = Server::demo();
    let body = server.person(BODY).await;
    let page = body.get("/country?from=2020-01-01&until=2030-12-31").await;
    assert_eq!(page.status, 200);
    assert!(page.text().len() < 100_000);
    assert!(page.text().contains("<svg viewBox"));
    // All clauses that bound anybody stand in the file, once for each centre.
    let csv = body.get("/country/report.csv?from=2020-01-01&until=2030-12-31").await.text();
    let lines: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert!(
        lines.iter().any(|line| line.contains(&"0042")) && lines.iter().any(|line| line.contains(&"0107"))
    );
    let due: u64 = lines.iter().map(|line| line[4].parse::<u64>().unwrap()).sum();
    let met = "SELECT count(*) FROM case_term WHERE clause <> '¶20' AND state <> 'void'
               AND (state = 'met' OR due < '2026-11-23')";
    assert_eq!(due, server.count(met));
    // The head's file has one centre.
    let own = server.head().await.get("/country/report.csv?from=2020-01-01&until=2030-12-31").await.text();
    assert!(own.lines().skip(1).all(|line| line.contains(",0042,")), "{own}");
    assert_eq!(server.head().await.get("/centre/report").await.status, 200);
    assert_eq!(server.registrar().await.get("/country").await.status, 403);
    assert!(body.get("/country/report.xlsx").await.header("content-disposition").contains("report.xlsx"));
}

#[tokio::test]
async fn p18_open_data_name_nobody() {
    let server = Server::demo();
    let visitor = server.visitor();
    let documents = visitor.get("/open-data/documents.csv").await;
    let listed: BTreeSet<String> =
        documents.text().lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
    assert_eq!(listed, serials(&server));
    let names = server.rows("SELECT name, iin FROM case_row");
    let holders = server.rows("SELECT holder FROM register");
    let ids = server.rows(&format!("SELECT {} FROM register", server.hex("case_id")));
    for file in ["documents", "centres", "professions", "statistics"] {
        for kind in ["csv", "json"] {
            let page = visitor.get(&format!("/open-data/{file}.{kind}")).await;
            assert_eq!(page.status, 200, "{file}.{kind}");
            assert!(page.header("etag").starts_with("W/"));
            let text = page.text();
            for secret in names.iter().chain(&holders).chain(&ids).flatten() {
                assert!(!text.contains(secret.as_str()), "{file}.{kind}: {secret}");
            }
            if kind == "json" {
                serde_json::from_str::<serde_json::Value>(&text).unwrap();
            }
        }
    }
    let package = visitor.get("/open-data/datapackage.json").await.text();
    assert!(package.contains("CC-BY-4.0") && package.contains(&server.address()));
}
