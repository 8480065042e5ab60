//! One's own cases: the list, one case, its day, its result, and a new application after it.

pub mod case;
pub mod list;
pub mod notice;
pub mod result;
pub mod retake;

use acts::walk::Loaded;
use acts::{CaseId, Cx, Who, view};
use rules::case::Stage;

use crate::answer::problem;
use crate::problem::Problem;

/// A case that the person filed; for everybody else, staff included, there is no such page.
pub(in crate::pages) async fn own(cx: &Cx, who: &Who, id: CaseId) -> Result<Loaded, Problem> {
    let loaded = view::glance(cx, who, id).await.map_err(problem)?;
    if loaded.candidate() == Some(who.account) { Ok(loaded) } else { Err(Problem::NotFound) }
}

/// A refusal that the head has not signed is a draft of the centre: for the candidate the check still goes on (¶5).
const fn shown_stage(stage: Stage) -> Stage {
    match stage {
        Stage::Incomplete => Stage::Filed,
        other => other,
    }
}

#[cfg(test)]
mod tests;
