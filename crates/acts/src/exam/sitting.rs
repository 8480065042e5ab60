//! ¶9 ¶10(2). Opening the sitting: commission, readiness, ¶8 done.

use rules::case::Command;
use rules::sitting::Commission;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, act};

/// What the one who opens says.
#[derive(Debug, Clone)]
pub struct OpenSitting {
    pub commission: Commission,
    pub present: Vec<String>,
    /// Positions of the ticked lines of the readiness checklist.
    pub ticked: Vec<usize>,
    /// Members who declared a conflict of interest.
    pub conflicted: Vec<String>,
}

pub async fn open_sitting(cx: &Cx, asked: Asked<'_>, open: OpenSitting) -> ActResult<Receipt> {
    let OpenSitting { commission, present, ticked, conflicted } = open;
    let command = Command::OpenSitting { commission, present, ticked, conflicted };
    act(cx, asked, Act::OpenSitting, command).await
}
