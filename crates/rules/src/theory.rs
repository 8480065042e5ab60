//! ¶15. Admission to the practical stage by the theory score.

use serde::{Deserialize, Serialize};

use crate::edition::Edition;
use crate::refusal::{Reason, Refused};

/// ¶15. Correct answers out of *all* questions; an unanswered question counts as wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TheoryScore {
    correct: u16,
    total: u16,
}

/// ¶15. The verdict with the inputs it rests on: what the screen shows under "why".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    pub admitted: bool,
    pub correct: u16,
    pub total: u16,
    /// The smallest number of correct answers that admits.
    pub needed: u16,
}

impl TheoryScore {
    /// Refuses zero questions and more correct answers than questions.
    pub fn new(correct: u16, total: u16) -> Result<Self, Refused> {
        if total == 0 || correct > total {
            return Err(Refused::new("¶15", Reason::ScoreImpossible));
        }
        Ok(Self { correct, total })
    }

    pub const fn correct(self) -> u16 {
        self.correct
    }

    pub const fn total(self) -> u16 {
        self.total
    }
}

/// ¶15. Admitted with *more than* 70 % of **all** questions.
/// How: integers only, `correct × 10 > total × 7`; exactly 70 % is not admitted.
pub fn admission(score: TheoryScore, edition: &Edition) -> Admission {
    let (numerator, denominator) =
        (u32::from(edition.theory.more_than_numerator), u32::from(edition.theory.denominator));
    let (correct, total) = (u32::from(score.correct), u32::from(score.total));
    let needed = total * numerator / denominator + 1;
    Admission {
        admitted: correct * denominator > total * numerator,
        correct: score.correct,
        total: score.total,
        needed: u16::try_from(needed).unwrap_or(u16::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(correct: u16, total: u16) -> Admission {
        admission(TheoryScore::new(correct, total).unwrap(), Edition::current())
    }

    #[test]
    fn p15_exactly_seventy_percent_is_not_admitted() {
        let verdict = admits(28, 40);
        assert!(!verdict.admitted);
        assert_eq!(verdict.needed, 29);
        assert!(admits(29, 40).admitted);
    }

    #[test]
    fn p15_all_totals_and_all_scores() {
        for total in 1..=200_u16 {
            for correct in 0..=total {
                let verdict = admits(correct, total);
                // An independent statement of "more than 70 %": in hundredths, by exact comparison.
                let more = u32::from(correct) * 100 > u32::from(total) * 70;
                assert_eq!(verdict.admitted, more, "{correct}/{total}");
                assert_eq!(verdict.admitted, correct >= verdict.needed, "{correct}/{total}");
            }
        }
    }

    #[test]
    fn p15_the_smallest_passing_numbers() {
        for (total, needed) in [
            (10, 8),
            (15, 11),
            (20, 15),
            (25, 18),
            (30, 22),
            (40, 29),
            (50, 36),
            (60, 43),
            (80, 57),
            (100, 71),
        ] {
            assert_eq!(admits(0, total).needed, needed, "of {total}");
        }
    }

    #[test]
    fn p15_impossible_scores_are_refused() {
        assert!(TheoryScore::new(0, 0).is_err());
        assert!(TheoryScore::new(41, 40).is_err());
        let full = TheoryScore::new(40, 40).unwrap();
        assert_eq!((full.correct(), full.total()), (40, 40));
    }
}
