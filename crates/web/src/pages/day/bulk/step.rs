//! The steps that can be done to many cases at once, as the form says them.

use acts::access::{Act, may_ever};
use acts::desk::bulk::Step;
use acts::people::Who;
use jiff::civil::Time;
use rules::notice::Appointment;
use rules::programme::Mode;

use crate::form::{Choice, Errors, Values};
use crate::page::Frame;

/// A step with the keys of what it will do and has done.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) step: Step,
    pub(super) will: &'static str,
    pub(super) done: &'static str,
    /// Confirmed with the password.
    pub(super) signed: bool,
}

impl Chosen {
    pub(super) fn take() -> Self {
        Self { step: Step::Take, will: "board-bulk-will-take", done: "board-bulk-done-take", signed: false }
    }
}

/// The steps that the person's roles allow.
pub(super) fn choices(frame: &Frame, who: &Who) -> Vec<Choice> {
    let mut all = vec![Choice::new("take", frame.t("board-bulk-take"))];
    if may_ever(who, Act::SendNotice) {
        all.push(Choice::new("notice", frame.t("board-bulk-notice")).hint(frame.t("board-bulk-notice-hint")));
    }
    if may_ever(who, Act::OfferContract) {
        let hint = frame.t("board-bulk-contract-hint");
        all.push(Choice::new("contract", frame.t("board-bulk-contract")).hint(hint));
    }
    all
}

/// The step of the form; what is wrong with it is said at its fields.
pub(super) fn read(values: &Values, errors: &mut Errors) -> Option<Chosen> {
    match values.one("step") {
        "take" => Some(Chosen::take()),
        "notice" => notice(values, errors),
        "contract" => {
            let price = values.one("price").to_owned();
            if price.is_empty() {
                errors.add("price", "head-price-needed");
                return None;
            }
            let (will, done) = ("board-bulk-will-contract", "board-bulk-done-contract");
            Some(Chosen { step: Step::Contract { price }, will, done, signed: true })
        }
        _ => {
            errors.add("step", "board-bulk-choose-step");
            None
        }
    }
}

fn notice(values: &Values, errors: &mut Errors) -> Option<Chosen> {
    let date = values.date("date").ok().flatten();
    let time = Time::strptime("%H:%M", values.one("time").replace('.', ":")).ok();
    let room = values.one("room").parse().ok();
    let place = values.one("place").to_owned();
    if date.is_none() {
        errors.add("date", "staff-notice-choose-date");
    }
    if time.is_none() {
        errors.add("time", "staff-notice-say-time");
    }
    if room.is_none() && place.is_empty() {
        errors.add("place", "staff-notice-say-place");
    }
    let (date, time) = (date?, time?);
    let appointment = Appointment { date, time, place, mode: Mode::Offline, seat: None };
    let (will, done) = ("board-bulk-will-notice", "board-bulk-done-notice");
    errors.is_empty().then_some(Chosen {
        step: Step::Notice { appointment, room },
        will,
        done,
        signed: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p06_a_sitting_of_many_names_day_hour_and_room() {
        let mut errors = Errors::none();
        assert!(read(&Values::new().with("step", "notice"), &mut errors).is_none());
        assert_eq!(errors.fields(), ["date", "time", "place"]);
        let values = Values::new()
            .with("step", "notice")
            .with_date("date", jiff::civil::date(2026, 12, 8))
            .with("time", "9.30")
            .with("room", "00000000-0000-0000-0000-000000000001");
        let chosen = read(&values, &mut Errors::none()).map(|chosen| chosen.step);
        assert!(matches!(chosen, Some(Step::Notice { room: Some(_), .. })), "{chosen:?}");
        let mut errors = Errors::none();
        assert!(read(&Values::new(), &mut errors).is_none());
        assert_eq!(errors.fields(), ["step"]);
    }
}
