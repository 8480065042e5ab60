//! Reference data: the centres and the programmes in force.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rules::centre::Centre;
use rules::identifiers::{CentreNumber, NkzCode};
use rules::profession::Profession;
use rules::programme::Programme;
use serde::Deserialize;

use crate::ports::Recorded;
use crate::reference::programmes::{Standing, Version};

mod with;

/// What centres and programmes there are on a day. Small, held in memory, the same for everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    pub centres: Vec<Centre>,
    /// Every version that is or was in force: a case keeps its own for life.
    pub programmes: Vec<Programme>,
    /// Versions that are not in force yet.
    pub coming: Vec<Version>,
    /// Programmes that take no application any more.
    pub retired: BTreeSet<String>,
    /// Retirements, those of days to come too.
    pub retiring: Vec<Retirement>,
    /// The register of professions, by their codes.
    pub professions: BTreeMap<NkzCode, Profession>,
    pub cells: Directory,
}

/// A programme takes no application after `last`, until a version approved since comes into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retirement {
    pub id: String,
    pub last: Date,
    pub reopened: Option<Date>,
}

/// Which cell has which centre. Without cells, all centres are here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directory {
    /// Name of the cell that this program serves.
    pub here: String,
    #[serde(rename = "cell")]
    pub cells: Vec<Cell>,
}

/// A part of the country's centres with a database, files and a log of their own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    pub name: String,
    /// Where people reach it; no slash at the end.
    pub address: String,
    pub centres: Vec<CentreNumber>,
}

impl Directory {
    /// The address of the cell that has the centre, when it is not this one.
    pub fn elsewhere(&self, centre: &CentreNumber) -> Option<&str> {
        let cell = self.cells.iter().find(|cell| cell.centres.contains(centre))?;
        (cell.name != self.here).then_some(cell.address.as_str())
    }

    /// What is wrong with it, for these centres; none when each has one cell.
    pub fn unsound(&self, centres: &[Centre]) -> Option<String> {
        if self.cells.is_empty() {
            return None;
        }
        if !self.cells.iter().any(|cell| cell.name == self.here) {
            return Some(format!("no cell is called {:?}", self.here));
        }
        let times =
            |centre: &Centre| self.cells.iter().filter(|cell| cell.centres.contains(&centre.number)).count();
        let wrong = centres.iter().find(|centre| times(centre) != 1)?;
        Some(format!("centre {} is in {} cells", wrong.number, times(wrong)))
    }
}

impl Catalogue {
    pub fn centre(&self, number: &CentreNumber) -> Option<&Centre> {
        self.centres.iter().find(|centre| centre.number == *number)
    }

    /// The catalogue of the files with every change on top, as it holds on `day`.
    pub(crate) fn with(&self, changes: &[Arc<Recorded>], day: Date) -> Self {
        let mut catalogue = with::folded(self, changes);
        catalogue.keep_to(day);
        catalogue
    }

    /// What is approved for the day or earlier is in force; what took applications until a day before takes none.
    fn keep_to(&mut self, day: Date) {
        let in_force =
            |version: &Version| matches!(version.standing, Standing::Approved { from } if from <= day);
        let (begun, coming): (Vec<Version>, _) =
            std::mem::take(&mut self.coming).into_iter().partition(in_force);
        self.coming = coming;
        self.programmes.extend(begun.into_iter().map(|version| version.programme));
        self.retiring.retain(|one| one.reopened.is_none_or(|from| day < from));
        let over = self.retiring.iter().filter(|one| one.last < day).map(|one| one.id.clone());
        self.retired.extend(over);
    }

    /// The newest version that takes applications; none of a programme that takes none.
    pub fn offered(&self, id: &str) -> Option<&Programme> {
        self.programme(id).filter(|_| !self.retired.contains(id))
    }

    /// The newest version of every programme that takes applications.
    pub fn all_offered(&self) -> impl Iterator<Item = &Programme> {
        self.programmes.iter().filter(|programme| self.offered(&programme.id) == Some(*programme))
    }

    /// The newest version in force of a programme.
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes
            .iter()
            .filter(|programme| programme.id == id)
            .max_by_key(|programme| programme.version)
    }

    /// The version a case keeps for life.
    pub fn programme_version(&self, id: &str, version: u32) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id && programme.version == version)
    }

    /// Centres accredited for the profession of `programme` on `day`.
    pub fn centres_for<'a>(
        &'a self,
        programme: &'a Programme,
        day: Date,
    ) -> impl Iterator<Item = &'a Centre> {
        self.centres.iter().filter(move |centre| {
            centre.accreditation.in_force(day) && centre.accreditation.covers(&programme.profession)
        })
    }

    /// Programmes that `centre` is accredited for, each in its newest version.
    pub fn programmes_of<'a>(&'a self, centre: &'a Centre) -> impl Iterator<Item = &'a Programme> {
        self.all_offered().filter(|programme| centre.accreditation.covers(&programme.profession))
    }
}
