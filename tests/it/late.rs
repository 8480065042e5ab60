//! ¶20 Q15. An appeal after its last day.

use crate::person::PASSWORD;
use crate::server::Server;
use crate::steps::{APPEAL, By, Crew, NOT_ADMITTED, NOT_PASSED, OPENING};

const REASONS: &str = "Апелляция беру мерзімі өтіп кетті, қалпына келтіруге негіз көрсетілмеген.";

#[tokio::test]
async fn p20_q15_a_late_appeal_is_taken_in_and_answered_with_its_reasons() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.comes_to_the_day(&server).await;
    crew.do_all(&OPENING, &case).await;
    crew.does(NOT_ADMITTED, &case).await;
    crew.do_all(&NOT_PASSED, &case).await;
    crew.do_all(&APPEAL[..2], &case).await;
    server.set_day(server.sitting_day(&case).saturating_add(jiff::ToSpan::days(21)));

    // The page says that it is late, and sends it all the same.
    let page = crew.candidate.get(&format!("/my/{case}/appeal")).await;
    assert!(page.words().contains("мерзім"), "{}", page.words());
    crew.do_all(&APPEAL[2..4], &case).await;

    let answer = format!("/cases/{case}/late-appeal");
    let head = crew.person(By::Head);
    let unproved = head.fill(&answer, &[("reasons", REASONS)]).await;
    assert_eq!(unproved.errors()[0].0, "password", "{:?}", unproved.errors());
    assert!(unproved.text().contains(REASONS), "what was typed stays");
    head.does(&answer, &[("reasons", REASONS), ("password", PASSWORD)]).await;

    let told = crew.candidate.get(&format!("/my/{case}")).await;
    assert!(told.words().contains(REASONS), "{}", told.words());
    let paper = crew.candidate.get(&format!("/cases/{case}/form/appeal-decision?language=kk")).await;
    assert!(paper.bytes.starts_with(b"%PDF-"), "{}", paper.words());
    server.assert_sound();
}
