//! The editable lines: `kk-1`, `ru-1`, `kk-2`, … and their number in `lines`.

use rules::Bilingual;
use rules::not_passed::Recommendation;

use crate::form::{Errors, Field, Form, Values};
use crate::words::t_args;

/// More lines than any programme has topics and steps.
const MOST: usize = 60;

fn kk(number: usize) -> String {
    format!("kk-{number}")
}

fn ru(number: usize) -> String {
    format!("ru-{number}")
}

/// The lines as values; at least one line stands in the form.
pub(super) fn values(mut lines: Vec<Bilingual>) -> Values {
    if lines.is_empty() {
        lines.push(Bilingual::default());
    }
    let values = Values::new().with("lines", lines.len().to_string());
    lines
        .into_iter()
        .zip(1..)
        .fold(values, |values, (line, number)| values.with(&kk(number), line.kk).with(&ru(number), line.ru))
}

/// What stands in the form, empty lines too.
fn lines(values: &Values) -> Vec<Bilingual> {
    let count = values.one("lines").parse::<usize>().unwrap_or(1).clamp(1, MOST);
    let text = |name: String| values.one(&name).to_owned();
    (1..=count).map(|number| Bilingual::new(text(kk(number)), text(ru(number)))).collect()
}

pub(super) fn fields(form: &Form<'_>) -> Vec<[Field; 2]> {
    let field = |name: String, key, number: usize| {
        let label = t_args(form.language, key, &[("n", number.into())]);
        Field { label, ..form.field(&name, key).rows(2) }
    };
    let count = lines(form.values).len();
    (1..=count)
        .map(|number| {
            [
                field(kk(number), "commission-inform-kk", number),
                field(ru(number), "commission-inform-ru", number),
            ]
        })
        .collect()
}

/// The form after «add a line» or «remove this line»; `None` for any other button.
pub(super) fn changed(before: &Values) -> Option<Values> {
    let mut lines = lines(before);
    match before.one("do").split_once('-') {
        None if before.one("do") == "add" => lines.push(Bilingual::default()),
        Some(("remove", number)) => {
            let place = number.parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < lines.len())?;
            lines.remove(place);
        }
        _ => return None,
    }
    lines.truncate(MOST);
    Some(values(lines).with("request-id", before.one("request-id")))
}

/// ¶19(2). Each line in both languages; lines left empty fall away.
pub(super) fn read(values: &Values) -> Result<Vec<Recommendation>, Errors> {
    let mut errors = values.errors();
    let mut read = Vec::new();
    for (text, number) in lines(values).into_iter().zip(1..) {
        match (text.kk.is_empty(), text.ru.is_empty()) {
            (true, true) => {}
            (true, false) => errors.add(&kk(number), "commission-inform-both"),
            (false, true) => errors.add(&ru(number), "commission-inform-both"),
            (false, false) => read.push(Recommendation { text }),
        }
    }
    if errors.is_empty() && read.is_empty() {
        errors.add(&kk(1), "commission-inform-none");
    }
    if errors.is_empty() { Ok(read) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    fn two() -> Values {
        values(vec![Bilingual::new("бір", "один"), Bilingual::new("екі", "два")])
    }

    #[test]
    fn p19_lines_are_added_and_removed_and_nothing_typed_is_lost() {
        let added = changed(&two().with("do", "add").with("request-id", "7")).unwrap();
        assert_eq!((lines(&added).len(), added.one("kk-2"), added.one("request-id")), (3, "екі", "7"));
        let removed = changed(&two().with("do", "remove-1")).unwrap();
        assert_eq!(lines(&removed), [Bilingual::new("екі", "два")]);
        assert_eq!(lines(&changed(&removed.with("do", "remove-1")).unwrap()), [Bilingual::default()]);
        assert!(changed(&two()).is_none() && changed(&two().with("do", "remove-3")).is_none());
    }

    #[test]
    fn p19_each_recommendation_stands_in_both_languages() {
        assert_eq!(read(&two()).unwrap().len(), 2);
        assert_eq!(read(&values(vec![Bilingual::new("бір", "")])).unwrap_err().fields(), ["ru-1"]);
        assert_eq!(read(&values(vec![])).unwrap_err().fields(), ["kk-1"]);
        let kept = values(vec![Bilingual::default(), Bilingual::new("екі", "два")]);
        assert_eq!(read(&kept).unwrap()[0].text, Bilingual::new("екі", "два"));
    }
}
