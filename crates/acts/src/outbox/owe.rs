//! The dispatches that a message owes: one on each way that the person has and the installation serves.

use rules::application::Channel;
use rules::case::Case;
use rules::consent::Consent;
use rules::programme::ExamLanguage;

use super::{Dispatch, State};
use crate::cx::Cx;
use crate::error::ActResult;
use crate::papers::PaperLanguage;
use crate::ports::{Message, Told, Way};

/// In the language that the person chose for the exam (¶9). `case` is the case after the act.
pub(crate) fn owed(cx: &Cx, message: &Message, case: &Case) -> ActResult<Vec<Dispatch>> {
    let ways = ways(cx, case);
    if ways.is_empty() {
        return Ok(vec![]);
    }
    let language = match case.application.language {
        ExamLanguage::Kk => PaperLanguage::Kk,
        ExamLanguage::Ru => PaperLanguage::Ru,
    };
    let mut context = cx.context(case)?;
    context.now = message.at;
    let public_address = cx.public_address.as_str();
    let told = Told { id: message.case, case, context: &context, language, public_address };
    let letter = cx.letters.letter(&message.kind, &told);
    let dispatch = |(way, address)| Dispatch {
        id: cx.ids.fresh(),
        message: message.id,
        case: message.case,
        centre: message.centre.clone(),
        kind: message.kind.clone(),
        way,
        address,
        letter: letter.clone(),
        state: State::Waiting,
        tries: 0,
        owed_at: message.at,
        due: message.at,
        handed_at: None,
        delivered_at: None,
        answer: String::new(),
        by: None,
    };
    Ok(ways.into_iter().map(dispatch).collect())
}

fn ways(cx: &Cx, case: &Case) -> Vec<(Way, String)> {
    let person = &case.person;
    let serves = |way: &(Way, String)| cx.courier.serves(way.0);
    let email = Some(person.email.trim()).filter(|email| email.contains('@'));
    let email = email.map(|email| (Way::Email, email.to_owned())).filter(serves);
    let by_sms = case.consents.contains(&Consent::Sms);
    let sms = mobile(&person.mobile).filter(|_| by_sms).map(|mobile| (Way::Sms, mobile)).filter(serves);
    // Whoever applied on paper may have no account: without e-mail a paper is owed.
    let on_paper = case.application.channel == Channel::Paper && email.is_none();
    let paper = on_paper.then(|| (Way::Paper, String::new()));
    email.into_iter().chain(sms).chain(paper).collect()
}

/// A mobile number as carriers take it, `+77011234567`; in Kazakhstan it is written with 8, with +7 or with neither.
pub fn mobile(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let of_kazakhstan = match (digits.len(), digits.get(..2)) {
        (11, Some("77" | "87")) => digits.get(1..),
        (10, _) if digits.starts_with('7') => Some(digits.as_str()),
        _ => None,
    };
    match of_kazakhstan {
        Some(number) => Some(format!("+7{number}")),
        None if written.trim_start().starts_with('+') && (8..=15).contains(&digits.len()) => {
            Some(format!("+{digits}"))
        }
        None => None,
    }
}
