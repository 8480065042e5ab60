#![allow(clippy::unwrap_used)]

use acts::AccountId;
use acts::people::employer::Seen;
use acts::ports::{Employer, Referral, ReferralAnswer};
use jiff::Timestamp;
use rules::case::Stage;
use rules::decision::Outcome;
use rules::identifiers::{Bin, Iin};
use uuid::Uuid;

use super::*;
use crate::form::{Errors, Values};
use crate::page::Frame;
use crate::testing::{holds_up, silent};
use crate::words::Language;

fn employer() -> Employer {
    Employer {
        account: AccountId(Uuid::nil()),
        bin: Bin::parse("240640000426").unwrap(),
        name: "«Болат құрылыс» ЖШС".into(),
        since: Timestamp::UNIX_EPOCH,
    }
}

fn referral(answer: Option<ReferralAnswer>) -> Referral {
    let by = AccountId(Uuid::nil());
    Referral {
        id: Uuid::nil(),
        employer: by,
        iin: Iin::parse("900101300017").unwrap(),
        name: "Сағынова Айгерім".into(),
        programme: "welder".into(),
        pays: true,
        made_at: Timestamp::UNIX_EPOCH,
        answer: answer.map(|answer| (answer, by, Timestamp::UNIX_EPOCH)),
        case: None,
    }
}

#[test]
fn every_page_of_the_employer_holds_up_in_every_language() {
    let cx = silent::cx();
    let told = Seen {
        referral: referral(Some(ReferralAnswer::Accepted)),
        status: Some(Stage::Issued),
        result: Some((Outcome::Passed, Some("25620-072121008-3-251126-0042-000000017".into()))),
    };
    let hidden = Seen { referral: referral(None), status: None, result: None };
    let mut errors = Errors::none();
    errors.add("iin", "reasons-iin-needed");
    for language in Language::ALL {
        let frame = |title: &str| Frame::sample(language, title).sample_user();
        let form = |title: &str| Frame::sample_form(language, title);
        let seen = [told.clone(), hidden.clone()];
        holds_up(
            language,
            &list::ListPage::new(frame("employer-list-title"), &cx, &employer(), &seen, 2, 200),
        );
        holds_up(language, &list::ListPage::new(frame("employer-list-title"), &cx, &employer(), &[], 1, 0));
        holds_up(language, &letter::LetterPage::new(frame("employer-letter-title"), &cx, &employer(), &told));
        let refer = form("employer-refer-title");
        holds_up(language, &refer::page(refer, &cx.catalogue, &Values::new(), &errors));
        let answer = form("employer-answer-title");
        let letter = (referral(None), employer());
        holds_up(language, &answer::page(answer, &cx, &letter, &Values::new(), &errors));
        holds_up(language, &sign_up::page(form("employer-sign-up-title"), &Values::new(), &Errors::none()));
    }
}
