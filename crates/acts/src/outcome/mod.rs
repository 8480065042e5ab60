//! ¶17–¶23: decision, protocol, document or notification, appeal.

mod appeal;
mod complaint;
mod decide;
mod inform;
mod issue;

pub use appeal::{cast_appeal_vote, decide_appeal, file_appeal, refuse_late_appeal, register_appeal};
pub use complaint::{answer_complaint, file_complaint};
pub use decide::{cast_vote, decide, sign_protocol};
pub use inform::{close, inform_not_passed, open_result};
pub(crate) use issue::prepare_document;
pub use issue::{annul_document, issue_document};
