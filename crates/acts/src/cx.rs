//! The context of an act: ports and reference data, made once by the program.

use std::sync::Arc;

use rules::calendar::Calendar;
use rules::case::{Case, Context};
use rules::edition::Edition;

use crate::catalogue::Catalogue;
use crate::error::{ActError, ActResult};
use crate::ports::{
    Authenticators, Bell, Blobs, Cases, Clock, Commissions, Courier, Desk, Entries, Figures, Hooks, Ids,
    Intake, Letters, Outbox, Papers, Passwords, People, PortError, Referrals, Register, Rooms, Seals,
    Secrets, Services, Uploads, Way,
};
use crate::reference::Shelf;

/// Cheap to clone; the same for every request.
#[derive(Debug, Clone)]
pub struct Cx {
    pub cases: Arc<dyn Cases>,
    pub register: Arc<dyn Register>,
    pub figures: Arc<dyn Figures>,
    pub entries: Arc<dyn Entries>,
    /// Whether a platform outside is told of documents; else this one is all there is.
    pub platform_told: bool,
    pub people: Arc<dyn People>,
    pub referrals: Arc<dyn Referrals>,
    pub commissions: Arc<dyn Commissions>,
    pub desk: Arc<dyn Desk>,
    pub rooms: Arc<dyn Rooms>,
    pub services: Arc<dyn Services>,
    pub hooks: Arc<dyn Hooks>,
    pub bell: Arc<dyn Bell>,
    pub blobs: Arc<dyn Blobs>,
    pub uploads: Arc<dyn Uploads>,
    pub outbox: Arc<dyn Outbox>,
    pub courier: Arc<dyn Courier>,
    pub letters: Arc<dyn Letters>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub passwords: Arc<dyn Passwords>,
    pub secrets: Arc<dyn Secrets>,
    pub authenticators: Arc<dyn Authenticators>,
    pub papers: Arc<dyn Papers>,
    pub seals: Arc<dyn Seals>,
    pub intake: Arc<dyn Intake>,
    /// The reference data as they held when this context was made: one act sees one state of them ([`Cx::fresh`]).
    pub catalogue: Arc<Catalogue>,
    pub shelf: Arc<Shelf>,
    /// The working calendar with every act about it, as the catalogue.
    pub calendar: Arc<Calendar>,
    /// Address under which the public reaches this installation, for links and QR; no slash at the end.
    pub public_address: String,
    /// Whether staff must have a second factor; else they are asked to.
    pub second_factor_required: bool,
}

impl Cx {
    /// The same context with the reference data of this moment.
    #[must_use]
    pub fn fresh(&self) -> Self {
        let catalogue = self.shelf.on(rules::terms::local_date(self.clock.now()));
        Self { catalogue, calendar: self.shelf.calendar(), ..self.clone() }
    }

    /// Whether mail or SMS is set up: without either nobody can sign in by a code.
    pub fn sends_codes(&self) -> bool {
        self.courier.serves(Way::Email) || self.courier.serves(Way::Sms)
    }

    /// What the rules need to decide on a case: its own edition, programme version and centre.
    pub fn context<'a>(&'a self, case: &Case) -> ActResult<Context<'a>> {
        let application = &case.application;
        let unknown =
            |what: &str| ActError::Port(PortError::Inconsistent(format!("{}: unknown {what}", case.number)));
        Ok(Context {
            now: self.clock.now(),
            calendar: &self.calendar,
            edition: Edition::by_id(&case.edition).ok_or_else(|| unknown("edition"))?,
            programme: self
                .catalogue
                .programme_version(&application.programme, application.programme_version)
                .ok_or_else(|| unknown("programme"))?,
            centre: self.catalogue.centre(&case.centre).ok_or_else(|| unknown("centre"))?,
        })
    }
}
