//! One folder per audience, one folder per page in it: the handlers, the view, its template.

pub mod account;
pub mod candidate;
pub mod case;
pub mod commission;
pub mod country;
pub mod day;
pub mod employer;
pub mod head;
pub mod open_data;
pub mod people;
pub mod programs;
pub mod public;
pub mod reference;
pub mod register;
pub mod staff;

use crate::routes::Routes;

/// Every route there is: pages, and what programs speak with.
pub fn routes() -> Routes {
    Routes::new()
        .with(account::routes())
        .with(candidate::routes())
        .with(case::routes())
        .with(staff::routes())
        .with(day::routes())
        .with(head::routes())
        .with(people::routes())
        .with(programs::routes())
        .with(public::routes())
        .with(commission::routes())
        .with(employer::routes())
        .with(reference::routes())
        .with(register::routes())
        .with(country::routes())
        .with(open_data::routes())
        .with(crate::api::routes())
}
