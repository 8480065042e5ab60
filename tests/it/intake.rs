//! ¶4: applications on paper, and those on an employer's referral; ¶8(2): complaints.

use crate::page::Page;
use crate::person::{PASSWORD, Person};
use crate::server::Server;
use crate::steps::{BEFORE, Crew, Draft, SCANS, pairs, scan};
use crate::uploads::make;

/// Where an act led.
fn led(answer: &Page) -> String {
    assert_eq!(answer.status, 303, "{:?} {}", answer.errors(), answer.words());
    answer.location().to_owned()
}

/// Keys a whole application in: all parts, the scans, and the check.
async fn keys_in(person: &Person, draft: &Draft, scans: &[(&str, &str)]) -> Page {
    for part in draft.parts() {
        person.does(&part.0, &pairs(&part.1)).await;
    }
    let documents = draft.path("documents");
    for (kind, name) in scans {
        led(&person.upload(&documents, &[("kind", *kind)], ("file", name, &scan(name))).await);
    }
    person.fill(&documents, &[("continue", "yes")]).await
}

#[tokio::test]
async fn p04_p05_a_registrar_keys_in_an_application_on_paper_and_records_what_was_signed_by_hand() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let registrar = server.registrar().await;

    // ¶5: the day of the stamp is the day of registration; entered later, it says why.
    let friday = [("received-day", "20"), ("received-month", "11"), ("received-year", "2026")];
    let late = registrar.fill("/desk/paper", &friday).await;
    assert_eq!(late.errors()[0].0, "late-because");
    let typed = [friday.as_slice(), &[("late-because", "Жұма күні кешке қабылданды")]].concat();
    let begun = registrar.does("/desk/paper", &typed).await;
    let draft = Draft::begun(&begun, "omirzhanov");

    // ¶4(1): the signed application itself is owed.
    let unsigned = keys_in(&registrar, &draft, &SCANS).await;
    assert!(unsigned.errors()[0].1.contains("қағаз өтініш"), "{:?}", unsigned.errors());
    let signed = ("file", "A1.jpg", scan("identity-card-omirzhanov.jpg"));
    let documents = draft.path("documents");
    let kind = [("kind", "signed-application")];
    led(&registrar.upload(&documents, &kind, (signed.0, signed.1, &signed.2)).await);
    registrar.does(&documents, &[("continue", "yes")]).await;
    let filed = registrar.does(&draft.path("check"), &[("password", PASSWORD)]).await;
    let case = filed.trim_start_matches("/cases/").split('?').next().unwrap().to_owned();

    // Friday 20 November and three working days.
    let shown = registrar.get(&format!("/cases/{case}")).await.words();
    assert!(shown.contains("25.11.2026") && shown.contains("20.11.2026"), "{shown}");
    assert!(shown.contains("Жұма күні кешке қабылданды"), "{shown}");

    // ¶5: the contract is signed by hand; the registrar records it. A candidate's own case they may not sign.
    crew.do_all(&BEFORE[..2], &case).await;
    registrar.does(&format!("/my/{case}/contract"), &[("password", PASSWORD)]).await;
    assert_eq!(server.case(&case).stage, "contracted");
    let online = crew.applies().await;
    crew.do_all(&BEFORE[..2], &online).await;
    assert_eq!(registrar.get(&format!("/my/{online}/contract")).await.status, 404);

    // ¶4: the second application of the same person for the same profession is found and shown.
    let other = registrar.get(&format!("/cases/{case}")).await.words();
    let own = crew.candidate.get(&format!("/my/{online}")).await.words();
    let number = own.split_whitespace().find(|word| word.starts_with("0042-2026-")).unwrap().to_owned();
    assert!(other.contains("басқа ашық іс") && other.contains(&number), "{other}");
    server.assert_sound();
}

/// The signed application on two pages, three documents, an empty page.
fn whole_scan() -> Vec<u8> {
    let card = scan(SCANS[0].1);
    let (diploma, work) = (scan(SCANS[1].1), scan(SCANS[2].1));
    let papers = [&card, &card, &card, &diploma, &work, &card].map(Vec::as_slice);
    make::pdf_of_scans(&papers, (600, 800))
}

/// How many pages each file of the case has, the whole scan as none; fewest first.
async fn pages_of_files(registrar: &Person, case: &str, whole: &[u8]) -> Vec<usize> {
    let mut links = registrar.get(case.split('?').next().unwrap()).await.links();
    links.retain(|link| link.contains("/file/"));
    links.dedup();
    let mut counts = vec![];
    for link in &links {
        let pdf = registrar.get(link).await.bytes;
        let pages = pdf.windows(10).filter(|part| part == b"/Type/Page").count();
        counts.push(if pdf == whole { 0 } else { pages - 1 });
    }
    counts.sort_unstable();
    counts
}

#[tokio::test]
async fn p04_one_scan_of_a_whole_application_is_divided_into_its_documents() {
    let server = Server::demo();
    let registrar = server.registrar().await;
    let begun = registrar.does("/desk/paper", &[]).await;
    let draft = Draft::begun(&begun, "omirzhanov");
    for part in draft.parts() {
        registrar.does(&part.0, &pairs(&part.1)).await;
    }
    let address = draft.path("scans");
    assert!(registrar.get(&draft.path("documents")).await.links().contains(&address));
    let picture = ("file", "photo.jpg", scan(SCANS[0].1));
    let none: &[(&str, &str)] = &[];
    let refused = registrar.upload(&address, none, (picture.0, picture.1, &picture.2)).await;
    assert!(refused.errors()[0].1.contains("PDF"), "{:?}", refused.errors());
    let whole = whole_scan();
    let one = led(&registrar.upload(&address, none, ("file", "өтініш.pdf", &whole)).await);

    // Each page can be looked at; the scan itself comes as a download.
    let shown = registrar.get(&one).await;
    assert!(shown.words().contains("Бет саны: 6"), "{}", shown.words());
    let page = registrar.get(&format!("{one}/pages/4")).await;
    assert_eq!((page.status, page.header("content-type")), (200, "image/jpeg"));
    let file = registrar.get(&format!("{one}/file")).await;
    assert!(file.bytes == whole && file.header("content-disposition").starts_with("attachment"));
    assert_eq!(registrar.get(&format!("{one}/pages/7")).await.status, 404);

    // Gaps and overlaps are told, and nothing typed is lost.
    let typed = [("signed-application", "1-2"), ("identity", "3"), ("education", "4"), ("experience", "4-5")];
    let overlap = registrar.fill(&one, &typed).await;
    assert_eq!(
        overlap.errors()[0],
        ("experience".into(), "Бет екі рет берілген: 4. Әр бетті бір құжатқа ғана беріңіз".into())
    );
    assert!(overlap.form(&one).contains(&("identity".into(), "3".into())));
    let gap = registrar.fill(&one, &[&typed[..3], &[("experience", "5")]].concat()).await;
    assert!(
        gap.errors()[0].0 == "needless" && gap.errors()[0].1.contains("берілмеген беттер: 6"),
        "{:?}",
        gap.errors()
    );
    let divided = [&typed[..3], &[("experience", "5"), ("needless", "6")]].concat();
    let fields = registrar.filled(&one, &divided).await;
    for _twice in 0..2 {
        assert_eq!(led(&registrar.post(&one, &fields).await), draft.path("documents"));
    }

    // Four documents, and the scan as it came, are in the personal file.
    registrar.does(&draft.path("documents"), &[("continue", "yes")]).await;
    let filed = registrar.does(&draft.path("check"), &[("password", PASSWORD)]).await;
    assert_eq!(pages_of_files(&registrar, &filed, &whole).await, [0, 1, 1, 1, 2]);
    // Of an application that came online there is nothing to divide.
    let candidate = server.candidate("omirzhanov").await;
    let own = Draft::begin(&candidate).await;
    assert_eq!(candidate.get(&own.path("scans")).await.status, 404);
    server.assert_sound();
}

#[tokio::test]
async fn p02_4_an_employer_sees_of_a_referred_person_what_they_let_it_see() {
    let server = Server::demo();
    let employer = server.visitor();
    let account = |bin| {
        [
            ("organisation", "«Болат құрылыс» ЖШС"),
            ("bin", bin),
            ("name", "Ұста Ерлан"),
            ("login", "bolat"),
            ("password", PASSWORD),
        ]
    };
    let wrong = employer.fill("/employer/sign-up", &account("123")).await;
    assert_eq!(wrong.errors()[0].0, "bin");
    assert_eq!(employer.does("/employer/sign-up", &account("240640000426")).await, "/employer");
    let crew = Crew::of(&server, "omirzhanov").await;
    let referral = [("name", "Өміржанов Ғалымжан"), ("programme", "welder"), ("pays", "yes")];
    let bad = [referral.as_slice(), &[("iin", "890417305111")]].concat();
    assert_eq!(employer.fill("/employer/refer", &bad).await.errors()[0].0, "iin");
    let mut letters = vec![];
    for _ in 0..2 {
        let whole = [referral.as_slice(), &[("iin", "890417305110")]].concat();
        let letter = employer.does("/employer/refer", &whole).await;
        letters.push(letter.replace("/employer/", "/referral/"));
    }

    // Meant for one person; answered once.
    let stranger = server.candidate("sidorenko").await;
    let accept = [("answer", "accepted"), ("iin", "900101300017")];
    assert_eq!(stranger.fill(&letters[0], &accept).await.errors()[0].0, "iin");
    let shows = [("answer", "accepted"), ("iin", "890417305110"), ("shows", "status")];
    let begun = crew.candidate.does(&letters[0], &shows).await;
    let again = stranger.fill(&letters[0], &shows).await;
    assert!(again.errors()[0].1.contains("жауап берілген"), "{:?}", again.errors());
    let draft = Draft::begun(&begun, "omirzhanov");
    for (path, fields) in draft.parts() {
        let funded = path.ends_with("funding");
        // The employer's BIN stands in the form already.
        let fields = if funded { vec![("funding", "employer")] } else { pairs(&fields) };
        crew.candidate.does(&path, &fields).await;
    }
    let documents = draft.path("documents");
    for (kind, name) in SCANS {
        led(&crew.candidate.upload(&documents, &[("kind", kind)], ("file", name, &scan(name))).await);
    }
    crew.candidate.does(&documents, &[("continue", "yes")]).await;
    crew.candidate.does(&draft.path("check"), &[("password", PASSWORD)]).await;

    let list = employer.get("/employer").await.words();
    assert!(list.contains("Келісті") && list.contains("Құжаттардың толықтығы тексерілуде"), "{list}");
    assert!(list.contains("Адам көрсетпейді"), "the result stays hidden: {list}");
    assert!(list.contains("Жауап күтілуде"), "the second letter: {list}");
    let declined = [("answer", "declined"), ("iin", "890417305110")];
    assert_eq!(crew.candidate.does(&letters[1], &declined).await, "/my");
    assert!(employer.get("/employer").await.words().contains("Бас тартты"));
    server.assert_sound();
}

#[tokio::test]
async fn p08_2_a_complaint_is_registered_answered_by_the_head_and_read_by_the_candidate() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    let page = format!("/my/{case}/complaint");
    assert_eq!(crew.candidate.fill(&page, &[("words", "  ")]).await.errors()[0].0, "words");
    let form = crew.candidate.filled(&page, &[("words", "Өтінішім үш жұмыс күнінде тексерілмеді")]).await;
    led(&crew.candidate.upload(&page, &form, ("file", "хат.jpg", &scan(SCANS[0].1))).await);
    let mine = crew.candidate.get(&format!("/my/{case}")).await.words();
    assert!(mine.contains("Жауап күтілуде"), "{mine}");

    let head = server.head().await;
    assert!(head.get(&format!("/cases/{case}")).await.words().contains("Шағымға жауап беру"));
    let answer = format!("/cases/{case}/answer-complaint");
    let wrong = head.fill(&answer, &[("answer", "Кешірім сұраймыз"), ("password", "қате")]).await;
    assert_eq!(wrong.errors()[0].0, "password");
    head.does(&answer, &[("answer", "Кешірім сұраймыз, бүгін тексеріледі"), ("password", PASSWORD)]).await;
    let mine = crew.candidate.get(&format!("/my/{case}")).await.words();
    assert!(mine.contains("Кешірім сұраймыз, бүгін тексеріледі"), "{mine}");
    let pdf = crew.candidate.get(&format!("/cases/{case}/form/complaint-answer-1?language=ru")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    server.assert_sound();
}
