//! Reminders of terms: what a person was reminded of, and how early a centre wants it.

use super::{at_centre, own_centre};
use crate::access::Act;
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::CaseId;
use crate::people::Who;
use crate::ports::{ReminderLine, ReminderRule};
use crate::projection::Page;

/// One's own reminders, unread first.
pub async fn mine(cx: &Cx, who: &Who, page: u32, per_page: u32) -> ActResult<Page<ReminderLine>> {
    Ok(cx.desk.reminders(who.account, page, per_page.clamp(1, 100)).await?)
}

/// Marks one's own reminders of a case as read, or all.
pub async fn mark_read(cx: &Cx, who: &Who, case: Option<CaseId>) -> ActResult<()> {
    Ok(cx.desk.mark_read(who.account, case, cx.clock.now()).await?)
}

/// How early the person's centre reminds.
pub async fn rule(cx: &Cx, who: &Who) -> ActResult<ReminderRule> {
    Ok(cx.desk.reminder_rule(&own_centre(who)?).await?)
}

/// Sets how early the centre reminds: working days before the last one, 0 to 10 each; `None` where it was no number.
pub async fn set_rule(cx: &Cx, who: &Who, owed: Option<u8>, head: Option<u8>) -> ActResult<()> {
    let centre = own_centre(who)?;
    at_centre(who, Act::SetReminders, &centre)?;
    let fits = |days: Option<u8>| days.filter(|days| *days <= ReminderRule::MOST);
    match (fits(owed), fits(head)) {
        (Some(owed), Some(head)) => {
            Ok(cx.desk.set_reminder_rule(&centre, ReminderRule { owed, head }).await?)
        }
        (owed, head) => {
            let fields = [("owed", owed), ("head", head)];
            let wrong = fields.into_iter().filter(|(_, days)| days.is_none());
            Err(ActError::Fields(wrong.map(|(field, _)| FieldFault { field, fault: "days-0-10" }).collect()))
        }
    }
}
