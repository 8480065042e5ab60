//! What a person holds in their own hands: consents, their own data, passkeys.

use std::io::{Cursor, Read as _};

use serde_json::Value;

use crate::authenticator::Authenticator;
use crate::page::Page;
use crate::person::{PASSWORD, Person, over};
use crate::server::{Options, Server};
use crate::steps::{BEFORE, Crew, Draft, SCANS, pairs, scan};

async fn withdraws(person: &Person, case: &str, consent: &str) {
    let page = format!("/my/{case}/consents/{consent}/withdraw");
    person.does(&page, &[("password", PASSWORD)]).await;
}

/// Filed on an employer's letter that lets it see where the case stands.
async fn referred(server: &Server, crew: &Crew) -> (Person, String) {
    let employer = server.visitor();
    let account = [
        ("organisation", "«Болат құрылыс» ЖШС"),
        ("bin", "240640000426"),
        ("name", "Ұста Ерлан"),
        ("login", "bolat"),
        ("password", PASSWORD),
    ];
    employer.does("/employer/sign-up", &account).await;
    let whole =
        [("name", "Өміржанов Ғалымжан"), ("programme", "welder"), ("pays", "yes"), ("iin", "890417305110")];
    let letter = employer.does("/employer/refer", &whole).await.replace("/employer/", "/referral/");
    let shows = [("answer", "accepted"), ("iin", "890417305110"), ("shows", "status")];
    let begun = crew.candidate.does(&letter, &shows).await;
    let draft = Draft::begun(&begun, "omirzhanov");
    for (path, fields) in draft.parts() {
        let funded = path.ends_with("funding");
        let fields = if funded { vec![("funding", "employer")] } else { pairs(&fields) };
        crew.candidate.does(&path, &fields).await;
    }
    let documents = draft.path("documents");
    for (kind, name) in SCANS {
        let sent = crew.candidate.upload(&documents, &[("kind", kind)], ("file", name, &scan(name))).await;
        assert_eq!(sent.status, 303, "{}", sent.words());
    }
    crew.candidate.does(&documents, &[("continue", "yes")]).await;
    let filed = crew.candidate.does(&draft.path("check"), &[("password", PASSWORD)]).await;
    (employer, crate::steps::case_of(&filed))
}

/// ¶2(4) Q23. The consequence is said first; then the employer sees nothing, at once, and the case goes on.
#[tokio::test]
async fn p02_4_q23_what_the_employer_sees_ends_with_the_consent() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let (employer, case) = referred(&server, &crew).await;
    assert!(employer.get("/employer").await.words().contains("толықтығы тексерілуде"));

    let mine = crew.candidate.get("/account/consents").await.words();
    assert!(
        mine.contains("Жұмыс берушіге істің барысын көрсету") && mine.contains("Мәтіннің редакциясы 1"),
        "{mine}"
    );
    let page = format!("/my/{case}/consents/employer-status/withdraw");
    let asked = crew.candidate.get(&page).await;
    assert!(
        asked.words().contains("Жұмыс беруші бірден істің барысын көрмейтін болады"),
        "{}",
        asked.words()
    );
    let form = over(asked.form(&page), &[("password", PASSWORD)]);
    let before = server.events(&case).len();
    let done = crew.candidate.post(&page, &form).await;
    assert_eq!(done.status, 303, "{}", done.words());
    assert_eq!(crew.candidate.post(&page, &form).await.status, 303, "the same form does it once");
    let events = server.events(&case);
    assert_eq!(events.len(), before + 1);
    let last = events.last().unwrap();
    assert_eq!((&last["event"], &last["consent"]), (&"consent-changed".into(), &"employer-status".into()));

    let seen = employer.get("/employer").await.words();
    assert!(!seen.contains("толықтығы тексерілуде") && seen.contains("Адам көрсетпейді"), "{seen}");
    let stranger = server.candidate("sidorenko").await;
    assert_eq!(stranger.get(&page).await.status, 404);
    assert_eq!(crew.candidate.get(&format!("/my/{case}/consents/nothing/withdraw")).await.status, 404);

    let give = format!("/my/{case}/consents/employer-status/give");
    crew.candidate.does(&give, &[]).await;
    assert!(employer.get("/employer").await.words().contains("толықтығы тексерілуде"), "given again");
    server.assert_sound();
}

/// ¶3 ¶4 Q23. Without the consent to processing the procedure stops; what the law keeps is kept.
#[tokio::test]
async fn p03_p04_q23_the_case_stops_with_the_consent_to_processing() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    crew.do_all(&BEFORE[..3], &case).await;
    let page = format!("/my/{case}/consents/processing/withdraw");
    let asked = crew.candidate.get(&page).await.words();
    assert!(asked.contains("Рәсім бірден тоқтайды"), "{asked}");
    assert_ne!(server.case(&case).stage, "withdrawn", "looking changes nothing");
    withdraws(&crew.candidate, &case, "processing").await;
    assert_eq!(server.case(&case).stage, "withdrawn");
    let history = crew.candidate.get(&format!("/my/{case}")).await.words();
    assert!(history.contains("Келісім қайтарып алынды: Жеке деректерді өңдеу"), "{history}");

    // A document that was issued: its entry stands by law, and the page says so.
    let issued = server.case_in("issued");
    let holder = server.candidate(&issued.login).await;
    let list = holder.get(&format!("/my/{}/consents", issued.id)).await;
    assert!(list.words().contains("тізілімде заң бойынша тұрады (¶18(2))"), "{}", list.words());
    assert!(!list.text().contains("/platform/withdraw"));
    let forced = holder.get(&format!("/my/{}/consents/platform/withdraw", issued.id)).await;
    assert_eq!(forced.status, 303, "there is nothing to press");
    server.assert_sound();
}

/// ¶18(2) Q23. A document waits for the consent to the platform.
#[tokio::test]
async fn p18_2_q23_no_document_without_the_consent_to_the_platform() {
    let server = Server::demo();
    let case = server.case_in("passed");
    let candidate = server.candidate(&case.login).await;
    withdraws(&candidate, &case.id, "platform").await;
    let head = server.head().await;
    let issue = format!("/cases/{}/issue", case.id);
    let refused = head.fill(&issue, &[("password", PASSWORD)]).await;
    assert_eq!(refused.status, 200);
    assert_eq!(server.case(&case.id).stage, "passed");
    candidate.does(&format!("/my/{}/consents/platform/give", case.id), &[]).await;
    head.does(&issue, &[("password", PASSWORD)]).await;
    assert_eq!(server.case(&case.id).stage, "issued");
    server.assert_sound();
}

/// Q23. With the consent to SMS goes what still waits to be sent, in the same write; e-mail and account stay.
#[tokio::test]
async fn q23_no_sms_goes_out_after_its_consent_was_withdrawn() {
    let server = Server::start(Options {
        variables: vec![("BILIKTI_SMS__URL", "http://127.0.0.1:9/nobody-is-there".into())],
        ..Options::default()
    });
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    let waiting = "SELECT count(*) FROM dispatch WHERE way = 'sms' AND state = 'waiting'";
    assert_eq!(server.count(waiting), 1);
    let ever = "SELECT count(*) FROM dispatch WHERE way = 'sms'";
    let before = server.count(ever);
    withdraws(&crew.candidate, &case, "sms").await;
    assert_eq!(server.count(waiting), 0);
    crew.do_all(&BEFORE[..2], &case).await;
    assert_eq!(server.count(ever), before, "none was owed since");
    crew.candidate.does(&format!("/my/{case}/consents/sms/give"), &[]).await;
    crew.do_all(&BEFORE[2..4], &case).await;
    assert_eq!(server.count(waiting), 1, "given again, the notice goes by SMS");
    server.assert_sound();
}

/// The files of the person's own data, by name.
async fn own_data(person: &Person) -> Vec<(String, Vec<u8>)> {
    let page = person.get("/account/data/download").await;
    let mut archive = zip::ZipArchive::new(Cursor::new(page.bytes)).unwrap();
    let places = 0..archive.len();
    let read = |place: usize| {
        let mut file = archive.by_index(place).unwrap();
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    places.map(read).collect()
}

fn json_of(files: &[(String, Vec<u8>)], ending: &str) -> Value {
    let file = files.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
    serde_json::from_slice(&file.1).unwrap()
}

/// ¶20 Q14. One's own data do not tell a result before it was opened: the window of the appeal begins with that.
#[tokio::test]
async fn p20_q14_own_data_hold_no_result_before_it_is_opened() {
    let server = Server::demo();
    for (stage, event, message) in
        [("issued", "document-issued", "document-issued"), ("informed", "not-passed-sent", "not-passed")]
    {
        let case = server.cases().into_iter().find(|case| {
            case.stage == stage && !server.events(&case.id).iter().any(|one| one["event"] == "receipt-proven")
        });
        let case = case.unwrap_or_else(|| panic!("nobody has a result to open: {stage}"));
        let person = server.candidate(&case.login).await;
        let told = |files: &[(String, Vec<u8>)]| {
            let history = json_of(files, "case.json")["history"].to_string();
            let messages = json_of(files, "messages.json").to_string();
            let document = files.iter().any(|(name, _)| name.ends_with("document.pdf"));
            (history.contains(event), messages.contains(message), document, history.contains("decided"))
        };
        assert_eq!(told(&own_data(&person).await), (false, false, false, false), "{stage}");
        let page = format!("/my/{}", case.id);
        let form = person.get(&page).await.form(&format!("{page}/result"));
        assert_eq!(person.post(&format!("{page}/result"), &form).await.status, 303);
        assert_eq!(told(&own_data(&person).await), (true, true, stage == "issued", true), "{stage}");
    }
    server.assert_sound();
}

const SITE: &str = "http://localhost";

fn with_a_name() -> Server {
    Server::start(Options { public_address: Some(SITE), ..Options::default() })
}

/// What the page asks the device whose hidden field is `name`.
fn challenge(page: &Page, name: &str) -> Value {
    let text = page.text();
    let mark = format!("<input type=\"hidden\" name=\"{name}\"");
    let place = text.find(&mark).unwrap_or_else(|| panic!("no {name}: {}", page.words()));
    let start = text[..place].rfind("data-passkey=\"").unwrap() + "data-passkey=\"".len();
    let options = text[start..].split('"').next().unwrap();
    let plain = options.replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&");
    serde_json::from_str(&plain).unwrap()
}

/// Makes a passkey on the device, after the password.
async fn makes(person: &Person, device: &mut Authenticator, name: &str) -> Page {
    let page = person.get("/account/passkeys").await;
    let made = device.make(SITE, &challenge(&page, "made")).to_string();
    let typed = [("name", name), ("password", PASSWORD), ("made", made.as_str())];
    person.post("/account/passkeys", &over(page.form("/account/passkeys"), &typed)).await
}

/// A passkey is made, named, used to sign in without a name, and removed.
#[tokio::test]
async fn a_passkey_signs_in_without_a_name() {
    let server = with_a_name();
    let head = server.head().await;
    let mut device = Authenticator::new(7);
    let nameless = makes(&head, &mut device, " ").await;
    assert_eq!(nameless.errors()[0].0, "name");
    assert_eq!(makes(&head, &mut device, "Телефон").await.status, 303);
    assert!(head.get("/account/passkeys").await.words().contains("Телефон"));

    let visitor = server.visitor();
    let page = visitor.get("/sign-in/passkey").await;
    assert!(page.header("content-security-policy").ends_with("; script-src 'self'"));
    let asked = challenge(&page, "passkey");
    let answer = device.use_at(SITE, &asked).to_string();
    let done = visitor.post("/sign-in/passkey", &[("passkey", &answer)]).await;
    assert_eq!((done.status, done.location()), (303, "/board"), "{}", done.words());
    assert_eq!(visitor.get("/board").await.status, 200);

    // Neither the same answer once more, nor in another browser, nor for another site.
    let thief = server.visitor();
    thief.get("/sign-in/passkey").await;
    for (who, answer) in [(&thief, answer.clone()), (&visitor, answer)] {
        let again = who.post("/sign-in/passkey", &[("passkey", answer)]).await;
        assert!(
            again.status == 200 && again.errors()[0].1.contains("Кілт қабылданбады"),
            "{}",
            again.words()
        );
    }
    let asked = challenge(&thief.get("/sign-in/passkey").await, "passkey");
    let elsewhere = device.use_at("https://bilikti.evil.kz", &asked).to_string();
    assert_eq!(thief.post("/sign-in/passkey", &[("passkey", elsewhere)]).await.status, 200);
    assert_eq!(thief.get("/board").await.status, 303, "nobody is signed in");

    let list = head.get("/account/passkeys").await.text();
    let start = list.find("/account/passkeys/").unwrap();
    let remove = list[start..].split('"').next().unwrap();
    head.does(remove, &[]).await;
    let asked = challenge(&thief.get("/sign-in/passkey").await, "passkey");
    let removed = device.use_at(SITE, &asked).to_string();
    assert_eq!(thief.post("/sign-in/passkey", &[("passkey", removed)]).await.status, 200);
    server.assert_sound();
}

/// ¶5. A passkey is the fresh proof of a legal act, in the act's own form; another person's is not.
#[tokio::test]
async fn p05_a_passkey_proves_who_signs() {
    let server = with_a_name();
    let case = server.case_in("complete");
    let (mut own, mut foreign) = (Authenticator::new(7), Authenticator::new(8));
    assert_eq!(makes(&server.head().await, &mut own, "Телефон").await.status, 303);
    assert_eq!(makes(&server.registrar().await, &mut foreign, "Кілт").await.status, 303);

    // A session in which nothing was proved yet.
    let head = server.head().await;
    let page = format!("/cases/{}/offer-contract", case.id);
    let shown = head.get(&page).await;
    let asked = challenge(&shown, "passkey");
    let signs = |answer: String| {
        let fields = over(shown.form(&page), &[("price", "45 000 ₸"), ("passkey", &answer)]);
        let (head, page) = (head.clone(), page.clone());
        async move { head.post(&page, &fields).await }
    };
    let wrong = signs(foreign.use_at(SITE, &asked).to_string()).await;
    assert!(
        wrong.errors()[0].1.contains("Кілт қабылданбады") && wrong.text().contains("45 000 ₸"),
        "{}",
        wrong.words()
    );
    assert_eq!(server.case(&case.id).stage, "complete", "nothing was signed");
    let signed = signs(own.use_at(SITE, &asked).to_string()).await;
    assert_eq!(signed.status, 303, "{}", signed.words());
    assert_eq!(server.case(&case.id).stage, "offered");
    server.assert_sound();
}
