//! A1 Q47. The person as the maker of a form knew them: what was corrected later changes no form made before.

use rules::application::Person;
use rules::case::{Case, Event};
use rules::correction::corrected;

use super::{FormKind, last};
use crate::journal::Entry;
use crate::walk::Loaded;

/// The case with the person's data of the day when its form of this kind was made.
pub(super) fn as_then(loaded: &Loaded, kind: FormKind) -> Box<Loaded> {
    let case = Case { person: Box::new(person(loaded, kind)), ..loaded.case.clone() };
    Box::new(Loaded { id: loaded.id, case, entries: loaded.entries.clone() })
}

fn person(loaded: &Loaded, kind: FormKind) -> Person {
    let case = &loaded.case;
    let Some(made) = made(loaded, kind) else { return *case.person.clone() };
    let known = loaded.entries.iter().take_while(|entry| entry.stamp().seq <= made);
    known.fold(case.application.person.clone(), |person, entry| match entry.event() {
        Event::CorrectionAnswered { made, .. } => corrected(&person, made),
        _ => person,
    })
}

/// The place of the entry that made the form; `None` while it is a draft.
fn made(loaded: &Loaded, kind: FormKind) -> Option<u64> {
    let entry = match kind {
        FormKind::Application => loaded.entries.first(),
        FormKind::Refusal => last(loaded, |event| matches!(event, Event::RefusalSigned { .. })),
        FormKind::Contract => last(loaded, |event| matches!(event, Event::ContractOffered { .. })),
        FormKind::Notice => last(loaded, |event| matches!(event, Event::NoticeSent { .. })),
        FormKind::BriefingJournal => last(loaded, |event| matches!(event, Event::Briefed { .. })),
        FormKind::Protocol => last(loaded, |event| matches!(event, Event::Decided { .. })),
        FormKind::NotPassed => last(loaded, |event| matches!(event, Event::NotPassedSent { .. })),
        FormKind::AppealDecision => last(loaded, |event| {
            matches!(event, Event::AppealDecided { .. } | Event::LateAppealRefused { .. })
        }),
        FormKind::Document => last(loaded, |event| matches!(event, Event::DocumentIssued { .. })),
        FormKind::ViolationAct(place) => {
            let violation = loaded.case.violations.get(usize::from(place).checked_sub(1)?)?;
            let of = |event: &Event| matches!(event, Event::ViolationActDrawn { observation, .. } if *observation == violation.observation);
            last(loaded, of)
        }
        FormKind::ComplaintAnswer(place) => {
            let answers = |entry: &&Entry| matches!(entry.event(), Event::ComplaintAnswered { .. });
            loaded.entries.iter().filter(answers).nth(usize::from(place).checked_sub(1)?)
        }
    };
    entry.map(|entry| entry.stamp().seq)
}
