//! What a file is, by its content.

use super::{Fault, Kind};

/// Readers of PDF look for its header, and browsers for signs of HTML, this far into a file.
const HEAD: usize = 1024;
/// Readers of ZIP look for its directory this far from the end: the record and its longest comment.
const ZIP_TAIL: usize = 22 + 65_535;

/// The kind of file, or [`Fault::Heic`], or [`Fault::WrongType`].
pub(super) fn kind_of(bytes: &[u8]) -> Result<Kind, Fault> {
    if is_heif(bytes) {
        return Err(Fault::Heic);
    }
    let kind = match infer::get(bytes).map(|found| found.mime_type()) {
        Some("application/pdf") => Kind::Pdf,
        Some("image/jpeg") => Kind::Jpeg,
        Some("image/png") => Kind::Png,
        Some(other) => return Err(wrong(other)),
        None if std::str::from_utf8(bytes).is_ok() => return Err(wrong("text/plain")),
        None => return Err(wrong("application/octet-stream")),
    };
    if is_polyglot(kind, bytes) { Err(wrong("polyglot")) } else { Ok(kind) }
}

fn wrong(seen: &str) -> Fault {
    Fault::WrongType { seen: seen.to_owned() }
}

/// The pictures a phone makes by default: an `ftyp` box that names a HEIF brand.
fn is_heif(bytes: &[u8]) -> bool {
    let [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] = bytes else { return false };
    [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"]
        .iter()
        .any(|heif| brand.starts_with(*heif))
}

/// Whether another program would take the file for something else. A PDF is kept as received, so what hides in it
/// would be kept too; a picture is written anew, but one made to be a PDF as well has no honest reason.
fn is_polyglot(kind: Kind, bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match kind {
        Kind::Pdf => {
            let tail = bytes.get(bytes.len().saturating_sub(ZIP_TAIL)..).unwrap_or(bytes);
            let head = head.to_ascii_lowercase();
            contains(tail, b"PK\x05\x06")
                || [&b"<!doctype html"[..], b"<html", b"<script"].iter().any(|sign| contains(&head, sign))
        }
        Kind::Jpeg | Kind::Png => contains(head, b"%PDF-"),
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
