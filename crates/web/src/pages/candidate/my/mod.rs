//! One's own cases: the list, one case, its day, its result, and a new application after it.

pub mod case;
pub mod list;
pub mod notice;
pub mod result;
pub mod retake;

use acts::access::{Act, permit};
use acts::walk::Loaded;
use acts::{CaseId, Cx, Who, view};
use rules::case::Stage;

use crate::answer::problem;
use crate::problem::Problem;

/// A case that the person filed, or one that came on paper at their centre: its registrar keys in what the candidate
/// signed by hand. For everybody else there is no such page.
pub(in crate::pages) async fn own(cx: &Cx, who: &Who, id: CaseId) -> Result<Loaded, Problem> {
    let loaded = view::glance(cx, who, id).await.map_err(problem)?;
    let filed = loaded.candidate() == Some(who.account);
    if filed || keys_in(who, &loaded) { Ok(loaded) } else { Err(Problem::NotFound) }
}

/// ¶4. A registrar at a case on paper.
pub(super) fn keys_in(who: &Who, loaded: &Loaded) -> bool {
    loaded.case.application.paper.is_some() && permit(who, Act::SignContract, &loaded.subject()).is_ok()
}

/// A refusal that the head has not signed is a draft of the centre: for the candidate the check still goes on (¶5). Of a result
/// that is not opened yet only the decision is known (Q14).
const fn shown_stage(stage: Stage, sealed: bool) -> Stage {
    match stage {
        Stage::Incomplete => Stage::Filed,
        Stage::Passed | Stage::NotPassed | Stage::Issued | Stage::Informed if sealed => Stage::Decided,
        other => other,
    }
}

#[cfg(test)]
mod tests;
