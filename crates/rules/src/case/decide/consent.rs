//! Q23: a consent is withdrawn, or given again, at any stage.

use super::{Context, Decided, misplaced};
use crate::case::command::Command;
use crate::case::event::Event;
use crate::case::state::{Case, Stage};
use crate::consent::{Consent, Consequence, giving, withdrawal};

pub(super) fn decide(case: &Case, command: &Command, cx: &Context) -> Decided {
    let Command::ChangeConsent { consent, given } = *command else { return misplaced(command) };
    // As it stands already: said twice is said once.
    if case.consents.contains(&consent) == given {
        return Ok(vec![]);
    }
    if given { give(case, consent, cx) } else { withdraw(case, consent, cx) }
}

/// ¶18 ¶23. A document that waited for the consent has its whole term again.
fn give(case: &Case, consent: Consent, cx: &Context) -> Decided {
    giving(case, consent)?;
    let on = cx.today();
    let clause = match (consent, case.stage) {
        (Consent::Platform, Stage::Passed) => Some("¶18"),
        (Consent::Platform, Stage::Upheld) => Some("¶23"),
        _ => None,
    };
    let term = clause.map(|clause| cx.term(clause, on, cx.edition.terms.issue));
    Ok(std::iter::once(Event::ConsentChanged { consent, given: true, on }).chain(term).collect())
}

/// With the consent to processing goes what rests on it: recordings, and what the employer sees.
fn withdraw(case: &Case, consent: Consent, cx: &Context) -> Decided {
    let consequence = withdrawal(case, consent)?;
    let on = cx.today();
    let withdrawn = |consent| Event::ConsentChanged { consent, given: false, on };
    let mut events = vec![withdrawn(consent)];
    if consequence == Consequence::CaseStops {
        events.push(Event::Withdrawn { reason: String::new(), on });
    }
    if consent == Consent::Processing {
        let rest = [Consent::Biometric, Consent::EmployerStatus, Consent::EmployerResult];
        events.extend(rest.into_iter().filter(|one| case.consents.contains(one)).map(withdrawn));
    }
    Ok(events)
}
