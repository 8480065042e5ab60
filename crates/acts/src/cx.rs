//! The context of an act: ports and reference data, made once by the program.

use std::sync::Arc;

use rules::calendar::Calendar;
use rules::case::{Case, Context};
use rules::edition::Edition;

use crate::catalogue::Catalogue;
use crate::error::{ActError, ActResult};
use crate::ports::{
    Blobs, Cases, Clock, Courier, Ids, Intake, Papers, Passwords, People, PortError, Seals, Secrets, Uploads,
};

/// Cheap to clone; the same for every request.
#[derive(Debug, Clone)]
pub struct Cx {
    pub cases: Arc<dyn Cases>,
    pub people: Arc<dyn People>,
    pub blobs: Arc<dyn Blobs>,
    pub uploads: Arc<dyn Uploads>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub passwords: Arc<dyn Passwords>,
    pub secrets: Arc<dyn Secrets>,
    /// `None` where no mail and no SMS is set up: nobody can sign in by a code then.
    pub courier: Option<Arc<dyn Courier>>,
    pub papers: Arc<dyn Papers>,
    pub seals: Arc<dyn Seals>,
    pub intake: Arc<dyn Intake>,
    pub catalogue: Arc<Catalogue>,
    pub calendar: &'static Calendar,
    /// Address under which the public reaches this installation, for links and QR; no slash at the end.
    pub public_address: String,
    /// Whether staff must have a second factor; else they are asked to.
    pub second_factor_required: bool,
}

impl Cx {
    /// What the rules need to decide on a case: its own edition, programme version and centre.
    pub fn context<'a>(&'a self, case: &Case) -> ActResult<Context<'a>> {
        let application = &case.application;
        let unknown =
            |what: &str| ActError::Port(PortError::Inconsistent(format!("{}: unknown {what}", case.number)));
        Ok(Context {
            now: self.clock.now(),
            calendar: self.calendar,
            edition: Edition::by_id(&case.edition).ok_or_else(|| unknown("edition"))?,
            programme: self
                .catalogue
                .programme_version(&application.programme, application.programme_version)
                .ok_or_else(|| unknown("programme"))?,
            centre: self.catalogue.centre(&case.centre).ok_or_else(|| unknown("centre"))?,
        })
    }
}
