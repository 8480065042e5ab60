//! Cases in every stage, made by the acts of the people who would do them, on the days when they would.

mod steps;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use acts::draft::{Draft, DraftAttachment};
use acts::people::Who;
use acts::{Cx, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use rules::application::AttachmentKind;
use rules::calendar::Calendar;
use rules::case::Stage;
use rules::identifiers::CentreNumber;
use rules::terms::local_date;

use super::people::{Candidate, Demo, seated};
use super::{Failed, SetClock, unfit};
pub(crate) use steps::Crew;
use steps::Walk;

/// Where the cases of the demonstration stand, and how many working days ago the last act was. The first people of
/// `people.toml` have no case: they are there to apply.
const PLAN: [(Stage, u16); 38] = [
    (Stage::Filed, 0),
    (Stage::Filed, 2),
    (Stage::Filed, 5),
    (Stage::Incomplete, 0),
    (Stage::Refused, 3),
    (Stage::Complete, 0),
    (Stage::Complete, 2),
    (Stage::Offered, 0),
    (Stage::Contracted, 1),
    (Stage::Contracted, 6),
    (Stage::Noticed, 0),
    (Stage::Noticed, 4),
    (Stage::Noticed, 8),
    (Stage::Noticed, 11),
    (Stage::Incapacitated, 0),
    (Stage::Postponed, 0),
    (Stage::Theory, 0),
    (Stage::Admitted, 0),
    (Stage::Practice, 0),
    (Stage::Ended, 0),
    (Stage::Ended, 1),
    (Stage::Decided, 0),
    (Stage::Passed, 0),
    (Stage::Passed, 1),
    (Stage::NotPassed, 0),
    (Stage::Issued, 0),
    (Stage::Issued, 3),
    (Stage::Issued, 20),
    (Stage::Issued, 40),
    (Stage::Informed, 0),
    (Stage::Informed, 3),
    (Stage::Appealed, 0),
    (Stage::AppealRegistered, 1),
    (Stage::Upheld, 0),
    (Stage::Closed, 5),
    (Stage::Withdrawn, 4),
    (Stage::Annulled, 2),
    (Stage::Issued, 10),
];

/// Places of the plan whose people apply at the second centre: the first one keeps a case in every stage.
const AT_SECOND: [usize; 7] = [1, 6, 8, 27, 28, 30, 37];

/// Scanned documents by kind: name and bytes.
pub(crate) type Scans = HashMap<AttachmentKind, (&'static str, Vec<u8>)>;

/// People without a case.
const FREE: usize = 2;

pub(crate) async fn cases(
    cx: &Cx,
    folder: &Path,
    demo: &Demo,
    everybody: &HashMap<String, Who>,
    now: Timestamp,
) -> Result<(), Failed> {
    let scans = scans(cx, folder).await?;
    for place in 0..PLAN.len() {
        one(cx, demo, everybody, &scans, place, now).await?;
    }
    Ok(())
}

/// The case at `place` of the plan, which begins anew when it has come to its end.
pub(crate) async fn one(
    cx: &Cx,
    demo: &Demo,
    everybody: &HashMap<String, Who>,
    scans: &Scans,
    place: usize,
    now: Timestamp,
) -> Result<(), Failed> {
    let clock = Arc::new(SetClock::new(now));
    let cx = Cx { clock: clock.clone(), ..cx.clone() };
    let mut applicants = demo.candidates.iter().skip(FREE).cycle().zip(PLAN.into_iter().cycle());
    let (person, (stage, ago)) = applicants.nth(place).ok_or_else(|| unfit("nobody applies"))?;
    let centre = centre_for(&cx, person, place)?;
    let who = everybody.get(&person.login).ok_or_else(|| unfit(&person.login))?;
    let draft = draft(&cx, (person, who), &centre, scans).await?;
    let crew = crew(demo, everybody, &centre)?;
    let today = latest_working_day(&cx.calendar, local_date(now));
    let walk = Walk::new(&cx, &clock, who, &crew, back(&cx.calendar, today, ago), now);
    let walked = Box::pin(walk.to(stage, draft)).await;
    walked.map_err(|error| unfit(format!("{} to {}: {error}", person.login, stage.code())))
}

fn crew<'a>(
    demo: &Demo,
    everybody: &'a HashMap<String, Who>,
    centre: &CentreNumber,
) -> Result<Crew<'a>, Failed> {
    let of = |role| seated(demo, everybody, centre, role);
    let first = |role| of(role).and_then(|found| found.first().copied().ok_or_else(|| unfit(role.code())));
    Ok(Crew {
        registrar: first(Role::Registrar)?,
        head: first(Role::Head)?,
        chair: first(Role::Chair)?,
        members: of(Role::Member)?,
        appeal: of(Role::AppealMember)?,
    })
}

/// Where both centres have the profession, the plan says which.
fn centre_for(cx: &Cx, person: &Candidate, place: usize) -> Result<CentreNumber, Failed> {
    let covering: Vec<_> = cx
        .catalogue
        .centres
        .iter()
        .filter(|centre| {
            centre.accreditation.professions.iter().any(|code| code.as_str() == person.profession)
        })
        .collect();
    let wanted = if AT_SECOND.contains(&(place % PLAN.len())) { covering.last() } else { covering.first() };
    wanted
        .map(|centre| centre.number.clone())
        .ok_or_else(|| unfit(format!("no centre for {}", person.profession)))
}

async fn draft(
    cx: &Cx,
    (person, who): (&Candidate, &Who),
    centre: &CentreNumber,
    scans: &Scans,
) -> Result<Draft, Failed> {
    let programme =
        cx.catalogue.programmes.iter().find(|programme| programme.profession.as_str() == person.profession);
    let programme = programme.ok_or_else(|| unfit(format!("no programme for {}", person.profession)))?;
    let owed = rules::application::required_documents(programme);
    let mut attachments = Vec::new();
    for kind in owed.iter().filter_map(|line| line.any_of.first()) {
        if let Some((name, bytes)) = scans.get(kind) {
            let digest = cx.blobs.put(who.account, bytes.clone()).await?;
            let size = bytes.len() as u64;
            attachments.push(DraftAttachment { kind: *kind, name: (*name).into(), digest, size });
        }
    }
    Ok(Draft {
        programme: programme.id.clone(),
        centre: centre.to_string(),
        mode: person.mode.clone(),
        language: person.exam_language.clone(),
        surname: person.surname.clone(),
        given: person.given.clone(),
        patronymic: person.patronymic.clone(),
        iin: person.iin.clone(),
        birth_day: person.birth_date.day().to_string(),
        birth_month: person.birth_date.month().to_string(),
        birth_year: person.birth_date.year().to_string(),
        sex: person.sex.clone(),
        address: person.address.clone(),
        email: person.email.clone(),
        mobile: person.mobile.clone(),
        work_phone: person.work_phone.clone(),
        held_level: person.held_level.map(|level| level.to_string()).unwrap_or_default(),
        held_until: person.held_until_year.map(|year| year.to_string()).unwrap_or_default(),
        knowledge: person.knowledge.clone(),
        skills: person.skills.clone(),
        needs_adjustments: if person.adjustments.is_empty() { "no" } else { "yes" }.into(),
        adjustments: person.adjustments.clone(),
        attachments,
        documents_done: true,
        learning_done: true,
        consent_processing: true,
        consent_platform: true,
        consent_biometric: person.mode == "online",
        funding: "own".into(),
        ..Draft::default()
    })
}

/// The scans, taken in like any upload.
pub(crate) async fn scans(cx: &Cx, folder: &Path) -> Result<Scans, Failed> {
    let files = [
        (AttachmentKind::Identity, "identity-card-omirzhanov.jpg"),
        (AttachmentKind::Education, "diploma-kk-omirzhanov.jpg"),
        (AttachmentKind::Experience, "employment-certificate-omirzhanov.jpg"),
    ];
    let mut scans = HashMap::new();
    for (kind, name) in files {
        let bytes = fs::read(folder.join("scans").join(name))?;
        let clean =
            cx.intake.examine(bytes).await.map_err(|fault| unfit(format!("{name}: {}", fault.code())))?;
        scans.insert(kind, (name, clean));
    }
    Ok(scans)
}

/// The working day `n` working days before `day`.
fn back(calendar: &Calendar, day: Date, n: u16) -> Date {
    (0..n).fold(day, |day, _| latest_working_day(calendar, day.yesterday().unwrap_or(Date::MIN)))
}

fn latest_working_day(calendar: &Calendar, mut day: Date) -> Date {
    while !calendar.day(day).is_working() && day > Date::MIN {
        day = day.yesterday().unwrap_or(Date::MIN);
    }
    day
}
