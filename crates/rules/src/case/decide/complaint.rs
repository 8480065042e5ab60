//! ¶8(2): complaints, at any stage.

use super::{Context, Decided, misplaced};
use crate::case::command::Command;
use crate::case::event::Event;
use crate::case::state::Case;
use crate::complaint::{CLAUSE, admissible, answerable};

pub(super) fn decide(case: &Case, command: Command, cx: &Context) -> Decided {
    let on = cx.today();
    match command {
        Command::FileComplaint { number, words, files } => {
            admissible(&case.complaints, &words)?;
            let filed = Event::ComplaintFiled { number, words, files, on };
            Ok(vec![filed, cx.term(CLAUSE, on, cx.edition.terms.complaint)])
        }
        Command::AnswerComplaint { answer } => {
            answerable(&case.complaints, &answer)?;
            Ok(vec![Event::ComplaintAnswered { answer, on }])
        }
        other => misplaced(&other),
    }
}
