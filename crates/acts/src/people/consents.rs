//! Q23 ¶2(4). What a person agreed to in each case: shown, withdrawn with effect at once, given again.

use jiff::Timestamp;
use rules::Refused;
use rules::case::{Command, Event};
use rules::consent::{Consent, Consequence, giving, withdrawal};

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::{Entry, Receipt};
use crate::people::Who;
use crate::people::proof::Proof;
use crate::view::{glance, mine};
use crate::walk::{Asked, Loaded, Making, act_making, load};

/// One consent of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub consent: Consent,
    pub given: bool,
    /// Since when it stands so: the filing, or the last change.
    pub since: Timestamp,
    /// What a withdrawal would bring, or why there can be none.
    pub withdrawal: Result<Consequence, Refused>,
    /// Whether it can be given (again).
    pub giving: bool,
}

/// The consents of a case that were asked for, or changed since.
pub fn lines(loaded: &Loaded) -> Vec<Line> {
    let case = &loaded.case;
    let changed = |of: Consent, entry: &Entry| matches!(entry.event(), Event::ConsentChanged { consent, .. } if *consent == of);
    let line = |consent: Consent| {
        let last = loaded.entries.iter().rev().find(|entry| changed(consent, entry));
        let shown = last.is_some() || consent.asked(&case.application);
        Some(Line {
            consent,
            given: case.consents.contains(&consent),
            since: last.or(loaded.entries.first()).filter(|_| shown)?.stamp().at,
            withdrawal: withdrawal(case, consent),
            giving: giving(case, consent).is_ok(),
        })
    };
    Consent::ALL.into_iter().filter_map(line).collect()
}

/// The person's own cases, newest first.
pub async fn cases(cx: &Cx, who: &Who) -> ActResult<Vec<Loaded>> {
    let mut cases = Vec::new();
    for row in mine(cx, who).await?.lines {
        cases.push(glance(cx, who, row.case).await?);
    }
    Ok(cases)
}

/// Withdraws a consent, freshly proved, or gives it again. What follows a withdrawal happens in the same write; where it stops
/// the case or moves the exam, the person is told.
pub async fn change(
    cx: &Cx,
    asked: Asked<'_>,
    (consent, given): (Consent, bool),
    proof: &Proof,
) -> ActResult<Receipt> {
    proof.of(cx, asked.who)?;
    let case = load(cx, asked.case).await?.case;
    let tell = match withdrawal(&case, consent) {
        _ if given || !case.consents.contains(&consent) => None,
        Ok(Consequence::CaseStops) => Some("withdrawn"),
        Ok(Consequence::ExamMoves) => Some("postponed"),
        _ => None,
    };
    let command = Command::ChangeConsent { consent, given };
    act_making(cx, asked, Act::ChangeConsent, tell, Making::Ready(vec![command])).await
}
