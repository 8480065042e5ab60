//! What programs speak with, in the browser and elsewhere.

mod sms;
mod uploads;

use crate::routes::Routes;

pub use sms::REPORTS;

pub fn routes() -> Routes {
    uploads::routes().with(sms::routes())
}
