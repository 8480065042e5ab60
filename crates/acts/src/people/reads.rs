//! Who read a personal file: noted before it is shown, and told to the person it is about.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use rules::terms::local_date;

use crate::access::Role;
use crate::cx::Cx;
use crate::error::ActResult;
use crate::journal::AccountId;
use crate::people::Who;
use crate::ports::ReadRow;
use crate::walk::Loaded;

/// What is opened of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened<'a> {
    Case,
    /// A stored file, by its digest.
    File(&'a str),
    /// A legal form, by its code.
    Form(&'a str),
}

impl Opened<'_> {
    fn code(self) -> String {
        match self {
            Self::Case => "case".into(),
            Self::File(digest) => format!("file/{digest}"),
            Self::Form(kind) => format!("form/{kind}"),
        }
    }
}

/// People outside the centre say why they open a file.
pub const fn needs_reason(role: Role) -> bool {
    matches!(role, Role::AuthorisedBody)
}

/// Notes that `who` opens a part of the case; nothing where it is the person's own.
pub async fn note(
    cx: &Cx,
    who: &Who,
    loaded: &Loaded,
    role: Role,
    what: Opened<'_>,
    reason: Option<&str>,
) -> ActResult<()> {
    if loaded.candidate() == Some(who.account) {
        return Ok(());
    }
    let read = ReadRow {
        id: cx.ids.fresh(),
        case: loaded.id,
        centre: loaded.case.centre.clone(),
        account: who.account,
        role,
        what: what.code(),
        reason: reason.filter(|_| needs_reason(role)).map(Into::into),
        at: cx.clock.now(),
    };
    Ok(cx.people.note_read(read).await?)
}

/// One person, one day, one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub account: AccountId,
    pub name: String,
    pub role: Role,
    /// The centre of the case, where the role is held at a centre.
    pub centre: Option<CentreNumber>,
    pub day: Date,
    pub first: Timestamp,
    pub last: Timestamp,
    /// `case`, `file/…` or `form/…`.
    pub what: String,
    pub times: usize,
    /// Each reason given, once.
    pub reasons: Vec<String>,
}

/// Who opened the case, newest day first; one line for each person, day and thing.
pub async fn readers(cx: &Cx, loaded: &Loaded) -> ActResult<Vec<Reader>> {
    let rows = cx.people.reads(loaded.id).await?;
    let mut readers = grouped(rows);
    let mut names: BTreeMap<AccountId, String> = BTreeMap::new();
    for reader in &mut readers {
        let name = if let Some(name) = names.get(&reader.account) {
            name.clone()
        } else {
            let known = cx.people.by_id(reader.account).await?;
            known.map_or_else(|| reader.account.to_string(), |account| account.name)
        };
        reader.name.clone_from(&name);
        names.insert(reader.account, name);
    }
    Ok(readers)
}

/// `rows` are newest first.
fn grouped(rows: Vec<ReadRow>) -> Vec<Reader> {
    let mut readers: Vec<Reader> = Vec::new();
    for row in rows {
        let day = local_date(row.at);
        let same = |known: &&mut Reader| {
            (known.account, known.role, known.day) == (row.account, row.role, day) && known.what == row.what
        };
        if let Some(known) = readers.iter_mut().find(same) {
            known.first = row.at;
            known.times += 1;
            let fresh = row.reason.filter(|reason| !known.reasons.contains(reason));
            known.reasons.extend(fresh);
            continue;
        }
        readers.push(Reader {
            account: row.account,
            name: String::new(),
            role: row.role,
            centre: Some(row.centre).filter(|_| !needs_reason(row.role)),
            day,
            first: row.at,
            last: row.at,
            what: row.what,
            times: 1,
            reasons: row.reason.into_iter().collect(),
        });
    }
    readers
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;
    use crate::journal::CaseId;

    fn row(account: u128, what: &str, at: &str, reason: Option<&str>) -> ReadRow {
        let role = if reason.is_some() { Role::AuthorisedBody } else { Role::Registrar };
        ReadRow {
            id: Uuid::nil(),
            case: CaseId(Uuid::nil()),
            centre: CentreNumber::parse("0042").unwrap(),
            account: AccountId(Uuid::from_u128(account)),
            role,
            what: what.into(),
            reason: reason.map(Into::into),
            at: at.parse().unwrap(),
        }
    }

    #[test]
    fn one_line_for_each_person_day_and_thing() {
        // Almaty is five hours ahead: the oldest row is of the day before.
        let rows = vec![
            row(1, "case", "2026-11-23T09:00:00Z", None),
            row(2, "case", "2026-11-23T08:00:00Z", Some("шағым")),
            row(1, "form/protocol", "2026-11-23T07:00:00Z", None),
            row(1, "case", "2026-11-23T06:00:00Z", None),
            row(2, "case", "2026-11-23T05:00:00Z", Some("тексеру")),
            row(1, "case", "2026-11-22T18:59:00Z", None),
        ];
        let readers = grouped(rows);
        let lines: Vec<_> = readers.iter().map(|line| (line.what.as_str(), line.times)).collect();
        assert_eq!(lines, [("case", 2), ("case", 2), ("form/protocol", 1), ("case", 1)]);
        assert_eq!(readers[0].first, "2026-11-23T06:00:00Z".parse().unwrap());
        assert_eq!(readers[1].reasons, ["шағым", "тексеру"]);
        assert_eq!((readers[0].centre.is_some(), readers[1].centre.is_some()), (true, false));
    }
}
