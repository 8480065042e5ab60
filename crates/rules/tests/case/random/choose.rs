//! What a random walk does next: mostly what the case waits for, at times anything at all.

use jiff::ToSpan;
use rules::appeal::AppealOutcome;
use rules::briefing::Acquaintance;
use rules::calendar::Day;
use rules::case::{Case, Command, CommandKind, Stage, stages};
use rules::consent::Consent;
use rules::correction::PersonField;
use rules::decision::{Outcome, by_facts};
use rules::notice::earliest;
use rules::violations::Violation;
use rules::working_days::after;

use crate::correction;
use crate::walk::{self, Walk, ids};

const COMMISSIONS: [&[&str]; 5] = [
    &["aigul", "berik", "daniyar"],
    &["aigul", "berik", "daniyar"],
    &["aigul", "saule", "timur"],
    &["aigul", "berik", "daniyar", "saule", "timur"],
    &["aigul", "berik"],
];

/// Raw choices of one step; they are read against the case as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    pub pick: u8,
    pub content: u16,
    pub clock: u8,
}

impl From<(u8, u16, u8)> for Choice {
    fn from((pick, content, clock): (u8, u16, u8)) -> Self {
        Self { pick, content, clock }
    }
}

impl Choice {
    /// One choice out of `n`, by a part of the content that other questions do not use.
    fn one_of(self, part: u16, n: u16) -> usize {
        usize::from((self.content / part) % n)
    }

    /// Now and then, about once in `n`.
    fn seldom(self, part: u16, n: u16) -> bool {
        self.one_of(part, n) == 0
    }
}

pub fn move_clock(walk: &mut Walk, choice: Choice) {
    let appointed = walk.case.as_ref().and_then(|case| case.appointment.as_ref()).map(|a| a.date);
    let told =
        walk.case.as_ref().is_some_and(|case| case.stage == Stage::Informed && case.received_on.is_some());
    match (choice.clock, appointed) {
        (0..=80, _) if told => drop(walk.later(6)),
        (0..=3, _) => drop(walk.later(7)),
        (4..=20, _) => drop(walk.later(1)),
        (250..=255, _) => {
            let tomorrow = after(&walk.calendar, walk.today(), 1).due;
            walk.calendar = walk.calendar.after(&[Day::by_act(tomorrow, false, "№ 712")]);
        }
        (21..=200, Some(day)) if walk.today() < day => drop(walk.on(day)),
        _ => walk.now += i64::from(choice.clock).minutes(),
    }
}

pub fn command(walk: &Walk, choice: Choice) -> Command {
    let kinds = CommandKind::ALL;
    let any = kinds[choice.one_of(1, u16::try_from(kinds.len()).unwrap())];
    let Some(case) = &walk.case else {
        return if choice.pick < 230 { walk::file(&walk.programme) } else { content(any, walk, choice) };
    };
    let allowed: Vec<_> = kinds
        .iter()
        .copied()
        .filter(|kind| stages(*kind).contains(&case.stage))
        .filter(|kind| {
            !matches!(kind, CommandKind::Withdraw | CommandKind::ChangeConsent) || choice.seldom(7, 20)
        })
        .collect();
    let kind = match choice.pick {
        0..=190 => expected(case, choice).unwrap_or(any),
        191..=235 if !allowed.is_empty() => allowed[usize::from(choice.content) % allowed.len()],
        _ => any,
    };
    content(kind, walk, choice)
}

/// What leads the case on.
fn expected(case: &Case, choice: Choice) -> Option<CommandKind> {
    use CommandKind as C;
    Some(match case.stage {
        Stage::Filed if choice.seldom(3, 12) => C::FindIncomplete,
        Stage::Filed => C::FindComplete,
        Stage::Incomplete if choice.seldom(3, 2) => C::SignRefusal,
        Stage::Incomplete => C::ReturnRefusal,
        Stage::Complete => C::OfferContract,
        Stage::Offered => C::ConcludeContract,
        Stage::Contracted | Stage::Postponed => C::SendNotice,
        Stage::Noticed if case.acquainted.len() < 2 => C::Acquaint,
        Stage::Noticed if case.briefing.is_none() => C::Brief,
        Stage::Noticed => C::OpenSitting,
        Stage::Incapacitated => C::ConfirmIncapacity,
        Stage::Theory | Stage::Practice if choice.seldom(5, 12) => C::RegisterViolation,
        Stage::Theory => C::CloseTheory,
        Stage::Admitted => C::OpenPractice,
        Stage::Practice if judgements(case) < 3 * case.present.len() => C::JudgeStep,
        Stage::Practice => C::ClosePractice,
        Stage::Ended => ended(case),
        Stage::Decided => C::SignProtocol,
        Stage::Passed | Stage::Upheld => C::IssueDocument,
        Stage::NotPassed => C::InformNotPassed,
        Stage::Informed if case.received_on.is_none() && choice.seldom(5, 3) => C::ProvePaperReceipt,
        Stage::Informed if case.received_on.is_none() => C::ProveReceipt,
        Stage::Informed if choice.seldom(5, 3) => C::Close,
        Stage::Informed => C::FileAppeal,
        Stage::Appealed => C::RegisterAppeal,
        Stage::AppealRegistered if choice.seldom(5, 3) => C::RefuseLateAppeal,
        Stage::AppealRegistered if choice.seldom(6, 2) => C::DecideAppeal,
        Stage::AppealRegistered => C::CastAppealVote,
        Stage::Issued | Stage::Closed | Stage::Refused | Stage::Withdrawn | Stage::Annulled => return None,
    })
}

fn judgements(case: &Case) -> usize {
    case.judgements.values().map(std::collections::BTreeMap::len).sum()
}

fn ended(case: &Case) -> CommandKind {
    if case.violations.iter().any(|violation| violation.act.is_none()) {
        CommandKind::DrawViolationAct
    } else if case.ended_by_violation && case.violations.iter().any(|violation| violation.review.is_none()) {
        CommandKind::ReviewViolation
    } else if case.votes.len() < case.present.len() {
        CommandKind::CastVote
    } else {
        CommandKind::Decide
    }
}

/// A command of the kind, usually one that can be accepted.
fn content(kind: CommandKind, walk: &Walk, choice: Choice) -> Command {
    use CommandKind as C;
    match kind {
        C::File => file(walk, choice),
        C::FindComplete if choice.seldom(11, 8) => {
            Command::FindComplete { checked: walk::checked(&["identity"]) }
        }
        C::FindComplete => walk::find_complete(),
        C::FindIncomplete if choice.seldom(11, 4) => {
            Command::FindIncomplete { grounds: vec![], words: String::new() }
        }
        C::FindIncomplete => walk::find_incomplete(),
        C::ReturnRefusal => Command::ReturnRefusal { remark: "нақтылаңыз".into() },
        C::SignRefusal => Command::SignRefusal { number: "Б-1".into() },
        C::OfferContract => walk::offer(),
        C::ConcludeContract => Command::ConcludeContract,
        C::SendNotice => notice(walk, choice),
        C::RefuseNewDate => Command::RefuseNewDate,
        C::ReportIncapacity => Command::ReportIncapacity,
        C::ConfirmIncapacity => {
            let sheet = if choice.seldom(11, 4) { " " } else { "ab12" };
            Command::ConfirmIncapacity { sheet: sheet.into(), period: None }
        }
        C::RecordFault => walk::fault(),
        C::RecordNoShow => Command::RecordNoShow,
        C::Acquaint => acquaint(walk, choice),
        C::Brief => brief(walk, choice),
        C::OpenSitting => open(choice),
        C::CloseTheory => walk::theory(if choice.seldom(17, 3) { 28 } else { 29 }, 40),
        C::OpenPractice => open_practice(walk, choice),
        C::JudgeStep => judge(walk, choice),
        C::ClosePractice => Command::ClosePractice,
        C::RegisterViolation => walk::violation(["o-1", "o-2", "o-3"][choice.one_of(7, 3)], walk.now),
        C::DrawViolationAct => walk::act(&observation(walk, choice, |violation| violation.act.is_none())),
        C::SignViolationAct => {
            let observation = observation(walk, choice, |violation| violation.unsigned().next().is_some());
            let unsigned = walk.case.iter().flat_map(|case| case.violations.iter());
            let unsigned = unsigned.filter(|violation| violation.observation == observation);
            let member = unsigned.flat_map(Violation::unsigned).next().cloned();
            walk::sign_act(&observation, &member.unwrap_or_else(|| "timur".into()))
        }
        C::ReviewViolation => {
            let observation = observation(walk, choice, |violation| violation.review.is_none());
            walk::review(&observation, !choice.seldom(11, 4))
        }
        _ => concluding(kind, walk, choice),
    }
}

fn concluding(kind: CommandKind, walk: &Walk, choice: Choice) -> Command {
    use CommandKind as C;
    match kind {
        C::CastVote => vote(walk, choice),
        C::Decide => Command::Decide { protocol: "Х-7".into() },
        C::SignProtocol => {
            let signed = |member: &&String| !walk.case.iter().any(|case| case.signed.contains_key(*member));
            Command::SignProtocol { member: member(walk, choice, signed) }
        }
        C::IssueDocument => walk::issue(u32::from(choice.content)),
        C::InformNotPassed => walk::inform(),
        C::ProveReceipt => walk::receipt(),
        C::ProvePaperReceipt => walk::paper_receipt(walk.today()),
        C::FileAppeal => walk::appeal(),
        C::RegisterAppeal if choice.seldom(7, 4) => Command::RegisterAppeal {
            number: "Ап-1".into(),
            commission: ids(&["gulnar", "erlan", "timur"]),
        },
        C::RegisterAppeal => walk::register(),
        C::RefuseLateAppeal => walk::refuse_late(),
        C::CastAppealVote => {
            let outcome = if choice.seldom(7, 3) { AppealOutcome::Rejected } else { AppealOutcome::Upheld };
            walk::appeal_vote(walk::APPEAL[choice.one_of(2, 3)], outcome)
        }
        C::DecideAppeal => walk::decide_appeal(),
        C::Withdraw => walk::withdraw(),
        C::AnnulDocument => walk::annul("head", if choice.seldom(7, 3) { "head" } else { "registrar" }),
        C::FileComplaint => walk::complaint(),
        C::AnswerComplaint => walk::answer(),
        C::RecountTerms => Command::RecountTerms,
        C::AskCorrection => ask_correction(choice),
        C::AnswerCorrection => answer_correction(walk, choice),
        C::ChangeConsent => walk::consent(Consent::ALL[choice.one_of(7, 6)], choice.seldom(3, 2)),
        _ => Command::Close,
    }
}

/// A number of its own, seldom a surname, seldom nothing that is wrong.
fn ask_correction(choice: Choice) -> Command {
    let wishes = match choice.one_of(7, 6) {
        0 => vec![correction::wish(PersonField::Surname, &format!("Сейітқали-{}", choice.content))],
        1 => vec![],
        _ => vec![correction::wish(PersonField::Mobile, &format!("+7 701 {:07}", choice.content))],
    };
    Command::AskCorrection { wishes, words: String::new(), files: vec![] }
}

/// All that was asked for, or nothing with a reason.
fn answer_correction(walk: &Walk, choice: Choice) -> Command {
    let open = walk.case.as_ref().and_then(|case| rules::correction::open(&case.corrections));
    let asked: Vec<PersonField> =
        open.iter().flat_map(|one| one.wishes.iter().map(|wish| wish.field)).collect();
    if choice.seldom(7, 3) {
        correction::answer_correction(&[], "құжат жоқ")
    } else {
        correction::answer_correction(&asked, "")
    }
}

fn file(walk: &Walk, choice: Choice) -> Command {
    let mut application = walk::application(&walk.programme);
    application.consents.platform = !choice.seldom(7, 3);
    walk::file_this(application)
}

/// The earliest day; seldom a day off, a day too early or a later one.
fn notice(walk: &Walk, choice: Choice) -> Command {
    let cause = walk.case.as_ref().and_then(|case| case.cause);
    let earliest = earliest(&walk.calendar, walk.cx().edition, walk.today(), cause);
    let shift = [0, 0, 0, 0, -1, 1, 2, 0][choice.one_of(13, 8)];
    walk::notice_for(earliest.saturating_add(shift.days()))
}

fn acquaint(walk: &Walk, choice: Choice) -> Command {
    let known = walk.case.iter().any(|case| case.acquainted.contains(&Acquaintance::Methodology));
    let with = if known == choice.seldom(7, 8) { Acquaintance::Methodology } else { Acquaintance::Appeal };
    Command::Acquaint { with }
}

fn brief(walk: &Walk, choice: Choice) -> Command {
    walk::brief(if choice.seldom(7, 6) { walk.today().tomorrow().unwrap() } else { walk.today() })
}

fn open(choice: Choice) -> Command {
    let members = COMMISSIONS[choice.one_of(7, 5)];
    walk::open_with(members, if choice.seldom(29, 8) { &["berik", "saule"] } else { &[] })
}

fn open_practice(walk: &Walk, choice: Choice) -> Command {
    let commission = walk.case.as_ref().and_then(|case| case.commission.as_ref());
    let mut present = commission.map(|commission| commission.members.clone()).unwrap_or_default();
    if choice.seldom(7, 4) {
        present.pop();
    }
    Command::OpenPractice { present }
}

/// A step and a member that are still missing; else any.
fn judge(walk: &Walk, choice: Choice) -> Command {
    let steps = || walk.programme.map.steps.iter().map(|step| &step.id);
    let pairs = walk.case.iter().flat_map(|case| {
        let missing =
            |step: &String, id: &String| !case.judgements.get(step).is_some_and(|by| by.contains_key(id));
        case.present
            .iter()
            .flat_map(move |id| steps().filter(move |step| missing(step, id)).map(move |s| (s, id)))
    });
    let pairs: Vec<_> = pairs.collect();
    match pairs.get(usize::from(choice.content) % pairs.len().max(1)) {
        Some((step, id)) if !choice.seldom(7, 20) => walk::judge(step, id, !choice.seldom(11, 8)),
        _ => walk::judge(&walk.programme.map.steps[0].id, "aigul", choice.seldom(11, 2)),
    }
}

fn observation(walk: &Walk, choice: Choice, owed: impl Fn(&Violation) -> bool) -> String {
    let owed = walk.case.iter().flat_map(|case| case.violations.iter()).find(|violation| owed(violation));
    match owed {
        Some(violation) if !choice.seldom(17, 8) => violation.observation.clone(),
        _ => "o-1".into(),
    }
}

fn member(walk: &Walk, choice: Choice, owed: impl Fn(&&String) -> bool) -> String {
    let owed = walk.case.iter().flat_map(|case| case.present.iter()).find(owed);
    owed.filter(|_| !choice.seldom(17, 10)).cloned().unwrap_or_else(|| "timur".into())
}

/// By the facts, seldom against them.
fn vote(walk: &Walk, choice: Choice) -> Command {
    let facts = walk.case.as_ref().map_or(Outcome::NotPassed, |case| {
        by_facts(case.ended_by_violation, case.theory, case.practice.as_ref())
    });
    let against = if facts == Outcome::Passed { Outcome::NotPassed } else { Outcome::Passed };
    let unvoted = |member: &&String| !walk.case.iter().any(|case| case.votes.contains_key(*member));
    let member = member(walk, choice, unvoted);
    walk::vote(&member, if choice.seldom(11, 8) { against } else { facts })
}
