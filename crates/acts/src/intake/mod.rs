//! ¶4 ¶5: from the application to the contract or the refusal.

mod check;
mod contract;
mod file;
mod refuse;
mod withdraw;

pub use check::{find_complete, prepare_refusal};
pub use contract::{conclude_contract, offer_contract};
pub use file::file_application;
pub use refuse::{return_refusal, sign_refusal};
pub use withdraw::withdraw;
