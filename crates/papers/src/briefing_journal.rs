//! ¶8. A sheet of the journal of introductory briefings, kept on paper.

use acts::forms::BriefingJournal;
use serde_json::json;

use crate::{Language, Sheet};

pub(crate) fn sheet(form: &BriefingJournal, language: Language) -> Sheet {
    let rows: Vec<_> = form
        .rows
        .iter()
        .map(|row| {
            json!({
                "number": row.number,
                "date": Language::short_date(row.date),
                "name": row.full_name,
                "profession": language.text(&row.profession),
                "content": language.text(&row.content),
                "briefer": row.briefer,
            })
        })
        .collect();
    let words = json!({
        "centre": language.centre(&form.centre),
        "sheet": form.sheet.to_string(),
        "date": language.date(form.date),
        "rows": rows,
        "empty": form.empty_rows,
    });
    Sheet::new("briefing_journal.typ", form.date, language, words)
}
