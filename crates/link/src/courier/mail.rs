//! E-mail by SMTP. One connection for each letter: a server that fell is met anew.

use std::sync::Arc;
use std::time::Duration;

use acts::ports::{Clock, Handed, Letter, Undelivered};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{Error, response::Response};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use uuid::Uuid;

use super::cut;

/// Of each word with the server.
const PATIENCE: Duration = Duration::from_secs(20);
/// Of a whole letter: within the turn of whoever sends it.
const WHOLE: Duration = Duration::from_secs(45);
/// The server does not know us, which is no fault of the letter: bad or missing login, weak or missing encryption.
const OUR_FAULT: [u16; 4] = [530, 534, 535, 538];

/// How the line to the server is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// Plain at first, then TLS or nothing (port 587).
    StartTls,
    /// TLS from the first byte (port 465).
    Tls,
    /// None: for a server on the same machine (port 25).
    None,
}

/// Which server, as whom.
#[derive(Clone)]
pub struct MailServer {
    pub host: String,
    /// The usual one of the kind of secrecy when `None`.
    pub port: Option<u16>,
    pub secrecy: Secrecy,
    pub login: Option<(String, String)>,
    /// `Bilikti <no-reply@example.kz>`.
    pub from: String,
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailServer").field("host", &self.host).finish_non_exhaustive()
    }
}

/// Why e-mail cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    #[error("mail.from: {0}")]
    From(#[from] lettre::address::AddressError),
    #[error("mail: {0}")]
    Tls(#[from] Error),
}

/// A way to a mail server.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("from", &self.from.to_string()).finish_non_exhaustive()
    }
}

impl Mail {
    pub fn new(server: &MailServer, clock: Arc<dyn Clock>) -> Result<Self, MailFault> {
        let MailServer { host, port, secrecy, login, from } = server;
        let (tls, usual_port) = match secrecy {
            Secrecy::StartTls => (Tls::Required(TlsParameters::new(host.clone())?), 587),
            Secrecy::Tls => (Tls::Wrapper(TlsParameters::new(host.clone())?), 465),
            Secrecy::None => (Tls::None, 25),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port.unwrap_or(usual_port))
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some((user, password)) = login.clone() {
            transport = transport.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: transport.build(), from: from.parse()?, clock })
    }

    /// Says hello to the server; what hinders otherwise.
    pub async fn reach(&self) -> Result<(), String> {
        match tokio::time::timeout(WHOLE, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the server does not answer".into()),
            Ok(Err(error)) => Err(cut(&error.to_string())),
            Err(_) => Err("the server does not answer in time".into()),
        }
    }

    /// `id` becomes the Message-ID: a mail program shows a letter that came twice once.
    pub(super) async fn send(&self, id: Uuid, to: &str, letter: &Letter) -> Result<Handed, Undelivered> {
        let mail = self.written(id, to, letter)?;
        match tokio::time::timeout(WHOLE, self.transport.send(mail)).await {
            Ok(Ok(taken)) => Ok(Handed { answer: said(&taken) }),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(Undelivered::Later("the server does not answer in time".into())),
        }
    }

    fn written(&self, id: Uuid, to: &str, letter: &Letter) -> Result<Message, Undelivered> {
        let never = |error: &dyn std::error::Error| Undelivered::Never(cut(&error.to_string()));
        let to =
            Mailbox::new(None, to.parse().map_err(|error: lettre::address::AddressError| never(&error))?);
        let header =
            |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&letter.subject)
            .date(self.clock.now().into())
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .raw_header(header("Content-Language", letter.language.code()))
            // RFC 3834: nobody's machine answers, and no out-of-office either.
            .raw_header(header("Auto-Submitted", "auto-generated"));
        mail.multipart(MultiPart::alternative_plain_html(plain(letter), html(letter)))
            .map_err(|error| never(&error))
    }
}

fn said(taken: &Response) -> String {
    cut(&format!("{} {}", taken.code(), taken.message().collect::<Vec<_>>().join(" ")))
}

fn refusal(error: &Error) -> Undelivered {
    let code = error.status().map_or(0, u16::from);
    let answer = cut(&error.to_string());
    if error.is_permanent() && !OUR_FAULT.contains(&code) {
        Undelivered::Never(answer)
    } else {
        Undelivered::Later(answer)
    }
}

fn plain(letter: &Letter) -> String {
    letter.lines.join("\r\n\r\n") + "\r\n"
}

fn html(letter: &Letter) -> String {
    let paragraphs: Vec<String> =
        letter.lines.iter().map(|line| format!("<p>{}</p>\r\n", linked(line))).collect();
    let paragraphs = paragraphs.concat();
    format!(
        "<!doctype html>\r\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\r\n<body>\r\n\
         {paragraphs}</body></html>\r\n",
        letter.language.code(),
        escaped(&letter.subject)
    )
}

/// A paragraph whose address of a page can be followed.
fn linked(line: &str) -> String {
    let word = |word: &str| {
        let shown = escaped(word);
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        if is_address { format!("<a href=\"{shown}\">{shown}</a>") } else { shown }
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use acts::papers::PaperLanguage;

    use super::*;

    #[test]
    fn what_a_letter_says_cannot_become_a_page_of_its_own() {
        let letter = Letter {
            language: PaperLanguage::Kk,
            subject: "Ә <b>".into(),
            lines: vec!["<script>\"&\"</script>".into(), "Кабинет: https://a.kz/my/1?x=\"y".into()],
            short: String::new(),
        };
        let html = html(&letter);
        assert!(html.contains("<title>Ә &lt;b&gt;</title>") && html.contains("lang=\"kk\""));
        assert!(html.contains("<p>&lt;script&gt;&quot;&amp;&quot;&lt;/script&gt;</p>"));
        assert!(html.contains("<a href=\"https://a.kz/my/1?x=&quot;y\">"), "{html}");
    }
}
