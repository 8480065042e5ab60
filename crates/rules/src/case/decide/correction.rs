//! A1 Q47: correcting the person's own data, at any stage.

use super::{Context, Decided, misplaced};
use crate::case::command::Command;
use crate::case::event::Event;
use crate::case::state::Case;
use crate::correction::{CLAUSE, admissible, answer};

pub(super) fn decide(case: &Case, command: Command, cx: &Context) -> Decided {
    let on = cx.today();
    match command {
        Command::AskCorrection { wishes, words, files } => {
            admissible(case, &wishes)?;
            let asked = Event::CorrectionAsked { wishes, words, files, on };
            Ok(vec![asked, cx.term(CLAUSE, on, cx.edition.terms.correction)])
        }
        Command::AnswerCorrection { granted, reason } => {
            let made = answer(case, &granted, &reason)?;
            Ok(vec![Event::CorrectionAnswered { made, reason, on }])
        }
        other => misplaced(&other),
    }
}
