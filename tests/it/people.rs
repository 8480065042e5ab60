//! People and their rights: invited, standing in, leaving; proving who they are; and who read a file.

use crate::person::{PASSWORD, Person, over};
use crate::server::Server;

const CENTRE: &str = "0042";

/// The head's link for somebody with `role`.
async fn invites(head: &Person, role: &str) -> String {
    let page = format!("/centre/{CENTRE}/people/invite");
    let typed = [("name", "Ерлан Сейтқали"), ("email", "erlan@example.kz"), ("roles", role)];
    let fields = over(head.get(&page).await.form(&page), &typed);
    let shown = head.post(&page, &fields).await;
    assert_eq!(shown.status, 200, "{}", shown.words());
    let again = head.post(&page, &fields).await;
    let link = |page: &crate::page::Page| {
        let text = page.text();
        let start = text.find("/join/").unwrap();
        text[start..].split(['<', '"', ' ', '\n']).next().unwrap().to_owned()
    };
    assert_eq!(link(&again), link(&shown), "the same form makes one link");
    link(&shown)
}

/// ¶2(2). A link gives roles once, to a new account; the role ends, and with it the rights of open windows.
#[tokio::test]
async fn p02_a_person_is_invited_works_and_leaves() {
    let server = Server::demo();
    let head = server.head().await;
    let link = invites(&head, "registrar").await;

    let newcomer = server.visitor();
    let typed = [("login", "erlan.s"), ("password", "жаңа тіркеуші құпиясөзі")];
    let fields = over(newcomer.get(&link).await.form(&link), &typed);
    let joined = newcomer.post(&link, &fields).await;
    assert_eq!((joined.status, joined.location()), (303, "/account"), "{}", joined.words());
    assert_eq!(newcomer.get("/desk").await.status, 200);
    assert_eq!(server.visitor().get(&link).await.status, 410, "the link was used");

    let staff = head.get(&format!("/centre/{CENTRE}/people")).await;
    assert!(staff.text().contains("Ерлан Сейтқали"));
    let mut ends = staff.links();
    ends.retain(|href| href.starts_with(&format!("/centre/{CENTRE}/people/")) && href.ends_with("/0"));
    // The newcomer's line is the one whose page names them.
    let mut ended = false;
    for href in &ends {
        let page = head.get(href).await;
        if page.text().contains("Ерлан Сейтқали") {
            let done = head.post(href, &page.form(href)).await;
            assert_eq!(done.status, 303, "{}", done.words());
            ended = true;
        }
    }
    assert!(ended);
    assert_eq!(newcomer.get("/desk").await.status, 403, "the rights ended in the open window");
    let after = head.get(&format!("/centre/{CENTRE}/people")).await;
    assert!(after.text().contains("Ерлан Сейтқали"), "who left stays in the books");
    server.assert_sound();
}

/// ¶2(2). A head gives roles of the own centre alone, and cannot leave the centre without a head.
#[tokio::test]
async fn p02_a_head_manages_the_own_centre_alone() {
    let server = Server::demo();
    let head = server.head().await;
    assert_eq!(head.get("/centre/0107/people").await.status, 404);
    assert_eq!(head.get("/centre/country/people").await.status, 404);
    let page = format!("/centre/{CENTRE}/people/invite");
    let typed = [("name", "Ерлан"), ("email", "erlan@example.kz"), ("roles", "head")];
    let refused = head.post(&page, &over(head.get(&page).await.form(&page), &typed)).await;
    assert!(!refused.text().contains("/join/"), "the operator alone invites heads");
    let operator = server.person("e.pak").await;
    let shown = operator.post(&page, &over(operator.get(&page).await.form(&page), &typed)).await;
    assert!(shown.text().contains("/join/"), "{}", shown.words());
    server.assert_sound();
}

/// ¶14, ASVS 16.3.2. Each opening is written before the page is shown; the candidate reads who, when, what and why.
#[tokio::test]
async fn p14_the_candidate_sees_who_read_the_file() {
    let server = Server::demo();
    let case = server.case_in("issued");
    let candidate = server.candidate(&case.login).await;
    let readers = format!("/my/{}/readers", case.id);
    assert!(candidate.get(&readers).await.text().contains("әлі ешкім ашқан жоқ"));

    let registrar = server.registrar().await;
    assert_eq!(registrar.get(&format!("/cases/{}", case.id)).await.status, 200);
    assert_eq!(registrar.get(&format!("/cases/{}/form/protocol", case.id)).await.status, 200);
    let shown = candidate.get(&readers).await;
    assert!(shown.text().contains("Істің беті") && shown.text().contains("тіркеуші"), "{}", shown.words());

    let inspector = server.person("s.nurgazin").await;
    let asked = inspector.get(&format!("/cases/{}", case.id)).await;
    let reason = format!("/cases/{}/reason", case.id);
    assert_eq!((asked.status, asked.location()), (303, reason.as_str()), "a reason comes first");
    assert_eq!(inspector.get(&format!("/cases/{}/form/protocol", case.id)).await.status, 303);
    let form = inspector.get(&reason).await.form(&reason);
    let short = inspector.post(&reason, &over(form.clone(), &[("reason", "жай")])).await;
    assert_eq!(short.status, 200, "a reason says something");
    let given = inspector.post(&reason, &over(form, &[("reason", "Шағым № 7, 20.11.2026")])).await;
    assert_eq!(given.status, 303);
    assert_eq!(inspector.get(&format!("/cases/{}", case.id)).await.status, 200, "asked once");
    assert!(candidate.get(&readers).await.text().contains("Шағым № 7, 20.11.2026"));
    assert_eq!(registrar.get(&readers).await.status, 404, "the candidate's own page");
    server.assert_sound();
}

/// ¶5. A legal act needs a fresh proof: typed once, it holds for the next acts of the session; what was typed stays.
#[tokio::test]
async fn p05_a_legal_act_needs_a_fresh_proof() {
    let server = Server::demo();
    let case = server.case_in("complete");
    let head = server.head().await;
    let page = format!("/cases/{}/offer-contract", case.id);
    let form = head.get(&page).await.form(&page);
    let none = head.post(&page, &over(form.clone(), &[("price", "45 000 ₸")])).await;
    assert!(none.text().contains("Құпиясөзді немесе кодты енгізіңіз") && none.text().contains("45 000 ₸"));
    for _ in 0..5 {
        let typed = [("price", "45 000 ₸"), ("password", "қате құпиясөз")];
        let wrong = head.post(&page, &over(form.clone(), &typed)).await;
        assert!(wrong.text().contains("45 000 ₸"), "{}", wrong.words());
    }
    let typed = [("price", "45 000 ₸"), ("password", PASSWORD)];
    let closed = head.post(&page, &over(form, &typed)).await;
    assert!(closed.text().contains("Тым көп рет қате терілді"), "{}", closed.words());
    assert_eq!(server.case(&case.id).stage, "complete", "nothing was signed");
    server.assert_sound();
}

/// ¶18. The proof of one act holds for the next: its form asks for none.
#[tokio::test]
async fn p18_a_proof_holds_for_the_next_act() {
    let server = Server::demo();
    let head = server.head().await;
    let (contract, document) = (server.case_in("complete"), server.case_in("passed"));
    let issue = format!("/cases/{}/issue", document.id);
    assert!(head.get(&issue).await.text().contains("name=\"password\""));
    let page = format!("/cases/{}/offer-contract", contract.id);
    let typed = [("price", "45 000 ₸"), ("password", PASSWORD)];
    let done = head.post(&page, &over(head.get(&page).await.form(&page), &typed)).await;
    assert_eq!(done.status, 303, "{}", done.words());
    let asked = head.get(&issue).await;
    assert!(!asked.text().contains("name=\"password\""), "it is fresh");
    let issued = head.post(&issue, &asked.form(&issue)).await;
    assert_eq!(issued.status, 303, "{}", issued.words());
    assert_eq!(server.case(&document.id).stage, "issued");
    server.assert_sound();
}
