//! What people do: one file per act, one folder per stage.
//!
//! Each act: load → check the right → ask the rules → append → answer. The ports (traits) that adapters implement
//! stand in [`ports`]; no SQL, HTTP or clock here.

pub mod access;
pub mod catalogue;
pub mod commission;
pub mod cx;
pub mod desk;
pub mod draft;
mod enclose;
pub mod error;
pub mod exam;
pub mod facts;
pub mod forms;
pub mod intake;
pub mod jobs;
pub mod journal;
pub mod outbox;
pub mod outcome;
pub mod papers;
pub mod people;
pub mod platform;
pub mod ports;
pub mod projection;
pub mod public;
pub mod records;
pub mod reference;
pub mod register;
pub mod report;
pub mod schedule;
pub mod service;
pub mod upload;
pub mod verify;
pub mod view;
pub mod walk;

pub use access::{Act, Role};
pub use cx::Cx;
pub use error::{ActError, ActResult};
pub use journal::{AccountId, CaseId, Entry, Receipt, RequestId};
pub use people::Who;
