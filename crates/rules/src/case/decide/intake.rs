//! ¶3–¶5: filing, check, refusal, contract, withdrawal.

use super::{Context, Decided, misplaced};
use crate::application::admissible;
use crate::case::command::{Command, FileApplication};
use crate::case::event::Event;
use crate::case::state::Case;
use crate::completeness::{complete, refusable};
use crate::refusal::{Reason, Refused};

/// ¶2(2) ¶3 ¶4. Registered on the day it is filed; the ¶5 term starts.
pub(super) fn file(file: FileApplication, cx: &Context) -> Decided {
    let on = file.application.registered_on(cx.today())?;
    let accreditation = &cx.centre.accreditation;
    if !accreditation.in_force(on) {
        return Err(Refused::new("¶2(2)", Reason::CentreNotAccredited));
    }
    if !accreditation.covers(&file.application.profession) {
        return Err(Refused::new("¶2(2)", Reason::ProfessionOutsideAccreditation));
    }
    admissible(&file.application, cx.programme)?;
    Ok(vec![
        Event::Filed {
            number: file.number,
            edition: cx.edition.id.clone(),
            centre: cx.centre.number.clone(),
            application: Box::new(file.application),
            on,
        },
        cx.term("¶5", on, cx.edition.terms.completeness),
    ])
}

pub(super) fn decide(case: &Case, command: Command, cx: &Context) -> Decided {
    let on = cx.today();
    match command {
        Command::FindComplete { checked } => {
            complete(&case.application, cx.programme, &checked)?;
            Ok(vec![Event::FoundComplete { checked, on }])
        }
        Command::FindIncomplete { grounds, words } => {
            refusable(&grounds)?;
            Ok(vec![Event::FoundIncomplete { grounds, words, on }])
        }
        Command::ReturnRefusal { remark } => Ok(vec![Event::RefusalReturned { remark, on }]),
        Command::SignRefusal { number } => Ok(vec![Event::RefusalSigned { number, on }]),
        Command::OfferContract { number, price } => {
            if !cx.centre.accreditation.in_force(on) {
                return Err(Refused::new("¶2(2)", Reason::CentreNotAccredited));
            }
            Ok(vec![Event::ContractOffered { number, price, on }])
        }
        Command::ConcludeContract => {
            Ok(vec![Event::ContractConcluded { on }, cx.term("¶6", on, cx.edition.terms.notice)])
        }
        Command::Withdraw { reason } => Ok(vec![Event::Withdrawn { reason, on }]),
        other => misplaced(&other),
    }
}
