//! ¶6 (with ¶7, ¶11, Q2, Q3). The notice of date, time and place, and the earliest lawful day.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::edition::Edition;
use crate::programme::{Mode, Programme};
use crate::refusal::{Reason, Refused};
use crate::working_days;

/// Why a new date is being set. The ten-day minimum is lifted for ¶7 and ¶11 only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// ¶7: a confirmed temporary incapacity for work.
    Incapacity,
    /// ¶11: a technical fault.
    Fault,
    /// Q6: the commission annulled an automatic end; dealt with as ¶11.
    AnnulledEnd,
    /// Q27: the candidate did not come.
    NoShow,
    /// Q23: the candidate withdrew the consent to be recorded at an online exam.
    NoConsent,
}

impl Cause {
    /// ¶6: "except in the cases of ¶7 and ¶11".
    pub const fn lifts_minimum(self) -> bool {
        !matches!(self, Self::NoShow | Self::NoConsent)
    }
}

/// ¶6. What the notice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub date: Date,
    pub time: Time,
    /// Address and room offline; the personal link's page online.
    pub place: String,
    pub mode: Mode,
    /// ¶10: a seat held in a room of the centre; none where the place is elsewhere, or only named in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<SeatHeld>,
}

/// ¶10. A seat in a room of the centre, from the hour of the appointment on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatHeld {
    /// Id of the room, a UUID.
    pub room: String,
    /// Until when the seat is taken, on the same day.
    pub until: Time,
}

/// ¶6 Q2. The earliest lawful day of the procedure for a notice sent on `sent`.
pub fn earliest(calendar: &Calendar, edition: &Edition, sent: Date, cause: Option<Cause>) -> Date {
    if cause.is_some_and(Cause::lifts_minimum) {
        working_days::after(calendar, sent, 1).due
    } else {
        working_days::earliest_after_whole_days(calendar, sent, edition.terms.notice_gap).due
    }
}

/// ¶6. A notice with an unlawful date is refused, with the earliest lawful date named.
pub fn lawful(
    calendar: &Calendar,
    edition: &Edition,
    sent: Date,
    cause: Option<Cause>,
    appointment: &Appointment,
    programme: &Programme,
) -> Result<(), Refused> {
    if !programme.modes.contains(&appointment.mode) {
        return Err(Refused::new("¶9", Reason::ModeNotOffered));
    }
    let earliest = earliest(calendar, edition, sent, cause);
    if appointment.date < earliest {
        return Err(Refused::new("¶6", Reason::NoticeTooEarly { earliest }));
    }
    if !calendar.day(appointment.date).is_working() {
        return Err(Refused::new("¶6", Reason::NotWorkingDay));
    }
    Ok(())
}

/// Q3. The candidate may refuse a new date of ¶7 or ¶11 that was set less than two working days ahead of its notice.
pub fn refusable_new_date(
    calendar: &Calendar,
    edition: &Edition,
    noticed: Date,
    cause: Option<Cause>,
    appointment: &Appointment,
) -> Result<(), Refused> {
    if !cause.is_some_and(Cause::lifts_minimum) {
        return Err(Refused::new("¶7", Reason::OutOfOrder));
    }
    let earliest_bearable = working_days::after(calendar, noticed, edition.terms.new_date_refusal).due;
    if appointment.date < earliest_bearable {
        Ok(())
    } else {
        Err(Refused::new("¶7", Reason::NewDateFarEnough))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::programme::tests::welder;

    fn on(day: Date, mode: Mode) -> Appointment {
        Appointment { date: day, time: time(10, 0, 0, 0), place: "Шымкент".into(), mode, seat: None }
    }

    fn check(sent: Date, cause: Option<Cause>, day: Date) -> Result<(), Reason> {
        let appointment = on(day, Mode::Offline);
        lawful(Calendar::kazakhstan(), Edition::current(), sent, cause, &appointment, &welder())
            .map_err(|refused| refused.reason)
    }

    #[test]
    fn p06_over_nauryz_the_ninth_day_is_refused_and_the_tenth_lawful() {
        let (sent, earliest) = (date(2026, 3, 20), date(2026, 4, 9));
        assert_eq!(check(sent, None, date(2026, 4, 8)), Err(Reason::NoticeTooEarly { earliest }));
        assert_eq!(check(sent, None, earliest), Ok(()));
        assert_eq!(check(sent, None, date(2026, 4, 11)), Err(Reason::NotWorkingDay));
        assert_eq!(check(sent, None, date(2026, 3, 1)), Err(Reason::NoticeTooEarly { earliest }));
    }

    #[test]
    fn p06_p07_p11_only_incapacity_fault_and_an_annulled_end_lift_the_minimum() {
        let (sent, next) = (date(2026, 11, 20), date(2026, 11, 23));
        for cause in [Cause::Incapacity, Cause::Fault, Cause::AnnulledEnd] {
            assert_eq!(check(sent, Some(cause), next), Ok(()), "{cause:?}");
            let same_day = Err(Reason::NoticeTooEarly { earliest: next });
            assert_eq!(check(sent, Some(cause), sent), same_day, "another day, {cause:?}");
        }
        let earliest = date(2026, 12, 7);
        assert_eq!(check(sent, Some(Cause::NoShow), next), Err(Reason::NoticeTooEarly { earliest }));
    }

    #[test]
    fn p09_a_mode_that_the_programme_lacks_cannot_be_set() {
        let appointment = on(date(2026, 12, 8), Mode::Online);
        let refused = lawful(
            Calendar::kazakhstan(),
            Edition::current(),
            date(2026, 11, 23),
            None,
            &appointment,
            &welder(),
        );
        assert_eq!(refused, Err(Refused::new("¶9", Reason::ModeNotOffered)));
    }

    #[test]
    fn p07_q3_less_than_two_working_days_ahead_of_its_notice() {
        let may = |cause: Option<Cause>, day: Date| {
            let appointment = on(day, Mode::Offline);
            let (calendar, edition) = (Calendar::kazakhstan(), Edition::current());
            // Friday: Monday is one working day ahead, Tuesday two.
            refusable_new_date(calendar, edition, date(2026, 11, 20), cause, &appointment)
                .map_err(|refused| refused.reason)
        };
        for cause in [Cause::Incapacity, Cause::Fault, Cause::AnnulledEnd] {
            assert_eq!(may(Some(cause), date(2026, 11, 23)), Ok(()));
            assert_eq!(may(Some(cause), date(2026, 11, 24)), Err(Reason::NewDateFarEnough));
        }
        for cause in [None, Some(Cause::NoShow), Some(Cause::NoConsent)] {
            assert_eq!(may(cause, date(2026, 11, 23)), Err(Reason::OutOfOrder));
        }
    }
}
