#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use acts::ports::{PortError, Register, RegisterFilter, RegisterMark};
use acts::projection::{Page, RegisterRow};
use acts::{CaseId, Cx};
use async_trait::async_trait;
use axum::body::to_bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use jiff::civil::date;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::*;
use crate::testing::{holds_up, silent};
use crate::words::Language;

/// So many documents, made as they are asked for; the holder's words must never come out.
#[derive(Debug)]
struct Many(u32);

const HOLDER: &str = "Б. С*****";

fn row(ordinal: u32) -> RegisterRow {
    RegisterRow {
        serial: format!("25620-072121008-3-201126-0042-{ordinal:09}"),
        ordinal,
        case: CaseId(Uuid::from_u128(0xCA5E_0000 + u128::from(ordinal))),
        centre: CentreNumber::parse("0042").unwrap(),
        programme: "welder".into(),
        holder: HOLDER.into(),
        issued_on: date(2026, 11, 20),
        valid_until: date(2031, 11, 19),
        annulled_on: (ordinal == 2).then(|| date(2026, 11, 22)),
        digest: "ab".repeat(32),
    }
}

#[async_trait]
impl Register for Many {
    async fn search(&self, _: &RegisterFilter) -> Result<Page<RegisterRow>, PortError> {
        Err(PortError::Unavailable("not asked here".into()))
    }

    async fn following(
        &self,
        _: &RegisterFilter,
        after: u32,
        limit: u32,
    ) -> Result<Vec<RegisterRow>, PortError> {
        Ok((after + 1..=self.0.min(after + limit)).map(row).collect())
    }

    async fn mark(&self) -> Result<RegisterMark, PortError> {
        Ok(RegisterMark { newest: self.0, annulled: 1 })
    }
}

fn cx(documents: u32) -> Cx {
    Cx { register: Arc::new(Many(documents)), ..silent::cx() }
}

async fn text(response: Response) -> String {
    assert_eq!(response.status(), StatusCode::OK);
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[test]
fn the_page_of_open_data_holds_up_and_explains_every_column() {
    for language in Language::ALL {
        let text = holds_up(language, &OpenDataPage::sample(language));
        for column in RESOURCES.iter().flat_map(|resource| resource.columns) {
            assert!(text.contains(&format!("{}</th>", column.name)), "{}", column.name);
        }
    }
}

#[tokio::test]
async fn p18_documents_are_open_without_a_word_about_the_person() {
    let csv = text(documents::csv(State(cx(2500)), HeaderMap::new()).await.unwrap()).await;
    assert_eq!(csv.lines().count(), 2501, "more than one step");
    let json = text(documents::json(State(cx(2500)), HeaderMap::new()).await.unwrap()).await;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(rows.len(), 2500);
    assert_eq!(rows[1]["state"], "annulled");
    assert_eq!(rows[2]["serial"], "25620-072121008-3-201126-0042-000000003");
    for text in [&csv, &json] {
        for secret in [HOLDER, "С*", "ca5e", &"ab".repeat(32)] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
    let named: Vec<&str> = documents::COLUMNS.iter().map(|column| column.name).collect();
    assert_eq!(csv.lines().next().unwrap(), named.join(","));
    let keys: Vec<&str> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys.len(), named.len());
    assert!(named.iter().all(|name| keys.contains(name)));
    // None at all is a whole file too.
    let none = text_of(0).await;
    assert_eq!(none, "[\n]\n");
}

async fn text_of(documents: u32) -> String {
    text(documents::json(State(cx(documents)), HeaderMap::new()).await.unwrap()).await
}

#[tokio::test]
async fn whoever_has_it_already_gets_the_mark_alone() {
    let first = documents::csv(State(cx(3)), HeaderMap::new()).await.unwrap();
    assert_eq!(first.headers()[header::CACHE_CONTROL], FRESH);
    let mark = first.headers()[header::ETAG].clone();
    let known = HeaderMap::from_iter([(header::IF_NONE_MATCH, mark.clone())]);
    let again = documents::csv(State(cx(3)), known.clone()).await.unwrap();
    assert_eq!((again.status(), &again.headers()[header::ETAG]), (StatusCode::NOT_MODIFIED, &mark));
    let grown = documents::csv(State(cx(4)), known).await.unwrap();
    assert_eq!(grown.status(), StatusCode::OK);
}

#[test]
fn the_description_names_every_file_and_column() {
    let package = described(&cx(0));
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), RESOURCES.len());
    for (told, known) in resources.iter().zip(&RESOURCES) {
        assert_eq!(told["schema"]["fields"].as_array().unwrap().len(), known.columns.len());
        assert!(told["path"].as_str().unwrap().ends_with(&format!("/open-data/{}.csv", known.name)));
    }
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
}
