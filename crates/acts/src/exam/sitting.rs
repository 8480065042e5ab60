//! ¶9 ¶10(2). Opening the sitting: commission, readiness, ¶8 done.

use rules::case::Command;
use rules::sitting::Commission;

use crate::access::Act;
use crate::commission::barred;
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::Receipt;
use crate::walk::{Asked, act, load};

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

/// ¶9 ¶16 Q16. Conflicts that were declared at the centre count beside those declared now.
pub async fn open_sitting(cx: &Cx, asked: Asked<'_>, open: OpenSitting) -> ActResult<Receipt> {
    let OpenSitting { commission, present, ticked, mut conflicted } = open;
    let barred = barred(cx, &load(cx, asked.case).await?.case).await?;
    if commission.members.iter().any(|member| barred.not_competent.contains(member)) {
        return Err(ActError::Fields(vec![FieldFault { field: "named", fault: "not-competent" }]));
    }
    conflicted.extend(barred.conflicted);
    let command = Command::OpenSitting { commission, present, ticked, conflicted };
    act(cx, asked, Act::OpenSitting, command).await
}
