//! Reference data: the centres and the programmes in force.

use jiff::civil::Date;
use rules::centre::Centre;
use rules::identifiers::CentreNumber;
use rules::programme::Programme;

/// What centres and programmes there are. Small, read at the start, the same for everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    pub centres: Vec<Centre>,
    pub programmes: Vec<Programme>,
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
