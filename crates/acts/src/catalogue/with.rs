//! Every change, one after another, onto what the files give.

use std::sync::Arc;

use jiff::civil::Date;
use rules::centre::{Accreditation, Centre, Period, Suspension};
use rules::identifiers::CentreNumber;

use super::{Catalogue, Retirement};
use crate::journal::AccountId;
use crate::ports::Recorded;
use crate::reference::programmes::{Standing, Version};
use crate::reference::{Change, Described};

/// All changes taken up; retirements and versions keep their days.
pub(super) fn folded(given: &Catalogue, changes: &[Arc<Recorded>]) -> Catalogue {
    let mut catalogue = given.clone();
    for recorded in changes {
        catalogue.take(recorded);
    }
    catalogue
}

impl Catalogue {
    fn take(&mut self, recorded: &Recorded) {
        match &recorded.change {
            Change::CentreAdded { centre } => {
                self.centres.retain(|known| known.number != centre.number);
                self.centres.push(centre.as_ref().clone());
            }
            Change::CentreDescribed { number, described } => {
                self.change(number, |centre| describe(centre, described));
            }
            Change::CentreScoped { number, professions, .. } => {
                self.accreditation(number, |held| held.professions.clone_from(professions));
            }
            Change::CentreAccredited { number, from, .. } => {
                self.accreditation(number, |held| renew(held, *from));
            }
            Change::CentreSuspended { number, from, until, reason } => self.accreditation(number, |held| {
                held.suspensions.push(Suspension { from: *from, until: *until, reason: reason.clone() });
            }),
            Change::SuspensionLifted { number, from, last, .. } => {
                self.accreditation(number, |held| lift(held, *from, *last));
            }
            Change::AccreditationEnded { number, last, .. } => {
                self.accreditation(number, |held| held.until = held.until.min(*last));
            }
            Change::ProfessionsTaken { professions, .. } => {
                self.professions.extend(professions.iter().map(|one| (one.code.clone(), one.clone())));
            }
            change => self.take_programme(change, recorded.by),
        }
    }

    fn take_programme(&mut self, change: &Change, by: AccountId) {
        match change {
            Change::ProgrammeDrafted { programme } => {
                let (id, number) = (&programme.id, programme.version);
                let (before, others): (Vec<Version>, _) = std::mem::take(&mut self.coming)
                    .into_iter()
                    .partition(|known| known.programme.id == *id && known.programme.version == number);
                self.coming = others;
                let mut authors: Vec<AccountId> =
                    before.into_iter().flat_map(|known| known.authors).collect();
                authors.push(by);
                authors.dedup();
                let programme = programme.as_ref().clone();
                self.coming.push(Version { programme, authors, standing: Standing::Draft });
            }
            Change::ProgrammeReviewed { id, version } => {
                self.stand(id, *version, Standing::Reviewed { by });
            }
            Change::ProgrammeReturned { id, version, reason } => {
                self.stand(id, *version, Standing::Returned { reason: reason.clone() });
            }
            Change::ProgrammeApproved { id, version, from } => {
                self.stand(id, *version, Standing::Approved { from: *from });
                let open = |one: &&mut Retirement| one.id == *id && one.reopened.is_none();
                self.retiring.iter_mut().filter(open).for_each(|one| one.reopened = Some(*from));
            }
            Change::ProgrammeRetired { id, last, .. } => {
                self.retiring.push(Retirement { id: id.clone(), last: *last, reopened: None });
            }
            _ => {}
        }
    }

    fn stand(&mut self, id: &str, number: u32, standing: Standing) {
        let of = |known: &&mut Version| known.programme.id == id && known.programme.version == number;
        if let Some(version) = self.coming.iter_mut().find(of) {
            version.standing = standing;
        }
    }

    fn accreditation(&mut self, number: &CentreNumber, change: impl FnOnce(&mut Accreditation)) {
        self.change(number, |centre| change(&mut centre.accreditation));
    }

    fn change(&mut self, number: &CentreNumber, change: impl FnOnce(&mut Centre)) {
        if let Some(centre) = self.centres.iter_mut().find(|centre| centre.number == *number) {
            change(centre);
        }
    }
}

fn describe(centre: &mut Centre, described: &Described) {
    let Described { name, town, region, address, head, phone, email } = described.clone();
    centre.name = name;
    centre.town = town;
    centre.region = region;
    centre.address = address;
    centre.head = head;
    centre.phone = phone;
    centre.email = email;
}

fn renew(held: &mut Accreditation, from: Date) {
    let day_before = from.yesterday().unwrap_or(from);
    held.earlier.push(Period { from: held.from, until: held.until.min(day_before) });
    held.from = from;
    held.until = Accreditation::last_day(from);
    held.suspended = false;
}

fn lift(held: &mut Accreditation, from: Date, last: Date) {
    if let Some(suspension) = held.suspensions.iter_mut().find(|one| one.from == from) {
        suspension.until = Some(last);
    }
    held.suspensions.retain(|one| one.until.is_none_or(|until| until >= one.from));
}
