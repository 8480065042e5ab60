//! ¶2(4) Q32. Who pays; a voucher that would end before the earliest lawful day is warned of.

use acts::draft::Draft;
use jiff::civil::Date;
use rules::calendar::Calendar;
use rules::edition::Edition;
use rules::funding::Funding;
use rules::notice::earliest;

use super::Seen;
use crate::form::{Choice, Form};
use crate::pages::candidate::question::Block;
use crate::words::{t, t_args};

pub(super) fn blocks(form: &Form<'_>, seen: &Seen<'_>) -> Vec<Block> {
    let language = form.language;
    let words = |key: &str| t(language, key);
    let choices = vec![
        Choice::new("own", words("apply-funding-own")),
        Choice::new("employer", words("apply-funding-employer")).hint(words("apply-funding-employer-hint")),
        Choice::new("voucher", words("apply-funding-voucher")).hint(words("apply-funding-voucher-hint")),
    ];
    let mut blocks = vec![];
    if let Some((until, earliest)) = lapses(seen.draft, seen.today) {
        let args = [("until", language.date(until).into()), ("earliest", language.date(earliest).into())];
        blocks.push(Block::Warning(t_args(language, "apply-funding-voucher-lapses", &args)));
    }
    blocks.extend([
        Block::Radios(form.choices("funding", "apply-funding-question", choices)),
        Block::Heading(words("apply-funding-voucher-title")),
        Block::Line(form.field("voucher-number", "apply-funding-voucher-number").width(20)),
        Block::Date(form.field("voucher-date", "apply-funding-voucher-date")),
    ]);
    blocks
}

/// The voucher's last day and the earliest lawful day of the exam, where the second comes after the first.
pub(in crate::pages::candidate::apply) fn lapses(draft: &Draft, today: Date) -> Option<(Date, Date)> {
    let issued_on = Date::new(
        draft.voucher_year.parse().ok()?,
        draft.voucher_month.parse().ok()?,
        draft.voucher_day.parse().ok()?,
    );
    let funding = Funding::Voucher { number: String::new(), issued_on: issued_on.ok()? };
    let until = funding.holds_until(&[]).filter(|_| draft.funding == "voucher")?;
    let earliest = earliest(Calendar::kazakhstan(), Edition::on(today)?, today, None);
    (earliest > until).then_some((until, earliest))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn p02_4_q32_a_voucher_that_ends_before_the_earliest_day_is_warned_of() {
        let draft = |funding: &str, day: &str, month: &str| Draft {
            funding: funding.into(),
            voucher_day: day.into(),
            voucher_month: month.into(),
            voucher_year: "2026".into(),
            ..Draft::default()
        };
        let today = date(2026, 11, 23);
        let earliest = date(2026, 12, 8);
        assert_eq!(lapses(&draft("voucher", "20", "10"), today), Some((date(2026, 12, 4), earliest)));
        assert_eq!(lapses(&draft("voucher", "24", "10"), today), None);
        assert_eq!(lapses(&draft("own", "1", "9"), today), None);
    }
}
