//! A term with the count of its days, so that anyone can count after us.

use jiff::Timestamp;
use rules::calendar::Calendar;
use rules::terms::Term;
use rules::working_days::Skipped;

use crate::case_words::{standing_sign, standing_words, term_key};
use crate::dates::short;
use crate::page::Frame;

#[derive(Debug)]
pub(super) struct TermView {
    pub(super) name: String,
    pub(super) clause: String,
    pub(super) due: String,
    pub(super) standing: String,
    pub(super) sign: &'static str,
    pub(super) start: String,
    pub(super) days: Vec<String>,
    pub(super) skipped: Vec<String>,
    pub(super) estimated: bool,
}

impl TermView {
    pub(super) fn new(frame: &Frame, term: &Term, now: Timestamp, calendar: &Calendar) -> Self {
        let language = frame.language;
        let standing = term.standing(now, calendar);
        let day = |(n, date): (usize, &jiff::civil::Date)| {
            let date = format!("{}, {}", short(*date), language.weekday(*date));
            frame.t2("candidate-term-day", "n", n, "date", date)
        };
        Self {
            name: frame.t(term_key(term.clause.as_str())),
            clause: term.clause.to_string(),
            due: format!("{}, {}", language.date(term.due), language.weekday(term.due)),
            standing: standing_words(language, standing),
            sign: standing_sign(standing),
            start: short(term.start),
            days: (1..).zip(&term.days).map(day).collect(),
            skipped: term.skipped.iter().map(|run| skipped(frame, run)).collect(),
            estimated: term.estimated,
        }
    }
}

fn skipped(frame: &Frame, run: &Skipped) -> String {
    let days =
        if run.from == run.to { short(run.from) } else { format!("{}–{}", short(run.from), short(run.to)) };
    frame.t2("candidate-term-skipped", "days", days, "why", frame.language.pick(&run.why))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rules::Clause;
    use rules::terms::term;

    use super::*;
    use crate::words::Language;

    #[test]
    fn p05_the_days_of_a_term_can_be_counted_after_us() {
        let calendar = Calendar::kazakhstan();
        let frame = Frame::sample(Language::Kk, "candidate-case-title");
        let now = "2026-03-19T06:00:00Z".parse().unwrap();
        let view =
            TermView::new(&frame, &term(calendar, Clause::new("¶5"), date(2026, 3, 19), 3), now, calendar);
        assert_eq!(view.due, "2026 жылғы 27 наурыз, жұма");
        assert_eq!(view.days[0], "1-күн: 20.03.2026, жұма");
        assert_eq!(view.skipped, ["Өткізілген: 21.03.2026–25.03.2026: Наурыз мейрамы"]);
        assert_eq!(view.standing, "3 жұмыс күні қалды");
    }
}
