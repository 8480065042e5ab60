//! Letters by the real adapters to a real mail server and to a carrier of SMS that has its moods; sent by the job itself.

mod post;

use std::sync::Arc;
use std::time::Duration;

use acts::outbox::{State, send_due};
use acts::papers::PaperLanguage;
use acts::ports::{Address, Courier, Letter, Undelivered, Way};
use hmac::{Hmac, KeyInit as _, Mac as _};
use link::courier::Carriers;
use link::courier::mail::{Mail, MailServer, Secrecy};
use link::courier::sms::{Sms, SmsCarrier};
use sha2::Sha256;
use uuid::Uuid;

use self::post::{Desk, Hands, dispatch};
use self::sms::{Mood, SmsDouble};
use self::smtp::MailBox;

#[path = "../../../../tests/support/sms.rs"]
mod sms;
#[path = "../../../../tests/support/smtp.rs"]
#[allow(dead_code)]
mod smtp;

fn letter() -> Letter {
    Letter {
        language: PaperLanguage::Kk,
        subject: "Емтихан күні белгіленді: әғқңөұүһі ӘҒҚҢӨҰҮҺІ".into(),
        lines: vec![
            "Күні: 2026 жылғы 8 желтоқсан, сейсенбі".into(),
            "Орны: «Астана», <8-бөлме> & зал".into(),
            ".нүктеден басталған жол".into(),
            "Жеке кабинет: https://bilikti.example/my/7".into(),
        ],
        short: "Емтихан: 08.12.2026, 10:00. Орны кабинетте. № 0042-2026-000001".into(),
    }
}

fn server(port: u16) -> MailServer {
    MailServer {
        host: "127.0.0.1".into(),
        port: Some(port),
        secrecy: Secrecy::None,
        login: None,
        from: "Білікті <no-reply@bilikti.example>".into(),
    }
}

fn mail(server: &MailServer) -> Carriers {
    Carriers { mail: Some(Mail::new(server, Arc::new(Hands::default())).unwrap()), sms: None }
}

fn to(address: &str) -> Address {
    Address::Email(address.into())
}

#[tokio::test]
async fn p06_a_letter_arrives_with_every_kazakh_letter() {
    let mailbox = MailBox::start();
    let carriers = mail(&server(mailbox.port));
    let handed = carriers.send(Uuid::from_u128(7), &to("aigerim@example.kz"), &letter()).await.unwrap();
    assert_eq!(handed.answer, "250 OK queued as 0");
    let received = &mailbox.letters()[0];
    assert_eq!(
        (received.to.as_slice(), received.from.as_str()),
        (["aigerim@example.kz".to_owned()].as_slice(), "no-reply@bilikti.example")
    );
    assert_eq!(received.subject, letter().subject);
    assert_eq!(received.plain.replace("\r\n", "\n"), letter().lines.join("\n\n") + "\n");
    assert!(received.html.contains("<p>Орны: «Астана», &lt;8-бөлме&gt; &amp; зал</p>"), "{}", received.html);
    assert!(received.html.contains("<a href=\"https://bilikti.example/my/7\">"));
    let header = |name: &str| received.headers.get(name).map(String::as_str);
    assert_eq!(header("message-id"), Some("<00000000-0000-0000-0000-000000000007@bilikti.example>"));
    assert_eq!(header("content-language"), Some("kk"));
    assert_eq!(header("auto-submitted"), Some("auto-generated"));
    assert_eq!(header("from"), Some("Білікті <no-reply@bilikti.example>"));
    assert_eq!(header("date"), Some("Mon, 23 Nov 2026 06:00:00 +0000"));
    assert!(header("content-type").unwrap().starts_with("multipart/alternative"));
}

#[tokio::test]
async fn a_server_says_now_later_or_never() {
    let mut mailbox = MailBox::start();
    let carriers = mail(&server(mailbox.port));
    let sent = async |id, address: &str| carriers.send(Uuid::from_u128(id), &to(address), &letter()).await;
    let later = sent(1, "later@example.kz").await.unwrap_err();
    assert!(matches!(&later, Undelivered::Later(said) if said.contains("451")), "{later:?}");
    sent(1, "later@example.kz").await.unwrap();
    let never = sent(2, "never@example.kz").await.unwrap_err();
    assert!(matches!(&never, Undelivered::Never(said) if said.contains("550")), "{never:?}");
    for unwritable in ["", "nobody", "a b@example.kz", "a@b\r\nBcc: c@example.kz"] {
        let never = sent(3, unwritable).await.unwrap_err();
        assert!(matches!(never, Undelivered::Never(_)), "{unwritable}: {never:?}");
    }
    mailbox.fall();
    let later = sent(4, "aigerim@example.kz").await.unwrap_err();
    assert!(matches!(later, Undelivered::Later(_)), "{later:?}");
    mailbox.come_back();
    sent(4, "aigerim@example.kz").await.unwrap();
    assert_eq!(mailbox.letters().len(), 2);
}

#[tokio::test]
async fn what_is_our_fault_puts_letters_off_and_refuses_none() {
    let mailbox = MailBox::start_for(&["bilikti", "құпия"]);
    let login = |password: &str| Some(("bilikti".to_owned(), password.to_owned()));
    let known = MailServer { login: login("құпия"), ..server(mailbox.port) };
    for unknown in [login("басқа"), None] {
        let carriers = mail(&MailServer { login: unknown, ..known.clone() });
        let later = carriers.send(Uuid::nil(), &to("aigerim@example.kz"), &letter()).await.unwrap_err();
        assert!(matches!(later, Undelivered::Later(_)), "{later:?}");
    }
    // A server that offers no TLS is sent nothing where TLS is asked for.
    let carriers = mail(&MailServer { secrecy: Secrecy::StartTls, ..known.clone() });
    let later = carriers.send(Uuid::nil(), &to("aigerim@example.kz"), &letter()).await.unwrap_err();
    assert!(matches!(later, Undelivered::Later(_)), "{later:?}");
    assert!(mailbox.letters().is_empty());
    let carriers = mail(&known);
    assert_eq!(carriers.mail.as_ref().unwrap().reach().await, Ok(()));
    carriers.send(Uuid::nil(), &to("aigerim@example.kz"), &letter()).await.unwrap();
    assert_eq!(mailbox.letters().len(), 1);
    drop(mailbox);
    assert!(carriers.mail.unwrap().reach().await.is_err());
}

fn carrier(double: &SmsDouble) -> SmsCarrier {
    SmsCarrier {
        url: double.url.clone(), key: Some("кілт".into()), report_secret: Some("құпия".into())
    }
}

fn sms(double: &SmsDouble) -> Carriers {
    Carriers {
        mail: None,
        sms: Some(Sms::new(SmsCarrier { key: Some("k1".into()), ..carrier(double) }).unwrap()),
    }
}

#[tokio::test]
async fn an_sms_is_posted_once_for_each_id() {
    let double = SmsDouble::start();
    let carriers = sms(&double);
    let to = Address::Mobile("+77011234567".into());
    double.feel(&[Mood::Lose, Mood::Busy, Mood::Delay, Mood::Refuse]);
    let sent = async |id: u128| carriers.send(Uuid::from_u128(id), &to, &letter()).await;
    assert!(matches!(sent(1).await.unwrap_err(), Undelivered::Later(_)), "an answer was lost");
    let busy = sent(1).await.unwrap_err();
    assert!(matches!(&busy, Undelivered::Later(said) if said.starts_with("503")), "{busy:?}");
    assert_eq!(sent(1).await.unwrap().answer, "202 {\"answer\":\"ok\"}");
    let refused = sent(2).await.unwrap_err();
    assert!(matches!(&refused, Undelivered::Never(said) if said.starts_with("422")), "{refused:?}");
    assert_eq!(double.asked().len(), 4);
    let taken = double.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].to.as_str(), &taken[0].text), ("+77011234567", &letter().short));
    assert_eq!(double.keys()[0], "Bearer k1");
    assert!(Sms::new(SmsCarrier { url: "nowhere".into(), key: None, report_secret: None }).is_err());
}

fn signed(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    mac.finalize().into_bytes().iter().fold("sha256=".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn q14_only_the_carrier_itself_reports() {
    let double = SmsDouble::start();
    let carriers = sms(&double);
    let body =
        br#"{"id":"00000000-0000-0000-0000-000000000007","state":"delivered","at":"2026-11-23T06:00:01Z"}"#;
    let report = carriers.report(body, &signed("құпия", body)).unwrap();
    assert_eq!((report.id, report.delivered), (Uuid::from_u128(7), true));
    assert_eq!(report.at, Some("2026-11-23T06:00:01Z".parse().unwrap()));
    let failed = br#"{"id":"00000000-0000-0000-0000-000000000007","state":"failed","answer":"absent"}"#;
    let report = carriers.report(failed, &signed("құпия", failed)).unwrap();
    assert_eq!((report.delivered, report.answer.as_str()), (false, "absent"));
    let own = signed("құпия", body);
    for wrong in [
        signed("басқа", body),
        signed("құпия", failed),
        own.to_uppercase(),
        own.replace("sha256=", ""),
        String::new(),
        "sha256=".into(),
        "sha256=z".into(),
        "sha256=ңң".into(),
    ] {
        assert_eq!(carriers.report(body, &wrong), None, "{wrong}");
    }
    let nonsense = b"[]";
    assert_eq!(carriers.report(nonsense, &signed("құпия", nonsense)), None);
    let silent = Sms::new(SmsCarrier { report_secret: None, ..carrier(&double) }).unwrap();
    let silent = Carriers { mail: None, sms: Some(silent) };
    assert_eq!(silent.report(body, &signed("", body)), None, "no secret, no report");
}

/// Everything at once: 451, 550, a lost answer, a fall of the server and of the program between two tries.
#[tokio::test]
async fn p06_what_waits_is_sent_in_the_end_and_what_cannot_be_is_told() {
    let mut mailbox = MailBox::start();
    let double = SmsDouble::start();
    double.feel(&[Mood::Lose]);
    let desk = Arc::new(Desk::default());
    let hands = Arc::new(Hands::default());
    let at = mailbox.port;
    let open = || {
        let courier = Carriers {
            mail: Some(Mail::new(&server(at), hands.clone()).unwrap()),
            sms: Some(Sms::new(carrier(&double)).unwrap()),
        };
        assert!(courier.serves(Way::Email) && courier.serves(Way::Sms) && !courier.serves(Way::Paper));
        hands.post(&desk, courier)
    };
    let addresses = ["aigerim@example.kz", "later@example.kz", "never@example.kz", "lost@example.kz"];
    for (id, address) in (1..).zip(addresses) {
        desk.put(dispatch(id, Way::Email, address, letter()));
    }
    desk.put(dispatch(5, Way::Sms, "+77011234567", letter()));
    desk.put(dispatch(6, Way::Paper, "", letter()));
    let post = open();
    send_due(&post).await.unwrap();
    let waiting = State::Waiting;
    assert_eq!(desk.states(), [State::Handed, waiting, State::Failed, waiting, waiting, waiting]);
    assert!(desk.get(3).answer.contains("550"), "failed at once");
    assert_eq!((desk.get(2).tries, desk.get(6).tries), (1, 0));

    // Nothing comes again before its pause; then the server is away.
    hands.later(Duration::from_secs(20));
    send_due(&post).await.unwrap();
    assert_eq!(desk.get(2).tries, 1);
    mailbox.fall();
    hands.later(Duration::from_secs(20));
    send_due(&post).await.unwrap();
    assert_eq!(desk.states(), [State::Handed, waiting, State::Failed, waiting, State::Handed, waiting]);
    assert_eq!(desk.get(2).tries, 2);

    // Another program, the server back.
    mailbox.come_back();
    drop(post);
    let post = open();
    hands.later(Duration::from_secs(80));
    send_due(&post).await.unwrap();
    let handed = State::Handed;
    assert_eq!(
        desk.states(),
        [handed, handed, State::Failed, handed, handed, waiting],
        "paper waits for hands"
    );
    assert_eq!(desk.get(2).handed_at, Some(hands.now()));
    let ids: Vec<String> =
        mailbox.letters().iter().map(|letter| letter.headers["message-id"].clone()).collect();
    let id = |number: u128| format!("<{}@bilikti.example>", Uuid::from_u128(number));
    assert_eq!(
        ids.iter().filter(|one| **one == id(4)).count(),
        2,
        "the lost answer: twice, as the same letter"
    );
    assert_eq!(ids.iter().filter(|one| **one == id(1)).count(), 1);
    assert_eq!(ids.iter().filter(|one| **one == id(2)).count(), 1);
    assert_eq!((double.asked().len(), double.taken().len()), (2, 1));
}

/// ¶6. Killed between handing over and recording: the same letter goes again, after its turn.
#[tokio::test]
async fn a_try_that_nobody_recorded_is_made_again_as_the_same_letter() {
    let mailbox = MailBox::start();
    let (desk, hands) = (Arc::new(Desk::default()), Arc::new(Hands::default()));
    let post = hands.post(&desk, mail(&server(mailbox.port)));
    desk.put(dispatch(1, Way::Email, "aigerim@example.kz", letter()));
    desk.fail_to_record(true);
    assert!(send_due(&post).await.is_err());
    assert_eq!((desk.get(1).state, desk.get(1).tries), (State::Waiting, 1));
    desk.fail_to_record(false);
    hands.later(Duration::from_secs(89));
    send_due(&post).await.unwrap();
    assert_eq!(desk.get(1).tries, 1, "it may still be on its way");
    hands.later(Duration::from_secs(2));
    send_due(&post).await.unwrap();
    assert_eq!(desk.get(1).state, State::Handed);
    let letters = mailbox.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].headers["message-id"], letters[1].headers["message-id"]);
}

#[tokio::test]
async fn after_a_day_of_tries_a_letter_has_failed() {
    let mut mailbox = MailBox::start();
    let (desk, hands) = (Arc::new(Desk::default()), Arc::new(Hands::default()));
    let post = hands.post(&desk, mail(&server(mailbox.port)));
    mailbox.fall();
    desk.put(dispatch(1, Way::Email, "aigerim@example.kz", letter()));
    let (begin, mut rounds) = (hands.now(), 0);
    while desk.get(1).state == State::Waiting {
        send_due(&post).await.unwrap();
        let due = desk.get(1).due;
        hands.until(due);
        rounds += 1;
    }
    assert_eq!((rounds, desk.get(1).state), (20, State::Failed));
    let took = hands.now().duration_since(begin).as_hours();
    assert!((18..=30).contains(&took), "{took} hours");
    assert!(!desk.get(1).answer.is_empty(), "why is told");
}
