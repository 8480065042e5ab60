//! ¶6–¶8 ¶11: the notice, what moves the date, and what must stand before the start.

use jiff::civil::Date;

use super::{Context, Decided, misplaced};
use crate::case::command::Command;
use crate::case::event::Event;
use crate::case::state::{Case, Stage};
use crate::consent::Consent;
use crate::notice::Appointment;
use crate::programme::Mode;
use crate::refusal::{Reason, Refused};
use crate::{incapacity, notice};

pub(super) fn decide(case: &Case, command: Command, cx: &Context) -> Decided {
    let on = cx.today();
    match command {
        Command::SendNotice { notice } => {
            let moved_by = if case.stage == Stage::Postponed { case.cause } else { None };
            notice::lawful(cx.calendar, cx.edition, on, moved_by, &notice.appointment, cx.programme)?;
            accredited(cx, notice.appointment.date)?;
            // Q23: an online sitting records face and voice, whatever mode was applied for.
            if notice.appointment.mode == Mode::Online && !case.consents.contains(&Consent::Biometric) {
                return Err(Refused::new("A1", Reason::ConsentMissing));
            }
            Ok(vec![Event::NoticeSent { appointment: notice.appointment, cause: moved_by, on }])
        }
        Command::RefuseNewDate => {
            let appointment = case.appointment.as_ref().ok_or(Refused::new("¶7", Reason::OutOfOrder))?;
            let noticed = case.noticed_on.unwrap_or(on);
            notice::refusable_new_date(cx.calendar, cx.edition, noticed, case.cause, appointment)?;
            if on > appointment.date {
                return Err(Refused::new("¶7", Reason::DateInPast));
            }
            Ok(vec![Event::NewDateRefused { on }])
        }
        Command::ReportIncapacity => Ok(vec![Event::IncapacityReported { on }]),
        Command::ConfirmIncapacity { sheet, period } => {
            incapacity::confirmed(&sheet, period)?;
            Ok(vec![Event::IncapacityConfirmed { sheet, period, on }])
        }
        Command::RecordFault { by, what } => {
            day_has_come(case, "¶11", on)?;
            Ok(vec![Event::FaultRecorded { by, what, on }])
        }
        Command::RecordNoShow => {
            day_has_come(case, "¶6", on)?;
            Ok(vec![Event::NoShowRecorded { on }])
        }
        Command::Acquaint { with } => {
            // Said twice is said once: the first record stands.
            let known = case.acquainted.contains(&with);
            Ok(if known { vec![] } else { vec![Event::Acquainted { with, on }] })
        }
        Command::Brief { briefing } => {
            if briefing.on > on {
                return Err(Refused::new("¶8", Reason::BriefingBeforeStart));
            }
            Ok(vec![Event::Briefed { briefing }])
        }
        other => misplaced(&other),
    }
}

/// ¶2(2). On the day of the procedure the centre is accredited, and for this profession.
fn accredited(cx: &Context, day: Date) -> Result<(), Refused> {
    let accreditation = &cx.centre.accreditation;
    if !accreditation.in_force(day) {
        return Err(Refused::new("¶2(2)", Reason::CentreNotAccredited));
    }
    if !accreditation.covers(&cx.programme.profession) {
        return Err(Refused::new("¶2(2)", Reason::ProfessionOutsideAccreditation));
    }
    Ok(())
}

/// ¶6 ¶11. Before the day of the procedure nobody can have stayed away, and nothing can have failed during it.
fn day_has_come(case: &Case, clause: &'static str, on: Date) -> Result<(), Refused> {
    match &case.appointment {
        Some(Appointment { date, .. }) if on < *date => {
            Err(Refused::new(clause, Reason::SittingOnAnotherDay { date: *date }))
        }
        _ => Ok(()),
    }
}
