//! ¶4. One scan of a whole application on paper: its pages are given to the documents they belong to, and it is cut.

use std::collections::BTreeMap;

use rules::application::AttachmentKind;
use uuid::Uuid;

use super::save::{MOST_FILES, load, save};
use super::{DraftAttachment, DraftScan};
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::people::Who;
use crate::ports::DraftRow;

/// The most scans one application takes.
const MOST_SCANS: usize = 5;

/// A document within a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub kind: AttachmentKind,
    /// From 1, in the order they were named.
    pub pages: Vec<u32>,
}

/// What is wrong with the pages named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagesFault {
    /// Neither `3` nor `1-2` nor several of these.
    Unclear {
        text: String,
    },
    NoSuchPage {
        page: u32,
    },
    Twice {
        page: u32,
    },
    /// Of no document, and not named as needless either.
    Left {
        pages: Vec<u32>,
    },
    /// All pages are needless.
    NoDocument,
}

/// The pages of a scan as somebody gave them to documents: which parts there are, or what is wrong, each fault with the
/// place of the line it stands in. `None` is the line of the pages that are needless, the last one.
pub type Assigned = Result<Vec<Part>, Vec<(usize, PagesFault)>>;

/// Reads lines such as `1-2` or `1-2; 5`: a comma joins pages to one document, a semicolon begins another of the same kind.
pub fn assigned(lines: &[(Option<AttachmentKind>, &str)], pages: u32) -> Assigned {
    let mut parts = Vec::new();
    let mut faults = Vec::new();
    let mut given = BTreeMap::new();
    for (place, (kind, text)) in lines.iter().enumerate() {
        for document in text.split(';').map(str::trim).filter(|document| !document.is_empty()) {
            match named(document, pages) {
                Ok(named) => {
                    let twice = named.iter().filter(|page| given.insert(**page, place).is_some());
                    faults.extend(twice.map(|page| (place, PagesFault::Twice { page: *page })));
                    parts.extend(kind.map(|kind| Part { kind, pages: named }));
                }
                Err(fault) => faults.push((place, fault)),
            }
        }
    }
    let last = lines.len().saturating_sub(1);
    let left: Vec<u32> = (1..=pages).filter(|page| !given.contains_key(page)).collect();
    if faults.is_empty() && !left.is_empty() {
        faults.push((last, PagesFault::Left { pages: left }));
    } else if faults.is_empty() && parts.is_empty() {
        faults.push((last, PagesFault::NoDocument));
    }
    if faults.is_empty() { Ok(parts) } else { Err(faults) }
}

/// The pages of one document; nothing longer than the scan is ever made of a short text.
fn named(document: &str, pages: u32) -> Result<Vec<u32>, PagesFault> {
    let unclear = || PagesFault::Unclear { text: document.to_owned() };
    let mut named = Vec::new();
    for range in document.split(',') {
        let (first, last) = range.split_once(['-', '–', '—']).unwrap_or((range, range));
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| unclear());
        let (first, last) = (number(first)?, number(last)?);
        if first > last {
            return Err(unclear());
        }
        if let Some(page) = [first, last].into_iter().find(|page| *page == 0 || *page > pages) {
            return Err(PagesFault::NoSuchPage { page });
        }
        named.extend(first..=last);
    }
    Ok(named)
}

/// Takes in a scan of several papers.
pub async fn keep_scan(cx: &Cx, who: &Who, id: Uuid, name: &str, bytes: Vec<u8>) -> ActResult<DraftScan> {
    let row = paper(cx, who, id).await?;
    if row.draft.scans.len() >= MOST_SCANS {
        return Err(too_many());
    }
    let (clean, pages) = cx.intake.scan(bytes).await.map_err(ActError::File)?;
    let digest = cx.blobs.put(row.owner(), clean).await?;
    let scan = DraftScan { name: name.chars().take(200).collect(), digest, pages, divided: false };
    let kept = scan.clone();
    save(cx, who, id, |draft| {
        if !draft.scans.iter().any(|known| known.digest == kept.digest) {
            draft.scans.push(kept);
        }
    })
    .await?;
    Ok(scan)
}

/// Takes a scan out again; the documents cut out of it stay.
pub async fn drop_scan(cx: &Cx, who: &Who, id: Uuid, digest: &str) -> ActResult<DraftRow> {
    paper(cx, who, id).await?;
    save(cx, who, id, |draft| draft.scans.retain(|scan| scan.digest != digest)).await
}

/// Cuts the scan, and attaches each part as an upload would be. The scan itself stays with the application.
pub async fn divide(cx: &Cx, who: &Who, id: Uuid, digest: &str, parts: Vec<Part>) -> ActResult<DraftRow> {
    let row = paper(cx, who, id).await?;
    let scan = scan_of(&row, digest)?;
    if row.draft.attachments.len() + parts.len() > MOST_FILES {
        return Err(too_many());
    }
    let pages = parts.iter().map(|part| part.pages.clone()).collect();
    let files = cx.intake.cut(bytes_of(cx, &row, digest).await?, pages).await.map_err(ActError::File)?;
    let mut cut = Vec::with_capacity(files.len());
    for (part, bytes) in parts.into_iter().zip(files) {
        let size = bytes.len() as u64;
        let digest = cx.blobs.put(row.owner(), bytes).await?;
        cut.push(DraftAttachment { kind: part.kind, name: name_of(&scan.name, &part.pages), digest, size });
    }
    save(cx, who, id, |draft| {
        for file in cut {
            if !draft.attachments.iter().any(|one| one.kind == file.kind && one.digest == file.digest) {
                draft.attachments.push(file);
            }
        }
        draft.scans.iter_mut().filter(|scan| scan.digest == digest).for_each(|scan| scan.divided = true);
    })
    .await
}

/// `scan.pdf` and its pages 1 and 2: `scan, 1, 2.pdf`.
fn name_of(scan: &str, pages: &[u32]) -> String {
    let stem = scan.rsplit_once('.').map_or(scan, |(stem, _)| stem);
    let pages: Vec<String> = pages.iter().take(20).map(u32::to_string).collect();
    format!("{}, {}.pdf", stem.chars().take(120).collect::<String>(), pages.join(", "))
}

/// A page of the scan as a small JPEG, if it is a scanned picture.
pub async fn scan_page(cx: &Cx, who: &Who, id: Uuid, digest: &str, page: u32) -> ActResult<Option<Vec<u8>>> {
    let row = paper(cx, who, id).await?;
    if !(1..=scan_of(&row, digest)?.pages).contains(&page) {
        return Err(ActError::NotFound);
    }
    cx.intake.page(bytes_of(cx, &row, digest).await?, page).await.map_err(ActError::File)
}

/// The scan as it came.
pub async fn scan_file(cx: &Cx, who: &Who, id: Uuid, digest: &str) -> ActResult<Vec<u8>> {
    let row = paper(cx, who, id).await?;
    scan_of(&row, digest)?;
    bytes_of(cx, &row, digest).await
}

/// A draft that somebody keys in from paper; in any other there are no scans to divide.
async fn paper(cx: &Cx, who: &Who, id: Uuid) -> ActResult<DraftRow> {
    let row = load(cx, who, id).await?;
    if row.draft.paper { Ok(row) } else { Err(ActError::NotFound) }
}

fn scan_of(row: &DraftRow, digest: &str) -> ActResult<DraftScan> {
    row.draft.scans.iter().find(|scan| scan.digest == digest).cloned().ok_or(ActError::NotFound)
}

async fn bytes_of(cx: &Cx, row: &DraftRow, digest: &str) -> ActResult<Vec<u8>> {
    cx.blobs.get(row.owner(), digest).await?.ok_or(ActError::NotFound)
}

fn too_many() -> ActError {
    ActError::Fields(vec![FieldFault { field: "file", fault: "too-many-files" }])
}

#[cfg(test)]
mod tests {
    use AttachmentKind::{Education, Identity, SignedApplication};

    use super::*;

    const LINES: [Option<AttachmentKind>; 4] =
        [Some(SignedApplication), Some(Identity), Some(Education), None];

    fn of(texts: [&str; 4]) -> Assigned {
        let lines: Vec<_> = LINES.into_iter().zip(texts).collect();
        assigned(&lines, 6)
    }

    fn part(kind: AttachmentKind, pages: &[u32]) -> Part {
        Part { kind, pages: pages.to_vec() }
    }

    #[test]
    fn p04_every_page_goes_to_a_document_or_is_marked_as_needless() {
        let parts = of(["1-2", "3", " 4 ; 6, 5 ", ""]);
        let education = [part(Education, &[4]), part(Education, &[6, 5])];
        let expected = [vec![part(SignedApplication, &[1, 2]), part(Identity, &[3])], education.to_vec()];
        assert_eq!(parts, Ok(expected.concat()));
        assert_eq!(of(["1–2", "3", "4", "5—6"]).map(|parts| parts.len()), Ok(3));
    }

    #[test]
    fn p04_gaps_overlaps_and_what_is_no_page_are_named_in_their_line() {
        let fault = |texts| of(texts).unwrap_err();
        assert_eq!(fault(["1-2", "3", "5", ""]), [(3, PagesFault::Left { pages: vec![4, 6] })]);
        assert_eq!(fault(["1-3", "3", "4-6", ""]), [(1, PagesFault::Twice { page: 3 })]);
        assert_eq!(fault(["1,1", "2-3", "4-6", ""]), [(0, PagesFault::Twice { page: 1 })]);
        assert_eq!(fault(["1", "2", "3-7", ""]), [(2, PagesFault::NoSuchPage { page: 7 })]);
        assert_eq!(fault(["0-1", "2", "3-6", ""]), [(0, PagesFault::NoSuchPage { page: 0 })]);
        for text in ["2-1", "1-", "бір", "1 2", "1,", "-1", "99999999999"] {
            let unclear = PagesFault::Unclear { text: text.to_owned() };
            assert_eq!(fault([text, "", "", "1-6"]), [(0, unclear)], "{text}");
        }
        assert_eq!(fault(["", "", "", "1-6"]), [(3, PagesFault::NoDocument)]);
        assert_eq!(
            of(["1-4000000000", "", "", ""]),
            Err(vec![(0, PagesFault::NoSuchPage { page: 4_000_000_000 })])
        );
    }
}
