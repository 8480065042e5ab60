//! Reference data: the centres and the programmes in force.

use jiff::civil::Date;
use rules::centre::Centre;
use rules::identifiers::CentreNumber;
use rules::programme::Programme;
use serde::Deserialize;

/// What centres and programmes there are. Small, read at the start, the same for everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    pub centres: Vec<Centre>,
    pub programmes: Vec<Programme>,
    pub cells: Directory,
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

    /// The newest version of a programme.
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

    /// Programmes that `centre` is accredited for.
    pub fn programmes_of<'a>(&'a self, centre: &'a Centre) -> impl Iterator<Item = &'a Programme> {
        self.programmes.iter().filter(|programme| centre.accreditation.covers(&programme.profession))
    }
}
