//! Statements over the register, the terms and outcomes of cases, and the entries, that both databases understand. A `?` in
//! [`Asked`] has its value at the same place.

use acts::ports::{EntryFilter, Happening, RegisterFilter, Span};
use rules::identifiers::CentreNumber;

use crate::filter::{Conditions, Value, lines};

/// A question put together for one call.
pub(crate) struct Asked {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Asked {
    fn of(sql: impl Into<String>, values: Vec<Value>) -> Self {
        Self { sql: sql.into(), values }
    }
}

/// The number of documents, and a page of them, the newest number first.
pub(crate) fn register_page(filter: &RegisterFilter) -> [Asked; 2] {
    let meets = Conditions::of_register(filter);
    let sql = meets.sql();
    let count = Asked::of(format!("SELECT count(*) AS n FROM register WHERE {sql}"), meets.values.clone());
    let values = meets.values.into_iter().chain(lines(filter.page, filter.per_page)).collect();
    let page = format!("SELECT * FROM register WHERE {sql} ORDER BY ordinal DESC LIMIT ? OFFSET ?");
    [count, Asked::of(page, values)]
}

pub(crate) fn register_following(filter: &RegisterFilter, after: u32, limit: u32) -> Asked {
    let meets = Conditions::of_register(filter);
    let sql =
        format!("SELECT * FROM register WHERE {} AND ordinal > ? ORDER BY ordinal LIMIT ?", meets.sql());
    let more = [after, limit].map(|number| Value::Number(number.into()));
    Asked::of(sql, meets.values.into_iter().chain(more).collect())
}

pub(crate) const REGISTER_MARK: &str = "SELECT (SELECT coalesce(max(ordinal), 0) FROM register) AS newest,
     (SELECT count(*) FROM register WHERE annulled_on IS NOT NULL) AS annulled";

/// `columns` counted where `day` lies in the span.
fn counted(table: &str, columns: &str, day: &str, span: &Span) -> Asked {
    let mut values = vec![Value::Day(span.from), Value::Day(span.until)];
    let at_centre = at_centre(span.centre.as_ref(), &mut values);
    let sql = format!(
        "SELECT {columns}, count(*) AS n FROM {table} WHERE {day} >= ? AND {day} <= ?{at_centre}
         GROUP BY {columns} ORDER BY {columns}"
    );
    Asked::of(sql, values)
}

fn at_centre(centre: Option<&CentreNumber>, values: &mut Vec<Value>) -> &'static str {
    values.extend(centre.map(|centre| Value::Text(centre.to_string())));
    if centre.is_some() { " AND centre = ?" } else { "" }
}

pub(crate) fn terms(span: &Span) -> Asked {
    counted("case_term", "centre, clause, started, due, state, closed_on", "due", span)
}

pub(crate) fn overdue(centre: Option<&CentreNumber>, today: jiff::civil::Date) -> Asked {
    let mut values = vec![Value::Day(today)];
    let at_centre = at_centre(centre, &mut values);
    let sql = format!(
        "SELECT centre, clause AS counted, count(*) AS n FROM case_term
         WHERE state = 'running' AND due < ?{at_centre} GROUP BY centre, clause ORDER BY centre, clause"
    );
    Asked::of(sql, values)
}

pub(crate) fn outcomes(span: &Span) -> Asked {
    counted(
        "(SELECT centre, programme, theory, practice, passed, terminated, decided_on,
                 CASE WHEN violations > 0 THEN 1 ELSE 0 END AS violated FROM case_outcome) AS outcome",
        "centre, programme, theory, practice, passed, violated, terminated",
        "decided_on",
        span,
    )
}

pub(crate) fn appeals(span: &Span) -> Asked {
    counted("case_outcome", "centre, appeal", "appealed_on", span)
}

pub(crate) fn happened(what: Happening, span: &Span) -> Asked {
    let day = match what {
        Happening::Filed => "filed_on",
        Happening::Issued => "issued_on",
        Happening::Annulled => "annulled_on",
    };
    let asked = counted("case_outcome", "centre, programme", day, span);
    Asked::of(asked.sql.replacen("programme", "programme AS counted", 1), asked.values)
}

pub(crate) fn open(centre: Option<&CentreNumber>) -> Asked {
    let mut values = vec![];
    let at_centre = at_centre(centre, &mut values);
    let sql = format!(
        "SELECT centre, programme AS counted, count(*) AS n FROM case_outcome
         WHERE closed_on IS NULL AND issued_on IS NULL{at_centre}
         GROUP BY centre, programme ORDER BY centre, programme"
    );
    Asked::of(sql, values)
}

/// What an act began or ended.
pub(crate) const KEEP_TERM: &str =
    "INSERT INTO case_term (centre, case_id, place, clause, started, due, state, closed_on)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     ON CONFLICT (centre, case_id, place) DO UPDATE
     SET clause = ?4, started = ?5, due = ?6, state = ?7, closed_on = ?8";
pub(crate) const KEEP_OUTCOME: &str =
    "INSERT INTO case_outcome (centre, case_id, programme, filed_on, theory, practice, passed, decided_on,
                               violations, terminated, issued_on, annulled_on, appealed_on, appeal, closed_on)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
     ON CONFLICT (centre, case_id) DO UPDATE
     SET programme = ?3, filed_on = ?4, theory = ?5, practice = ?6, passed = ?7, decided_on = ?8,
         violations = ?9, terminated = ?10, issued_on = ?11, annulled_on = ?12, appealed_on = ?13,
         appeal = ?14, closed_on = ?15";
pub(crate) const OWE_ENTRY: &str =
    "INSERT INTO platform_entry (centre, case_id, kind, serial, ordinal, state, made_at, tries, next_at,
                                 reference, reason, moved_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

/// Cases from before these tables, after a place in the order of centre and case.
pub(crate) const UNCOUNTED: &str = "SELECT centre, case_id FROM case_row
     WHERE (centre, case_id) > (?1, ?2)
       AND NOT EXISTS (SELECT 1 FROM case_outcome AS known WHERE known.case_id = case_row.case_id
                       AND known.centre = case_row.centre)
     ORDER BY centre, case_id LIMIT 500";

/// The pass goes before the annulment, which waits until the pass is confirmed.
pub(crate) const ENTRIES_DUE: &str = "SELECT * FROM platform_entry AS entry
     WHERE state IN ('waiting', 'sent') AND next_at <= ?1
       AND (kind = 'pass' OR EXISTS (
           SELECT 1 FROM platform_entry AS pass
           WHERE pass.centre = entry.centre AND pass.case_id = entry.case_id AND pass.kind = 'pass'
             AND pass.state = 'confirmed'))
     ORDER BY ordinal, kind DESC LIMIT ?2";
/// One row when the entry is as it was read: `?10` tries, in the state `?11`.
pub(crate) const STEP_ENTRY: &str = "UPDATE platform_entry
     SET state = ?4, tries = ?5, next_at = ?6, reference = ?7, reason = ?8, moved_at = ?9
     WHERE centre = ?1 AND case_id = ?2 AND kind = ?3 AND tries = ?10 AND state = ?11";
pub(crate) const ENTRIES_OF: &str = "SELECT * FROM platform_entry WHERE case_id = ?1 ORDER BY kind DESC";
pub(crate) const OUTBOX: &str =
    "SELECT (SELECT count(*) FROM platform_entry WHERE state IN ('waiting', 'sent')) AS open,
            (SELECT min(made_at) FROM platform_entry WHERE state IN ('waiting', 'sent')) AS oldest,
            (SELECT count(*) FROM platform_entry WHERE state = 'refused') AS refused";

/// The number of entries, and a page of them.
pub(crate) fn entries_page(filter: &EntryFilter) -> [Asked; 2] {
    let mut values = vec![];
    let state = if filter.refused { "state = 'refused'" } else { "state IN ('waiting', 'sent')" };
    let meets = format!("{state}{}", at_centre(filter.centre.as_ref(), &mut values));
    let count = Asked::of(format!("SELECT count(*) AS n FROM platform_entry WHERE {meets}"), values.clone());
    values.extend(lines(filter.page, filter.per_page));
    let page =
        format!("SELECT * FROM platform_entry WHERE {meets} ORDER BY ordinal, kind DESC LIMIT ? OFFSET ?");
    [count, Asked::of(page, values)]
}

pub(crate) const SLICE_TERMS: &str = "SELECT * FROM case_term
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4) ORDER BY centre, case_id, place";
pub(crate) const SLICE_OUTCOMES: &str = "SELECT * FROM case_outcome
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4)";
pub(crate) const SLICE_ENTRIES_OUT: &str = "SELECT * FROM platform_entry
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4) ORDER BY centre, case_id, kind DESC";
