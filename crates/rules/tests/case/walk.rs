//! A case brought to any stage by `decide` and `evolve` alone, with the embedded calendar and edition.

use jiff::Timestamp;
use jiff::civil::{Date, time};
use rules::appeal::{AppealOutcome, Receipt};
use rules::application::{Application, AttachmentKind};
use rules::briefing::{Acquaintance, Briefing};
use rules::calendar::Calendar;
use rules::case::{Case, Command, Context, Event, FileApplication, RunningTerm, SendNotice, Stage};
use rules::case::{decide, evolve};
use rules::centre::Centre;
use rules::completeness::{Checked, Ground};
use rules::consent::Consent;
use rules::decision::{Outcome, Vote};
use rules::edition::Edition;
use rules::not_passed::Recommendation;
use rules::notice::{Appointment, earliest};
use rules::practice::Judgement;
use rules::programme::{Mode, Programme};
use rules::sitting::Commission;
use rules::theory::TheoryScore;
use rules::violations::{Registrant, stands};
use rules::{Bilingual, Refused};

pub use crate::sample::application;
use crate::sample::centre;

/// The members of the sample commission; the first is the chair.
pub const MEMBERS: [&str; 3] = ["aigul", "berik", "daniyar"];
/// People who had no part in the exam.
pub const APPEAL: [&str; 3] = ["gulnar", "erlan", "zhanar"];

pub fn ids(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A case, its journal, and everything a decision needs. The clock stands until it is moved.
#[derive(Clone)]
pub struct Walk {
    pub events: Vec<Event>,
    pub case: Option<Case>,
    pub now: Timestamp,
    pub calendar: Calendar,
    pub programme: Programme,
    pub centre: Centre,
}

impl Walk {
    /// Noon in Kazakhstan on Monday 23 November 2026; nothing is filed yet.
    pub fn new() -> Self {
        let mut programme: Programme =
            toml::from_str(include_str!("../../../../demo/programmes/welder.toml")).unwrap();
        programme.map.steps.truncate(3);
        programme.map.steps[1].critical = false;
        programme.map.steps[2].critical = false;
        programme.map.steps_needed = 2;
        Self {
            events: vec![],
            case: None,
            now: "2026-11-23T07:00:00Z".parse().unwrap(),
            calendar: Calendar::kazakhstan().clone(),
            centre: centre(&programme.profession),
            programme,
        }
    }

    pub fn cx(&self) -> Context<'_> {
        Context {
            now: self.now,
            calendar: &self.calendar,
            edition: Edition::current(),
            programme: &self.programme,
            centre: &self.centre,
        }
    }

    pub fn case(&self) -> &Case {
        self.case.as_ref().unwrap()
    }

    pub fn stage(&self) -> Stage {
        self.case().stage
    }

    pub fn today(&self) -> Date {
        self.cx().today()
    }

    /// Decides and folds; what was refused leaves no trace.
    pub fn give(&mut self, command: Command) -> Result<Vec<Event>, Refused> {
        let events = decide(self.case.as_ref(), command, &self.cx())?;
        for event in &events {
            self.case = evolve(self.case.take(), event);
        }
        self.events.extend(events.iter().cloned());
        Ok(events)
    }

    pub fn must(&mut self, command: Command) -> &mut Self {
        let kind = command.kind();
        if let Err(refused) = self.give(command) {
            panic!("{kind:?} was refused: {refused} ({:?})", refused.reason);
        }
        self
    }

    /// The refusal as `(clause, code)`, with the proof that nothing changed.
    pub fn refused(&mut self, command: Command) -> (String, String) {
        let before = (self.case.clone(), self.events.clone());
        let kind = command.kind();
        let refused = self.give(command).expect_err(&format!("{kind:?} should be refused"));
        assert_eq!((self.case.clone(), self.events.clone()), before);
        (refused.clause.to_string(), refused.reason.code())
    }

    /// Noon of `day`.
    pub fn on(&mut self, day: Date) -> &mut Self {
        self.at(&format!("{day}T07:00:00Z"))
    }

    pub fn at(&mut self, instant: &str) -> &mut Self {
        self.now = instant.parse().unwrap();
        self
    }

    /// Noon of the working day that is `days` working days ahead.
    pub fn later(&mut self, days: u16) -> &mut Self {
        let due = rules::working_days::after(&self.calendar, self.today(), days).due;
        self.on(due)
    }

    /// All terms of a clause that this case has had.
    pub fn terms(&self, clause: &str) -> Vec<&RunningTerm> {
        self.case().terms.iter().filter(|running| running.term.clause.as_str() == clause).collect()
    }

    /// Sends the notice for the earliest lawful day.
    pub fn notice(&mut self) -> &mut Self {
        let cause = self.case().cause;
        let day = earliest(&self.calendar, Edition::current(), self.today(), cause);
        self.must(notice_for(day))
    }

    /// To the day of the procedure, with everything of ¶8 done.
    pub fn prepare(&mut self) -> &mut Self {
        let day = self.case().appointment.as_ref().unwrap().date;
        self.on(day).must(Command::Acquaint { with: Acquaintance::Methodology });
        self.must(Command::Acquaint { with: Acquaintance::Appeal }).must(brief(day))
    }

    pub fn judge_all(&mut self, done: impl Fn(&str, &str) -> bool) -> &mut Self {
        let steps: Vec<_> = self.programme.map.steps.iter().map(|step| step.id.clone()).collect();
        for step in &steps {
            for member in self.case().present.clone() {
                self.must(judge(step, &member, done(step, &member)));
            }
        }
        self
    }

    pub fn vote_all(&mut self, outcome: Outcome) -> &mut Self {
        for member in self.case().present.clone() {
            self.must(vote(&member, outcome));
        }
        self
    }

    /// Each member present signs the acts and then the protocol.
    pub fn sign_all(&mut self) -> &mut Self {
        let acts: Vec<_> =
            self.case().violations.iter().filter(|violation| stands(violation)).cloned().collect();
        for (violation, member) in acts.iter().flat_map(|act| act.unsigned().map(move |member| (act, member)))
        {
            if self.case().present.contains(member) {
                self.must(sign_act(&violation.observation, member));
            }
        }
        for member in self.case().present.clone() {
            self.must(Command::SignProtocol { member });
        }
        self
    }

    /// From the end of the procedure to the signed protocol.
    pub fn conclude(&mut self, outcome: Outcome) -> &mut Self {
        self.vote_all(outcome).must(Command::Decide { protocol: "Х-7".into() }).sign_all()
    }
}

/// A case in `stage`, by the shortest story that leads there.
pub fn to(stage: Stage) -> Walk {
    use Stage as S;
    let before = |earlier: Stage, command: Command| {
        let mut walk = to(earlier);
        walk.must(command);
        walk
    };
    let mut walk = match stage {
        S::Filed => {
            let mut walk = Walk::new();
            let command = file(&walk.programme);
            walk.must(command);
            walk
        }
        S::Incomplete => before(S::Filed, find_incomplete()),
        S::Refused => before(S::Incomplete, Command::SignRefusal { number: "Б-1".into() }),
        S::Complete => before(S::Filed, find_complete()),
        S::Offered => before(S::Complete, offer()),
        S::Contracted => before(S::Offered, Command::ConcludeContract),
        S::Noticed => to(S::Contracted).notice().clone(),
        S::Incapacitated => before(S::Noticed, Command::ReportIncapacity),
        S::Postponed => {
            before(S::Incapacitated, Command::ConfirmIncapacity { sheet: "ab12".into(), period: None })
        }
        S::Theory => to(S::Noticed).prepare().must(open()).clone(),
        S::Admitted => before(S::Theory, theory(29, 40)),
        S::Practice => before(S::Admitted, Command::OpenPractice { present: ids(&MEMBERS) }),
        S::Ended => to(S::Practice).judge_all(|_, _| true).must(Command::ClosePractice).clone(),
        S::Decided => {
            to(S::Ended).vote_all(Outcome::Passed).must(Command::Decide { protocol: "Х-7".into() }).clone()
        }
        S::Passed => to(S::Decided).sign_all().clone(),
        S::NotPassed => to(S::Theory).must(theory(28, 40)).conclude(Outcome::NotPassed).clone(),
        S::Issued => before(S::Passed, issue(17)),
        S::Informed => before(S::NotPassed, inform()),
        S::Appealed => before(S::Informed, receipt()).must(appeal()).clone(),
        S::AppealRegistered => before(S::Appealed, register()),
        S::Upheld => before(S::AppealRegistered, decide_appeal(AppealOutcome::Upheld)),
        S::Closed => before(S::Informed, receipt()).later(6).must(Command::Close).clone(),
        S::Withdrawn => before(S::Filed, Command::Withdraw { reason: "жұмысқа орналастым".into() }),
        S::Annulled => before(S::Issued, annul("head", "registrar")),
    };
    assert_eq!(walk.stage(), stage);
    walk.now = walk.now.max("2026-11-23T07:00:00Z".parse().unwrap());
    walk
}

pub fn file(programme: &Programme) -> Command {
    file_this(application(programme))
}

pub fn file_this(application: Application) -> Command {
    Command::File { file: Box::new(FileApplication { number: "Ө-2026-1".into(), application }) }
}

pub fn checked(lines: &[&str]) -> Vec<Checked> {
    lines.iter().map(|line| Checked { line: (*line).into(), ok: true }).collect()
}

pub fn find_complete() -> Command {
    Command::FindComplete { checked: checked(&["identity", "education", "experience"]) }
}

pub fn find_incomplete() -> Command {
    let grounds = vec![Ground::Unreadable { kind: AttachmentKind::Education }];
    Command::FindIncomplete { grounds, words: "Көшірме оқылмайды".into() }
}

pub fn offer() -> Command {
    Command::OfferContract { number: "Ш-1".into(), price: "40 000".into() }
}

pub fn notice_for(day: Date) -> Command {
    let appointment = Appointment {
        date: day,
        time: time(10, 0, 0, 0),
        place: "Шымкент".into(),
        mode: Mode::Offline,
        seat: None,
    };
    Command::SendNotice { notice: SendNotice { appointment } }
}

pub fn brief(on: Date) -> Command {
    Command::Brief { briefing: Briefing { briefer: "maqsat".into(), journal_line: "12".into(), on } }
}

pub fn commission(members: &[&str]) -> Commission {
    Commission { chair: members[0].into(), members: ids(members) }
}

pub fn open() -> Command {
    open_with(&MEMBERS, &[])
}

pub fn open_with(members: &[&str], conflicted: &[&str]) -> Command {
    Command::OpenSitting {
        commission: commission(members),
        present: ids(members),
        ticked: (0..40).collect(),
        conflicted: ids(conflicted),
    }
}

pub fn theory(correct: u16, total: u16) -> Command {
    Command::CloseTheory { score: TheoryScore::new(correct, total).unwrap(), sheet: None }
}

pub fn judge(step: &str, member: &str, done: bool) -> Command {
    let judgement = Judgement { done, note: String::new() };
    Command::JudgeStep { step: step.into(), member: member.into(), judgement }
}

/// A phone, seen now, registered by the second member.
pub fn violation(observation: &str, seen_at: Timestamp) -> Command {
    let registrant = Registrant::Member { id: MEMBERS[1].into() };
    Command::RegisterViolation {
        observation: observation.into(),
        item: "mobile-phone".into(),
        seen_at,
        registrant,
    }
}

pub fn act(observation: &str) -> Command {
    Command::DrawViolationAct { observation: observation.into(), number: format!("А-{observation}") }
}

pub fn sign_act(observation: &str, member: &str) -> Command {
    Command::SignViolationAct { observation: observation.into(), member: member.into() }
}

pub fn complaint() -> Command {
    let words = "Хабарлама он жұмыс күнінен кеш келді".into();
    Command::FileComplaint { number: "Ш-ғ-1".into(), words, files: vec![] }
}

pub fn answer() -> Command {
    Command::AnswerComplaint { answer: "Күні қайта белгіленді".into() }
}

pub fn review(observation: &str, confirmed: bool) -> Command {
    let reason = "камера жазбасы қаралды".into();
    Command::ReviewViolation { observation: observation.into(), confirmed, reason }
}

pub fn fault() -> Command {
    Command::RecordFault { by: rules::case::FaultTeller::System, what: "жарық сөнді".into() }
}

pub fn vote(member: &str, outcome: Outcome) -> Command {
    Command::CastVote { member: member.into(), vote: Vote { outcome, dissent: String::new() } }
}

pub fn issue(ordinal: u32) -> Command {
    Command::IssueDocument { ordinal, digest: "cd34".into() }
}

pub fn inform() -> Command {
    let text = Bilingual::new("Тақырыпты қайталаңыз", "Повторите тему");
    Command::InformNotPassed { recommendations: vec![Recommendation { text }] }
}

pub fn receipt() -> Command {
    Command::ProveReceipt { how: Receipt::Account }
}

pub fn paper_receipt(signed_on: Date) -> Command {
    Command::ProvePaperReceipt { signed_on }
}

pub fn appeal() -> Command {
    Command::FileAppeal { grounds: "Жауабым дұрыс еді".into(), files: vec![] }
}

pub fn register() -> Command {
    Command::RegisterAppeal { number: "Ап-1".into(), commission: ids(&APPEAL) }
}

pub fn decide_appeal(outcome: AppealOutcome) -> Command {
    Command::DecideAppeal { outcome, reasons: "Жұмыс қайта қаралды".into() }
}

pub fn refuse_late() -> Command {
    Command::RefuseLateAppeal { reasons: "Мерзімі өткен".into() }
}

pub fn annul(one: &str, other: &str) -> Command {
    Command::AnnulDocument {
        reason: "құжат жалған болып шықты".into(), by: [one.into(), other.into()]
    }
}

pub fn withdraw() -> Command {
    Command::Withdraw { reason: "жұмысқа орналастым".into() }
}

pub fn consent(consent: Consent, given: bool) -> Command {
    Command::ChangeConsent { consent, given }
}
