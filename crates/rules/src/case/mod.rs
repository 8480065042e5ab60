//! ¶2(7). The procedure of recognition, the walk of one case: events, state, `decide`, `evolve`.
//!
//! `decide` says which events a command brings, or refuses with clause and reason; `evolve` applies one event. The
//! truth of a case is its list of events; everything else is folded from it.

mod command;
mod decide;
mod event;
mod evolve;
mod order;
mod state;

pub use command::{Command, CommandKind, FileApplication, SendNotice};
pub use decide::{Context, decide};
pub use event::{Event, FaultTeller};
pub use evolve::{evolve, fold};
pub use order::stages;
pub use state::{Case, Contract, Decision, Fault, RunningTerm, Stage, TermState};
