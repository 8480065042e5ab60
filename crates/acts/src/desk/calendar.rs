//! ¶6 ¶10. The calendar of sittings, and the address by which a calendar program reads it.

use jiff::ToSpan;
use jiff::civil::Date;
use rules::terms::local_date;
use sha2::{Digest as _, Sha256};

use super::own_centre;
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::people::Who;
use crate::ports::SittingCard;

/// Sittings shown at once at most.
const MOST: u32 = 2_000;
/// Days that a calendar program is given: before today, and from today on.
const FEED_DAYS: (i64, i64) = (30, 120);

/// The sittings of the person's centre from a day to a day.
pub async fn sittings(cx: &Cx, who: &Who, from: Date, until: Date) -> ActResult<Vec<SittingCard>> {
    Ok(cx.rooms.sittings(&own_centre(who)?, from, until, MOST).await?)
}

/// A new address of the person's calendar: its secret, said this once. An earlier address ends.
pub async fn open_feed(cx: &Cx, who: &Who) -> ActResult<String> {
    own_centre(who)?;
    let secret = hex(&cx.ids.key());
    cx.desk.set_feed(who.account, Some(digest(&secret)), cx.clock.now()).await?;
    Ok(secret)
}

/// The address ends; whoever has it reads nothing any more.
pub async fn end_feed(cx: &Cx, who: &Who) -> ActResult<()> {
    Ok(cx.desk.set_feed(who.account, None, cx.clock.now()).await?)
}

/// What the address of a calendar shows. Unknown, ended, or of somebody who works there no more: not found.
pub async fn by_feed(cx: &Cx, secret: &str) -> ActResult<Vec<SittingCard>> {
    let owner = cx.desk.feed_owner(&digest(secret)).await?.ok_or(ActError::NotFound)?;
    let who = cx.people.by_id(owner).await?.ok_or(ActError::NotFound)?.who(cx.clock.now());
    let today = local_date(cx.clock.now());
    let day = |ahead: i64| today.saturating_add(ahead.days());
    sittings(cx, &who, day(-FEED_DAYS.0), day(FEED_DAYS.1)).await.map_err(|error| match error {
        ActError::NotAllowed => ActError::NotFound,
        other => other,
    })
}

fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
