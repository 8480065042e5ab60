//! One scan that holds several papers (¶4): a page as a picture, and the scan cut into a file for each paper.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::paper::{UNPACKED, read};
use super::{Fault, picture};

/// The longest side of a page's picture, in pixels: small print is told apart, not read.
const SIDE: u32 = 900;
/// Quality of a page's picture, of 100.
const QUALITY: u8 = 70;
/// Parents of a page that are asked for what it inherits.
const DEEPEST: usize = 64;
/// What shows on a page. A link, a thumbnail or a place in the outline would lead to pages that are not there.
const SHOWN: [&[u8]; 3] = [b"Contents", b"UserUnit", b"Group"];
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
const NOTE: [&[u8]; 8] = [b"Type", b"Subtype", b"Rect", b"AP", b"AS", b"F", b"C", b"Contents"];

/// The scanned picture of the page, from 1, as a small JPEG; `None` where the page is no plain JPEG, as most scanners make it.
pub(super) fn page(bytes: &[u8], number: u32) -> Result<Option<Vec<u8>>, Fault> {
    let (document, _) = read(bytes)?;
    let id = document.get_pages().get(&number).copied().ok_or(Fault::Unreadable)?;
    let Some(scanned) = scanned(&document, id) else { return Ok(None) };
    let upright = match inherited(&document, id, b"Rotate").and_then(|turn| turn.as_i64().ok()) {
        Some(turn) => turn.rem_euclid(360),
        None => 0,
    };
    let Ok(whole) = picture::decode(image::ImageFormat::Jpeg, scanned.content.clone()) else {
        return Ok(None);
    };
    let small = whole?.thumbnail(SIDE, SIDE);
    let turned = match upright {
        90 => small.rotate90(),
        180 => small.rotate180(),
        270 => small.rotate270(),
        _ => small,
    };
    let mut jpeg = Cursor::new(Vec::new());
    let written = turned.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY));
    Ok(written.is_ok().then(|| jpeg.into_inner()))
}

/// The largest picture that the page draws, if it is a JPEG as it stands.
fn scanned(document: &Document, page: ObjectId) -> Option<&Stream> {
    let pictures = pictures(document, page)?;
    let area = |stream: &&Stream| {
        let side = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).unwrap_or_default();
        side(b"Width").saturating_mul(side(b"Height"))
    };
    let largest = pictures.into_iter().map(|(_, stream)| stream).max_by_key(area)?;
    (largest.filters().ok()? == [b"DCTDecode"]).then_some(largest)
}

/// A file for each part, of the pages it names (from 1), in that order.
pub(super) fn cut(bytes: &[u8], parts: &[Vec<u32>]) -> Result<Vec<Vec<u8>>, Fault> {
    let (scan, _) = read(bytes)?;
    let pages = scan.get_pages();
    let file = |part: &Vec<u32>| {
        let named: Option<Vec<ObjectId>> = part.iter().map(|number| pages.get(number).copied()).collect();
        let named = named.filter(|named| !named.is_empty()).ok_or(Fault::Unreadable)?;
        let cut = of_pages(&scan, &named).map_err(|_| Fault::Unreadable)?;
        // What is kept must open as well as what came.
        match read(&cut)? {
            (_, pages) if usize::try_from(pages) == Ok(part.len()) => Ok(cut),
            _ => Err(Fault::Unreadable),
        }
    };
    parts.iter().map(file).collect()
}

/// A PDF of these pages and of nothing that does not show on them.
fn of_pages(scan: &Document, pages: &[ObjectId]) -> lopdf::Result<Vec<u8>> {
    let mut file = scan.clone();
    let tree = file.new_object_id();
    let mut kids = Vec::with_capacity(pages.len());
    for page in pages {
        let kept = kept(scan, *page, tree)?;
        kids.push(Object::Reference(file.add_object(kept)));
    }
    let count = Object::Integer(i64::try_from(kids.len()).unwrap_or(i64::MAX));
    file.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer = dictionary! { "Root" => root };
    file.prune_objects();
    file.renumber_objects();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes)?;
    Ok(bytes)
}

fn kept(scan: &Document, id: ObjectId, tree: ObjectId) -> lopdf::Result<Dictionary> {
    let own = scan.get_dictionary(id)?;
    let mut page = dictionary! { "Type" => "Page", "Parent" => tree };
    copy(own, &mut page, &SHOWN);
    for key in INHERITED {
        if let Some(value) = inherited(scan, id, key) {
            page.set(key, value.clone());
        }
    }
    if let Some(resources) = own_resources(scan, id) {
        page.set("Resources", resources);
    }
    let note = |whole: &Dictionary| {
        let mut note = Dictionary::new();
        copy(whole, &mut note, &NOTE);
        Object::Dictionary(note)
    };
    let notes: Vec<Object> = scan.get_page_annotations(id)?.into_iter().map(note).collect();
    if !notes.is_empty() {
        page.set("Annots", notes);
    }
    Ok(page)
}

fn copy(from: &Dictionary, to: &mut Dictionary, keys: &[&[u8]]) {
    for key in keys {
        if let Ok(value) = from.get(key) {
            to.set(*key, value.clone());
        }
    }
}

/// Some scanners give all pages one list of all pictures: a page keeps those it draws, or each file would hold all papers.
fn own_resources(scan: &Document, page: ObjectId) -> Option<Dictionary> {
    let drawn = pictures(scan, page)?;
    let mut resources = resources(scan, page)?.clone();
    let mut list = Dictionary::new();
    for (name, _) in &drawn {
        list.set(
            name.as_slice(),
            scan.get_dict_in_dict(&resources, b"XObject").ok()?.get(name).ok()?.clone(),
        );
    }
    resources.set("XObject", list);
    Some(resources)
}

/// The pictures that the page draws, by name; `None` where it draws anything else by name, which may draw on in its turn.
fn pictures(document: &Document, page: ObjectId) -> Option<Vec<(Vec<u8>, &Stream)>> {
    let content = document.get_page_content_with_limit(page, UNPACKED).ok()?;
    let operations = Content::decode(&content).ok()?.operations;
    let drawn = operations.iter().filter(|operation| operation.operator == "Do");
    let names: BTreeSet<&[u8]> =
        drawn.filter_map(|operation| operation.operands.first()?.as_name().ok()).collect();
    let list = document.get_dict_in_dict(resources(document, page)?, b"XObject").ok()?;
    let picture = |name: &[u8]| {
        let (_, object) = document.dereference(list.get(name).ok()?).ok()?;
        let stream = object.as_stream().ok()?;
        let is_picture =
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image");
        is_picture.then(|| (name.to_vec(), stream))
    };
    names.into_iter().map(picture).collect()
}

fn resources(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    document.dereference(inherited(document, page, b"Resources")?).ok()?.1.as_dict().ok()
}

/// The value of the page or of the nearest of its parents that has one.
fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(value) = node.get(key) {
            return Some(value);
        }
        node = document.get_dictionary(node.get(b"Parent").and_then(Object::as_reference).ok()?).ok()?;
    }
    None
}
