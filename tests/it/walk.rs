//! One case over HTTP, from the application to the public check.

use jiff::civil::date;

use crate::server::{Options, Server};
use crate::steps::{
    ADMITTED, APPEAL, BEFORE, By, Crew, ISSUE, NOT_ADMITTED, NOT_PASSED, OPENING, PASSED, PRACTICE,
};

#[tokio::test]
async fn p04_to_a2_one_case_from_the_application_to_the_public_check() {
    let server =
        Server::start(Options { public_address: Some("https://bilikti.example"), ..Options::default() });
    let crew = Crew::of(&server, "omirzhanov").await;

    // ¶4 ¶5: filed on Monday 23 November 2026; three working days.
    let case = crew.applies().await;
    let mine = crew.candidate.get(&format!("/my/{case}?sent=1")).await.words();
    let term = "Құжаттардың толықтығын тексеру (¶5) Соңғы күні: 2026 жылғы 26 қараша, бейсенбі";
    assert!(mine.contains(term), "{mine}");

    // ¶6: ten whole working days between the notice and the procedure.
    crew.do_all(&BEFORE[..3], &case).await;
    let notice = format!("/cases/{case}/notice");
    let registrar = crew.person(By::Registrar);
    let early = registrar.fill(&notice, &[("date", "2026-12-07")]).await;
    assert_eq!(early.status, 200);
    let errors = early.errors();
    assert!(
        errors[0].0 == "date" && errors[0].1.contains("08.12.2026") && errors[0].1.contains("¶6"),
        "{errors:?}"
    );
    let entries = server.entries_of(&case);
    crew.does(BEFORE[3], &case).await;
    assert!(server.entries_of(&case) > entries);
    assert_eq!(server.sitting_day(&case), date(2026, 12, 8));
    crew.do_all(&BEFORE[4..], &case).await;

    // ¶9: not before its day.
    crew.does(OPENING[0], &case).await;
    let too_soon = crew.fill(OPENING[1], &case).await.send(crew.person(By::Chair)).await;
    assert!(too_soon.errors()[0].1.contains("08.12.2026"), "{:?}", too_soon.errors());
    server.set_day(date(2026, 12, 8));
    crew.does(OPENING[1], &case).await;

    // ¶15: 29 of 40 is more than 70 per cent.
    crew.does(ADMITTED, &case).await;
    assert_eq!(server.case(&case).stage, "admitted");
    crew.do_all(&PRACTICE, &case).await;
    crew.do_all(&PASSED[..4], &case).await;

    // ¶17: a protocol that one member has not signed is no protocol.
    crew.do_all(&PASSED[4..6], &case).await;
    assert_eq!(server.case(&case).stage, "decided");
    let head = crew.person(By::Head);
    assert_eq!(head.get(&format!("/cases/{case}/issue")).await.location(), format!("/cases/{case}"));
    crew.does(PASSED[6], &case).await;
    assert_eq!(server.case(&case).stage, "passed");

    // ¶18(1): the document and its number.
    crew.does(ISSUE, &case).await;
    let serial = server.case(&case).serial.expect("a number");
    // A2: activity, occupation, level, day of the procedure, centre, number of the country.
    assert!(serial.starts_with("25620-072121008-3-081226-0042-00000000"), "{serial}");
    let pdf = head.get(&format!("/cases/{case}/form/document")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.header("content-type") == "application/pdf");
    checked_by_anyone(&server, &serial).await;
    server.assert_sound();
}

/// A2. Three answers of yes, and not more of the person than initials and a masked surname.
async fn checked_by_anyone(server: &Server, serial: &str) {
    let visitor = server.visitor();
    for language in ["kk", "ru", "en"] {
        visitor.reads(language).await;
        let page = visitor.get(&format!("/t/{serial}")).await;
        let (text, words) = (page.text(), page.words());
        assert_eq!(page.status, 200);
        let (_, checks) = text.split_once("<ul class=\"app-checks\">").unwrap();
        let checks = checks.split_once("</ul>").unwrap().0;
        assert_eq!(checks.matches("app-sign-good").count(), 3, "{language}: {words}");
        assert_eq!(checks.matches("<li>").count(), 3, "{language}");
        assert!(words.contains("Ғ.Қ. Ө"), "{language}: {words}");
        for personal in ["Өміржанов", "Ғалымжан", "Құрманғазыұлы", "890417305110", "omirzhanov"]
        {
            assert!(!text.contains(personal), "{language}: {personal}");
        }
        assert!(page.bytes.len() <= 30_000, "{} bytes", page.bytes.len());
    }
    let typed = visitor.post("/check", &[("serial", serial)]).await;
    assert_eq!(visitor.get(typed.location()).await.status, 200);
}

#[tokio::test]
async fn p15_28_of_40_is_not_admitted_and_p22_an_upheld_appeal_gives_the_document() {
    let server = Server::demo();
    let crew = Crew::of(&server, "sidorenko").await;
    let case = crew.comes_to_the_day(&server).await;
    crew.do_all(&OPENING, &case).await;
    crew.does(NOT_ADMITTED, &case).await;
    assert_eq!(server.case(&case).stage, "ended", "exactly 70 per cent is not more than 70");
    // ¶17: a majority against the score decides nothing, and may think again.
    crew.do_all(&PASSED[..3], &case).await;
    let against = crew.fill(PASSED[3], &case).await.send(crew.person(By::Chair)).await;
    assert!(against.errors()[0].1.contains("¶15"), "{:?}", against.errors());
    crew.do_all(&NOT_PASSED, &case).await;
    assert_eq!(server.case(&case).stage, "not-passed");
    crew.do_all(&APPEAL, &case).await;
    assert_eq!(server.case(&case).stage, "upheld");
    crew.does(ISSUE, &case).await;
    assert_eq!(server.case(&case).stage, "issued");
    server.assert_sound();
}
