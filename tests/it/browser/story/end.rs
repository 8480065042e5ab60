//! The document: issued, opened, and checked by anyone through its QR code.

use std::fs;
use std::process::Command;

use tempfile::TempDir;
use thirtyfour::By;

use super::Story;
use crate::browser::driver::Visitor;

/// ¶18(1) A2. The serial number of the document.
pub(super) async fn issues(head: &Visitor, story: &Story) -> String {
    head.go("Қол қоюға").await;
    head.follow(&format!("main a[href='/cases/{}/issue']", story.case)).await;
    head.look("49-issue").await;
    head.prove().await;
    head.press("Қол қойып, құжатты беру").await;
    head.says("Тану туралы құжат берілді").await;
    head.look("50-issued").await;
    let serial = head.text_of(".govuk-panel__body").await;
    // A2: the day of the procedure and the centre stand in the number.
    assert!(serial.starts_with("25620-072121008-3-081226-0042-"), "{serial}");
    serial
}

/// The address in the QR code of the document that the candidate opened.
pub(super) async fn opens_document(candidate: &Visitor, story: &Story, serial: &str) -> String {
    candidate.visit(&format!("/my/{}", story.case)).await;
    candidate.look_with_phone("51-my-issued").await;
    candidate.press("Нәтижені ашу").await;
    candidate.says(serial).await;
    candidate.says("34/40 — 85 %").await;
    candidate.look_with_phone("52-result").await;
    candidate.visit(&format!("/my/{}", story.case)).await;
    let link = candidate.driver.find(By::Css("main a[href*='/form/document']")).await.unwrap();
    let paper = link.attr("href").await.unwrap().unwrap();
    // The browser shows a PDF with a program of its own, so the bytes are fetched as that program fetches them.
    let pdf = story.server.person("omirzhanov").await.get(&paper).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    read_qr(&pdf.bytes)
}

/// What a phone reads from the first page.
fn read_qr(pdf: &[u8]) -> String {
    let folder = TempDir::new().unwrap();
    let (file, page) = (folder.path().join("a.pdf"), folder.path().join("page"));
    fs::write(&file, pdf).unwrap();
    let drawn = Command::new("pdftoppm")
        .args(["-r", "200", "-png", "-singlefile"])
        .args([&file, &page])
        .status()
        .unwrap();
    assert!(drawn.success());
    let read = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(page.with_extension("png")).output();
    String::from_utf8(read.unwrap().stdout).unwrap().trim().to_owned()
}

/// A2. Three times yes, and no more of the person than is needed.
pub(super) async fn checks(stranger: &Visitor, address: &str, serial: &str) {
    assert!(address.contains(serial), "{address}");
    stranger.visit(address).await;
    stranger.says("Құжат жарамды").await;
    stranger.says("Бар және күшінде").await;
    stranger.says("Өзгертілмеген: қолтаңба дұрыс").await;
    stranger.says("Құжат берілген күні күшінде болған").await;
    stranger.says_not("Өміржанов").await;
    stranger.says_not("890417305110").await;
    stranger.look_with_phone("54-public-check").await;
}
