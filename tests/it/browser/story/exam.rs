//! The day of the exam: the sitting, theory, the map on tablets, the decision and the protocol.

use super::{People, Story};
use crate::browser::driver::Visitor;

/// Who sits at the table.
const PRESENT: [&str; 3] = ["Жолдасов", "Рахимов", "Оспанова"];

/// Steps of the welder's map.
const STEPS: usize = 17;

/// ¶9 ¶10(2).
pub(super) async fn opens_sitting(chair: &Visitor, story: &Story) {
    chair.go("Емтихандар").await;
    chair.look_with_tablet("36-sittings").await;
    chair.follow(&format!("main a[href='/cases/{}/sitting']", story.case)).await;
    are_present(chair).await;
    chair.tick_all("ready").await;
    chair.look_with_tablet("37-sitting").await;
    chair.press("Емтиханды ашу").await;
    chair.says("Дұрыс жауаптар саны").await;
}

async fn are_present(chair: &Visitor) {
    for name in PRESENT {
        chair.choose_words("present", name).await;
    }
}

/// ¶15.
pub(super) async fn keys_in_theory(chair: &Visitor, story: &Story) {
    assert_eq!(chair.path().await, format!("/cases/{}/theory", story.case));
    assert_eq!(chair.value("total").await, "40");
    chair.fill("correct", "34").await;
    chair.look_with_tablet("38-theory").await;
    assert_eq!(chair.value("correct").await, "34");
    chair.enclose("sheet", "demo/scans/employment-and-diploma-omirzhanov.pdf").await;
    chair.press("Нәтижені енгізіп, кезеңді жабу").await;
    chair.says("34/40 — 85 %").await;
    chair.look_with_tablet("39-theory-closed").await;
}

/// ¶16. Each for themselves; one member finds one step not done.
pub(super) async fn practice(people: &People, story: &Story) {
    let page = format!("/cases/{}/practice", story.case);
    people.chair.press("Практикалық кезеңді ашу").await;
    are_present(&people.chair).await;
    people.chair.look_with_tablet("40-practice-open").await;
    people.chair.press("Практикалық кезеңді ашу").await;
    let [first, second] = &people.members;
    tokio::join!(judges(&people.chair, &page), judges(first, &page), judges(second, &page));
    second.choose("done-12", "no").await;
    second.fill("note-12", "Соңғы кратер толмаған").await;
    first.look_with_tablet("41-practice").await;
    for judge in [first, second, &people.chair] {
        judge.press("Сақтау").await;
        judge.says("Сақталды. Бағалағаныңыз: 17/17").await;
    }
    people.chair.press("Практикалық кезеңді жабу").await;
    people.chair.says("Тапсырма орындалды").await;
    people.chair.look_with_tablet("43-practice-closed").await;
}

/// Every step done.
async fn judges(member: &Visitor, page: &str) {
    member.visit(page).await;
    member.says("Бағаланған қадамдар").await;
    for step in 1..=STEPS {
        member.choose(&format!("done-{step}"), "yes").await;
    }
}

/// ¶17. Nobody sees the votes of others before the decision.
pub(super) async fn decides(people: &People, story: &Story) {
    let page = format!("/cases/{}/decision", story.case);
    for judge in [&people.members[0], &people.members[1], &people.chair] {
        judge.visit(&page).await;
        judge.choose("vote", "passed").await;
    }
    people.members[0].look_with_tablet("44-vote").await;
    for judge in [&people.members[0], &people.members[1], &people.chair] {
        judge.press("Дауыс беру").await;
        judge.says("Дауыс берді").await;
    }
    people.chair.look_with_tablet("46-decide").await;
    people.chair.prove().await;
    people.chair.press("Шешім қабылдау").await;
    people.chair.says("Хаттама №").await;
}

pub(super) async fn signs_protocol(people: &People, story: &Story) {
    for (judge, name) in [(&people.chair, "47-protocol"), (&people.members[0], ""), (&people.members[1], "")]
    {
        judge.visit(&format!("/cases/{}/protocol", story.case)).await;
        if !name.is_empty() {
            judge.look_with_tablet(name).await;
        }
        judge.prove().await;
        judge.press("Хаттамаға қол қою").await;
        judge.says("Қол қойылды").await;
    }
    people.members[1].says("Хаттамаға барлық мүше қол қойды").await;
    people.members[1].look_with_tablet("48-protocol-signed").await;
}
