//! What an operator's tools see: health, numbers, lines of log.

use std::time::Duration;

use crate::page::Page;
use crate::person::Person;
use crate::server::{Options, Server};

#[tokio::test]
async fn the_operator_sees_health_and_numbers_and_no_person() {
    let server = Server::demo();
    let operator = server.operator_address();
    let get = async |path: &str| reqwest::get(format!("{operator}{path}")).await.unwrap();
    assert_eq!(get("/livez").await.status(), 200);
    let ready = get("/readyz").await;
    assert_eq!(
        (ready.status().as_u16(), ready.text().await.unwrap().as_str()),
        (200, r#"{"database":"ready","files":"ready"}"#)
    );

    let registrar = server.registrar().await;
    let case = server.case_in("issued");
    let (serial, id) = (case.serial.clone().unwrap(), case.id.clone());
    let visitor = server.visitor();
    assert_eq!(visitor.get(&format!("/t/{serial}")).await.status, 200);
    let page = registrar.get(&format!("/cases/{id}")).await;
    assert_eq!(page.status, 200);
    let request = page.header("x-request-id").to_owned();
    assert!(uuid::Uuid::parse_str(&request).is_ok(), "{request}");

    let job = r#"bilikti_job_runs_total{job="log",outcome="done"}"#;
    let mut numbers = String::new();
    // The job has its turn within seconds.
    for _ in 0..100 {
        numbers = get("/metrics").await.text().await.unwrap();
        if numbers.contains(job) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for line in [
        r#"http_requests_total{method="GET",route="/t/{serial}",status="200"} 1"#,
        r#"http_request_duration_seconds_count{method="GET",route="/cases/{id}"} 1"#,
        "http_requests_in_flight 0",
        "bilikti_log_waiting ",
        "process_resident_memory_bytes ",
        job,
    ] {
        assert!(numbers.contains(line), "{line} is missing\n{numbers}");
    }
    // Numbers are for the operator alone.
    assert_eq!(visitor.get("/metrics").await.status, 404);
    assert_eq!(visitor.get("/livez").await.status, 200);

    let log = server.log();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_request = |line: &&serde_json::Value| line["span"]["id"] == request.as_str();
    let told = lines.iter().find(of_request).unwrap();
    assert_eq!((&told["span"]["route"], &told["fields"]["status"]), (&"/cases/{id}".into(), &200.into()));
    let page = registrar.get(&format!("/cases/{id}")).await.text();
    let name = server
        .database()
        .query_row("SELECT name FROM case_row WHERE serial = ?1", [&serial], |row| row.get::<_, String>(0));
    let surname = name.unwrap().split(' ').next().unwrap().to_owned();
    assert!(page.contains(&surname));
    for personal in [serial.as_str(), &id, &surname, "a.tasybaeva"] {
        assert!(!log.contains(personal) && !numbers.contains(personal), "{personal}");
    }
}

/// What `/readyz` says once it answers so.
async fn until(status: u16, visitor: &Person) -> Page {
    for _ in 0..200 {
        let page = visitor.get("/readyz").await;
        if page.status == status {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("never {status}");
}

#[tokio::test]
async fn a_node_whose_database_is_away_says_so_and_comes_back_by_itself() {
    let options = Options { nodes: 1, database_alone: true, ..Options::default() };
    let server = Server::start(options);
    let visitor = server.visitor();
    let registrar = server.registrar().await;
    assert_eq!(visitor.get("/readyz").await.status, 200);
    server.stored_in.as_ref().unwrap().hold();
    let away = until(503, &visitor).await;
    assert_eq!((away.status, away.text().as_str()), (503, r#"{"database":"away","files":"ready"}"#));
    assert_eq!(visitor.get("/livez").await.status, 200);
    let page = registrar.get("/desk").await;
    assert_eq!(page.status, 503);
    assert!(page.text().contains("<h1"), "a sentence for a person: {}", page.text());
    server.stored_in.as_ref().unwrap().let_come_back();
    until(200, &visitor).await;
    assert_eq!(registrar.get("/desk").await.status, 200);
}
