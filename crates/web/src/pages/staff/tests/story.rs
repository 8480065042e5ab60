//! A case brought to a stage by `decide` and `evolve` alone, and a person of the centre who looks at it.

use std::path::Path;
use std::sync::Arc;

use acts::access::Role;
use acts::catalogue::Catalogue;
use acts::journal::{Entry, Stamp};
use acts::people::{Seat, Who};
use acts::ports::Clock;
use acts::walk::Loaded;
use acts::{AccountId, CaseId, Cx};
use jiff::Timestamp;
use jiff::civil::{date, time};
use rules::appeal::Receipt;
use rules::application::{
    Application, Attachment, AttachmentKind, Channel, Consents, Person, Route, Sex, required_documents,
};
use rules::briefing::{Acquaintance, Briefing};
use rules::case::{Case, Command, Context, FaultTeller, FileApplication, SendNotice, Stage, decide, evolve};
use rules::completeness::{Checked, Ground};
use rules::decision::{Outcome, Vote};
use rules::edition::Edition;
use rules::identifiers::{CentreNumber, Iin};
use rules::notice::{Appointment, earliest};
use rules::practice::Judgement;
use rules::programme::{ExamLanguage, Mode};
use rules::sitting::Commission;
use rules::theory::TheoryScore;
use rules::violations::Registrant;
use serde::Deserialize;
use uuid::Uuid;

use crate::page::Help;
use crate::pages::case::CaseAt;
use crate::step_up::Proving;
use crate::testing::silent;
use crate::visit::Visit;
use crate::words::Language;

#[derive(Debug)]
struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

pub(crate) fn account(n: u64) -> AccountId {
    AccountId(Uuid::from_u64_pair(0, n))
}

/// The three members of the commission; the first is the chair.
fn members() -> Vec<String> {
    (11..14).map(|n| account(n).to_string()).collect()
}

fn catalogue() -> Catalogue {
    #[derive(Deserialize)]
    struct Centres {
        centre: Vec<rules::centre::Centre>,
    }
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let read = |name: &str| std::fs::read_to_string(demo.join(name)).unwrap();
    let centres: Centres = toml::from_str(&read("centres.toml")).unwrap();
    let programmes = vec![toml::from_str(&read("programmes/welder.toml")).unwrap()];
    Catalogue { centres: centres.centre, programmes, ..Catalogue::default() }
}

/// A case on its way, with everything a page asks of the product.
pub(crate) struct Story {
    pub(crate) cx: Cx,
    case: Option<Case>,
    entries: Vec<Entry>,
    now: Timestamp,
}

impl Story {
    fn new() -> Self {
        let mut cx = silent::cx();
        cx.catalogue = Arc::new(catalogue());
        Self { cx, case: None, entries: vec![], now: "2026-11-23T07:00:00Z".parse().unwrap() }
    }

    fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            calendar: &self.cx.calendar,
            edition: Edition::current(),
            programme: &self.cx.catalogue.programmes[0],
            centre: self.cx.catalogue.centre(&CentreNumber::parse("0042").unwrap()).unwrap(),
        }
    }

    pub(crate) fn case(&self) -> &Case {
        self.case.as_ref().unwrap()
    }

    pub(crate) fn must(&mut self, command: Command) -> &mut Self {
        let events = decide(self.case.as_ref(), command, &self.context()).unwrap();
        for event in events {
            self.case = evolve(self.case.take(), &event);
            let stamp = Stamp {
                case: CaseId(Uuid::nil()),
                centre: self.case().centre.clone(),
                seq: self.entries.len() as u64 + 1,
                at: self.now,
                actor: Some(account(1)),
            };
            self.entries.push(Entry::after(self.entries.last(), stamp, event).unwrap());
        }
        self
    }

    /// Noon of the day that is `days` working days ahead.
    pub(crate) fn later(&mut self, days: u16) -> &mut Self {
        let day = rules::working_days::after(&self.cx.calendar, self.context().today(), days).due;
        self.now = format!("{day}T07:00:00Z").parse().unwrap();
        self
    }

    /// A member of the centre's staff at the case.
    pub(crate) fn seen_by(&self, role: Role, language: Language) -> CaseAt {
        let mut cx = self.cx.clone();
        cx.clock = Arc::new(Still(self.now));
        let seats = vec![Seat { role, centre: Some(self.case().centre.clone()) }];
        let who = Who {
            account: account(5), login: "maqsat".into(), name: "Дүйсен Мақсат".into(), seats
        };
        CaseAt {
            proving: Proving::unproved(&cx, &who),
            visit: Visit {
                display: crate::display::Display::default(),
                language,
                path_and_query: "/cases/sample".into(),
                user: None,
                help: Help::default(),
                request_id: Uuid::nil(),
            },
            who,
            cx,
            loaded: Loaded {
                id: CaseId(Uuid::nil()),
                case: self.case().clone(),
                entries: self.entries.clone(),
            },
        }
    }
}

/// The shortest story that leads to `stage`.
pub(crate) fn to(stage: Stage) -> Story {
    use Stage as S;
    let before = |earlier: Stage, command: Command| {
        let mut story = to(earlier);
        story.must(command);
        story
    };
    let story = match stage {
        S::Filed => filed(),
        S::Incomplete => {
            let grounds = vec![Ground::Unreadable { kind: AttachmentKind::Education }, Ground::Unsigned];
            before(
                S::Filed,
                Command::FindIncomplete {
                    grounds, words: "Анық суретін жіберіңіз".into()
                },
            )
        }
        S::Complete => before(S::Filed, complete()),
        S::Offered => {
            before(S::Complete, Command::OfferContract { number: "Ш-1".into(), price: "45 000 теңге".into() })
        }
        S::Contracted => before(S::Offered, Command::ConcludeContract),
        S::Noticed => noticed(),
        S::Postponed => {
            let mut story = prepared();
            story.must(Command::RecordFault { by: FaultTeller::Staff, what: "жарық сөнді".into() });
            story
        }
        S::Theory => {
            let (members, chair) = (members(), account(11).to_string());
            let commission = Commission { chair, members: members.clone() };
            let open = Command::OpenSitting {
                commission,
                present: members,
                ticked: (0..60).collect(),
                conflicted: vec![],
            };
            let mut story = prepared();
            story.must(open);
            story
        }
        S::Decided | S::Passed | S::NotPassed => concluded(stage),
        S::Issued => before(S::Passed, Command::IssueDocument { ordinal: 17, digest: "cd34".into() }),
        S::Informed => before(S::NotPassed, Command::InformNotPassed { recommendations: vec![] }),
        S::Appealed => {
            let mut story = to(S::Informed);
            story.must(Command::ProveReceipt { how: Receipt::Account }).later(6);
            story.must(Command::FileAppeal {
                grounds: "Жауабым дұрыс еді".into(), files: vec![]
            });
            story
        }
        S::AppealRegistered => {
            let commission = (21..24).map(|n| account(n).to_string()).collect();
            before(S::Appealed, Command::RegisterAppeal { number: "Ап-1".into(), commission })
        }
        other => panic!("no story leads to {other:?}"),
    };
    assert_eq!(story.case().stage, stage);
    story
}

fn filed() -> Story {
    let mut story = Story::new();
    let application = application(&story);
    story.must(Command::File {
        file: Box::new(FileApplication { number: "0042-2026-000001".into(), application }),
    });
    story
}

fn complete() -> Command {
    let programme = &catalogue().programmes[0];
    let checked = |line: &rules::application::Required| Checked { line: line.code().into(), ok: true };
    Command::FindComplete { checked: required_documents(programme).iter().map(checked).collect() }
}

fn noticed() -> Story {
    let mut story = to(Stage::Contracted);
    let today = story.context().today();
    let date = earliest(&story.cx.calendar, Edition::current(), today, None);
    let place = "Үлгі көшесі, 42-үй, 3-кабинет".into();
    let appointment = Appointment { date, time: time(10, 0, 0, 0), place, mode: Mode::Offline, seat: None };
    story.must(Command::SendNotice { notice: SendNotice { appointment } });
    story
}

/// On the day of the procedure, with everything of ¶8 done.
fn prepared() -> Story {
    let mut story = to(Stage::Noticed);
    let on = story.case().appointment.as_ref().unwrap().date;
    story.now = format!("{on}T07:00:00Z").parse().unwrap();
    story.must(Command::Acquaint { with: Acquaintance::Methodology });
    story.must(Command::Acquaint { with: Acquaintance::Appeal });
    story.must(Command::Brief {
        briefing: Briefing { briefer: account(5).to_string(), journal_line: "12".into(), on },
    });
    story
}

fn concluded(stage: Stage) -> Story {
    let passed = stage != Stage::NotPassed;
    let mut story = to(Stage::Theory);
    story.must(Command::RegisterViolation {
        observation: "o1".into(),
        item: "mobile-phone".into(),
        seen_at: story.now,
        registrant: Registrant::Member { id: account(12).to_string() },
    });
    story.must(Command::DrawViolationAct { observation: "o1".into(), number: "А-1".into() });
    for member in members() {
        story.must(Command::SignViolationAct { observation: "o1".into(), member });
    }
    let score = TheoryScore::new(if passed { 30 } else { 28 }, 40).unwrap();
    story.must(Command::CloseTheory { score, sheet: None });
    if passed {
        story.must(Command::OpenPractice { present: members() });
        let steps: Vec<String> =
            story.context().programme.map.steps.iter().map(|step| step.id.clone()).collect();
        for step in steps {
            for member in members() {
                let judgement = Judgement { done: true, note: String::new() };
                story.must(Command::JudgeStep { step: step.clone(), member, judgement });
            }
        }
        story.must(Command::ClosePractice);
    }
    let outcome = if passed { Outcome::Passed } else { Outcome::NotPassed };
    for member in members() {
        story.must(Command::CastVote { member, vote: Vote { outcome, dissent: String::new() } });
    }
    story.must(Command::Decide { protocol: "0042-2026-7".into() });
    if stage != Stage::Decided {
        for member in members() {
            story.must(Command::SignProtocol { member });
        }
    }
    story
}

fn application(story: &Story) -> Application {
    let programme = story.context().programme;
    let attachment = |kind: AttachmentKind| Attachment {
        kind,
        name: format!("{}.pdf", kind.code()),
        digest: "0".repeat(64),
    };
    let kinds = [
        AttachmentKind::Identity,
        AttachmentKind::Education,
        AttachmentKind::Experience,
        AttachmentKind::EarlierRecognition,
    ];
    Application {
        channel: Channel::Online,
        route: Route::OnOwn,
        person: Person {
            surname: "Сейітқали".into(),
            given: "Ақберен".into(),
            patronymic: Some("Нұрланұлы".into()),
            iin: Iin::parse("900101300017").unwrap(),
            // Q24: another birth date than the digits of the IIN say.
            birth_date: date(1991, 2, 3),
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
        knowledge: "Курс, 2024".into(),
        skills: String::new(),
        adjustments: "Қосымша уақыт".into(),
        attachments: kinds.map(attachment).into(),
        consents: Consents { processing: true, platform: true, biometric: false },
        retake_of: None,
        funding: rules::funding::Funding::Own,
        paper: None,
    }
}
