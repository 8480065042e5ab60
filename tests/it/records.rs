//! ¶14: acts of violation with their signatures, journals by date, the personal file as one bundle.

use std::io::{Cursor, Read as _};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::server::Server;
use crate::steps::{APPEAL, By, Crew, NOT_ADMITTED, NOT_PASSED, OPENING, SIGNED_ACT, VIOLATIONS};

/// Every file of the archive, by its path; each has the digest that the list of sums says.
fn unpacked(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a whole archive");
    let mut files = std::collections::BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = vec![];
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    assert_eq!(sums.lines().count() + 2, files.len(), "every file but the index and the list itself");
    for line in sums.lines() {
        let (sum, path) = line.split_once("  ").unwrap();
        let digest = Sha256::digest(&files[path]);
        let digest = digest.iter().fold(String::new(), |text, byte| text + format!("{byte:02x}").as_str());
        assert_eq!(digest, sum, "{path}");
    }
    files
}

#[tokio::test]
async fn p14_p17_acts_and_protocols_stand_in_the_journals_and_the_personal_file_holds_everything() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.comes_to_the_day(&server).await;
    crew.do_all(&OPENING, &case).await;
    crew.do_all(&VIOLATIONS, &case).await;
    crew.do_all(&SIGNED_ACT, &case).await;
    let chair = crew.person(By::Chair);
    assert!(!chair.get(&format!("/cases/{case}/violation")).await.words().contains("Қолы күтілуде"));
    let act = chair.get(&format!("/cases/{case}/form/violation-act-1")).await;
    assert!(act.bytes.starts_with(b"%PDF-"), "{}", act.words());

    crew.does(NOT_ADMITTED, &case).await;
    crew.do_all(&NOT_PASSED, &case).await;
    let today = server.sitting_day(&case);
    let registrar = crew.person(By::Registrar);
    for (kind, page) in [("violation-act", "Бұзушылық"), ("protocol", "Хаттамалар"), ("briefing", "нұсқама")]
    {
        let path = format!("/records?kind={kind}&from={today}&until={today}");
        let listed = registrar.get(&path).await.words();
        assert!(listed.contains(page) && listed.contains("Өміржанов"), "{kind}: {listed}");
        let before = registrar.get(&format!("/records?kind={kind}&from=2026-11-01&until=2026-11-02")).await;
        assert!(!before.words().contains("Өміржанов"), "{kind}");
    }
    assert_eq!(crew.candidate.get("/records").await.status, 403);

    crew.do_all(&APPEAL[..4], &case).await;
    let files = unpacked(&registrar.get(&format!("/cases/{case}/personal-file.zip")).await.bytes);
    let has = |part: &str| files.keys().any(|path| path.contains(part));
    for part in [
        "application.kk.pdf",
        "contract.ru.pdf",
        "protocol.kk.pdf",
        "violation-act-1.kk.pdf",
        "originals/01.",
    ] {
        assert!(has(part), "{part}: {:?}", files.keys());
    }
    let entries = server.entries_of(&case);
    let journal = String::from_utf8(files["journal.jsonl"].clone()).unwrap();
    assert_eq!(journal.lines().count() as u64, entries);
    let own = unpacked(&crew.candidate.get(&format!("/cases/{case}/personal-file.zip")).await.bytes);
    assert!(!own.keys().any(|path| path.contains("briefing-journal")), "the centre's own journal");
    assert!(!own.contains_key("journal.jsonl"), "who voted how");

    // ¶21: what the appeal commission judges is the case as it stood when the appeal was registered.
    crew.do_all(&APPEAL[4..], &case).await;
    let appeal = crew.person(By::Appeal(0));
    let page = appeal.get(&format!("/cases/{case}/appeal-decision")).await;
    assert!(page.text().contains("personal-file.zip?at=appeal"), "{}", page.words());
    let frozen = unpacked(&appeal.get(&format!("/cases/{case}/personal-file.zip?at=appeal")).await.bytes);
    let frozen = String::from_utf8(frozen["journal.jsonl"].clone()).unwrap();
    assert!(journal.starts_with(&frozen));
    assert!(frozen.contains("appeal-registered") && !frozen.contains("appeal-vote-cast"));
    let decision = crew.candidate.get(&format!("/cases/{case}/form/appeal-decision?language=kk")).await;
    assert!(decision.bytes.starts_with(b"%PDF-"));
    server.assert_sound();
}
