//! Forms: what was sent ([`Values`]), what is wrong with it ([`Errors`]), how it is shown ([`Form`], [`Field`]).

mod errors;
mod field;
mod values;

pub use errors::{ErrorLine, Errors};
pub use field::{Choice, ChoiceView, Field, Form};
pub use values::{MAX_FIELD, UPLOAD_BODY, UPLOAD_FILE, Upload, Values};
