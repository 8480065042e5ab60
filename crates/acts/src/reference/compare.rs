//! Two versions of a programme side by side: what differs, by the place in the format of the catalogue's files.

use std::collections::BTreeMap;

use rules::programme::Programme;
use serde_json::Value;

/// A place whose content differs; `None` where a version has no such place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `map.steps.3.criterion.kk`; members of lists are counted from 1.
    pub place: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Every difference but that of the number, in order of places.
pub fn differences(before: &Programme, after: &Programme) -> Vec<Difference> {
    let (mut before, after) = (places(before), places(after));
    let mut all: Vec<Difference> = vec![];
    for (place, value) in after {
        let old = before.remove(&place);
        if old.as_ref() != Some(&value) {
            all.push(Difference { place, before: old, after: Some(value) });
        }
    }
    all.extend(before.into_iter().map(|(place, old)| Difference { place, before: Some(old), after: None }));
    all.retain(|difference| difference.place != "version");
    all.sort_by(|a, b| a.place.cmp(&b.place));
    all
}

fn places(programme: &Programme) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    // A programme is plain data: it can always be written.
    if let Ok(value) = serde_json::to_value(programme) {
        flatten(String::new(), &value, &mut places);
    }
    places
}

fn flatten(place: String, value: &Value, places: &mut BTreeMap<String, String>) {
    let under = |part: &str| if place.is_empty() { part.to_owned() } else { format!("{place}.{part}") };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                flatten(under(name), value, places);
            }
        }
        Value::Array(members) => {
            for (number, value) in (1..).zip(members) {
                flatten(under(&format!("{number:02}")), value, places);
            }
        }
        Value::String(text) => {
            places.insert(place, text.clone());
        }
        other => {
            places.insert(place, other.to_string());
        }
    }
}
