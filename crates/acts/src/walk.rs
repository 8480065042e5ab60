//! The five steps every act on a case takes: load → right → decide → append → answer. Each act is a few lines on this.

use jiff::Timestamp;
use rules::case::{Case, Command, Context, Event, SendNotice, decide, evolve, fold};
use rules::consent::Consent;
use rules::notice::Appointment;

use crate::access::{Act, Permit, Subject, permit};
use crate::cx::Cx;
use crate::desk::rows::{RoomId, sitting_row, term_rows};
use crate::desk::seat::seated;
use crate::error::{ActError, ActResult};
use crate::facts::{moved_outcome, moved_terms};
use crate::journal::{CaseId, Entry, Receipt, RequestId, Stamp, first_broken, owner};
use crate::outbox::owed;
use crate::outcome::prepare_document;
use crate::people::Who;
use crate::platform::owed_entry;
use crate::ports::{CaseWrite, Message, PortError, Sequence, Taken, Way};
use crate::projection::{case_row, files, paper_row, register_row};
use crate::service::happened;

/// How often an act decides anew when somebody else was quicker. Of any number of racers for one number of a sequence
/// one wins each round, so this is also how many people may file at one centre in the same instant.
pub(crate) const TRIES: u32 = 256;

/// A case as loaded: its folded state and the entries it was folded from.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub id: CaseId,
    pub case: Case,
    pub entries: Vec<Entry>,
}

impl Loaded {
    /// The subject of a right on this case.
    pub fn subject(&self) -> Subject<'_> {
        let members = self.case.commission.iter().flat_map(|commission| &commission.members);
        let appeal = self.case.appeal.iter().flat_map(|appeal| &appeal.commission);
        Subject {
            centre: &self.case.centre,
            candidate: self.candidate(),
            paper: self.case.application.paper.is_some(),
            commission: members.chain(appeal).cloned().collect(),
        }
    }

    /// Whose files the case's are: who filed it.
    pub fn owner(&self) -> Result<crate::AccountId, PortError> {
        owner(&self.entries)
            .ok_or_else(|| PortError::Inconsistent(format!("case {}: filed by nobody", self.id)))
    }

    /// ¶21. The case as it stood when its appeal was registered: what the appeal commission judges. `None` without one.
    pub fn at_appeal(&self) -> Option<Self> {
        let registered = |entry: &Entry| matches!(entry.event(), Event::AppealRegistered { .. });
        let until = self.entries.iter().rposition(registered)?;
        let entries = self.entries.get(..=until)?.to_vec();
        let case = fold(entries.iter().map(Entry::event))?;
        Some(Self { id: self.id, case, entries })
    }

    /// The account that filed online.
    pub fn candidate(&self) -> Option<crate::AccountId> {
        let online = self.case.application.channel == rules::application::Channel::Online;
        self.entries.first().and_then(|entry| entry.stamp().actor).filter(|_| online)
    }
}

/// Loads and folds a case.
pub async fn load(cx: &Cx, id: CaseId) -> ActResult<Loaded> {
    let entries = cx.cases.journal(id).await?;
    if let Some(seq) = first_broken(&entries) {
        return Err(
            PortError::Inconsistent(format!("case {id}: the journal is broken at entry {seq}")).into()
        );
    }
    let case = fold(entries.iter().map(Entry::event)).ok_or(ActError::NotFound)?;
    Ok(Loaded { id, case, entries })
}

/// Who acts, what on, under which request id.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub who: &'a Who,
    pub case: CaseId,
    pub request: RequestId,
}

/// What an act asks of the case.
pub(crate) enum Making<'a> {
    /// Commands known beforehand: all of them, or none.
    Ready(Vec<Command>),
    /// A command that needs the next number of a kind of form.
    Numbered { kind: &'static str, make: &'a (dyn Fn(String) -> Command + Send + Sync) },
    /// ¶6 ¶10. A notice that holds a seat in a room of the centre.
    Seated { appointment: &'a Appointment, room: RoomId },
    /// ¶18(1). The recognition document: its number, then its PDF.
    Document,
}

/// What an act adds to its events: numbers taken from sequences, messages owed.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) taken: Vec<Taken>,
    /// Key of the message to the candidate.
    pub(crate) tell: Option<&'static str>,
}

/// An act with a ready command.
pub async fn act(cx: &Cx, asked: Asked<'_>, right: Act, command: Command) -> ActResult<Receipt> {
    act_making(cx, asked, right, None, Making::Ready(vec![command])).await
}

/// An act that tells the candidate of it.
pub async fn act_telling(
    cx: &Cx,
    asked: Asked<'_>,
    right: Act,
    command: Command,
    tell: &'static str,
) -> ActResult<Receipt> {
    act_making(cx, asked, right, Some(tell), Making::Ready(vec![command])).await
}

/// An act whose form takes the next number of its kind.
pub async fn act_numbered(
    cx: &Cx,
    asked: Asked<'_>,
    right: Act,
    tell: Option<&'static str>,
    kind: &'static str,
    make: &(dyn Fn(String) -> Command + Send + Sync),
) -> ActResult<Receipt> {
    act_making(cx, asked, right, tell, Making::Numbered { kind, make }).await
}

/// Any act on a case: load → right → decide → append → answer, decided anew when somebody else was quicker.
pub(crate) async fn act_making(
    cx: &Cx,
    asked: Asked<'_>,
    right: Act,
    tell: Option<&'static str>,
    making: Making<'_>,
) -> ActResult<Receipt> {
    let about = format!("{} {}", right.key(), asked.case);
    for _ in 0..TRIES {
        if let Some(first) = first_answer(cx, asked.request, asked.who, &about).await? {
            return Ok(first);
        }
        match act_once(cx, asked, right, tell, &making, &about).await {
            Err(ActError::Port(PortError::Conflict | PortError::Repeated)) => {}
            // Refused, because another node has done this very request meanwhile: its answer stands.
            Err(refused) => {
                return first_answer(cx, asked.request, asked.who, &about).await?.ok_or(refused);
            }
            done => return done,
        }
    }
    Err(ActError::ChangedMeanwhile)
}

async fn act_once(
    cx: &Cx,
    asked: Asked<'_>,
    right: Act,
    tell: Option<&'static str>,
    making: &Making<'_>,
    about: &str,
) -> ActResult<Receipt> {
    let loaded = load(cx, asked.case).await?;
    let permit = permit(asked.who, right, &loaded.subject())?;
    let mut context = cx.context(&loaded.case)?;
    // A clock that was set back does not make a journal run back.
    context.now = loaded.entries.last().map_or(context.now, |last| context.now.max(last.stamp().at));
    let (commands, taken) = make(cx, &loaded, &context, making).await?;
    let mut case = Some(loaded.case.clone());
    let mut events = Vec::new();
    for command in commands {
        let brought = decide(case.as_ref(), command, &context)?;
        case = brought.iter().fold(case, evolve);
        events.extend(brought);
    }
    let base = Base { id: loaded.id, case: Some(loaded.case), entries: loaded.entries };
    let by = By { permit: &permit, request: asked.request, about, now: context.now };
    let write = write(cx, base, events, Plan { taken, tell }, &by)?;
    let receipt = write.receipt.clone();
    cx.cases.commit(write).await?;
    Ok(receipt)
}

async fn make(
    cx: &Cx,
    loaded: &Loaded,
    context: &Context<'_>,
    making: &Making<'_>,
) -> ActResult<(Vec<Command>, Vec<Taken>)> {
    match making {
        Making::Ready(commands) => Ok((commands.clone(), vec![])),
        Making::Numbered { kind, make } => {
            let (number, taken) = numbered(cx, context, kind).await?;
            Ok((vec![make(number)], vec![taken]))
        }
        Making::Seated { appointment, room } => {
            let appointment =
                seated(cx, context, appointment, *room, loaded.case.application.language).await?;
            Ok((vec![Command::SendNotice { notice: SendNotice { appointment } }], vec![]))
        }
        Making::Document => {
            let (command, taken) = prepare_document(cx, loaded, context).await?;
            Ok((vec![command], vec![taken]))
        }
    }
}

/// The next number of a kind of form, `0042-2026-17`: one gap-free sequence for each kind, centre and year.
async fn numbered(cx: &Cx, context: &Context<'_>, kind: &'static str) -> ActResult<(String, Taken)> {
    let (centre, year) = (context.centre.number.clone(), context.today().year());
    let sequence = Sequence::Form { centre: centre.clone(), year, kind };
    let number = cx.cases.next(&sequence).await?;
    Ok((format!("{centre}-{year}-{number}"), Taken { sequence, number }))
}

/// The first answer to this request id, if it was this person's and about the same thing.
pub(crate) async fn first_answer(
    cx: &Cx,
    request: RequestId,
    who: &Who,
    about: &str,
) -> ActResult<Option<Receipt>> {
    match cx.cases.answered(request).await? {
        None => Ok(None),
        Some(answered) if answered.by == who.account && answered.about == about => Ok(Some(answered.receipt)),
        Some(_) => Err(ActError::ForeignRequest),
    }
}

/// What the new events are added to: nothing, or a case with its entries.
pub(crate) struct Base {
    pub(crate) id: CaseId,
    pub(crate) case: Option<Case>,
    pub(crate) entries: Vec<Entry>,
}

/// By what right, for which request, when.
pub(crate) struct By<'a> {
    pub(crate) permit: &'a Permit,
    pub(crate) request: RequestId,
    /// What the request id is used for, to tell a repetition from a mix-up.
    pub(crate) about: &'a str,
    pub(crate) now: Timestamp,
}

/// Builds the one write of an act: entries, projections, message, receipt.
pub(crate) fn write(
    cx: &Cx,
    base: Base,
    events: Vec<Event>,
    plan: Plan,
    by: &By<'_>,
) -> ActResult<CaseWrite> {
    let Base { id, case, entries: earlier } = base;
    let expected = case.as_ref().map_or(0, |case| case.version);
    let named = case.as_ref().map(files).unwrap_or_default();
    let before = case.clone();
    let case = events.iter().fold(case, evolve).ok_or(ActError::NotFound)?;
    let centre = &case.centre;
    let mut entries: Vec<Entry> = Vec::with_capacity(events.len());
    for (seq, event) in (expected + 1..).zip(events) {
        let actor = Some(by.permit.account());
        let stamp = Stamp { case: id, centre: centre.clone(), seq, at: by.now, actor };
        let entry = Entry::after(entries.last().or(earlier.last()), stamp, event)
            .map_err(|error| PortError::Inconsistent(format!("an event cannot be written: {error}")))?;
        entries.push(entry);
    }
    let first = earlier.first().or(entries.first()).ok_or(ActError::NotFound)?;
    let last = entries.last().or(earlier.last()).ok_or(ActError::NotFound)?;
    let unwanted = unwanted(before.as_ref(), &case);
    let row = case_row(&case, first, last);
    let newly_named = files(&case).into_iter().filter(|digest| !named.contains(digest));
    let of = owner(std::slice::from_ref(first));
    let newly_named = newly_named.filter_map(|digest| Some((of?, digest))).collect();
    let message = plan.tell.map(|kind| Message {
        id: cx.ids.fresh(),
        case: id,
        centre: centre.clone(),
        to: row.candidate,
        kind: kind.into(),
        at: by.now,
    });
    let dispatches =
        message.as_ref().map(|message| owed(cx, message, &case)).transpose()?.unwrap_or_default();
    Ok(CaseWrite {
        request: by.request,
        by: by.permit.account(),
        about: by.about.into(),
        receipt: Receipt { case: id, number: case.number.clone(), version: case.version, at: by.now },
        expected,
        register: register_row(&case, id),
        papers: entries.iter().filter_map(paper_row).collect(),
        terms: term_rows(&case, id),
        sitting: sitting_row(&case, id),
        entries,
        row,
        taken: plan.taken,
        messages: message.into_iter().collect(),
        dispatches,
        unwanted,
        files: newly_named,
        draft: None,
        referral: None,
        term_facts: moved_terms(before.as_ref(), &case, id),
        outcome: moved_outcome(before.as_ref(), &case, id),
        platform: owed_entry(before.as_ref(), &case, id, by.now),
        happened: happened(before.as_ref(), &case, id, by.now, cx.ids.as_ref()),
    })
}

/// Q23. SMS, where the act withdrew the consent to it.
fn unwanted(before: Option<&Case>, after: &Case) -> Option<Way> {
    let by_sms = |case: &Case| case.consents.contains(&Consent::Sms);
    (before.is_some_and(by_sms) && !by_sms(after)).then_some(Way::Sms)
}
