//! One case walked to a stage.

use std::sync::atomic::{AtomicI64, Ordering};

use acts::draft::{self, Draft};
use acts::exam::{self, OpenSitting};
use acts::people::Who;
use acts::people::proof::Proof;
use acts::walk::Asked;
use acts::{ActError, ActResult, CaseId, Cx, RequestId, intake, outcome, schedule};
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp};
use rules::appeal::{AppealOutcome, AppealVote};
use rules::application::required_documents;
use rules::briefing::Acquaintance;
use rules::case::Stage;
use rules::completeness::{Checked, Ground};
use rules::decision::{Outcome, Vote};
use rules::notice::Appointment;
use rules::practice::Judgement;
use rules::sitting::Commission;
use rules::{application::AttachmentKind, not_passed, terms};

use super::super::SetClock;
use super::back;

/// While the store is filled nobody types a password.
fn proof(cx: &Cx, who: &Who) -> ActResult<Proof> {
    let now = cx.clock.now();
    Proof::given(who.account, now, now).ok_or(ActError::ProofNeeded)
}

/// Who does what at a centre.
#[derive(Debug)]
pub(crate) struct Crew<'a> {
    pub(crate) registrar: &'a Who,
    pub(crate) head: &'a Who,
    pub(crate) chair: &'a Who,
    pub(crate) members: Vec<&'a Who>,
    pub(crate) appeal: Vec<&'a Who>,
}

/// Working days from filing to each step, when everything goes its ordinary way.
mod day {
    pub(super) const CHECK: u16 = 1;
    pub(super) const CONTRACT: u16 = 2;
    pub(super) const NOTICE: u16 = 3;
    pub(super) const ILL: u16 = 5;
    pub(super) const BRIEF: u16 = 13;
    pub(super) const SITTING: u16 = 14;
    pub(super) const PROTOCOL: u16 = 15;
    pub(super) const RESULT: u16 = 16;
    pub(super) const RECEIPT: u16 = 17;
    pub(super) const APPEAL: u16 = 18;
    pub(super) const REGISTER: u16 = 19;
    pub(super) const APPEAL_DECISION: u16 = 21;
    pub(super) const CLOSED: u16 = 24;
}

type Done = Result<(), acts::ActError>;

/// One case on its way.
pub(crate) struct Walk<'a> {
    cx: &'a Cx,
    clock: &'a SetClock,
    candidate: &'a Who,
    crew: &'a Crew<'a>,
    /// The day of the last act.
    until: Date,
    now: Timestamp,
    step: AtomicI64,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(
        cx: &'a Cx,
        clock: &'a SetClock,
        candidate: &'a Who,
        crew: &'a Crew<'a>,
        until: Date,
        now: Timestamp,
    ) -> Self {
        Self { cx, clock, candidate, crew, until, now, step: AtomicI64::new(0) }
    }

    /// Walks a fresh draft to `stage`.
    pub(crate) async fn to(&self, stage: Stage, draft: Draft) -> Done {
        let last = last_day(stage);
        self.at(last, 0);
        let id = draft::begin(self.cx, self.candidate, self.request(), draft).await?;
        let filed = intake::file_application(self.cx, self.candidate, id, self.request()).await?;
        let case = filed.case;
        self.intake(case, stage, last).await?;
        if stage_before(stage, Stage::Noticed) {
            return Ok(());
        }
        self.schedule(case, stage, last).await?;
        if matches!(stage, Stage::Noticed | Stage::Incapacitated | Stage::Postponed) {
            return Ok(());
        }
        self.exam(case, stage, last).await?;
        self.result(case, stage, last).await
    }

    async fn intake(&self, case: CaseId, stage: Stage, last: u16) -> Done {
        let (cx, crew) = (self.cx, self.crew);
        if stage == Stage::Filed {
            return Ok(());
        }
        self.at(last, day::CHECK);
        if stage == Stage::Withdrawn {
            let reason = "Жеке себеппен".into();
            return intake::withdraw(cx, self.ask(self.candidate, case), reason).await.map(drop);
        }
        if matches!(stage, Stage::Incomplete | Stage::Refused) {
            let grounds = vec![Ground::Unreadable { kind: AttachmentKind::Education }];
            let words = "Дипломның екінші беті сканерленбеген.".into();
            intake::prepare_refusal(cx, self.ask(crew.registrar, case), grounds, words).await?;
            if stage == Stage::Refused {
                intake::sign_refusal(cx, self.ask(crew.head, case), &proof(cx, crew.head)?).await?;
                let words = "Дипломның екінші беті жіберілген еді, екінші файлды қараңыз.".into();
                outcome::file_complaint(cx, self.ask(self.candidate, case), words, vec![]).await?;
            }
            return Ok(());
        }
        let loaded = acts::walk::load(cx, case).await?;
        let programme = cx.context(&loaded.case)?.programme;
        let checked = required_documents(programme)
            .iter()
            .map(|line| Checked { line: line.code().into(), ok: true })
            .collect();
        intake::find_complete(cx, self.ask(crew.registrar, case), checked).await?;
        if stage == Stage::Complete {
            return Ok(());
        }
        intake::offer_contract(cx, self.ask(crew.head, case), "45 000 ₸".into(), &proof(cx, crew.head)?)
            .await?;
        if stage == Stage::Offered {
            return Ok(());
        }
        self.at(last, day::CONTRACT);
        intake::conclude_contract(cx, self.ask(self.candidate, case), &proof(cx, self.candidate)?)
            .await
            .map(drop)
    }

    async fn schedule(&self, case: CaseId, stage: Stage, last: u16) -> Done {
        let cx = self.cx;
        self.at(last, day::NOTICE);
        let loaded = acts::walk::load(cx, case).await?;
        let date = schedule::earliest_day(cx, &loaded)?;
        let place = cx.context(&loaded.case)?.centre.address.kk.clone();
        let mode = loaded.case.application.mode;
        let appointment = Appointment { date, time: time(10, 0, 0, 0), place, mode, seat: None };
        schedule::send_notice(cx, self.ask(self.crew.registrar, case), appointment).await?;
        if matches!(stage, Stage::Incapacitated | Stage::Postponed) {
            self.at(last, day::ILL);
            schedule::report_incapacity(cx, self.ask(self.candidate, case)).await?;
            if stage == Stage::Postponed {
                let sheet = loaded.case.application.attachments.first().map(|file| file.digest.clone());
                let bytes =
                    cx.blobs.get(loaded.owner()?, &sheet.unwrap_or_default()).await?.unwrap_or_default();
                schedule::confirm_incapacity(cx, self.ask(self.candidate, case), bytes, None).await?;
            }
        }
        Ok(())
    }

    async fn exam(&self, case: CaseId, stage: Stage, last: u16) -> Done {
        let (cx, crew) = (self.cx, self.crew);
        self.at(last, day::BRIEF);
        for with in [Acquaintance::Methodology, Acquaintance::Appeal] {
            schedule::acquaint(cx, self.ask(self.candidate, case), with).await?;
        }
        schedule::brief(cx, self.ask(crew.registrar, case), "17".into()).await?;
        self.at(last, day::SITTING);
        let loaded = acts::walk::load(cx, case).await?;
        let programme = cx.context(&loaded.case)?.programme.clone();
        exam::open_sitting(cx, self.ask(crew.chair, case), self.sitting(programme.equipment.len())).await?;
        if stage == Stage::Theory {
            return Ok(());
        }
        let total = programme.theory.questions();
        let admitted = stage != Stage::Closed;
        let correct = if admitted { total * 17 / 20 } else { total * 7 / 10 };
        exam::close_theory(cx, self.ask(crew.chair, case), correct, total, None).await?;
        if stage == Stage::Admitted || !admitted {
            return Ok(());
        }
        let present = self.present();
        exam::open_practice(cx, self.ask(crew.chair, case), present).await?;
        for judge in self.judges() {
            let all = programme.map.steps.iter().enumerate().map(|(place, step)| {
                let failed = ends_not_passed(stage) && step.critical && place > 2;
                let note = if failed { "Шегінен асып кетті".into() } else { String::new() };
                (step.id.clone(), Judgement { done: !failed, note })
            });
            let all: Vec<_> = if stage == Stage::Practice { all.take(5).collect() } else { all.collect() };
            exam::judge_steps(cx, self.ask(judge, case), all).await?;
        }
        if stage == Stage::Practice {
            return Ok(());
        }
        exam::close_practice(cx, self.ask(crew.chair, case)).await.map(drop)
    }

    async fn result(&self, case: CaseId, stage: Stage, last: u16) -> Done {
        if matches!(stage, Stage::Theory | Stage::Admitted | Stage::Practice | Stage::Ended) {
            return Ok(());
        }
        let (cx, crew) = (self.cx, self.crew);
        let outcome = if ends_not_passed(stage) { Outcome::NotPassed } else { Outcome::Passed };
        for member in self.judges() {
            outcome::cast_vote(cx, self.ask(member, case), Vote { outcome, dissent: String::new() }).await?;
        }
        outcome::decide(cx, self.ask(crew.chair, case), &proof(cx, crew.chair)?).await?;
        if stage == Stage::Decided {
            return Ok(());
        }
        self.at(last, day::PROTOCOL);
        for member in self.judges() {
            outcome::sign_protocol(cx, self.ask(member, case), &proof(cx, member)?).await?;
        }
        if matches!(stage, Stage::Passed | Stage::NotPassed) {
            return Ok(());
        }
        self.at(last, day::RESULT);
        if outcome == Outcome::NotPassed {
            return self.not_passed(case, stage, last).await;
        }
        outcome::issue_document(cx, self.ask(crew.head, case), &proof(cx, crew.head)?).await?;
        if stage == Stage::Annulled {
            self.at(last, day::REGISTER);
            let reason = "Ұсынылған диплом жарамсыз деп танылды".into();
            let other = crew.registrar.account.to_string();
            outcome::annul_document(cx, self.ask(crew.head, case), reason, other, &proof(cx, crew.head)?)
                .await?;
        }
        Ok(())
    }

    async fn not_passed(&self, case: CaseId, stage: Stage, last: u16) -> Done {
        let (cx, crew) = (self.cx, self.crew);
        let loaded = acts::walk::load(cx, case).await?;
        let programme = cx.context(&loaded.case)?.programme;
        let admitted = loaded.case.admitted();
        let recommendations = not_passed::draft(programme, admitted, loaded.case.practice.as_ref());
        outcome::inform_not_passed(cx, self.ask(crew.registrar, case), recommendations).await?;
        if stage == Stage::Informed {
            return Ok(());
        }
        self.at(last, day::RECEIPT);
        outcome::open_result(cx, self.ask(self.candidate, case)).await?;
        if stage == Stage::Closed {
            self.at(last, day::CLOSED);
            return outcome::close(cx, self.ask(crew.registrar, case)).await.map(drop);
        }
        self.at(last, day::APPEAL);
        let grounds = "Үшінші қадам карта бойынша орындалды, фотосуреті бар.".into();
        outcome::file_appeal(cx, self.ask(self.candidate, case), grounds, vec![]).await?;
        if stage == Stage::Appealed {
            return Ok(());
        }
        self.at(last, day::REGISTER);
        let commission = crew.appeal.iter().map(|who| who.account.to_string()).collect();
        outcome::register_appeal(cx, self.ask(crew.registrar, case), commission).await?;
        if stage == Stage::AppealRegistered {
            return Ok(());
        }
        self.at(last, day::APPEAL_DECISION);
        let judge = crew.appeal.first().ok_or(acts::ActError::NotAllowed)?;
        for voter in &crew.appeal {
            let vote = AppealVote { outcome: AppealOutcome::Upheld, dissent: String::new() };
            outcome::cast_appeal_vote(cx, self.ask(voter, case), vote).await?;
        }
        let reasons = "Фотосурет қадамның орындалғанын растайды.".into();
        outcome::decide_appeal(cx, self.ask(judge, case), reasons, &proof(cx, judge)?).await.map(drop)
    }

    fn sitting(&self, lines: usize) -> OpenSitting {
        let members = self.present();
        let commission = Commission { chair: self.crew.chair.account.to_string(), members: members.clone() };
        OpenSitting { commission, present: members, ticked: (0..lines).collect(), conflicted: vec![] }
    }

    /// The chair and two members.
    fn judges(&self) -> impl Iterator<Item = &'a Who> {
        std::iter::once(self.crew.chair).chain(self.crew.members.iter().copied().take(2))
    }

    fn present(&self) -> Vec<String> {
        self.judges().map(|who| who.account.to_string()).collect()
    }

    fn ask(&self, who: &'a Who, case: CaseId) -> Asked<'a> {
        self.step.fetch_add(1, Ordering::Relaxed);
        Asked { who, case, request: self.request() }
    }

    fn request(&self) -> RequestId {
        RequestId(self.cx.ids.fresh())
    }

    /// Sets the clock to the morning of a step's day, later with each step and never after now.
    fn at(&self, last: u16, step_day: u16) {
        let day = back(&self.cx.calendar, self.until, last.saturating_sub(step_day));
        let midnight = day.yesterday().map_or(self.now, terms::end_of);
        let step = self.step.fetch_add(1, Ordering::Relaxed) + 1;
        let morning = midnight.saturating_add(SignedDuration::from_mins(10 * 60 + step)).unwrap_or(self.now);
        let latest = self.now.saturating_sub(SignedDuration::from_secs(600 - step)).unwrap_or(self.now);
        self.clock.set(morning.min(latest));
    }
}

fn ends_not_passed(stage: Stage) -> bool {
    use Stage as S;
    matches!(stage, S::NotPassed | S::Informed | S::Appealed | S::AppealRegistered | S::Upheld | S::Closed)
}

fn stage_before(stage: Stage, other: Stage) -> bool {
    stage < other || stage == Stage::Withdrawn
}

/// The day of the last act on the way to `stage`.
fn last_day(stage: Stage) -> u16 {
    use Stage as S;
    match stage {
        S::Filed => 0,
        S::Incomplete | S::Refused | S::Complete | S::Offered | S::Withdrawn => day::CHECK,
        S::Contracted => day::CONTRACT,
        S::Noticed => day::NOTICE,
        S::Incapacitated | S::Postponed => day::ILL,
        S::Theory | S::Admitted | S::Practice | S::Ended | S::Decided => day::SITTING,
        S::Passed | S::NotPassed => day::PROTOCOL,
        S::Issued | S::Informed => day::RESULT,
        S::Appealed => day::APPEAL,
        S::AppealRegistered | S::Annulled => day::REGISTER,
        S::Upheld => day::APPEAL_DECISION,
        S::Closed => day::CLOSED,
    }
}
