//! A1 Q47: a person corrects their own data; Q14: a result is read where its receipt is proven, and nowhere before.

use crate::person::Person;
use crate::server::Server;
use crate::steps::{ADMITTED, BEFORE, Crew, ISSUE, OPENING, PASSED, PRACTICE, scan};

/// The text of a legal form, asked for by the registrar.
async fn form(server: &Server, case: &str, kind: &str) -> Vec<u8> {
    let registrar = server.registrar().await;
    let pdf = registrar.get(&format!("/cases/{case}/form/{kind}?language=kk")).await;
    assert_eq!(pdf.status, 200, "{kind}");
    pdf.bytes
}

/// Q14. Nothing of a result stands on any page of the candidate before it is opened.
async fn nothing_is_told_before_it_is_opened(server: &Server, candidate: &Person, case: &str) {
    let serial = server.case(case).serial.unwrap();
    for page in ["/my".to_owned(), format!("/my/{case}"), format!("/my/{case}/readers")] {
        let shown = candidate.get(&page).await.text();
        for words in ["өтті", "Құжат беріл", &serial, "form/protocol", "form/document", "¶18"]
        {
            assert!(!shown.contains(words), "{page} tells {words}");
        }
    }
    assert_eq!(candidate.get(&format!("/cases/{case}/form/document")).await.status, 404);
    candidate
        .post(
            &format!("/my/{case}/result"),
            &candidate.get(&format!("/my/{case}")).await.form(&format!("/my/{case}/result")),
        )
        .await;
    let opened = candidate.get(&format!("/my/{case}")).await.text();
    assert!(opened.contains("form/document") && opened.contains("form/protocol"));
}

#[tokio::test]
async fn p4_1_q47_a_person_has_their_data_corrected_and_forms_made_before_stay() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let (candidate, registrar) = (&crew.candidate, server.registrar().await);
    let case = crew.applies().await;
    crew.do_all(&BEFORE[..3], &case).await;
    let (contract, application) =
        (form(&server, &case, "contract").await, form(&server, &case, "application").await);

    // The page of one's own data leads to the request; an IIN that is none is told at its field.
    let address = format!("/my/{case}/correction");
    assert!(candidate.get("/account/data").await.links().contains(&address));
    let wrong = candidate.fill(&address, &[("iin", "890417305111")]).await;
    assert_eq!(wrong.errors()[0].0, "iin");
    let same = candidate.fill(&address, &[]).await;
    assert!(same.errors()[0].1.contains("өзгертілген жоқ"), "{:?}", same.errors());
    let mut typed =
        candidate.filled(&address, &[("surname", "Өміржан"), ("mobile", "+7 701 555 44 33")]).await;
    typed.push(("words".into(), "Жаңа куәлік алдым".into()));
    let copy = scan("identity-card-omirzhanov.jpg");
    let asked = candidate.upload(&address, &typed, ("file", "куәлік.jpg", &copy)).await;
    assert!(asked.location().starts_with(&format!("/my/{case}")));
    assert_eq!(candidate.get(&address).await.status, 303, "one at a time");

    // The registrar finds it on the board and on the case, looks at the copy, corrects one and says why not the other.
    let board = registrar.get("/board").await.words();
    assert!(board.contains("¶4(1)"), "{board}");
    let answer = format!("/cases/{case}/answer-correction");
    assert!(registrar.get(&format!("/cases/{case}")).await.links().contains(&answer));
    let page = registrar.get(&answer).await;
    let copies: Vec<_> = page.links().into_iter().filter(|link| link.contains("/file/")).collect();
    assert_eq!(registrar.get(&copies[0]).await.bytes.get(..2), Some(&[0xFF, 0xD8][..]));
    let silent = registrar.fill(&answer, &[("made", "surname")]).await;
    assert_eq!(silent.errors()[0].0, "reason");
    registrar.does(&answer, &[("made", "surname"), ("reason", "Нөмір жұмыс істемейді")]).await;

    // What was and what became stay visible to both.
    for (who, page) in [(candidate, format!("/my/{case}")), (&registrar, format!("/cases/{case}"))] {
        let shown = who.get(&page).await.words();
        assert!(shown.contains("Өміржанов → Өміржан") && shown.contains("Нөмір жұмыс істемейді"), "{shown}");
    }
    assert!(registrar.get("/desk?q=Өміржан").await.words().contains("Өміржан "));

    // Forms made before say what they said; those made after have the name as it is now.
    assert!(
        form(&server, &case, "contract").await == contract
            && form(&server, &case, "application").await == application
    );
    crew.do_all(&BEFORE[3..], &case).await;
    server.set_day(server.sitting_day(&case));
    crew.do_all(&OPENING, &case).await;
    crew.does(ADMITTED, &case).await;
    crew.do_all(&PRACTICE, &case).await;
    crew.do_all(&PASSED, &case).await;
    crew.does(ISSUE, &case).await;

    nothing_is_told_before_it_is_opened(&server, candidate, &case).await;

    // With the document, only how to reach the person can be corrected.
    let fields = candidate.get(&address).await.form(&address);
    assert!(
        fields.iter().all(|(name, _)| name != "surname") && fields.iter().any(|(name, _)| name == "mobile")
    );
    server.assert_sound();
}
