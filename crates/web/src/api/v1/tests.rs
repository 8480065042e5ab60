#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::page::Frame;
use crate::testing::holds_up;
use crate::words::Language;

fn document() -> Value {
    serde_json::to_value(doc::document()).unwrap()
}

/// Method and address of every operation that the document has.
fn described() -> BTreeSet<(String, String)> {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &Value)| {
        let methods: Vec<String> =
            item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn every_route_is_in_the_document_and_nothing_else_is() {
    let routes = routes().rules();
    let there = routes.iter().filter(|route| route.path.starts_with(BEGINS));
    let there: BTreeSet<_> = there
        .flat_map(|route| route.methods.iter().map(|method| ((*method).to_owned(), route.path.to_owned())))
        .collect();
    assert!(there.len() >= 22, "{}", there.len());
    assert_eq!(described(), there);
}

#[test]
fn every_operation_says_who_may_ask_and_what_can_go_wrong() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let rules = routes().rules();
    for (method, path) in described() {
        let operation = &document["paths"][&path][method.to_lowercase()];
        let scoped = rules
            .iter()
            .any(|route| route.path == path && matches!(route.rule, crate::routes::Rule::Scope(_)));
        assert_eq!(operation["security"][0].get("token").is_some(), scoped, "{method} {path}");
        for status in ["401", "404", "422", "429", "503"] {
            let content = &operation["responses"][status]["content"]["application/problem+json"];
            assert_eq!(content["schema"]["$ref"], "#/components/schemas/Problem", "{method} {path} {status}");
        }
        let named = operation["parameters"].as_array().is_some_and(|parameters| {
            parameters.iter().any(|one| one["name"] == "Idempotency-Key" && one["required"] == true)
        });
        assert_eq!(named, method != "GET", "{method} {path}: a change is named");
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = document();
    let text = document.to_string();
    let mut followed = 0;
    for part in text.split("\"$ref\":\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
        followed += 1;
    }
    assert!(followed > 100, "{followed}");
}

#[test]
fn the_page_of_the_api_holds_up_in_every_language() {
    for language in Language::ALL {
        let frame = Frame::sample(language, "api-title");
        holds_up(language, &doc::ApiPage::new(frame, "https://example.kz"));
    }
}
