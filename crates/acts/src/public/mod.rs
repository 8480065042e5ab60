//! What anybody may ask: is this document real.

mod check;

pub use check::{Answer, Check, Standing, check_document};
