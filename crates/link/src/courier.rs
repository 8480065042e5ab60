//! Letters to people: e-mail by SMTP, SMS by the port of `docs/reference/sms-port.md`. A way that is not set up is off.

pub mod mail;
pub mod sms;

use acts::ports::{Address, Courier, Handed, Letter, Report, Undelivered, Way};
use async_trait::async_trait;
use uuid::Uuid;

use self::mail::Mail;
use self::sms::Sms;

/// Letters of a server's answer that are kept.
const ANSWER: usize = 300;

/// The ways that the operator set up.
#[derive(Debug, Default)]
pub struct Carriers {
    pub mail: Option<Mail>,
    pub sms: Option<Sms>,
}

#[async_trait]
impl Courier for Carriers {
    fn serves(&self, way: Way) -> bool {
        match way {
            Way::Email => self.mail.is_some(),
            Way::Sms => self.sms.is_some(),
            Way::Paper => false,
        }
    }

    async fn send(&self, id: Uuid, to: &Address, letter: &Letter) -> Result<Handed, Undelivered> {
        // Switched off since the letter was owed: it may be switched on again.
        let off = || Undelivered::Later(format!("{} is off", to.way().code()));
        match to {
            Address::Email(to) => self.mail.as_ref().ok_or_else(off)?.send(id, to, letter).await,
            Address::Mobile(to) => self.sms.as_ref().ok_or_else(off)?.send(id, to, &letter.short).await,
        }
    }

    fn report(&self, body: &[u8], signature: &str) -> Option<Report> {
        self.sms.as_ref()?.report(body, signature)
    }
}

/// The beginning of what a server said, in one line.
fn cut(answer: &str) -> String {
    answer.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(ANSWER).collect()
}
