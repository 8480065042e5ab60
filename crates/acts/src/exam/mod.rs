//! ¶9–¶16: the sitting, theory, practice, violations.

mod practice;
mod sitting;
mod theory;
mod violation;

pub use practice::{close_practice, judge_steps, open_practice};
pub use sitting::{OpenSitting, open_sitting};
pub use theory::close_theory;
pub use violation::{draw_violation_act, register_violation, review_violation, sign_violation_act};
