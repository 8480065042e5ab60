//! ¶4: one scan of several papers, looked at page by page and cut into a file for each.

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use link::intake::Fault;
use std::io::Cursor;

use crate::{examine, holds, intake, make, red_and_blue};

/// 30 × 40 of one colour.
fn paper(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = RgbImage::from_pixel(30, 40, Rgb(colour));
    DynamicImage::from(picture).write_to(Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
    bytes
}

const COLOURS: [[u8; 3]; 4] = [[250, 10, 10], [10, 250, 10], [10, 10, 250], [250, 250, 10]];

fn scan() -> Vec<u8> {
    let papers = COLOURS.map(paper);
    make::pdf_of_scans(&papers.each_ref().map(Vec::as_slice), (30, 40))
}

/// The colour of the page's picture.
async fn seen(pdf: &[u8], page: u32) -> [u8; 3] {
    let jpeg = intake().page(pdf.to_vec(), page).await.unwrap().expect("a scanned page");
    let picture = image::load_from_memory(&jpeg).unwrap();
    assert_eq!(picture.dimensions(), (675, 900));
    picture.get_pixel(300, 300).0[..3].try_into().unwrap()
}

fn close(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) < 30)
}

#[tokio::test]
async fn p4_a_scan_is_cut_into_a_file_for_each_paper() {
    let scan = scan();
    assert_eq!(examine(scan.clone()).await.unwrap().pages, Some(4));
    let files = intake().cut(scan.clone(), vec![vec![1, 2], vec![4], vec![3]]).await.unwrap();
    let wanted: [&[usize]; 3] = [&[0, 1], &[3], &[2]];
    assert_eq!(files.len(), wanted.len());
    for (file, wanted) in files.iter().zip(wanted) {
        let clean = examine(file.clone()).await.unwrap();
        assert_eq!((clean.pages, &clean.bytes), (u32::try_from(wanted.len()).ok(), file));
        for (page, colour) in (1..).zip(wanted) {
            assert!(close(seen(file, page).await, COLOURS[*colour]));
        }
        // The other papers are not in it, neither as pictures nor behind a link.
        for (place, colour) in COLOURS.into_iter().enumerate() {
            assert_eq!(holds(file, &paper(colour)), wanted.contains(&place));
        }
        assert!(!holds(file, b"/Dest"));
    }
    let again = intake().cut(scan, vec![vec![1, 2], vec![4], vec![3]]).await.unwrap();
    assert_eq!(again, files, "cut again, it is the same to the byte");
}

#[tokio::test]
async fn p4_a_page_is_seen_as_its_scanned_picture_and_a_page_without_one_is_not() {
    let scan = scan();
    for (page, colour) in (1..).zip(COLOURS) {
        assert!(close(seen(&scan, page).await, colour));
    }
    assert_eq!(intake().page(scan.clone(), 5).await, Err(Fault::Unreadable));
    assert_eq!(intake().page(make::pdf_of_pages(2), 2).await, Ok(None));
    // A picture that is none breaks nothing.
    let broken = make::pdf_of_scans(&[b"not a picture".as_slice()], (30, 40));
    assert_eq!(intake().page(broken, 1).await, Ok(None));
}

#[tokio::test]
async fn p4_a_hostile_scan_breaks_at_most_its_worker() {
    let intake = intake();
    for pdf in [make::pdf_bomb(), b"%PDF-1.7\n%%EOF".to_vec(), red_and_blue(ImageFormat::Jpeg)] {
        assert_eq!(intake.cut(pdf.clone(), vec![vec![1]]).await, Err(Fault::Unreadable));
        assert_eq!(intake.page(pdf, 1).await, Err(Fault::Unreadable));
    }
    for parts in [vec![vec![5]], vec![vec![0]], vec![vec![]]] {
        assert_eq!(intake.cut(scan(), parts).await, Err(Fault::Unreadable));
    }
    assert_eq!(intake.cut(make::pdf_of_pages(3), vec![vec![2]]).await.unwrap().len(), 1);
}
