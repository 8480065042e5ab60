//! Lists of cases: a filter becomes conditions, each with its values.

use acts::journal::{AccountId, CaseId};
use acts::projection::{CaseFilter, CaseRow, Page, fold_name};
use rules::identifiers::{CentreNumber, SerialNumber};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use super::Fault;
use super::values::{Micros, Text};

/// Lines of a page at most.
const MOST_LINES: u32 = 100;
/// Words of a search that are looked at: a full name has no more.
const MOST_WORDS: usize = 6;

pub(super) const COLUMNS: &str = "case_id, centre, number, version, candidate, name, name_key, iin, stage, programme, filed_on, due, \
     due_clause, sitting_on, sitting_at, protocol, serial, changed_at";

/// Cases due first come first, cases without a running term last; a candidate's own list has the newest first.
pub(super) fn list(tx: &Connection, filter: &CaseFilter) -> Result<Page<CaseRow>, Fault> {
    let conditions = Conditions::of(filter);
    let meets = conditions.sql.join(" AND ");
    let total = tx
        .prepare_cached(&format!("SELECT count(*) FROM case_row WHERE {meets}"))?
        .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
    let narrow = filter.search.is_some() || filter.sitting_on.is_some() || filter.protocol.is_some();
    let order = match filter.candidate {
        Some(_) => "filed_on DESC, case_id DESC",
        // The plus keeps SQLite from walking a whole centre in order when few of its cases are asked for.
        None if narrow => "+due_order, filed_on, case_id",
        None => "due_order, filed_on, case_id",
    };
    let lines = filter.per_page.min(MOST_LINES);
    let before = i64::from(filter.page) * i64::from(lines);
    let values = conditions.values.into_iter().chain([Value::from(lines), Value::from(before)]);
    let lines = tx
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM case_row WHERE {meets} ORDER BY {order} LIMIT ? OFFSET ?"
        ))?
        .query_map(params_from_iter(values), case_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Page { lines, total })
}

pub(super) fn case_row(row: &Row) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        case: CaseId(row.get("case_id")?),
        centre: row.get::<_, Text<_>>("centre")?.0,
        number: row.get("number")?,
        version: row.get("version")?,
        candidate: row.get::<_, Option<Uuid>>("candidate")?.map(AccountId),
        name: row.get("name")?,
        name_key: row.get("name_key")?,
        iin: row.get("iin")?,
        stage: row.get::<_, Text<_>>("stage")?.0,
        programme: row.get("programme")?,
        filed_on: row.get("filed_on")?,
        due: row.get("due")?,
        due_clause: row.get("due_clause")?,
        sitting_on: row.get("sitting_on")?,
        sitting_at: row.get("sitting_at")?,
        protocol: row.get("protocol")?,
        serial: row.get("serial")?,
        changed_at: row.get::<_, Micros>("changed_at")?.0,
    })
}

/// The words of a folded name: what letters and digits stand together.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What a line must meet: all of it. Each `?` has its value at the same place.
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn of(filter: &CaseFilter) -> Self {
        let mut all = Self { sql: vec!["TRUE".into()], values: vec![] };
        let text = |value: &dyn ToString| Some(Value::from(value.to_string()));
        if let Some(centre) = &filter.centre {
            all.add("centre = ?", text(centre));
        }
        if let Some(candidate) = filter.candidate {
            all.add("candidate = ?", [candidate.0.as_bytes().to_vec().into()]);
        }
        if !filter.stages.is_empty() {
            let places = vec!["?"; filter.stages.len()].join(", ");
            let codes = filter.stages.iter().map(|stage| Value::from(stage.code().to_owned()));
            all.add(&format!("stage IN ({places})"), codes);
        }
        if let Some(day) = filter.due_until {
            all.add("due_order <= ? AND due IS NOT NULL", text(&day));
        }
        if filter.with_due {
            all.add("due IS NOT NULL", None);
        }
        if let Some(day) = filter.sitting_on {
            all.add("sitting_on = ?", text(&day));
        }
        if let Some(protocol) = &filter.protocol {
            all.add("protocol = ?", text(protocol));
        }
        if let Some(search) = filter.search.as_deref().map(str::trim).filter(|search| !search.is_empty()) {
            all.add_search(search, filter.centre.as_ref());
        }
        all
    }

    fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.values.extend(values);
    }

    /// Each way to be found has its own index, so each is asked apart and the answers are put together.
    fn add_search(&mut self, search: &str, centre: Option<&CentreNumber>) {
        let serial =
            SerialNumber::parse(search).map_or_else(|_| search.to_owned(), |serial| serial.to_string());
        let mut found = vec![
            "SELECT case_id FROM case_row WHERE number >= ? AND number < ?".to_owned(),
            "SELECT case_id FROM case_row WHERE iin = ?".to_owned(),
            "SELECT case_id FROM case_row WHERE serial = ?".to_owned(),
        ];
        let mut values = vec![search.to_owned(), end_of(search), search.to_owned(), serial];
        let at_centre = centre.map_or("", |_| " AND centre = ?");
        let by_word = format!("SELECT case_id FROM case_name WHERE word >= ? AND word < ?{at_centre}");
        let folded = fold_name(search);
        let words: Vec<&str> = words(&folded).take(MOST_WORDS).collect();
        if !words.is_empty() {
            // Every word that was typed begins some word of the name.
            let all = vec![by_word.as_str(); words.len()].join(" INTERSECT ");
            found.push(format!("SELECT case_id FROM ({all})"));
            values.extend(words.iter().flat_map(|word| {
                [(*word).to_owned(), end_of(word)].into_iter().chain(centre.map(ToString::to_string))
            }));
        }
        self.add(&format!("case_id IN ({})", found.join(" UNION ")), values.into_iter().map(Value::from));
    }
}

/// Comes after every text that begins with `beginning`, and before all others that come after it.
fn end_of(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}
