//! ¶8(2) Q15 Q31. What the head answers beside the walk of a case: complaints, and appeals that came too late.

use rules::complaint;

use super::own_centre;
use crate::access::Role;
use crate::cx::Cx;
use crate::desk::rows::TermRow;
use crate::error::ActResult;
use crate::people::Who;
use crate::ports::TermFilter;
use crate::projection::CaseRow;

/// Of an appeal: the head owes its answer only where it came late.
pub const LATE_APPEAL: &str = "¶22";

/// The answers owed at the person's centre with the term of each, the first due first; at most a hundred terms are read.
pub async fn owed(cx: &Cx, who: &Who) -> ActResult<Vec<(TermRow, CaseRow)>> {
    let filter = TermFilter {
        centre: own_centre(who)?,
        owed: Some((vec![Role::Head], who.account)),
        from: None,
        until: None,
        taken: None,
        page: 0,
        per_page: 100,
    };
    let mut owed = Vec::new();
    for card in cx.desk.terms(&filter).await?.lines {
        if ![complaint::CLAUSE, LATE_APPEAL].contains(&card.row.clause.as_str()) {
            continue;
        }
        if let Some(row) = cx.cases.row(card.row.case).await? {
            owed.push((card.row, row));
        }
    }
    Ok(owed)
}
