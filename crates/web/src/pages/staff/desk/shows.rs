//! What the desk can show: groups of stages and days.

use acts::projection::CaseFilter;
use jiff::civil::Date;
use rules::case::Stage;

/// A choice of the desk's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Everything that is not at rest.
    Open,
    /// ¶5: to check.
    New,
    Overdue,
    /// Due today or before.
    Today,
    /// ¶5: at the head.
    ToSign,
    /// ¶6 ¶7 ¶11: a notice is owed.
    Notice,
    /// The candidate signs, or sends a copy.
    Candidate,
    /// The procedure is today.
    Sitting,
    /// ¶17: decision and protocol.
    Protocol,
    /// ¶18 ¶23: documents to issue.
    Issue,
    /// ¶19: notifications to send.
    Inform,
    /// ¶20–¶22.
    Appeal,
    All,
}

impl Show {
    pub const ALL: [Self; 13] = [
        Self::Open,
        Self::New,
        Self::Overdue,
        Self::Today,
        Self::ToSign,
        Self::Notice,
        Self::Candidate,
        Self::Sitting,
        Self::Protocol,
        Self::Issue,
        Self::Inform,
        Self::Appeal,
        Self::All,
    ];

    /// Those that stand as counters above the list.
    pub const COUNTED: [Self; 7] =
        [Self::Overdue, Self::Today, Self::New, Self::Notice, Self::Sitting, Self::Protocol, Self::Issue];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::New => "new",
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::ToSign => "to-sign",
            Self::Notice => "notice",
            Self::Candidate => "candidate",
            Self::Sitting => "sitting",
            Self::Protocol => "protocol",
            Self::Issue => "issue",
            Self::Inform => "inform",
            Self::Appeal => "appeal",
            Self::All => "all",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "staff-show-open",
            Self::New => "staff-show-new",
            Self::Overdue => "staff-show-overdue",
            Self::Today => "staff-show-today",
            Self::ToSign => "staff-show-to-sign",
            Self::Notice => "staff-show-notice",
            Self::Candidate => "board-show-candidate",
            Self::Sitting => "staff-show-sitting",
            Self::Protocol => "staff-show-protocol",
            Self::Issue => "staff-show-issue",
            Self::Inform => "staff-show-inform",
            Self::Appeal => "staff-show-appeal",
            Self::All => "staff-show-all",
        }
    }

    /// The counter of today counts today alone; its list begins with what is late already.
    pub const fn counter_key(self) -> &'static str {
        match self {
            Self::Today => "staff-count-today",
            other => other.key(),
        }
    }

    pub fn filter(self, today: Date) -> CaseFilter {
        let stages: &[Stage] = match self {
            Self::Open => OPEN,
            Self::New => &[Stage::Filed],
            Self::ToSign => &[Stage::Incomplete, Stage::Complete],
            Self::Notice => &[Stage::Contracted, Stage::Postponed],
            Self::Candidate => &[Stage::Offered, Stage::Incapacitated],
            Self::Protocol => &[Stage::Ended, Stage::Decided],
            Self::Issue => &[Stage::Passed, Stage::Upheld],
            Self::Inform => &[Stage::NotPassed],
            Self::Appeal => &[Stage::Appealed, Stage::AppealRegistered],
            Self::Overdue | Self::Today | Self::Sitting | Self::All => &[],
        };
        CaseFilter {
            stages: stages.to_vec(),
            due_until: match self {
                Self::Overdue => Some(super::yesterday(today)),
                Self::Today => Some(today),
                _ => None,
            },
            sitting_on: (self == Self::Sitting).then_some(today),
            ..CaseFilter::default()
        }
    }
}

/// Something is still owed by somebody.
const OPEN: &[Stage] = &[
    Stage::Filed,
    Stage::Incomplete,
    Stage::Complete,
    Stage::Offered,
    Stage::Contracted,
    Stage::Noticed,
    Stage::Incapacitated,
    Stage::Postponed,
    Stage::Theory,
    Stage::Admitted,
    Stage::Practice,
    Stage::Ended,
    Stage::Decided,
    Stage::Passed,
    Stage::NotPassed,
    Stage::Informed,
    Stage::Appealed,
    Stage::AppealRegistered,
    Stage::Upheld,
];

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn p05_overdue_ends_yesterday_and_today_ends_today() {
        let today = date(2026, 11, 23);
        assert_eq!(Show::Overdue.filter(today).due_until, Some(date(2026, 11, 22)));
        assert_eq!(Show::Today.filter(today).due_until, Some(today));
        assert_eq!(Show::from_code("notice"), Some(Show::Notice));
        assert_eq!(Show::from_code("x"), None);
    }

    #[test]
    fn every_stage_at_work_is_in_the_open_list() {
        let at_rest = [Stage::Issued, Stage::Closed];
        for stage in Stage::ALL {
            assert_eq!(OPEN.contains(stage), !stage.is_final() && !at_rest.contains(stage), "{stage:?}");
        }
    }
}
