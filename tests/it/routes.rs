//! Every route with its rule, as `web` declares it: nobody gets further than `regulation/access.toml` says.

use std::collections::BTreeMap;

use serde::Deserialize;
use web::routes::{RouteRule, Rule};

use crate::person::Person;
use crate::server::{Server, project};
use crate::steps::Draft;
use crate::stored::CaseLine;

#[derive(Debug, Deserialize)]
struct Table {
    acts: BTreeMap<String, Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    roles: BTreeMap<String, String>,
}

fn table() -> BTreeMap<String, Row> {
    let text = std::fs::read_to_string(project().join("regulation/access.toml")).unwrap();
    toml::from_str::<Table>(&text).unwrap().acts
}

fn routes() -> Vec<RouteRule> {
    web::pages::routes().rules()
}

/// The address of a route: the case, a document of it, the draft.
fn address(route: &RouteRule, case: &CaseLine, file: &str, draft: &str) -> String {
    let serial = case.serial.as_deref().unwrap_or("25620-072121008-3-081226-0042-000000001");
    let names = [
        ("{id}", case.id.as_str()),
        ("{case}", &case.id),
        ("{draft}", draft),
        ("{referral}", "00000000-0000-0000-0000-000000000000"),
        ("{upload}", "00000000-0000-0000-0000-000000000000"),
        ("{part}", "about"),
        ("{scan}", "0"),
        ("{page}", "1"),
        ("{consent}", "platform"),
        ("{passkey}", "00000000-0000-0000-0000-000000000000"),
        ("{change}", "withdraw"),
        ("{dispatch}", "00000000-0000-0000-0000-000000000000"),
        ("{serial}", serial),
        ("{language}", "ru"),
        ("{kind}", "application"),
        ("{digest}", file),
        ("{room}", "00000000-0000-0000-0000-000000000000"),
        ("{secret}", "0000.ics"),
        ("{place}", &case.centre),
        ("{account}", "00000000-0000-0000-0000-000000000000"),
        ("{seat}", "0"),
        ("{key}", "0"),
        ("{number}", &case.centre),
        ("{ruling}", "scope"),
        ("/oked/{code}", "/oked/25620"),
        ("{code}", "7212-1-008"),
        ("{name}", "professions.csv"),
        ("{version}", "1"),
        ("{step}", "approve"),
        ("{hook}", "00000000-0000-0000-0000-000000000000"),
        ("{event}", "00000000-0000-0000-0000-000000000000"),
    ];
    let of_catalogue =
        ["/professions/{id}", "/reference/programmes/{id}"].iter().any(|path| route.path.starts_with(path));
    let path = if of_catalogue { route.path.replace("{id}", "welder") } else { route.path.to_owned() };
    let path = names.iter().fold(path, |path, (name, value)| path.replace(name, value));
    assert!(!path.contains('{'), "{path}: a part of the address that this test does not know");
    path
}

fn file_of(server: &Server, case: &CaseLine) -> String {
    server.events(&case.id)[0]["application"]["attachments"][0]["digest"].as_str().unwrap().to_owned()
}

/// Empty forms: what nobody sends, and must harm nothing.
async fn asks(person: &Person, method: &str, path: &str) -> crate::page::Page {
    match method {
        "GET" => person.get(path).await,
        "POST" => person.post(path, &[("", ""); 0]).await,
        other => {
            let method = reqwest::Method::from_bytes(other.as_bytes()).unwrap();
            person.unusual(|client, url| client.request(method, url), path).await
        }
    }
}

#[test]
fn every_act_of_a_route_is_a_row_of_the_access_table() {
    let table = table();
    let mut acts = 0;
    for route in routes() {
        if let Rule::Act(act) = route.rule {
            assert!(table.contains_key(act), "{}: {act}", route.path);
            acts += 1;
        }
    }
    assert!(acts > 30, "{acts} routes of acts");
}

#[tokio::test]
async fn who_has_not_signed_in_reads_public_pages_and_no_others() {
    let server = Server::demo();
    let case = server.case_in("issued");
    let (file, draft) = (file_of(&server, &case), uuid::Uuid::nil().to_string());
    let before = server.entries();
    for route in routes() {
        let path = address(&route, &case, &file, &draft);
        for method in &route.methods {
            // Nobody is signed in anew for each: a language stays chosen.
            let page = asks(&server.visitor(), method, &path).await;
            let to_sign_in = page.status == 303 && page.location().starts_with("/sign-in");
            match route.rule {
                // What nobody signed is no report.
                Rule::Public if route.path == web::api::REPORTS => assert_eq!(page.status, 403, "{path}"),
                // A step of signing in leads back without the one before; a link that nobody made does not hold.
                Rule::Public if path.starts_with("/sign-in/") || path.starts_with("/join/") => {
                    assert!(page.status < 500, "{method} {path}: {}", page.status);
                }
                Rule::Public => assert!(page.status < 400 && !to_sign_in, "{method} {path}: {}", page.status),
                // A program is told that a token is needed.
                Rule::Scope(_) => assert_eq!(page.status, 401, "{method} {path}"),
                _ => assert!(to_sign_in, "{method} {path}: {}", page.status),
            }
        }
    }
    assert_eq!(server.entries(), before);
    server.assert_sound();
}

/// Somebody in each role, with a case of their own centre that they may see, and one that is not theirs.
const PEOPLE: [(&str, &str, &str); 9] = [
    ("registrar", "a.tasybaeva", "issued"),
    ("proctor", "o.kim", "issued"),
    ("chair", "b.zholdasov", "issued"),
    ("member", "m.rahimov", "issued"),
    ("head", "u.qozhahmetova", "issued"),
    ("appeal_member", "s.anarbekov", "appeal-registered"),
    ("authorised_body", "s.nurgazin", "issued"),
    ("operator", "e.pak", "issued"),
    ("candidate", "", "issued"),
];

/// Roles that a login of the demonstration holds beside the one it stands for.
fn roles_of(role: &str) -> Vec<&str> {
    if role == "proctor" { vec!["proctor", "registrar"] } else { vec![role] }
}

#[tokio::test]
async fn each_role_gets_as_far_as_the_access_table_says() {
    let server = Server::demo();
    let table = table();
    let before = server.entries();
    let (mut refused, mut hidden, mut shown) = (0, 0, 0);
    for (role, login, stage) in PEOPLE {
        let own = server.case_in(stage);
        let login = if role == "candidate" { own.login.as_str() } else { login };
        let other =
            server.cases().into_iter().find(|case| case.centre == "0107" && case.login != login).unwrap();
        let person = server.person(login).await;
        for route in routes() {
            let Rule::Act(act) = route.rule else { continue };
            let reach = roles_of(role).iter().find_map(|role| table[act].roles.get(*role));
            for case in [&own, &other] {
                let path = address(&route, case, &file_of(&server, case), &uuid::Uuid::nil().to_string());
                for method in &route.methods {
                    let page = asks(&person, method, &path).await;
                    let what =
                        format!("{role} {method} {path} ({act}, stage {}): {}", case.stage, page.status);
                    assert!(page.status < 500, "{what} {}", page.words());
                    if reach.is_none() {
                        assert_eq!(page.status, 403, "{what}");
                        refused += 1;
                        continue;
                    }
                    assert_ne!(page.status, 403, "{what}");
                    let country = reach.is_some_and(|reach| reach == "country");
                    if names_a_case(&route) && case.id == other.id && !country {
                        assert_eq!(page.status, 404, "{what}");
                        hidden += 1;
                    }
                    if *method == "GET" && case.id == own.id && sees(role, &route) {
                        assert!(matches!(page.status, 200 | 303), "{what}");
                        shown += 1;
                    }
                }
            }
        }
    }
    let seen = format!("{refused} refused, {hidden} hidden, {shown} shown");
    assert!(refused > 500 && hidden > 100 && shown > 80, "{seen}");
    assert_eq!(server.entries(), before, "an empty form did something");
    server.assert_sound();
}

fn names_a_case(route: &RouteRule) -> bool {
    route.path.starts_with("/cases/{id}") || route.path.starts_with("/my/{case}")
}

/// The page is this role's own: a draft and `/my` are the candidate's. An appeal's and a not-passed notification's page
/// is there only for a case that has one.
fn sees(role: &str, route: &RouteRule) -> bool {
    let candidates = route.path.starts_with("/my");
    let of_another_case = match route.path {
        "/cases/{id}/appeal-decision" => role != "appeal_member",
        "/cases/{id}/inform" => true,
        path => ["{draft}", "{dispatch}", "{seat}", "{account}", "{referral}", "{hook}", "import/{digest}"]
            .iter()
            .any(|part| path.contains(part)),
    };
    !of_another_case && (!candidates || role == "candidate")
}

#[tokio::test]
async fn p02_a_candidate_never_sees_the_case_of_another() {
    let server = Server::demo();
    let (own, other) = (server.case_in("issued"), server.case_in("noticed"));
    let candidate = server.candidate(&own.login).await;
    assert_ne!(own.login, other.login);
    let file = file_of(&server, &other);
    for route in routes().iter().filter(|route| names_a_case(route)) {
        let path = address(route, &other, &file, "");
        let page = candidate.get(&path).await;
        assert!(matches!(page.status, 403 | 404), "{path}: {}", page.status);
        assert!(!page.text().contains(&other.id), "{path}");
    }
    // A file that this case does not name.
    assert_eq!(candidate.get(&format!("/cases/{}/file/{}", own.id, "0".repeat(64))).await.status, 404);
    // Another person's draft.
    let stranger = server.candidate("omirzhanov").await;
    let draft = format!("/apply/{}", Draft::begin(&stranger).await.id);
    assert_eq!(candidate.get(&draft).await.status, 404);
    assert_eq!(candidate.post(&format!("{draft}/profession"), &[("programme", "cook")]).await.status, 404);
}
