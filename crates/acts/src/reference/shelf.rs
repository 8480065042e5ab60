//! The reference data in memory: what the files give, with every change on top, as it holds on a day.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;
use rules::calendar::Calendar;

use super::{Change, Subject};
use crate::catalogue::Catalogue;
use crate::journal::RequestId;
use crate::ports::{PortError, Recorded, Reference};

/// One for each node. The node that writes sees its change at once, others when they look.
#[derive(Debug)]
pub struct Shelf {
    given: Catalogue,
    port: Arc<dyn Reference>,
    kept: RwLock<Kept>,
}

#[derive(Debug)]
struct Kept {
    /// The one compiled in, with every act about it.
    calendar: Arc<Calendar>,
    changes: Vec<Arc<Recorded>>,
    /// The catalogue of the day that was asked for last.
    on: Option<(Date, Arc<Catalogue>)>,
}

impl Shelf {
    /// What the files give, before any change is read: [`Shelf::refresh`] comes next.
    pub fn new(given: Catalogue, port: Arc<dyn Reference>) -> Self {
        let calendar = Arc::new(Calendar::kazakhstan().clone());
        Self { given, port, kept: RwLock::new(Kept { calendar, changes: vec![], on: None }) }
    }

    /// Reads the changes made since. `Inconsistent` when a file and a change give one version of a programme two contents.
    pub async fn refresh(&self) -> Result<(), PortError> {
        let fresh = self.port.changes(self.position()).await?;
        for recorded in &fresh {
            self.same_as_given(&recorded.change)?;
        }
        if !fresh.is_empty() {
            self.write(|kept| kept.take(fresh));
        }
        Ok(())
    }

    /// The reference data as they hold on `day`.
    pub fn on(&self, day: Date) -> Arc<Catalogue> {
        let known = self.read(|kept| kept.on.clone().filter(|(of, _)| *of == day));
        if let Some((_, catalogue)) = known {
            return catalogue;
        }
        self.write(|kept| {
            let catalogue = Arc::new(self.given.with(&kept.changes, day));
            kept.on = Some((day, Arc::clone(&catalogue)));
            catalogue
        })
    }

    pub fn calendar(&self) -> Arc<Calendar> {
        self.read(|kept| Arc::clone(&kept.calendar))
    }

    /// Position of the newest change known here; 0 before the first.
    pub fn position(&self) -> u64 {
        self.read(|kept| kept.changes.last().map_or(0, |last| last.position))
    }

    /// The changes of a subject, newest first.
    pub fn history(&self, subject: Subject<'_>) -> Vec<Arc<Recorded>> {
        self.read(|kept| {
            kept.changes.iter().rev().filter(|one| one.change.subject() == subject).cloned().collect()
        })
    }

    /// Position of a subject's newest change; 0 where it has none.
    pub fn newest_of(&self, subject: Subject<'_>) -> u64 {
        self.newest(subject).map_or(0, |newest| newest.position)
    }

    /// A subject's newest change.
    pub fn newest(&self, subject: Subject<'_>) -> Option<Arc<Recorded>> {
        self.read(|kept| kept.changes.iter().rev().find(|one| one.change.subject() == subject).cloned())
    }

    pub(super) fn recorded(&self, request: RequestId) -> Option<Arc<Recorded>> {
        self.read(|kept| kept.changes.iter().find(|one| one.request == request).cloned())
    }

    /// `Conflict` when another node was quicker.
    pub(super) async fn record(&self, recorded: Recorded) -> Result<(), PortError> {
        self.port.record(recorded.clone()).await?;
        self.write(|kept| kept.take(vec![recorded]));
        Ok(())
    }

    fn same_as_given(&self, change: &Change) -> Result<(), PortError> {
        let Change::ProgrammeDrafted { programme } = change else { return Ok(()) };
        match self.given.programme_version(&programme.id, programme.version) {
            Some(given) if given != programme.as_ref() => Err(PortError::Inconsistent(format!(
                "programme {} version {} stands in a file of the catalogue and, with other content, in the store",
                programme.id, programme.version
            ))),
            _ => Ok(()),
        }
    }

    fn read<T>(&self, read: impl FnOnce(&Kept) -> T) -> T {
        read(&self.kept.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, write: impl FnOnce(&mut Kept) -> T) -> T {
        write(&mut self.kept.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    /// What follows on what is known; the rest was read by somebody else meanwhile.
    fn take(&mut self, fresh: Vec<Recorded>) {
        let known = self.changes.last().map_or(0, |last| last.position);
        for one in fresh.into_iter().filter(|one| one.position > known) {
            if let Change::CalendarChanged { days, .. } = &one.change {
                self.calendar = Arc::new(self.calendar.after(days));
            }
            self.changes.push(Arc::new(one));
        }
        self.on = None;
    }
}
