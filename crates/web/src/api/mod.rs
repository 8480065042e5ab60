//! What programs speak with, in the browser and elsewhere.

mod sms;
mod uploads;
pub mod v1;

use crate::routes::Routes;

pub use sms::REPORTS;

pub fn routes() -> Routes {
    uploads::routes().with(sms::routes()).with(v1::routes())
}
