//! ¶18(2). The register of recognition documents, for those who answer for it.

use futures_util::stream::{self, BoxStream, StreamExt as _};
use jiff::Timestamp;
use jiff::civil::Date;
use rules::case::{Event, fold};
use rules::identifiers::SerialNumber;

use crate::access::{Act, Reach, reach};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::journal::{AccountId, Entry};
use crate::people::Who;
use crate::ports::{PlatformEntry, PortError, RegisterFilter};
use crate::projection::{Page, RegisterRow};
use crate::public::{Check, check_document};

/// Documents read in one step of a stream.
const STEP: u32 = 1_000;

/// One page of the register, at the centres the person answers for.
pub async fn search(cx: &Cx, who: &Who, filter: RegisterFilter) -> ActResult<Page<RegisterRow>> {
    Ok(cx.register.search(&within(who, filter)?).await?)
}

/// The filter, narrowed to where the person may look: a head or registrar to the own centre, whatever was asked.
pub fn within(who: &Who, mut filter: RegisterFilter) -> ActResult<RegisterFilter> {
    let Reach { centre } = reach(who, Act::SeeRegister).ok_or(ActError::NotAllowed)?;
    filter.centre = centre.or(filter.centre);
    Ok(filter)
}

/// All documents that the filter lets through, in the order of their numbers, a step at a time: however many there are,
/// no more than a step is in memory.
pub fn all(cx: &Cx, filter: RegisterFilter) -> BoxStream<'static, Result<Vec<RegisterRow>, PortError>> {
    let register = std::sync::Arc::clone(&cx.register);
    let steps = stream::try_unfold(Some(0), move |after: Option<u32>| {
        let (register, filter) = (std::sync::Arc::clone(&register), filter.clone());
        async move {
            let Some(after) = after else { return Ok(None) };
            let rows = register.following(&filter, after, STEP).await?;
            let next = rows.last().map(|row| row.ordinal).filter(|_| rows.len() == STEP as usize);
            Ok((!rows.is_empty()).then_some((rows, next)))
        }
    });
    steps.boxed()
}

/// Who did something to a document, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub at: Timestamp,
    /// Names of those who did it.
    pub by: Vec<String>,
}

/// The end of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub done: Done,
    pub on: Date,
    pub reason: String,
}

/// All that the register knows of a document. Of the holder no more than the public sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentHistory {
    pub row: RegisterRow,
    /// The three checks, made now.
    pub check: Check,
    pub issued: Option<Done>,
    pub annulled: Option<Ended>,
    /// What the platform outside was told.
    pub entries: Vec<PlatformEntry>,
}

/// A document with its history, for those who may see it; for the others it does not exist.
pub async fn document(cx: &Cx, who: &Who, serial: &SerialNumber) -> ActResult<DocumentHistory> {
    let Reach { centre } = reach(who, Act::SeeRegister).ok_or(ActError::NotAllowed)?;
    let row = cx.cases.registered(serial).await?.ok_or(ActError::NotFound)?;
    if centre.is_some_and(|centre| centre != row.centre) {
        return Err(ActError::NotFound);
    }
    let journal = cx.cases.journal(row.case).await?;
    let of = |wanted: fn(&Event) -> bool| journal.iter().find(|entry| wanted(entry.event()));
    let issued = match of(|event| matches!(event, Event::DocumentIssued { .. })) {
        Some(entry) => Some(Done {
            at: entry.stamp().at,
            by: names(cx, entry.stamp().actor.into_iter().collect()).await?,
        }),
        None => None,
    };
    Ok(DocumentHistory {
        issued,
        annulled: annulled(cx, &journal).await?,
        entries: cx.entries.entries_of(row.case).await?,
        check: check_document(cx, serial, None).await,
        row,
    })
}

async fn annulled(cx: &Cx, journal: &[Entry]) -> ActResult<Option<Ended>> {
    let annulment = fold(journal.iter().map(Entry::event)).and_then(|case| case.document?.annulled);
    let entry = journal.iter().find(|entry| matches!(entry.event(), Event::DocumentAnnulled { .. }));
    let Some((annulment, entry)) = annulment.zip(entry) else { return Ok(None) };
    let two = annulment.by.iter().filter_map(|id| id.parse().ok()).collect();
    let by = names(cx, two).await?;
    let done = Done { at: entry.stamp().at, by };
    Ok(Some(Ended { done, on: annulment.on, reason: annulment.reason }))
}

/// Names of accounts; one that is gone has none.
async fn names(cx: &Cx, accounts: Vec<AccountId>) -> ActResult<Vec<String>> {
    let mut names = Vec::new();
    for account in accounts {
        names.extend(cx.people.by_id(account).await?.map(|account| account.name));
    }
    Ok(names)
}
