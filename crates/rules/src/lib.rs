//! What the Rules say: order No. 374 of 6 September 2023 as pure functions.
//!
//! No input or output, no clock, no randomness: time, calendar, edition and programme are arguments. One file per
//! subject of the law; the clause each item carries out stands in its doc comment.

pub mod appeal;
pub mod application;
pub mod briefing;
pub mod calendar;
pub mod case;
pub mod centre;
pub mod complaint;
pub mod completeness;
pub mod consent;
pub mod correction;
pub mod decision;
pub mod edition;
pub mod funding;
pub mod identifiers;
pub mod incapacity;
pub mod issue;
pub mod not_passed;
pub mod notice;
pub mod oked;
pub mod practice;
pub mod profession;
pub mod programme;
pub mod refusal;
pub mod regions;
pub mod regulation;
pub mod sitting;
pub mod terms;
pub mod theory;
pub mod violations;
pub mod words;
pub mod working_days;

pub use refusal::{Reason, Refused};
pub use words::{Bilingual, Clause};
