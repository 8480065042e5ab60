//! Intake of attached copies (¶4), through real worker processes: `examples/intake_worker.rs`, which
//! `cargo test` builds beside the tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod courier;
mod make;
mod passkeys;
mod scans;

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use link::intake::{Clean, Fault, Intake, Kind, LIMIT};
use tokio::time::Instant;

fn worker() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let worker = tests.parent().unwrap().parent().unwrap().join("examples/intake_worker");
    assert!(worker.exists(), "not built: {}; run `cargo build -p link --examples`", worker.display());
    worker
}

fn intake() -> Intake {
    Intake::new(worker(), vec![])
}

/// An intake whose worker is a shell script.
fn scripted(script: &str) -> Intake {
    Intake::new("/bin/sh".into(), vec!["-c".into(), script.into()])
}

async fn examine(bytes: impl Into<Vec<u8>>) -> Result<Clean, Fault> {
    intake().examine(bytes.into()).await
}

fn wrong(seen: &str) -> Fault {
    Fault::WrongType { seen: seen.into() }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// 40 × 20, the left half red, the right half blue.
fn red_and_blue(format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    let mut bytes = Vec::new();
    DynamicImage::from(picture).write_to(Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// Turned a quarter to the right, red is above and blue below, and nothing but pixels is left.
fn assert_upright_and_bare(clean: &Clean) {
    assert_eq!(clean.size, Some((20, 40)));
    let picture = image::load_from_memory(&clean.bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (20, 40));
    let (top, bottom) = (picture.get_pixel(10, 5).0, picture.get_pixel(10, 35).0);
    assert!(top[0] > 200 && top[2] < 60, "{top:?}");
    assert!(bottom[2] > 200 && bottom[0] < 60, "{bottom:?}");
    for secret in [&b"Exif"[..], b"eXIf", b"tEXt", make::PLACE, &make::LATITUDE, b"<script", b"GPS"] {
        assert!(!holds(&clean.bytes, secret), "{:?} is left", String::from_utf8_lossy(secret));
    }
}

#[tokio::test]
async fn p4_an_empty_file_is_refused() {
    assert_eq!(examine([]).await, Err(Fault::Empty));
}

#[tokio::test]
async fn p4_a_file_of_exactly_the_limit_passes_and_one_byte_more_does_not() {
    for size in [LIMIT - 1, LIMIT] {
        let pdf = make::pdf_of_size(size);
        assert_eq!(pdf.len(), size);
        let clean = examine(pdf.clone()).await.unwrap();
        assert!(clean.bytes == pdf, "the PDF was changed");
    }
    let refused = examine(make::pdf_of_size(LIMIT + 1)).await;
    assert_eq!(refused, Err(Fault::TooBig { limit: LIMIT, got: LIMIT + 1 }));
}

#[tokio::test]
async fn p4_a_pdf_is_kept_as_received_and_its_pages_are_counted() {
    let pdf = make::pdf_of_pages(3);
    let clean = examine(pdf.clone()).await.unwrap();
    assert_eq!(clean, Clean { kind: Kind::Pdf, bytes: pdf, pages: Some(3), size: None });
}

#[tokio::test]
async fn p4_a_jpeg_is_turned_upright_and_loses_its_metadata() {
    let photo = make::jpeg_with_exif(&red_and_blue(ImageFormat::Jpeg), 6);
    assert!(holds(&photo, make::PLACE) && holds(&photo, &make::LATITUDE) && holds(&photo, b"<script"));
    let clean = examine(photo).await.unwrap();
    assert_eq!(clean.kind, Kind::Jpeg);
    assert_upright_and_bare(&clean);
}

#[tokio::test]
async fn p4_a_png_stays_png_turned_upright_and_loses_its_metadata() {
    let photo = make::png_with_exif(&red_and_blue(ImageFormat::Png), 6);
    assert!(holds(&photo, make::PLACE) && holds(&photo, &make::LATITUDE) && holds(&photo, b"tEXt"));
    let clean = examine(photo).await.unwrap();
    assert_eq!(clean.kind, Kind::Png);
    assert_upright_and_bare(&clean);
}

#[tokio::test]
async fn p4_heic_is_named_as_such() {
    for brand in [b"heic", b"mif1"] {
        let mut photo = b"\0\0\0\x18ftyp".to_vec();
        photo.extend(brand);
        photo.extend(b"\0\0\0\0mif1heic");
        assert_eq!(examine(photo).await, Err(Fault::Heic));
    }
}

/// Both made by `qpdf --encrypt USER OWNER 256`; the second opens without a password.
#[tokio::test]
async fn p4_an_encrypted_pdf_is_named_as_such() {
    for pdf in [&include_bytes!("fixtures/password.pdf")[..], include_bytes!("fixtures/owner-only.pdf")] {
        assert_eq!(examine(pdf).await, Err(Fault::Encrypted));
    }
}

#[tokio::test]
async fn p4_truncated_files_are_unreadable() {
    let jpeg = make::jpeg_with_exif(&red_and_blue(ImageFormat::Jpeg), 1);
    let png = red_and_blue(ImageFormat::Png);
    let pdf = make::pdf_of_pages(3);
    for (name, whole) in [("jpeg", jpeg), ("png", png), ("pdf", pdf)] {
        assert!(examine(whole.clone()).await.is_ok(), "{name}");
        for kept in [whole.len() / 2, whole.len() * 3 / 4] {
            assert_eq!(examine(&whole[..kept]).await, Err(Fault::Unreadable), "{name} cut at {kept}");
        }
    }
    let all_but_the_end = red_and_blue(ImageFormat::Jpeg);
    let cut = &all_but_the_end[..all_but_the_end.len() - 2];
    assert_eq!(examine(cut).await, Err(Fault::Unreadable));
}

#[tokio::test]
async fn p4_a_picture_is_judged_by_its_header_before_it_is_unpacked() {
    for (width, height) in [(60_000, 60_000), (12_001, 1), (1, 12_001), (10_001, 5_000)] {
        let bomb = make::png_of_header(width, height);
        assert_eq!(examine(bomb).await, Err(Fault::TooManyPixels), "{width} × {height}");
    }
}

#[tokio::test]
async fn p4_pictures_at_the_limits_pass() {
    for (width, height) in [(12_000, 1), (1, 12_000), (10_000, 5_000)] {
        let mut bytes = Vec::new();
        DynamicImage::new_luma8(width, height).write_to(Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        assert_eq!(examine(bytes).await.unwrap().size, Some((width, height)));
    }
}

#[tokio::test]
async fn p4_a_hostile_pdf_breaks_at_most_its_worker() {
    let nested = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let hostile = [
        ("nested arrays", make::pdf(&[make::CATALOG, "<</Type/Pages/Count 1/Kids 3 0 R>>", &nested])),
        ("no pages", make::pdf(&[make::CATALOG, "<</Type/Pages/Count 0/Kids[]>>"])),
        ("a page that is not there", make::pdf(&[make::CATALOG, "<</Type/Pages/Count 1/Kids[3 0 R]>>"])),
        ("a page tree that holds itself", make::pdf(&[make::CATALOG, "<</Type/Pages/Count 1/Kids[2 0 R]>>"])),
        ("only a header", b"%PDF-1.7\n".to_vec()),
        ("strings that unpack to 768 MiB", make::pdf_bomb()),
    ];
    let intake = intake();
    for (name, pdf) in hostile {
        assert_eq!(intake.examine(pdf).await, Err(Fault::Unreadable), "{name}");
    }
    assert!(intake.examine(make::pdf_of_pages(1)).await.is_ok());
}

#[tokio::test]
async fn p4_other_types_and_files_of_two_types_are_refused() {
    let html = "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>";
    let mut pdf_and_zip = make::pdf_of_pages(1);
    pdf_and_zip.extend(b"PK\x05\x06");
    pdf_and_zip.extend([0; 18]);
    let pdf_and_html = make::pdf(&["<</Title(<HTML><body>)>>"]);
    let jpeg_and_pdf = make::jpeg_with_comment(&red_and_blue(ImageFormat::Jpeg), &make::pdf_of_pages(1));
    for (file, seen) in [
        (html.into(), "text/html"),
        ("Өтініш".into(), "text/plain"),
        (b"GIF89a\x01\0\x01\0".to_vec(), "image/gif"),
        (vec![0xFE, 0xDC, 0xBA, 0x98], "application/octet-stream"),
        (pdf_and_zip, "polyglot"),
        (pdf_and_html, "polyglot"),
        (jpeg_and_pdf, "polyglot"),
    ] {
        assert_eq!(examine(file).await, Err(wrong(seen)));
    }
}

#[tokio::test]
async fn p4_twenty_files_at_once_are_all_examined() {
    let intake = Arc::new(intake());
    let files: Vec<_> = (0..20)
        .map(|number| {
            let intake = Arc::clone(&intake);
            tokio::spawn(async move { intake.examine(make::pdf_of_pages(number + 1)).await })
        })
        .collect();
    for (file, pages) in files.into_iter().zip(1..) {
        assert_eq!(file.await.unwrap().unwrap().pages, Some(pages));
    }
}

#[tokio::test]
async fn p4_at_most_two_workers_run_at_once() {
    let folder = std::env::temp_dir().join(format!("intake-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let log = folder.join("workers");
    let script = format!("cat > /dev/null; echo + >> {0}; sleep 0.1; echo - >> {0}", log.display());
    let intake = Arc::new(scripted(&script));
    let files: Vec<_> = (0..8)
        .map(|_| {
            let intake = Arc::clone(&intake);
            tokio::spawn(async move { intake.examine(vec![1]).await })
        })
        .collect();
    for file in files {
        assert_eq!(file.await.unwrap(), Err(Fault::CouldNotCheck));
    }
    let (mut running, mut most) = (0, 0);
    for line in std::fs::read_to_string(&log).unwrap().lines() {
        running += if line == "+" { 1 } else { -1 };
        most = most.max(running);
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!((running, most), (0, 2));
}

#[tokio::test]
async fn a_worker_that_dies_condemns_the_file_and_a_worker_that_fails_does_not() {
    for (script, fault) in [
        ("kill -SEGV $$", Fault::Unreadable),
        ("kill -ABRT $$", Fault::Unreadable),
        ("exit 101", Fault::Unreadable),
        ("exit 1", Fault::CouldNotCheck),
        ("echo nonsense", Fault::CouldNotCheck),
        ("printf '{\"Err\":{\"code\":\"heic\"}}'", Fault::CouldNotCheck),
        ("echo '{\"Err\":{\"code\":\"heic\"}}'", Fault::Heic),
        ("trap '' PIPE; exec cat /dev/zero", Fault::CouldNotCheck),
    ] {
        // More than a pipe holds, so that the worker is gone or silent while it is still being fed.
        assert_eq!(scripted(script).examine(vec![1; LIMIT / 20]).await, Err(fault), "{script}");
    }
    let missing = Intake::new("/no/such/program".into(), vec![]);
    assert_eq!(missing.examine(vec![1]).await, Err(Fault::CouldNotCheck));
}

#[tokio::test(start_paused = true)]
async fn a_stuck_worker_is_given_up_after_a_minute_and_a_waiting_file_after_half() {
    let intake = scripted("exec sleep 600");
    let start = Instant::now();
    let timed = async || (intake.examine(vec![1]).await, start.elapsed().as_secs());
    let (first, second, third) = tokio::join!(timed(), timed(), timed());
    assert_eq!(first, (Err(Fault::CouldNotCheck), 60));
    assert_eq!(second, (Err(Fault::CouldNotCheck), 60));
    assert_eq!(third, (Err(Fault::CouldNotCheck), 30));
}

/// The bomb is a whole PDF: nothing but the limit on memory stops it.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_what_the_worker_dies_of() {
    let mut worker = Command::new(worker())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the worker starts");
    worker.stdin.take().unwrap().write_all(&make::pdf_bomb()).unwrap();
    let end = worker.wait_with_output().unwrap();
    assert_eq!(end.status.code(), None, "{}", end.status);
    assert!(holds(&end.stderr, b"memory allocation of"), "{}", String::from_utf8_lossy(&end.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn the_worker_limits_itself_before_it_reads() {
    let mut worker = Command::new(worker())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the worker starts");
    let wanted = [
        ("Max address space", "536870912"),
        ("Max cpu time", "20"),
        ("Max core file size", "0"),
        ("Max file size", "0"),
        ("Max open files", "16"),
    ];
    let path = format!("/proc/{}/limits", worker.id());
    let is_limited = || {
        let limits = std::fs::read_to_string(&path).unwrap();
        wanted.iter().all(|(name, value)| {
            let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
            line[name.len()..].split_whitespace().take(2).all(|limit| limit == *value)
        })
    };
    let limited = (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        is_limited()
    });
    worker.kill().unwrap();
    worker.wait().unwrap();
    assert!(limited);
}
