//! Tables, read by a worker of their own.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::Write as _;
use std::path::PathBuf;

use acts::ports::{TABLE_ROWS, TableRow};
use link::intake::{Fault, Intake};
use rust_xlsxwriter::Workbook;

async fn table(bytes: impl Into<Vec<u8>>) -> Result<Vec<TableRow>, Fault> {
    let tests = std::env::current_exe().unwrap();
    let worker: PathBuf = tests.parent().unwrap().parent().unwrap().join("examples/intake_worker");
    assert!(worker.exists(), "not built: {}; run `cargo build -p link --examples`", worker.display());
    Intake::new(worker, vec![]).table(bytes.into()).await
}

fn row(number: u32, cells: &[&str]) -> TableRow {
    TableRow { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

#[tokio::test]
async fn a2_rows_of_csv_are_counted_as_a_spreadsheet_counts_them() {
    let expected = [
        row(1, &["code", "name_kk"]),
        row(4, &["7212-1-008", "пісіруші\nекі жол"]),
        row(5, &["7214-1-037", "\"токарь\""]),
    ];
    let text =
        "\u{feff}code;name_kk\n\n ;\n7212-1-008;\"пісіруші\nекі жол\"\n7214-1-037;\"\"\"токарь\"\"\"\n";
    assert_eq!(table(text).await.unwrap(), expected);
    assert_eq!(table(text.replace('\n', "\r\n")).await.unwrap(), expected);
    assert_eq!(table(text.replace(';', "\t")).await.unwrap(), expected);
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    assert_eq!(table(units.collect::<Vec<u8>>()).await.unwrap(), expected);
    assert_eq!(table("\n\na,b\n").await.unwrap(), [row(3, &["a", "b"])]);
}

#[tokio::test]
async fn a2_a_sheet_gives_its_texts_numbers_and_formulas() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["code", "name_kk", "nqf_level"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    sheet.write_number(2, 0, 72_121_008.0).unwrap();
    sheet.write_string(2, 1, "пісіруші").unwrap();
    sheet.write_number(2, 2, 3.0).unwrap();
    sheet.write_formula(3, 1, "HYPERLINK(\"http://x\")").unwrap();
    let rows = table(book.save_to_buffer().unwrap()).await.unwrap();
    let formula = &rows[2];
    assert_eq!(
        rows[..2],
        [row(1, &["code", "name_kk", "nqf_level"]), row(3, &["72121008", "пісіруші", "3"])]
    );
    assert_eq!((formula.number, formula.cells[1].starts_with("=HYPERLINK")), (4, true), "{formula:?}");
}

#[tokio::test]
async fn a2_what_is_no_table_is_refused() {
    for bytes in
        [&b"%PDF-1.7\xff\xfe"[..], b"\xef\xf0\xee\xf4\xe5\xf1\xf1\xe8\xff", b"a,b\0", b"\xd0\xcf\x11\xe0\xa1"]
    {
        assert!(matches!(table(bytes).await, Err(Fault::WrongType { .. })), "{bytes:?}");
    }
    assert_eq!(table(vec![]).await, Err(Fault::Empty));
    assert_eq!(table(&b"PK\x03\x04 and nothing more"[..]).await, Err(Fault::Unreadable));
    assert!(matches!(
        table(zipped("word/document.xml", 10)).await,
        Err(Fault::WrongType { .. } | Fault::Unreadable)
    ));
}

#[tokio::test]
async fn a2_a_table_is_read_no_further_than_it_is_taken() {
    let rows = table("a,b\n".repeat(3 * TABLE_ROWS)).await.unwrap();
    assert_eq!(rows.len(), TABLE_ROWS + 2);
    let wide = table(vec![b','; 100_000]).await.unwrap();
    assert_eq!(wide, []);
    let long = table("я".repeat(1_000_000)).await.unwrap();
    assert_eq!(long[0].cells[0].chars().count(), 1_000);
}

/// Four gigabytes of blanks in a few megabytes: the worker dies of its limits, and the server says the file cannot be read.
#[tokio::test]
async fn a2_a_sheet_that_unpacks_without_end_breaks_at_most_its_worker() {
    let bomb = zipped("xl/sharedStrings.xml", 4 * 1024);
    assert!(bomb.len() < 10 * 1024 * 1024);
    assert_eq!(table(bomb).await, Err(Fault::Unreadable));
}

/// A workbook in which the part `name` holds so many mebibytes of one long text.
fn zipped(name: &str, mebibytes: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default().large_file(true);
    let parts = [
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
    ];
    if name.starts_with("xl/") {
        for (part, text) in parts {
            zip.start_file(part, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
    }
    zip.start_file(name, options).unwrap();
    zip.write_all(b"<sst><si><t>").unwrap();
    for _ in 0..mebibytes {
        zip.write_all(&vec![b'a'; 1024 * 1024]).unwrap();
    }
    zip.write_all(b"</t></si></sst>").unwrap();
    zip.finish().unwrap().into_inner()
}
