//! PDF: read to learn whether it can be read, and kept byte for byte as received. A scan is evidence in the personal
//! file: its digest, and a signature inside it, hold only for the bytes the candidate sent.

use lopdf::{Document, Error, LoadOptions, ObjectId};

use super::{Clean, Fault, Kind};

/// The most bytes one stream may unpack to while the file is read.
pub(super) const UNPACKED: usize = 64 * 1024 * 1024;

/// Readers look for the end mark this far from the end, in bytes.
const TAIL: usize = 1024;

/// The PDF with its number of pages. One that needs no password to be opened but is encrypted is refused as well:
/// whoever keeps it cannot join it with others or turn it into pictures.
pub(super) fn check(bytes: Vec<u8>) -> Result<Clean, Fault> {
    let (_, pages) = read(&bytes)?;
    Ok(Clean { kind: Kind::Pdf, bytes, pages: Some(pages), size: None })
}

/// The PDF, each page of it whole, and how many there are.
pub(super) fn read(bytes: &[u8]) -> Result<(Document, u32), Fault> {
    if !reaches_its_end(bytes) {
        return Err(Fault::Unreadable);
    }
    let options = LoadOptions { max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::Decryption(_) | Error::InvalidPassword => Fault::Encrypted,
        _ => Fault::Unreadable,
    })?;
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Fault::Encrypted);
    }
    let mut pages = 0;
    for page in document.page_iter() {
        if !is_whole(&document, page) {
            return Err(Fault::Unreadable);
        }
        pages += 1;
    }
    if pages == 0 {
        return Err(Fault::Unreadable);
    }
    Ok((document, pages))
}

/// Whether the page and what is drawn on it were found. A page that lost them would show as blank paper.
fn is_whole(document: &Document, page: ObjectId) -> bool {
    document.get_dictionary(page).is_ok()
        && document.get_page_contents(page).into_iter().all(|content| document.has_object(content))
}

/// Whether a PDF runs to its end mark. The reader mends a file that was cut off, and the pictures it lost would not
/// be missed.
fn reaches_its_end(pdf: &[u8]) -> bool {
    let tail = pdf.get(pdf.len().saturating_sub(TAIL)..).unwrap_or(pdf);
    tail.windows(5).any(|window| window == b"%%EOF")
}
