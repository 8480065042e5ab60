//! Deciding: a command in a state becomes events, or is refused with clause and reason.

mod complaint;
mod consent;
mod correction;
mod exam;
mod intake;
mod outcome;
mod schedule;

use jiff::Timestamp;
use jiff::civil::Date;

use super::command::{Command, CommandKind};
use super::event::Event;
use super::order;
use super::state::{Case, RunningTerm, TermState};
use crate::Clause;
use crate::calendar::Calendar;
use crate::centre::Centre;
use crate::edition::Edition;
use crate::programme::Programme;
use crate::refusal::{Reason, Refused};
use crate::terms::{local_date, term};

/// What a decision needs besides the case: the moment, the law in force for the case, its programme and centre.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub now: Timestamp,
    pub calendar: &'a Calendar,
    pub edition: &'a Edition,
    pub programme: &'a Programme,
    pub centre: &'a Centre,
}

impl Context<'_> {
    /// The legal day of `now` (Q1).
    pub fn today(&self) -> Date {
        local_date(self.now)
    }

    fn term(&self, clause: &'static str, start: Date, working_days: u16) -> Event {
        Event::TermStarted { term: term(self.calendar, Clause::new(clause), start, working_days) }
    }
}

type Decided = Result<Vec<Event>, Refused>;

/// The events that a command brings. A step out of order is refused with the command's clause; nothing changes on a
/// refusal.
pub fn decide(case: Option<&Case>, command: Command, cx: &Context) -> Decided {
    let kind = command.kind();
    let out_of_order = Refused::new(kind.clause(), Reason::OutOfOrder);
    let Some(case) = case else {
        return match command {
            Command::File { file } => intake::file(*file, cx),
            _ => Err(out_of_order),
        };
    };
    if !order::stages(kind).contains(&case.stage) {
        return Err(out_of_order);
    }
    match kind {
        CommandKind::File
        | CommandKind::FindComplete
        | CommandKind::FindIncomplete
        | CommandKind::ReturnRefusal
        | CommandKind::SignRefusal
        | CommandKind::OfferContract
        | CommandKind::ConcludeContract
        | CommandKind::Withdraw => intake::decide(case, command, cx),
        CommandKind::SendNotice
        | CommandKind::RefuseNewDate
        | CommandKind::ReportIncapacity
        | CommandKind::ConfirmIncapacity
        | CommandKind::RecordFault
        | CommandKind::RecordNoShow
        | CommandKind::Acquaint
        | CommandKind::Brief => schedule::decide(case, command, cx),
        CommandKind::OpenSitting
        | CommandKind::CloseTheory
        | CommandKind::OpenPractice
        | CommandKind::JudgeStep
        | CommandKind::ClosePractice
        | CommandKind::RegisterViolation
        | CommandKind::DrawViolationAct
        | CommandKind::SignViolationAct
        | CommandKind::ReviewViolation => exam::decide(case, command, cx),
        CommandKind::RecountTerms => recounted(case, cx),
        CommandKind::ChangeConsent => consent::decide(case, &command, cx),
        CommandKind::AskCorrection | CommandKind::AnswerCorrection => correction::decide(case, command, cx),
        CommandKind::FileComplaint | CommandKind::AnswerComplaint => complaint::decide(case, command, cx),
        _ => outcome::decide(case, command, cx),
    }
}

/// Q25. The running terms whose last day the calendar has moved.
fn recounted(case: &Case, cx: &Context) -> Decided {
    let moved = |(place, running): (u32, &RunningTerm)| {
        let term = running.term.recomputed(cx.calendar);
        let later = running.state == TermState::Running && term.due > running.term.due;
        later.then_some(Event::TermRecounted { place, term })
    };
    let moved: Vec<Event> = (0..).zip(&case.terms).filter_map(moved).collect();
    if moved.is_empty() { Err(Refused::new("¶5", Reason::TermsStand)) } else { Ok(moved) }
}

/// A command that reached the wrong subject: cannot happen by the table above, and is refused, not guessed.
fn misplaced(command: &Command) -> Decided {
    Err(Refused::new(command.kind().clause(), Reason::OutOfOrder))
}
