//! ¶8 Q4. Acquaintance by the candidate, briefing by the centre: each with its own record.

use rules::briefing::{Acquaintance, Briefing};
use rules::case::Command;
use rules::terms::local_date;

use crate::access::Act;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::Receipt;
use crate::walk::{Asked, act};

/// ¶8(1) ¶8(2). The candidate acknowledges what was shown.
pub async fn acquaint(cx: &Cx, asked: Asked<'_>, with: Acquaintance) -> ActResult<Receipt> {
    act(cx, asked, Act::Acquaint, Command::Acquaint { with }).await
}

/// ¶8. The fact of the briefing; `journal_line` is the line of the paper journal.
pub async fn brief(cx: &Cx, asked: Asked<'_>, journal_line: String) -> ActResult<Receipt> {
    let briefer = asked.who.account.to_string();
    let briefing = Briefing { briefer, journal_line, on: local_date(cx.clock.now()) };
    act(cx, asked, Act::Brief, Command::Brief { briefing }).await
}
