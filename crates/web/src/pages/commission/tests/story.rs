//! A case brought by `decide` and `evolve` to the point that a page is about.

use acts::journal::{Entry, Stamp};
use acts::people::{Seat, Who};
use acts::walk::Loaded;
use acts::{AccountId, CaseId, Role};
use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use rules::Bilingual;
use rules::appeal::{AppealOutcome, AppealVote, Receipt};
use rules::application::{Application, Channel, Consents, Person, Route, Sex};
use rules::briefing::{Acquaintance, Briefing};
use rules::calendar::Calendar;
use rules::case::{Case, Command, Context, FileApplication, SendNotice, Stage, decide, evolve};
use rules::centre::Centre;
use rules::decision::{Outcome, Vote};
use rules::edition::Edition;
use rules::identifiers::Iin;
use rules::not_passed::Recommendation;
use rules::notice::Appointment;
use rules::practice::Judgement;
use rules::programme::{ExamLanguage, Mode, Programme};
use rules::sitting::Commission;
use rules::theory::TheoryScore;
use rules::violations::Registrant;
use uuid::Uuid;

use crate::pages::commission::parts::{Names, Scene};

pub(in crate::pages::commission) const TODAY: Date = date(2026, 11, 23);
/// Three of the examination commission, the chair first; three of the appeal commission; the registrar.
const PEOPLE: [(Role, &str); 7] = [
    (Role::Chair, "Сағынова Айгүл"),
    (Role::Member, "Омаров Берік"),
    (Role::Member, "Тілеуов Данияр"),
    (Role::AppealMember, "Жұмабай Гүлнар"),
    (Role::AppealMember, "Қасым Ерлан"),
    (Role::AppealMember, "Әбіш Жанар"),
    (Role::Registrar, "Дүйсен Мақсат"),
];
pub(in crate::pages::commission) const CHAIR: usize = 0;
pub(in crate::pages::commission) const MEMBER: usize = 1;
pub(in crate::pages::commission) const APPEAL: usize = 3;
pub(in crate::pages::commission) const REGISTRAR: usize = 6;

pub(in crate::pages::commission) fn id(place: usize) -> AccountId {
    AccountId(Uuid::from_u64_pair(7, u64::try_from(place).unwrap() + 1))
}

pub(in crate::pages::commission) fn name(place: usize) -> &'static str {
    PEOPLE[place].1
}

fn ids(places: std::ops::Range<usize>) -> Vec<String> {
    places.map(|place| id(place).to_string()).collect()
}

/// The demonstration's welder with a map of three steps (the first critical, two needed) and no documents demanded.
pub(in crate::pages::commission) fn programme() -> Programme {
    let mut programme: Programme =
        toml::from_str(include_str!("../../../../../../demo/programmes/welder.toml")).unwrap();
    programme.map.steps.truncate(3);
    for (step, critical) in programme.map.steps.iter_mut().zip([true, false, false]) {
        step.critical = critical;
    }
    programme.map.steps_needed = 2;
    (programme.requires_education, programme.experience_years) = (false, 0);
    programme
}

fn centres() -> Vec<Centre> {
    #[derive(serde::Deserialize)]
    struct Centres {
        centre: Vec<Centre>,
    }
    let centres: Centres = toml::from_str(include_str!("../../../../../../demo/centres.toml")).unwrap();
    centres.centre
}

#[derive(Clone)]
pub(in crate::pages::commission) struct Story {
    entries: Vec<Entry>,
    case: Option<Case>,
    pub(super) now: Timestamp,
    programme: Programme,
    centre: Centre,
}

impl Story {
    /// Filed on a Monday, to be sat two weeks and more later.
    fn filed() -> Self {
        let programme = programme();
        let covers = |centre: &Centre| centre.accreditation.covers(&programme.profession);
        let centre = centres().into_iter().find(covers).unwrap();
        let now = "2026-11-23T05:15:00Z".parse().unwrap();
        let application = application(&programme);
        let file = Box::new(FileApplication { number: "Ө-2026-1".into(), application });
        Self { entries: vec![], case: None, now, programme, centre }.after([Command::File { file }])
    }

    pub(super) fn case(&self) -> &Case {
        self.case.as_ref().unwrap()
    }

    fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            calendar: Calendar::kazakhstan(),
            edition: Edition::current(),
            programme: &self.programme,
            centre: &self.centre,
        }
    }

    pub(super) fn after(mut self, commands: impl IntoIterator<Item = Command>) -> Self {
        for command in commands {
            let events = decide(self.case.as_ref(), command, &self.context()).unwrap();
            for event in events {
                self.case = evolve(self.case.take(), &event);
                let (centre, at) = (self.centre.number.clone(), self.now);
                let seq = self.case().version;
                let stamp = Stamp { case: CaseId(Uuid::nil()), centre, seq, at, actor: None };
                self.entries.push(Entry::after(self.entries.last(), stamp, event).unwrap());
            }
        }
        self
    }

    /// Noon of another day.
    pub(super) fn on(mut self, day: Date) -> Self {
        self.now = format!("{day}T07:00:00Z").parse().unwrap();
        self
    }

    pub(super) fn violated(self, times: usize) -> Self {
        let (seen_at, id) = (self.now, id(MEMBER).to_string());
        let command = |time| Command::RegisterViolation {
            observation: format!("o{time}"),
            item: "mobile-phone".into(),
            seen_at,
            registrant: Registrant::Member { id: id.clone() },
        };
        self.after((0..times).map(command))
    }

    /// Not admitted, and so decided.
    pub(super) fn decided(self) -> Self {
        self.after([theory(28)]).after(votes(Outcome::NotPassed)).after([decide_now()])
    }

    pub(super) fn judged(self) -> Self {
        let steps: Vec<_> = self.programme.map.steps.iter().map(|step| step.id.clone()).collect();
        let by_all = |step: String| (0..3).map(move |member| judge(&step, member, true, ""));
        self.after(steps.into_iter().flat_map(by_all))
    }

    fn signed(self) -> Self {
        self.after(ids(0..3).into_iter().map(|member| Command::SignProtocol { member }))
    }

    /// The case as one of [`PEOPLE`] opens it.
    pub(super) fn scene(self, place: usize) -> Scene<'static> {
        let (role, name) = PEOPLE[place];
        let seats = vec![Seat { role, centre: Some(self.centre.number.clone()) }];
        let who = Who { account: id(place), login: name.to_owned(), name: name.to_owned(), seats };
        let names: Names =
            (0..PEOPLE.len()).map(|at| (id(at).to_string(), PEOPLE[at].1.to_owned())).collect();
        let (case, entries) = (self.case().clone(), self.entries.clone());
        let story: &'static Self = Box::leak(Box::new(self));
        Scene {
            loaded: Loaded { id: CaseId(Uuid::nil()), case, entries },
            context: story.context(),
            names,
            who: Box::leak(Box::new(who)),
        }
    }
}

pub(in crate::pages::commission) fn judge(step: &str, member: usize, done: bool, note: &str) -> Command {
    let judgement = Judgement { done, note: note.into() };
    Command::JudgeStep { step: step.into(), member: id(member).to_string(), judgement }
}

pub(in crate::pages::commission) fn vote(member: usize, outcome: Outcome, dissent: &str) -> Command {
    Command::CastVote { member: id(member).to_string(), vote: Vote { outcome, dissent: dissent.into() } }
}

pub(in crate::pages::commission) fn votes(outcome: Outcome) -> impl Iterator<Item = Command> {
    (0..3).map(move |member| vote(member, outcome, ""))
}

pub(in crate::pages::commission) fn act(observation: &str) -> Command {
    Command::DrawViolationAct { observation: observation.into(), number: format!("А-{observation}") }
}

fn theory(correct: u16) -> Command {
    Command::CloseTheory { score: TheoryScore::new(correct, 40).unwrap(), sheet: Some("0".repeat(64)) }
}

fn decide_now() -> Command {
    Command::Decide { protocol: "Х-7".into() }
}

/// ¶8 done.
pub(in crate::pages::commission) fn prepared() -> Story {
    let briefing = Briefing { briefer: id(REGISTRAR).to_string(), journal_line: "12".into(), on: TODAY };
    to(Stage::Noticed).after([
        Command::Acquaint { with: Acquaintance::Methodology },
        Command::Acquaint { with: Acquaintance::Appeal },
        Command::Brief { briefing },
    ])
}

/// A case in `stage`, as far as the commission has to do with it.
pub(in crate::pages::commission) fn to(stage: Stage) -> Story {
    match stage {
        Stage::Noticed => noticed(),
        Stage::Theory => {
            let day = prepared().case().appointment.as_ref().unwrap().date;
            let commission = Commission { chair: id(CHAIR).to_string(), members: ids(0..3) };
            let (present, ticked) = (ids(0..3), (0..40).collect());
            prepared().on(day).after([Command::OpenSitting {
                commission,
                present,
                ticked,
                conflicted: vec![],
            }])
        }
        Stage::Admitted => to(Stage::Theory).after([theory(29)]),
        Stage::Practice => to(Stage::Admitted).after([Command::OpenPractice { present: ids(0..3) }]),
        Stage::Ended => to(Stage::Practice).judged().after([Command::ClosePractice]),
        Stage::Decided => to(Stage::Ended).after(votes(Outcome::Passed)).after([decide_now()]),
        Stage::Passed => to(Stage::Decided).signed(),
        Stage::NotPassed => to(Stage::Theory).decided().signed(),
        Stage::Informed => {
            let text = Bilingual::new("Тақырыпты қайталаңыз", "Повторите тему");
            let recommendations = vec![Recommendation { text }];
            to(Stage::NotPassed).after([Command::InformNotPassed { recommendations }])
        }
        Stage::AppealRegistered => to(Stage::Informed).after([
            Command::ProveReceipt { how: Receipt::Account },
            Command::FileAppeal { grounds: "Жауабым дұрыс еді".into(), files: vec![] },
            Command::RegisterAppeal { number: "Ап-1".into(), commission: ids(3..6) },
        ]),
        Stage::Upheld => {
            let reasons = "Кілт қате болған".into();
            to(Stage::AppealRegistered).after(appeal_votes()).after([Command::DecideAppeal { reasons }])
        }
        other => panic!("no story leads to {other:?}"),
    }
}

/// Q39. The whole appeal commission is for the candidate.
pub(super) fn appeal_votes() -> impl Iterator<Item = Command> {
    ids(3..6).into_iter().map(|member| {
        let vote = AppealVote { outcome: AppealOutcome::Upheld, dissent: String::new() };
        Command::CastAppealVote { member, vote }
    })
}

fn noticed() -> Story {
    let story = Story::filed();
    let context = story.context();
    let date = rules::notice::earliest(context.calendar, context.edition, TODAY, None);
    let place = "Шымкент, Үлгі көшесі, 1, 4-бөлме".into();
    let appointment = Appointment { date, time: time(10, 0, 0, 0), place, mode: Mode::Offline, seat: None };
    story.after([
        Command::FindComplete { checked: vec![] },
        Command::OfferContract { number: "Ш-1".into(), price: "40 000".into() },
        Command::ConcludeContract,
        Command::SendNotice { notice: SendNotice { appointment } },
    ])
}

fn application(programme: &Programme) -> Application {
    Application {
        channel: Channel::Online,
        route: Route::OnOwn,
        person: Person {
            surname: "Сейітқали".into(),
            given: "Ақберен".into(),
            patronymic: Some("Нұрланұлы".into()),
            iin: Iin::parse("900101300017").unwrap(),
            birth_date: date(1990, 1, 1),
            sex: Sex::Male,
            address: "Шымкент".into(),
            email: "a@example.kz".into(),
            mobile: "+7 700 000 00 01".into(),
            work_phone: None,
        },
        profession: programme.profession.clone(),
        programme: programme.id.clone(),
        programme_version: programme.version,
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        held: None,
        knowledge: String::new(),
        skills: String::new(),
        adjustments: String::new(),
        attachments: vec![],
        consents: Consents { processing: true, platform: true, biometric: false },
        retake_of: None,
        funding: rules::funding::Funding::Own,
        paper: None,
    }
}
