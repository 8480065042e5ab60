//! Messages of a case and how each went out, in words.

use acts::outbox::{Dispatch, State};
use acts::ports::{Message, Way};
use jiff::Timestamp;
use rules::terms::local_date;

use crate::case_words::message_key;
use crate::dates::short;
use crate::page::Frame;
use crate::pages::staff::local_time;

/// One message: in the personal account at once, on other ways as each stands.
#[derive(Debug)]
pub struct Told {
    pub what: String,
    pub at: String,
    pub ways: Vec<Sent>,
}

/// One dispatch, ready to be shown.
#[derive(Debug)]
pub struct Sent {
    pub href: String,
    pub way: String,
    /// Masked; empty on paper.
    pub address: String,
    pub state: String,
    pub colour: &'static str,
    pub owed: String,
    /// Empty until then.
    pub handed: String,
    pub delivered: String,
    pub answer: String,
}

/// Messages in their own order, each with its dispatches.
pub fn told(frame: &Frame, messages: &[Message], dispatches: &[Dispatch]) -> Vec<Told> {
    let told = |message: &Message| Told {
        what: frame.t(message_key(&message.kind)),
        at: local_time(message.at),
        ways: dispatches
            .iter()
            .filter(|dispatch| dispatch.message == message.id)
            .map(|dispatch| Sent::new(frame, dispatch))
            .collect(),
    };
    messages.iter().map(told).collect()
}

impl Sent {
    pub fn new(frame: &Frame, dispatch: &Dispatch) -> Self {
        let when = |at: Option<Timestamp>| at.map(|at| when(dispatch, at)).unwrap_or_default();
        Self {
            href: format!("/desk/messages/{}", dispatch.id),
            way: frame.t(way_key(dispatch.way)),
            address: masked(dispatch),
            state: frame.t(state_key(dispatch.state, dispatch.on_paper())),
            colour: colour(dispatch.state),
            owed: local_time(dispatch.owed_at),
            handed: when(dispatch.handed_at),
            delivered: when(dispatch.delivered_at),
            answer: dispatch.answer.clone(),
        }
    }

    /// When it came as far as it is.
    pub fn last(&self) -> &str {
        [&self.delivered, &self.handed].into_iter().find(|at| !at.is_empty()).unwrap_or(&self.owed)
    }
}

/// On paper days are told, elsewhere minutes.
fn when(dispatch: &Dispatch, at: Timestamp) -> String {
    if dispatch.on_paper() { short(local_date(at)) } else { local_time(at) }
}

pub const fn way_key(way: Way) -> &'static str {
    match way {
        Way::Email => "notify-way-email",
        Way::Sms => "notify-way-sms",
        Way::Paper => "notify-way-paper",
    }
}

pub const fn state_key(state: State, on_paper: bool) -> &'static str {
    match (state, on_paper) {
        (State::Waiting, false) => "notify-state-waiting",
        (State::Waiting, true) => "notify-state-waiting-paper",
        (State::Handed, false) => "notify-state-handed",
        (State::Handed, true) => "notify-state-handed-paper",
        (State::Delivered, false) => "notify-state-delivered",
        (State::Delivered, true) => "notify-state-delivered-paper",
        (State::Failed, _) => "notify-state-failed",
        (State::Held, _) => "notify-state-held",
    }
}

const fn colour(state: State) -> &'static str {
    match state {
        State::Waiting => "blue",
        State::Handed => "teal",
        State::Delivered => "green",
        State::Failed => "red",
        State::Held => "yellow",
    }
}

/// Enough to know one's own address by, too little to write to a stranger's.
fn masked(dispatch: &Dispatch) -> String {
    let address = dispatch.address.as_str();
    match dispatch.way {
        Way::Paper => String::new(),
        Way::Email => {
            let (name, domain) = address.rsplit_once('@').unwrap_or((address, ""));
            let first: String = name.chars().take(1).collect();
            format!("{first}•••@{domain}")
        }
        Way::Sms => {
            let (begin, end) = (address.get(..5), address.get(address.len().saturating_sub(2)..));
            format!("{}•••••{}", begin.unwrap_or_default(), end.unwrap_or_default())
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use acts::CaseId;
    use acts::outbox::{Dispatch, State};
    use acts::papers::PaperLanguage;
    use acts::ports::{Letter, Message, Way};
    use rules::identifiers::CentreNumber;
    use uuid::Uuid;

    /// A message with a dispatch in each state, and papers.
    pub(crate) fn message() -> (Message, Vec<Dispatch>) {
        let centre = CentreNumber::parse("0042").unwrap();
        let at = "2026-11-23T05:07:00Z".parse().unwrap();
        let case = CaseId(Uuid::nil());
        let message =
            Message { id: Uuid::nil(), case, centre: centre.clone(), to: None, kind: "notice".into(), at };
        let ways = [(Way::Email, "aigerim@example.kz"), (Way::Sms, "+77011234567"), (Way::Paper, "")];
        let dispatches = (1..).zip(ways).flat_map(|(number, (way, address))| {
            let centre = centre.clone();
            State::ALL.into_iter().map(move |state| Dispatch {
                id: Uuid::from_u128(number),
                message: Uuid::nil(),
                case,
                centre: centre.clone(),
                kind: "notice".into(),
                way,
                address: address.into(),
                letter: Letter {
                    language: PaperLanguage::Kk,
                    subject: "Емтихан күні белгіленді".into(),
                    lines: vec!["Күні: 2026 жылғы 8 желтоқсан".into(), "Орны: Астана <8>".into()],
                    short: "Емтихан: 08.12.2026, 10:00".into(),
                },
                state,
                tries: 2,
                owed_at: at,
                due: at,
                handed_at: matches!(state, State::Handed | State::Delivered).then_some(at),
                delivered_at: (state == State::Delivered).then_some(at),
                answer: "451 come again".into(),
                by: None,
            })
        });
        (message, dispatches.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_to_their_owners_alone() {
        let (_, dispatches) = samples::message();
        let mask = |way| masked(dispatches.iter().find(|dispatch| dispatch.way == way).unwrap());
        assert_eq!(mask(Way::Email), "a•••@example.kz");
        assert_eq!(mask(Way::Sms), "+7701•••••67");
        assert_eq!(mask(Way::Paper), "");
    }
}
