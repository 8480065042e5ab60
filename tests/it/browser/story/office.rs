//! The registrar and the head, from the queue to the briefing.

use super::Story;
use crate::browser::driver::Visitor;

/// ¶5. Found in the queue, checked line by line.
pub(super) async fn finds_complete(registrar: &Visitor, story: &Story) {
    registrar.look("19-board").await;
    registrar.go("Жұмыс үстелі").await;
    registrar.look("20-desk").await;
    registrar.fill("q", &story.number).await;
    registrar.press("Табу").await;
    registrar.says("Істер саны: 1").await;
    registrar.follow(&format!("main a[href='/cases/{}']", story.case)).await;
    registrar.look("21-case-filed").await;
    registrar.press("Толықтығын тексеру").await;
    for line in ["identity", "education", "experience"] {
        registrar.choose(&format!("line-{line}"), "ok").await;
    }
    registrar.look("22-completeness").await;
    registrar.press("Тексеруді аяқтау").await;
    registrar.says("Әрекет сақталды").await;
    registrar.look("23-case-complete").await;
}

/// ¶5.
pub(super) async fn offers_contract(head: &Visitor, story: &Story) {
    head.go("Қол қоюға").await;
    head.look("24-to-sign").await;
    head.follow(&format!("main a[href='/cases/{}/offer-contract']", story.case)).await;
    head.fill("price", "45 000 теңге").await;
    head.look("24-offer-contract").await;
    assert_eq!(head.value("price").await, "45 000 теңге");
    head.prove().await;
    head.press("Қол қойып, кандидатқа жіберу").await;
    head.says("Әрекет сақталды").await;
}

/// ¶6. Ten whole working days between Monday 23 November and the procedure: 8 December, and no day before it.
pub(super) async fn sends_notice(registrar: &Visitor, story: &Story) {
    registrar.visit(&format!("/cases/{}", story.case)).await;
    registrar.press("Емтихан күнін белгілеу").await;
    assert_eq!(registrar.value("date").await, "2026-12-08");
    let first = "return document.querySelector('select[name=date] option').value";
    assert_eq!(registrar.script(first).await, "2026-12-08", "no earlier day can be chosen");
    registrar.look("29-notice").await;
    registrar.press("Хабарламаны жіберу").await;
    registrar.says("Әрекет сақталды").await;
    registrar.look("30-case-noticed").await;
}

/// ¶8.
pub(super) async fn briefs(registrar: &Visitor, story: &Story) {
    registrar.visit(&format!("/cases/{}", story.case)).await;
    registrar.press("Кіріспе нұсқаманы тіркеу").await;
    registrar.fill("journal-line", "17").await;
    registrar.look("35-briefing").await;
    registrar.press("Нұсқаманы тіркеу").await;
    registrar.says("Әрекет сақталды").await;
}
