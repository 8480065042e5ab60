//! Files for the tests, put together by hand and not by the libraries under test.

use std::fmt::Write as _;

pub(crate) const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
/// The description in the metadata.
pub(crate) const PLACE: &[u8] = b"Almaty 43.2389 N";
/// 43° 14' 20" as three fractions.
pub(crate) const LATITUDE: [u8; 24] =
    [43, 0, 0, 0, 1, 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 20, 0, 0, 0, 1, 0, 0, 0];

/// A PDF of these objects, numbered from 1; the first is the catalog.
pub(crate) fn pdf(objects: &[&str]) -> Vec<u8> {
    pdf_with_comment("", objects)
}

fn pdf_with_comment(comment: &str, objects: &[&str]) -> Vec<u8> {
    let mut text = format!("%PDF-1.7\n%{comment}\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", text.len()).unwrap();
        write!(text, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = text.len();
    let size = objects.len() + 1;
    write!(text, "{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start:010}\n%%EOF\n").unwrap();
    text.into_bytes()
}

/// A page tree, then one page after another.
pub(crate) fn pdf_of_pages(pages: usize) -> Vec<u8> {
    let kids: Vec<_> = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect();
    let tree = format!("<</Type/Pages/Count {pages}/Kids[{}]>>", kids.join(" "));
    let mut objects = vec![CATALOG, &tree];
    objects.resize(pages + 2, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
    pdf(&objects)
}

/// What scanners make: a page for each JPEG of this width and height. All pages have one list of all pictures, as some
/// scanners make it, and each draws its own; a link of the first page leads to the last.
pub(crate) fn pdf_of_scans(jpegs: &[&[u8]], (width, height): (u32, u32)) -> Vec<u8> {
    let all = jpegs.len();
    let list = |from: usize| (0..all).map(|place| format!("{} 0 R", place + from)).collect::<Vec<_>>();
    let named: Vec<_> = (1..).zip(list(3 + 2 * all)).map(|(place, id)| format!("/Im{place} {id}")).collect();
    let named = named.concat();
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut object = |number: usize, content: &[u8]| {
        bytes.extend(format!("{number} 0 obj\n").as_bytes());
        bytes.extend(content);
        bytes.extend(b"\nendobj\n");
    };
    object(1, CATALOG.as_bytes());
    let kids = list(3).join(" ");
    let inherited = format!("/Resources<</XObject<<{named}>>>>/MediaBox[0 0 {width} {height}]");
    object(2, format!("<</Type/Pages/Count {all}/Kids[{kids}]{inherited}>>").as_bytes());
    for (place, jpeg) in jpegs.iter().enumerate() {
        let link = format!("/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest[{} 0 R/Fit]>>]", 2 + all);
        let note = if place == 0 { link } else { String::new() };
        let page = format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R{note}>>", 3 + all + place);
        object(3 + place, page.as_bytes());
        let drawn = format!("q {width} 0 0 {height} 0 0 cm /Im{} Do Q", place + 1);
        let stream = format!("<</Length {}>>\nstream\n{drawn}\nendstream", drawn.len());
        object(3 + all + place, stream.as_bytes());
        let kind = "/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode";
        let head = format!("<<{kind}/Width {width}/Height {height}/Length {}>>\nstream\n", jpeg.len());
        object(3 + 2 * all + place, &[head.as_bytes(), jpeg, b"\nendstream"].concat());
    }
    table(bytes)
}

/// The table of the objects, and the end.
fn table(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut places = vec![];
    let starts = bytes.windows(7).enumerate().filter(|(_, window)| window == b" 0 obj\n");
    for (at, _) in starts {
        let digits = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number: usize = String::from_utf8_lossy(&bytes[at - digits..at]).parse().unwrap();
        places.push((number, at - digits));
    }
    places.sort_unstable();
    let (start, size) = (bytes.len(), places.len() + 1);
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
    for (_, at) in places {
        bytes.extend(format!("{at:010} 00000 n \n").as_bytes());
    }
    bytes.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    bytes
}

/// A PDF of one page and exactly so many bytes.
pub(crate) fn pdf_of_size(size: usize) -> Vec<u8> {
    let objects =
        [CATALOG, "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"];
    let bare = pdf(&objects).len();
    pdf_with_comment(&"x".repeat(size - bare), &objects)
}

/// A whole PDF of one page that also has sixteen strings of 48 MiB each, in object streams of 24 KiB each.
pub(crate) fn pdf_bomb() -> Vec<u8> {
    let streams: Vec<_> = (100..116).map(packed_string).collect();
    let mut objects =
        vec![CATALOG, "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"];
    objects.extend(streams.iter().map(String::as_str));
    pdf(&objects)
}

/// An object stream of one string, packed by run length twice. The pair 81 81 stands for 128 times the byte 81,
/// which are 64 such pairs when unpacked again. Literal runs carry the object's number (of three digits) and the
/// brackets of the string.
fn packed_string(number: u32) -> String {
    let opening = [&[7, 6][..], format!("{number} 0 (").as_bytes()].concat();
    let packed = [&opening[..], &[0x81, 0x81].repeat(6 * 1024), &[2, 0, b')', 0x80, 0x80]].concat();
    let hex = packed.iter().fold(String::new(), |hex, byte| hex + format!("{byte:02x}").as_str());
    let filters = "/ASCIIHexDecode/RunLengthDecode/RunLengthDecode";
    let length = hex.len() + 1;
    format!("<</Type/ObjStm/N 1/First 6/Filter[{filters}]/Length {length}>>\nstream\n{hex}>\nendstream")
}

/// TIFF inside EXIF: a description, an orientation (1 to 8), and a place.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut entry = tag.to_le_bytes().to_vec();
        entry.extend(kind.to_le_bytes());
        entry.extend(count.to_le_bytes());
        entry.extend(value.to_le_bytes());
        entry
    };
    let (gps, place) = (8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 2 * 12 + 4);
    tiff.extend(3u16.to_le_bytes());
    tiff.extend(entry(0x010E, 2, u32::try_from(PLACE.len()).unwrap(), place));
    tiff.extend(entry(0x0112, 3, 1, orientation.into()));
    tiff.extend(entry(0x8825, 4, 1, gps));
    tiff.extend([0; 4]);
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, u32::from(b'N')));
    tiff.extend(entry(2, 5, 3, place + u32::try_from(PLACE.len()).unwrap()));
    tiff.extend([0; 4]);
    tiff.extend(PLACE);
    tiff.extend(LATITUDE);
    tiff
}

fn jpeg_with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let mut made = vec![0xFF, 0xD8, 0xFF, marker];
    made.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    made.extend(content);
    made.extend(&jpeg[2..]);
    made
}

pub(crate) fn jpeg_with_comment(jpeg: &[u8], comment: &[u8]) -> Vec<u8> {
    jpeg_with_segment(jpeg, 0xFE, comment)
}

/// With EXIF, and with a comment that has HTML and an end-of-image marker of its own.
pub(crate) fn jpeg_with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let commented = jpeg_with_comment(jpeg, b"<script>alert(1)</script>\xFF\xD9");
    jpeg_with_segment(&commented, 0xE1, &[b"Exif\0\0", &exif(orientation)[..]].concat())
}

fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let mut made = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    made.extend(&named);
    made.extend(checksum(&named).to_be_bytes());
    made
}

/// CRC-32 of PNG.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xEDB8_8320 } else { 0 })
    })
}

/// With EXIF and a text, right after the header.
pub(crate) fn png_with_exif(png: &[u8], orientation: u8) -> Vec<u8> {
    let (header, rest) = png.split_at(8 + 25);
    let text = [b"Comment\0", PLACE].concat();
    [header, &chunk(b"eXIf", &exif(orientation)), &chunk(b"tEXt", &text), rest].concat()
}

/// A PNG that claims this size and has no pixels.
pub(crate) fn png_of_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let end = [chunk(b"IDAT", &[]), chunk(b"IEND", &[])].concat();
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &header)[..], &end].concat()
}
