//! ¶6 ¶19 Q14. From the act to the mailbox and the phone: what was owed is sent, what was sent is proven, what came out of a
//! back-up waits for the operator.

use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::civil::date;
use sha2::Sha256;
use tempfile::TempDir;

use crate::person::Person;
use crate::server::{Options, Server, run};
use crate::sms::{Mood, SmsDouble};
use crate::smtp::{MailBox, Received};
use crate::steps::{APPEAL, BEFORE, By, Crew, NOT_ADMITTED, NOT_PASSED, OPENING};

const SECRET: &str = "құпия сөз";

fn notifying(mailbox: &MailBox, sms: &SmsDouble) -> Server {
    Server::start(Options {
        variables: vec![
            ("BILIKTI_MAIL__SERVER", "127.0.0.1".into()),
            ("BILIKTI_MAIL__PORT", mailbox.port.to_string()),
            ("BILIKTI_MAIL__SECRECY", "none".into()),
            ("BILIKTI_MAIL__FROM", "Білікті <no-reply@bilikti.example>".into()),
            ("BILIKTI_SMS__URL", sms.url.clone()),
            ("BILIKTI_SMS__REPORT_SECRET", SECRET.into()),
        ],
        public_address: Some("https://bilikti.example"),
        ..Options::default()
    })
}

/// As soon as the statement counts so many.
async fn until(server: &Server, sql: &str, wanted: u64) {
    for _ in 0..600 {
        if server.count(sql) == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{sql}: {} and never {wanted}", server.count(sql));
}

fn signed(body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    mac.finalize()
        .into_bytes()
        .iter()
        .fold("sha256=".to_owned(), |text, byte| text + format!("{byte:02x}").as_str())
}

/// What the carrier answers to, status by status.
async fn reports(server: &Server, body: &str, signature: &str) -> u16 {
    let visitor = server.visitor();
    let post = |client: &reqwest::Client, url: String| {
        client.post(url).header("x-bilikti-signature", signature).body(body.to_owned())
    };
    visitor.unusual(post, "/api/sms/reports").await.status
}

#[tokio::test]
async fn p05_p06_q14_an_act_reaches_mailbox_and_phone_and_its_proof_is_kept() {
    let (mut mailbox, sms) = (MailBox::start(), SmsDouble::start());
    sms.feel(&[Mood::Lose]);
    let mut server = notifying(&mailbox, &sms);
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    crew.do_all(&BEFORE[..3], &case).await;
    let letters = mailbox.wait_for(2).await;
    let of = |subject: &str| letters.iter().find(|letter| letter.subject == subject).unwrap();
    of("Шарт дайын: қол қойыңыз");
    let registered = of("Өтінішіңіз тіркелді");
    assert_eq!(registered.to, ["omirzhanov@mail.example"]);
    assert!(registered.plain.contains("2026 жылғы 26 қараша, бейсенбі"), "{}", registered.plain);

    // ¶6: the notice is owed while the mail server is away, and the program is killed.
    mailbox.fall();
    crew.does(BEFORE[3], &case).await;
    server.kill();
    mailbox.come_back();
    server.restart();
    // After the turn and the pause of the try that failed, if there was one.
    server.set_day(date(2026, 11, 24));
    let letters = mailbox.wait_for(3).await;
    let notice = &letters[2];
    assert_eq!(notice.subject, "Емтихан күні белгіленді");
    for part in ["Күні: 2026 жылғы 8 желтоқсан, сейсенбі", "Уақыты: 10:00", "https://bilikti.example/my/"]
    {
        assert!(notice.plain.contains(part), "{part}: {}", notice.plain);
    }
    until(&server, "SELECT count(*) FROM dispatch WHERE state = 'waiting' AND way <> 'paper'", 0).await;
    let taken = sms.taken();
    assert!(sms.asked().len() > taken.len(), "a lost answer was asked for again");
    let text = taken.iter().find(|one| one.text.starts_with("Емтихан: 08.12.2026, 10:00.")).unwrap();
    assert_eq!(text.to, "+77000001003");

    // Q14: the carrier reports; nobody else can.
    let delivered = format!(r#"{{"id":"{}","state":"delivered"}}"#, text.id);
    assert_eq!(reports(&server, &delivered, "sha256=00").await, 403);
    assert_eq!(reports(&server, &delivered, &signed(&delivered)).await, 204);
    assert_eq!(reports(&server, &delivered, &signed(&delivered)).await, 204, "told twice");
    let unknown = r#"{"id":"00000000-0000-0000-0000-000000000001","state":"failed"}"#;
    assert_eq!(reports(&server, unknown, &signed(unknown)).await, 204);

    let registrar = crew.person(By::Registrar);
    let list = registrar.get("/desk/messages?state=delivered&way=sms").await.words();
    assert!(list.contains("+7700•••••03") && list.contains("Жеткізілді"), "{list}");
    let proof = registrar.get(&format!("/cases/{case}/messages")).await.words();
    assert!(proof.contains("o•••@mail.example") && proof.contains("250 OK queued as 2"), "{proof}");
    let mine = crew.candidate.get(&format!("/my/{case}")).await.words();
    assert!(mine.contains("Электрондық пошта o•••@mail.example: Жіберілді"), "{mine}");
    let numbers = reqwest::get(format!("{}/metrics", server.operator_address())).await.unwrap();
    let numbers = numbers.text().await.unwrap();
    assert!(numbers.contains("bilikti_outbox_age_seconds 0"), "{numbers}");

    sent_again_by_hand(&server, registrar, &mailbox, &case, notice).await;
    server.assert_sound();
}

/// Once for one form, as a dispatch of its own; of another centre nobody sends anything.
async fn sent_again_by_hand(
    server: &Server,
    registrar: &Person,
    mailbox: &MailBox,
    case: &str,
    notice: &Received,
) {
    let id = server.rows(&format!(
        "SELECT lower(hex(id)) FROM dispatch
         WHERE way = 'email' AND kind = 'notice' AND lower(hex(case_id)) = '{}'",
        case.replace('-', "")
    ));
    let page = format!("/desk/messages/{}", uuid::Uuid::parse_str(&id[0][0]).unwrap());
    let form = registrar.filled(&page, &[]).await;
    for _ in 0..2 {
        assert_eq!(registrar.post(&page, &form).await.status, 303);
    }
    let letters = mailbox.wait_for(4).await;
    assert_eq!((&letters[3].plain, letters.len()), (&notice.plain, 4));
    assert_ne!(letters[3].headers["message-id"], notice.headers["message-id"]);
    let elsewhere = server.rows("SELECT lower(hex(id)) FROM dispatch WHERE centre = '0107'");
    let page = format!("/desk/messages/{}", uuid::Uuid::parse_str(&elsewhere[0][0]).unwrap());
    assert_eq!(registrar.get(&page).await.status, 404);
}

#[tokio::test]
async fn what_a_backup_brings_back_waits_until_the_operator_lets_it_go() {
    let (mut mailbox, sms) = (MailBox::start(), SmsDouble::start());
    mailbox.fall();
    let mut server = notifying(&mailbox, &sms);
    let crew = Crew::of(&server, "omirzhanov").await;
    crew.applies().await;
    until(&server, "SELECT count(*) FROM dispatch WHERE state = 'waiting' AND way = 'email'", 1).await;
    server.kill();
    let waited = &server.rows("SELECT count(*) FROM dispatch WHERE state = 'waiting'")[0][0];
    let home = TempDir::new().unwrap();
    let (backups, data) = (home.path().join("backups"), home.path().join("data"));
    let (backups, data) = (backups.to_str().unwrap(), data.to_str().unwrap());
    let original = server.data();
    let (code, told) = run(&["backup", "create", "--data", original.to_str().unwrap(), "--to", backups]);
    assert_eq!(code, 0, "{told}");
    let file = told.split(": ").next().unwrap().to_owned();
    let key = original.join("keys/master.key");
    let (code, told) =
        run(&["backup", "restore", &file, "--data", data, "--master-key", key.to_str().unwrap()]);
    assert!(code == 0 && told.contains("bilikti outbox"), "{told}");
    let (code, told) = run(&["outbox", "--data", data]);
    assert!(code == 0 && told.contains(&format!("0 waiting, {waited} held")), "{told}");
    let (code, told) = run(&["outbox", "--data", data, "--release"]);
    let released = [format!("{waited} released"), format!("{waited} waiting")];
    assert!(code == 0 && released.iter().all(|words| told.contains(words)), "{told}");
    // The original goes on as if nothing had been.
    mailbox.come_back();
    server.restart();
    server.set_day(date(2026, 11, 24));
    assert_eq!(mailbox.wait_for(1).await[0].subject, "Өтінішіңіз тіркелді");
}

#[tokio::test]
async fn p20_q14_a_signature_on_paper_begins_the_window_on_its_day() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.comes_to_the_day(&server).await;
    crew.do_all(&OPENING, &case).await;
    crew.does(NOT_ADMITTED, &case).await;
    crew.do_all(&NOT_PASSED, &case).await;
    crew.does(APPEAL[0], &case).await;
    let day = server.sitting_day(&case);
    server.set_day(day.checked_add(jiff::ToSpan::days(2)).unwrap());

    let registrar = crew.person(By::Registrar);
    let page = format!("/cases/{case}/receipt");
    assert!(registrar.get(&format!("/cases/{case}")).await.text().contains(&page), "the case offers it");
    let sign = async |day: jiff::civil::Date| {
        let (d, m, y) = (day.day().to_string(), day.month().to_string(), day.year().to_string());
        registrar.fill(&page, &[("signed-day", &d), ("signed-month", &m), ("signed-year", &y)]).await
    };
    let before = server.entries();
    for unlawful in [day.yesterday().unwrap(), date(2027, 3, 1)] {
        let said = sign(unlawful).await;
        assert!(said.status == 200 && said.errors()[0].1.contains('¶'), "{:?}", said.errors());
    }
    assert_eq!(registrar.fill(&page, &[]).await.errors()[0].0, "signed");
    assert_eq!(server.entries(), before);
    assert_eq!(sign(day).await.status, 303);
    let proven = server.events(&case);
    let proven = proven.iter().find(|event| event["event"] == "receipt-proven").unwrap();
    assert_eq!(
        (proven["how"].as_str(), proven["on"].as_str()),
        (Some("paper"), Some(day.to_string().as_str()))
    );
    let term = server.events(&case).into_iter().rfind(|event| event["event"] == "term-started");
    assert_eq!(term.unwrap()["term"]["start"].as_str(), Some(day.to_string().as_str()));
    // The candidate cannot say so of themselves.
    assert_eq!(crew.candidate.get(&page).await.status, 403);
    server.assert_sound();
}
