//! The one next thing that a person has to do in a case.

use acts::access::Act;
use rules::briefing::Acquaintance;
use rules::case::{Case, CommandKind, Stage, stages};
use rules::practice::judged_by_all;
use rules::violations::{Violation, stands};

use super::parts::Scene;

/// What comes next, seen by one person. Those named `Await…` are somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// ¶8: the candidate's own.
    AwaitAcquaintance,
    Brief,
    OpenSitting,
    AwaitOpening,
    NoShow,
    CloseTheory,
    OpenPractice,
    AwaitPractice,
    Judge,
    AwaitJudges,
    ClosePractice,
    DrawAct,
    SignAct,
    Review,
    AwaitReview,
    Vote,
    AwaitVotes,
    Decide,
    Sign,
    AwaitSignatures,
    VoteOnAppeal,
    AwaitAppealVotes,
    DecideAppeal,
    Nothing,
}

impl Step {
    pub fn of(scene: &Scene<'_>) -> Self {
        let case = scene.case();
        match case.stage {
            Stage::Noticed => before(scene),
            Stage::Theory => Self::CloseTheory,
            Stage::Admitted if scene.may(Act::OpenPractice) => Self::OpenPractice,
            Stage::Admitted => Self::AwaitPractice,
            Stage::Practice => practice(scene),
            Stage::Ended => ended(scene),
            _ if owes_act(scene) => Self::SignAct,
            Stage::Decided if scene.present() && !case.signed.contains_key(&scene.me()) => Self::Sign,
            Stage::Decided => Self::AwaitSignatures,
            Stage::AppealRegistered if decides_appeal(scene) => appeal(scene),
            _ => Self::Nothing,
        }
    }

    /// Key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AwaitAcquaintance => "commission-step-await-acquaintance",
            Self::Brief => "commission-step-brief",
            Self::OpenSitting => "commission-step-open-sitting",
            Self::AwaitOpening => "commission-step-await-opening",
            Self::NoShow => "commission-step-no-show",
            Self::CloseTheory => "commission-step-close-theory",
            Self::OpenPractice => "commission-step-open-practice",
            Self::AwaitPractice => "commission-step-await-practice",
            Self::Judge => "commission-step-judge",
            Self::AwaitJudges => "commission-step-await-judges",
            Self::ClosePractice => "commission-step-close-practice",
            Self::DrawAct => "commission-step-draw-act",
            Self::SignAct => "commission-step-sign-act",
            Self::Review => "commission-step-review",
            Self::AwaitReview => "commission-step-await-review",
            Self::Vote | Self::VoteOnAppeal => "commission-step-vote",
            Self::AwaitVotes | Self::AwaitAppealVotes => "commission-step-await-votes",
            Self::Decide => "commission-step-decide",
            Self::Sign => "commission-step-sign",
            Self::AwaitSignatures => "commission-step-await-signatures",
            Self::DecideAppeal => "commission-step-decide-appeal",
            Self::Nothing => "commission-step-nothing",
        }
    }

    /// The page where it is done; `None` for what somebody else does.
    pub const fn page(self) -> Option<&'static str> {
        Some(match self {
            Self::Brief => "brief",
            Self::OpenSitting => "sitting",
            Self::NoShow => "no-show",
            Self::CloseTheory => "theory",
            Self::OpenPractice | Self::Judge | Self::ClosePractice => "practice",
            Self::DrawAct | Self::SignAct | Self::Review | Self::AwaitReview => "violation",
            Self::Vote | Self::Decide => "decision",
            Self::Sign => "protocol",
            Self::VoteOnAppeal | Self::AwaitAppealVotes | Self::DecideAppeal => "appeal-decision",
            _ => return None,
        })
    }
}

/// ¶8. Both acquaintances are recorded.
pub fn acquainted(case: &Case) -> bool {
    [Acquaintance::Methodology, Acquaintance::Appeal].iter().all(|with| case.acquainted.contains(with))
}

/// ¶6–¶10: what stands before the sitting.
fn before(scene: &Scene<'_>) -> Step {
    let case = scene.case();
    let chair = scene.may(Act::OpenSitting);
    let missed = case.appointment.as_ref().is_some_and(|set| set.date < scene.context.today());
    if missed && chair {
        Step::NoShow
    } else if case.briefing.is_none() && scene.may(Act::Brief) {
        Step::Brief
    } else if !acquainted(case) {
        Step::AwaitAcquaintance
    } else if chair {
        Step::OpenSitting
    } else {
        Step::AwaitOpening
    }
}

fn practice(scene: &Scene<'_>) -> Step {
    let (case, map) = (scene.case(), &scene.context.programme.map);
    let all = judged_by_all(map, &case.judgements, &case.present).is_ok();
    let mine = judged_by_all(map, &case.judgements, &[scene.me()]).is_ok();
    if scene.present() && !mine {
        Step::Judge
    } else if all && scene.may(Act::ClosePractice) {
        Step::ClosePractice
    } else {
        Step::AwaitJudges
    }
}

/// ¶14 ¶17: acts, reviews, votes, decision.
fn ended(scene: &Scene<'_>) -> Step {
    let case = scene.case();
    let mut standing = case.violations.iter().filter(|violation| stands(violation));
    let act_missing = standing.clone().any(|violation| violation.act.is_none());
    let unreviewed = case.ended_by_violation && standing.any(|violation| violation.review.is_none());
    let voted = case.votes.contains_key(&scene.me());
    let all_voted = case.present.iter().all(|member| case.votes.contains_key(member));
    if act_missing && scene.may(Act::DrawViolationAct) {
        Step::DrawAct
    } else if unreviewed {
        if scene.may(Act::ReviewViolation) { Step::Review } else { Step::AwaitReview }
    } else if scene.present() && !voted {
        Step::Vote
    } else if all_voted && scene.may(Act::Decide) {
        Step::Decide
    } else {
        Step::AwaitVotes
    }
}

/// ¶14: an act waits for this person's signature.
fn owes_act(scene: &Scene<'_>) -> bool {
    let case = scene.case();
    let mine = |violation: &Violation| violation.unsigned().any(|id| *id == scene.me());
    stages(CommandKind::SignViolationAct).contains(&case.stage)
        && case.violations.iter().any(|violation| stands(violation) && mine(violation))
}

/// Q39. A vote, then the decision, once enough have voted.
fn appeal(scene: &Scene<'_>) -> Step {
    let least = scene.context.edition.commission.minimum_present;
    match &scene.case().appeal {
        Some(appeal) if !appeal.votes.contains_key(&scene.me()) => Step::VoteOnAppeal,
        Some(appeal) if appeal.votes_missing(least) > 0 => Step::AwaitAppealVotes,
        _ => Step::DecideAppeal,
    }
}

fn decides_appeal(scene: &Scene<'_>) -> bool {
    scene.case().appeal.as_ref().is_some_and(|appeal| appeal.commission.contains(&scene.me()))
}
