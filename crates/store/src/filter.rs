//! Which lines a list shows: a filter becomes conditions, each with its values. Both databases understand them.

use acts::journal::CaseId;
use acts::ports::PostFilter;
use acts::ports::{DocumentState, RegisterFilter};
use acts::ports::{TakenBy, TermFilter};
use acts::projection::{CaseFilter, fold_name};
use jiff::civil::Date;
use rules::identifiers::{CentreNumber, SerialNumber};
use uuid::Uuid;

/// Lines of a page at most.
const MOST_LINES: u32 = 100;
/// Words of a search that are looked at: a full name has no more.
const MOST_WORDS: usize = 6;

/// A value for a `?`, as each database has its own types.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    Id(Uuid),
    Day(Date),
    Number(i64),
}

/// Lines of a page and lines before it.
pub(crate) fn window(filter: &CaseFilter) -> [Value; 2] {
    lines(filter.page, filter.per_page)
}

/// The same for any list.
pub(crate) fn lines(page: u32, per_page: u32) -> [Value; 2] {
    let lines = i64::from(per_page.min(MOST_LINES));
    [Value::Number(lines), Value::Number(i64::from(page) * lines)]
}

/// What a dispatch must meet, the values for its places, and the window of its page.
pub(crate) fn post_conditions(filter: &PostFilter) -> (String, Vec<Value>, [Value; 2]) {
    let mut meets = "dispatch.centre = ?".to_owned();
    let mut values = vec![Value::Text(filter.centre.to_string())];
    if let Some(state) = filter.state {
        meets += " AND dispatch.state = ?";
        values.push(Value::Text(state.code().into()));
    }
    if let Some(way) = filter.way {
        meets += " AND dispatch.way = ?";
        values.push(Value::Text(way.code().into()));
    }
    (meets, values, lines(filter.page, filter.per_page))
}

/// The words of a folded name: what letters and digits stand together.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What a line must meet: all of it. Each `?` has its value at the same place.
pub(crate) struct Conditions {
    sql: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    pub(crate) fn of(filter: &CaseFilter) -> Self {
        let mut all = Self { sql: vec!["TRUE".into()], values: vec![] };
        let text = |value: &dyn ToString| Some(Value::Text(value.to_string()));
        if let Some(centre) = &filter.centre {
            all.add("centre = ?", text(centre));
        }
        if let Some(candidate) = filter.candidate {
            all.add("candidate = ?", [Value::Id(candidate.0)]);
        }
        if !filter.stages.is_empty() {
            let places = vec!["?"; filter.stages.len()].join(", ");
            let codes = filter.stages.iter().map(|stage| Value::Text(stage.code().to_owned()));
            all.add(&format!("stage IN ({places})"), codes);
        }
        if let Some(day) = filter.due_until {
            all.add("due_order <= ? AND due IS NOT NULL", [Value::Day(day)]);
        }
        if filter.with_due {
            all.add("due IS NOT NULL", None);
        }
        if let Some(day) = filter.sitting_on {
            all.add("sitting_on = ?", [Value::Day(day)]);
        }
        if let Some(protocol) = &filter.protocol {
            all.add("protocol = ?", text(protocol));
        }
        if let Some(search) = filter.search.as_deref().map(str::trim).filter(|search| !search.is_empty()) {
            all.add_search(search, filter.centre.as_ref());
        }
        all
    }

    /// ¶20 is left out: its end is the candidate's choice, nobody's delay.
    pub(crate) fn of_terms(filter: &TermFilter) -> Self {
        let mut all = Self { sql: vec!["term_row.clause <> '¶20'".into()], values: vec![] };
        all.add("term_row.centre = ?", [Value::Text(filter.centre.to_string())]);
        if let Some(day) = filter.from {
            all.add("term_row.due >= ?", [Value::Day(day)]);
        }
        if let Some(day) = filter.until {
            all.add("term_row.due <= ?", [Value::Day(day)]);
        }
        match filter.taken {
            None => {}
            Some(TakenBy::Nobody) => all.add("assignment.account IS NULL", None),
            Some(TakenBy::Person(account)) => all.add("assignment.account = ?", [Value::Id(account.0)]),
        }
        if let Some((roles, account)) = &filter.owed {
            let places = vec!["?"; roles.len()].join(", ");
            let roles = roles.iter().map(|role| Value::Text(role.code().to_owned()));
            all.add(
                &format!(
                    "(term_row.owed_to LIKE ? OR (term_row.owed_to = '' AND term_row.owed_by IN ({places})))"
                ),
                std::iter::once(Value::Text(format!("%{account}%"))).chain(roles),
            );
        }
        all
    }

    pub(crate) fn of_cases(cases: &[CaseId]) -> Self {
        let mut all = Self { sql: vec![], values: vec![] };
        let places = vec!["?"; cases.len()].join(", ");
        let chosen = if cases.is_empty() { "FALSE".to_owned() } else { format!("case_id IN ({places})") };
        all.add(&chosen, cases.iter().map(|case| Value::Id(case.0)));
        all
    }

    /// Of documents in the register.
    pub(crate) fn of_register(filter: &RegisterFilter) -> Self {
        let mut all = Self { sql: vec!["TRUE".into()], values: vec![] };
        if let Some(serial) = filter.serial.as_deref().map(str::trim).filter(|serial| !serial.is_empty()) {
            if let Ok(whole) = SerialNumber::parse(serial) {
                all.add("serial = ?", [Value::Text(whole.to_string())]);
            } else {
                let beginning = [serial.to_owned(), end_of(serial)].map(Value::Text);
                all.add("serial >= ? AND serial < ?", beginning);
            }
        }
        if !filter.programmes.is_empty() {
            let places = vec!["?"; filter.programmes.len()].join(", ");
            all.add(&format!("programme IN ({places})"), filter.programmes.iter().cloned().map(Value::Text));
        }
        if let Some(centre) = &filter.centre {
            all.add("centre = ?", [Value::Text(centre.to_string())]);
        }
        match filter.state {
            None => {}
            Some((DocumentState::Annulled, _)) => all.add("annulled_on IS NOT NULL", None),
            Some((DocumentState::InForce, day)) => {
                all.add("annulled_on IS NULL AND valid_until >= ?", [Value::Day(day)]);
            }
            Some((DocumentState::Expired, day)) => {
                all.add("annulled_on IS NULL AND valid_until < ?", [Value::Day(day)]);
            }
        }
        if let Some(day) = filter.issued_from {
            all.add("issued_on >= ?", [Value::Day(day)]);
        }
        if let Some(day) = filter.issued_until {
            all.add("issued_on <= ?", [Value::Day(day)]);
        }
        all
    }

    pub(crate) fn sql(&self) -> String {
        self.sql.join(" AND ")
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
            found.push(format!("SELECT case_id FROM ({all}) AS named"));
            values.extend(words.iter().flat_map(|word| {
                [(*word).to_owned(), end_of(word)].into_iter().chain(centre.map(ToString::to_string))
            }));
        }
        self.add(&format!("case_id IN ({})", found.join(" UNION ")), values.into_iter().map(Value::Text));
    }
}

/// Comes after every text that begins with `beginning`, and before all others that come after it.
fn end_of(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}
