//! What programs speak with, in the browser and elsewhere.

mod uploads;

use crate::routes::Routes;

pub fn routes() -> Routes {
    uploads::routes()
}
