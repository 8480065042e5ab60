//! ¶8 (Q4). Acquaintance and the introductory briefing, done before the theory stage opens.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::refusal::{Reason, Refused};

/// ¶8(1) ¶8(2). What the candidate acknowledged, each with its own record (Q4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Acquaintance {
    /// ¶8(1): the instruments and (or) methodology of the programme.
    Methodology,
    /// ¶8(2): the procedures of complaint and appeal.
    Appeal,
}

/// ¶8. The fact of the briefing; the journal itself is kept on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Briefing {
    /// Who briefed: account id.
    pub briefer: String,
    /// Number of the line in the paper journal.
    pub journal_line: String,
    pub on: Date,
}

/// ¶8 Q4. Both acquaintances and the briefing stand before the first stage.
pub fn ready(acquainted: &[Acquaintance], briefing: Option<&Briefing>) -> Result<(), Refused> {
    if !acquainted.contains(&Acquaintance::Methodology) {
        return Err(Refused::new("¶8(1)", Reason::NotAcquainted));
    }
    if !acquainted.contains(&Acquaintance::Appeal) {
        return Err(Refused::new("¶8(2)", Reason::NotAcquainted));
    }
    if briefing.is_none() {
        return Err(Refused::new("¶8", Reason::NotBriefed));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn p08_each_of_the_three_is_owed_and_named_by_its_clause() {
        use Acquaintance as A;
        let briefing = Briefing { briefer: "m".into(), journal_line: "1".into(), on: date(2026, 12, 8) };
        let clause = |acquainted: &[A], briefed: bool| {
            let said = ready(acquainted, briefed.then_some(&briefing));
            said.err().map(|refused| (refused.clause.to_string(), refused.reason))
        };
        let (methodology, appeal) =
            (("¶8(1)".to_owned(), Reason::NotAcquainted), ("¶8(2)".to_owned(), Reason::NotAcquainted));
        assert_eq!(clause(&[], true), Some(methodology.clone()));
        assert_eq!(clause(&[A::Appeal], true), Some(methodology));
        assert_eq!(clause(&[A::Methodology], true), Some(appeal));
        assert_eq!(clause(&[A::Appeal, A::Methodology], false), Some(("¶8".into(), Reason::NotBriefed)));
        assert_eq!(clause(&[A::Appeal, A::Methodology], true), None);
    }
}
