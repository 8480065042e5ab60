//! Files that cannot be taken: each has a sentence of its own, and nothing that was typed or attached is lost.

#[path = "../../crates/link/tests/make/mod.rs"]
#[allow(dead_code, reason = "its other files are for the tests of the intake itself")]
pub(crate) mod make;

use crate::person::Person;
use crate::server::{Server, project};
use crate::steps::{Crew, Draft, OPENING, SCANS, pairs, scan};

const MIB: usize = 1024 * 1024;
const NOTHING_TYPED: &[(&str, &str)] = &[];

/// What somebody sends by mistake, with the key of its sentence.
fn mistakes() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let fixture = |name| std::fs::read(project().join("crates/link/tests/fixtures").join(name)).unwrap();
    let photo = scan(SCANS[0].1);
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat".to_vec();
    vec![
        ("empty", "empty.pdf", vec![]),
        ("too-big", "big.pdf", make::pdf_of_size(20 * MIB + 1)),
        ("encrypted", "password.pdf", fixture("password.pdf")),
        ("heic", "IMG_0001.HEIC", heic.clone()),
        ("heic", "renamed.jpg", heic),
        ("wrong-type", "letter.docx", b"PK\x03\x04\x14\0\x06\0word/document.xml".to_vec()),
        ("wrong-type", "renamed.pdf", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("unreadable", "cut.jpg", photo[..photo.len() / 2].to_vec()),
        ("unreadable", "cut.pdf", make::pdf_of_pages(3)[..200].to_vec()),
        ("too-many-pixels", "huge.png", make::png_of_header(60_000, 60_000)),
    ]
}

/// The sentence of a file's fault, from the language files.
fn sentence(language: &str, fault: &str) -> String {
    let path = project().join(format!("crates/web/languages/{language}/reasons.ftl"));
    let text = std::fs::read_to_string(path).unwrap();
    let start = format!("reasons-file-{fault} = ");
    text.lines().find_map(|line| line.strip_prefix(&start)).unwrap().to_owned()
}

/// The documents' page of an application whose other pages are written, with one document attached.
async fn begun(candidate: &Person) -> String {
    let draft = Draft::begin(candidate).await;
    for (path, fields) in draft.parts() {
        candidate.does(&path, &pairs(&fields)).await;
    }
    let documents = draft.path("documents");
    let (kind, name) = SCANS[0];
    let added = candidate.upload(&documents, &[("kind", kind)], ("file", name, &scan(name))).await;
    assert_eq!(added.location(), documents);
    documents
}

#[tokio::test]
async fn p04_each_file_that_cannot_be_taken_has_its_own_sentence_and_nothing_is_lost() {
    let server = Server::demo();
    let candidate = server.candidate("omirzhanov").await;
    let documents = begun(&candidate).await;
    let drafts =
        || server.count("SELECT count(*) FROM draft WHERE json_array_length(data, '$.attachments') = 1");
    for language in ["kk", "ru"] {
        candidate.reads(language).await;
        for (fault, name, bytes) in mistakes() {
            let page = candidate.upload(&documents, &[("kind", "education")], ("file", name, &bytes)).await;
            assert_eq!(page.status, 200, "{name}");
            assert_eq!(page.errors(), [("file".to_owned(), sentence(language, fault))], "{name}");
            let kind = ("kind".to_owned(), "education".to_owned());
            assert!(page.form(&documents).contains(&kind), "{name}: the kind stays chosen");
            assert!(page.text().contains(SCANS[0].1), "{name}: the first document stays attached");
        }
    }
    assert_eq!(drafts(), 1, "the draft has its one document");
    // The other pages are as they were: the two documents that are missing finish the application.
    for (kind, name) in &SCANS[1..] {
        candidate.upload(&documents, &[("kind", kind)], ("file", name, &scan(name))).await;
    }
    candidate.does(&documents, &[("continue", "yes")]).await;
    let check = documents.replace("/documents", "/check");
    assert_eq!(candidate.get(&check).await.status, 200);
}

#[tokio::test]
async fn p04_a_file_far_over_the_limit_has_the_same_sentence_and_the_draft_stays() {
    let server = Server::demo();
    let candidate = server.candidate("omirzhanov").await;
    let documents = begun(&candidate).await;
    let page = candidate
        .upload(&documents, &[("kind", "education")], ("file", "film.pdf", &vec![b'x'; 40 * MIB]))
        .await;
    assert_eq!(page.errors(), [("file".to_owned(), sentence("kk", "too-big"))]);
    assert!(candidate.get(&documents).await.text().contains(SCANS[0].1));
}

#[tokio::test]
async fn p15_a_sheet_that_cannot_be_taken_keeps_the_numbers() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.comes_to_the_day(&server).await;
    crew.do_all(&OPENING, &case).await;
    let chair = server.chair().await;
    let path = format!("/cases/{case}/theory");
    let fields = chair.filled(&path, &[("correct", "31")]).await;
    for (fault, name, bytes) in mistakes().into_iter().filter(|(fault, ..)| *fault != "too-big") {
        let page = chair.upload(&path, &fields, ("sheet", name, &bytes)).await;
        assert_eq!(page.errors(), [("sheet".to_owned(), sentence("kk", fault))], "{name}");
        assert!(page.form(&path).contains(&("correct".to_owned(), "31".to_owned())), "{name}");
    }
    let done = chair.upload(&path, &fields, ("sheet", "sheet.jpg", &scan(SCANS[1].1))).await;
    assert_eq!(done.location(), path);
    assert_eq!(server.case(&case).stage, "admitted");
}

#[tokio::test]
async fn q23_a_photo_is_stored_without_the_place_where_it_was_taken() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let placed = make::jpeg_with_exif(&scan(SCANS[0].1), 1);
    let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(holds(&placed, &make::LATITUDE) && holds(&placed, make::PLACE), "the photo names its place");

    let documents = begun(&crew.candidate).await;
    for (kind, name) in &SCANS[1..] {
        crew.candidate.upload(&documents, &[("kind", kind)], ("file", name, &placed)).await;
    }
    crew.candidate.does(&documents, &[("continue", "yes")]).await;
    let check = documents.replace("/documents", "/check");
    let sent = crew.candidate.does(&check, &[("password", crate::person::PASSWORD)]).await;
    let case = crate::steps::case_of(&sent);

    let filed = &server.events(&case)[0];
    let attachments = filed["application"]["attachments"].as_array().unwrap();
    assert_eq!(attachments.len(), 3);
    let registrar = server.registrar().await;
    for attachment in attachments {
        let path = format!("/cases/{case}/file/{}", attachment["digest"].as_str().unwrap());
        let file = registrar.get(&path).await;
        assert_eq!((file.status, file.header("content-type")), (200, "image/jpeg"));
        for secret in [&make::LATITUDE[..], make::PLACE, b"Exif", b"<script>"] {
            assert!(!holds(&file.bytes, secret), "{path}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_comes_before_the_file_was_read_reaches_who_sends_it() {
    let server = Server::demo();
    let visitor = server.visitor();
    let file = vec![b'x'; 12 * MIB];
    for _ in 0..10 {
        let path = format!("/apply/{}/documents", uuid::Uuid::nil());
        let answer = visitor.upload(&path, NOTHING_TYPED, ("file", "scan.pdf", &file)).await;
        assert!(answer.location().starts_with("/sign-in"), "{} {}", answer.status, answer.words());
    }
}
