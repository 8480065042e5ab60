//! Reading the named tables of a Markdown text.

/// A table under `<!-- table: NAME -->`.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) name: String,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// All tables of a text; refuses a text without tables and a table without a name, rows or even columns.
pub(crate) fn examples(text: &str) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    let mut name = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(found) = line.strip_prefix("<!-- table: ").and_then(|rest| rest.strip_suffix(" -->")) {
            if let Some(unused) = name.replace(found.to_owned()) {
                return Err(format!("no table follows `{unused}`"));
            }
        } else if line.starts_with('|') {
            let name = name.take().ok_or_else(|| format!("a table has no name: {line}"))?;
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(row));
            }
            examples.push(example(name, rows)?);
        }
    }
    match name {
        Some(unused) => Err(format!("no table follows `{unused}`")),
        None if examples.is_empty() => Err("the file has no table".to_owned()),
        None => Ok(examples),
    }
}

fn example(name: String, rows: Vec<Vec<String>>) -> Result<Example, String> {
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let rule = rows.next().unwrap_or_default();
    if rule.is_empty() || rule.iter().any(|cell| !cell.chars().all(|c| c == '-')) {
        return Err(format!("`{name}` has no rule under its header"));
    }
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() || rows.iter().chain([&rule]).any(|row| row.len() != header.len()) {
        return Err(format!("`{name}` has no rows, or rows of another width"));
    }
    Ok(Example { name, header, rows })
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn a_text_without_tables_and_a_table_without_a_name_are_refused() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    assert!(examples("only words\n").is_err());
    assert!(examples(table).is_err());
    assert!(examples("<!-- table: x -->\n").is_err());
    assert!(examples(&format!("<!-- table: x -->\n<!-- table: y -->\n{table}")).is_err());
    assert!(examples(&format!("<!-- table: x -->\n{table}\n{table}")).is_err());
    assert!(examples("<!-- table: x -->\n| a | b |\n|---|---|\n").is_err());
    assert!(examples("<!-- table: x -->\n| a | b |\n|---|---|\n| 1 |\n").is_err());
    assert!(examples("<!-- table: x -->\n| a | b |\n| 1 | 2 |\n").is_err());
    let read = examples(&format!("<!-- table: x -->\n\n{table}")).unwrap();
    assert_eq!((read.len(), read[0].name.as_str()), (1, "x"));
    assert_eq!((read[0].header.join(","), read[0].rows[0].join(",")), ("a,b".to_owned(), "1,2".to_owned()));
}
