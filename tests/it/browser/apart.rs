//! Without script, with the keyboard alone, the way of a refusal, and documents that are not in force.

use jiff::civil::date;
use thirtyfour::{By, Key};

use super::driver::{Browsers, Visitor};
use crate::person::PASSWORD;
use crate::server::Server;

#[tokio::test]
async fn p04_a2_without_script_a_part_is_saved_and_a_document_is_checked() {
    let server = Server::demo();
    let issued = server.case_in("issued").serial.unwrap();
    let browsers = Browsers::start().await;
    let candidate = browsers.without_script(&server.address()).await;
    candidate.visit("data:text/html,<title>none</title><script>document.title='runs'</script>").await;
    assert_eq!(candidate.driver.title().await.unwrap(), "none", "script is off");

    candidate.sign_in("sidorenko").await;
    candidate.visit("/apply?programme=welder").await;
    candidate.press("Өтінішті бастау").await;
    candidate.press("Біліміңіз бен дағдыларыңыз").await;
    candidate.fill("skills", "Аргонмен пісіру").await;
    candidate.switch_to("ru", "Русский").await;
    assert_eq!(candidate.value("skills").await, "Аргонмен пісіру");
    candidate.switch_to("kk", "Қазақша").await;
    candidate.press("Жалғастыру").await;
    candidate.says("Аяқталған бөлім: 2 / 9").await;
    candidate.press("Біліміңіз бен дағдыларыңыз").await;
    assert_eq!(candidate.value("skills").await, "Аргонмен пісіру");

    candidate.visit("/check").await;
    candidate.fill("serial", &issued).await;
    candidate.press("Тексеру").await;
    candidate.says("Құжат жарамды").await;
    candidate.says("Бар және күшінде").await;
}

/// Everything is reached by Tab, in an order that follows the page, and each stop is seen.
#[tokio::test]
async fn p04_a1_the_keyboard_alone_signs_in_and_fills_a_part() {
    let server = Server::demo();
    let browsers = Browsers::start().await;
    let candidate = browsers.person(&server.address()).await;
    candidate.visit("/").await;
    candidate.key(Key::Tab).await;
    assert_eq!(focused(&candidate).await, "#main", "the first stop leads to the content");

    candidate.visit("/sign-in").await;
    tab_to(&candidate, "login").await;
    candidate.types("sidorenko").await;
    tab_to(&candidate, "password").await;
    candidate.types(PASSWORD).await;
    enter(&candidate).await;
    candidate.says("Менің өтініштерім").await;

    candidate.visit("/apply?programme=welder").await;
    tab_to(&candidate, "Өтінішті бастау").await;
    enter(&candidate).await;
    tab_to(&candidate, "Емтихан түрі мен тілі").await;
    enter(&candidate).await;
    tab_to(&candidate, "mode").await;
    candidate.types(" ").await;
    tab_to(&candidate, "language").await;
    candidate.key(Key::Down).await;
    // Enter sends the form by its main button, not by a language's name.
    enter(&candidate).await;
    candidate.says("Аяқталған бөлім: 2 / 9").await;
    candidate.visit(&format!("{}/format", candidate.path().await)).await;
    let chosen = "return [...document.querySelectorAll('input:checked')].map((one) => one.value).join()";
    assert_eq!(candidate.script(chosen).await, "offline,ru");
}

/// Name, address or words of what has the focus.
async fn focused(person: &Visitor) -> String {
    const SCRIPT: &str = "const one = document.activeElement;
        return one.name || (one.getAttribute('href') || '').match(/^#.*/)?.[0] || one.textContent.trim();";
    person.script(SCRIPT).await.as_str().unwrap().to_owned()
}

/// Presses Tab until this has the focus, which is drawn.
async fn tab_to(person: &Visitor, wanted: &str) {
    for _ in 0..60 {
        person.key(Key::Tab).await;
        let drawn = "const style = getComputedStyle(document.activeElement);
            return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                || getComputedStyle(document.activeElement, '::before').boxShadow !== 'none'
                || document.activeElement.nextElementSibling !== null
                    && getComputedStyle(document.activeElement.nextElementSibling, '::before').boxShadow !== 'none'";
        assert_eq!(person.script(drawn).await, true, "{} has no focus ring", focused(person).await);
        if focused(person).await == wanted {
            return;
        }
    }
    panic!("{wanted} is not reached by Tab at {}", person.path().await);
}

async fn enter(person: &Visitor) {
    let before = person.document().await;
    person.key(Key::Enter).await;
    person.arrive(before).await;
}

/// ¶5. A missing page of a diploma: the registrar says what is wrong, the head signs, the candidate reads and applies
/// anew without typing everything again.
#[tokio::test]
async fn p05_an_incomplete_application_is_refused_with_reasons_and_begun_anew() {
    let server = Server::demo();
    let case = server.case_in("filed");
    let browsers = Browsers::start().await;
    let [registrar, head, candidate] = [
        browsers.person(&server.address()).await,
        browsers.person(&server.address()).await,
        browsers.person(&server.address()).await,
    ];
    registrar.sign_in("a.tasybaeva").await;
    registrar.visit(&format!("/cases/{}/check", case.id)).await;
    registrar.press("Тексеруді аяқтау").await;
    registrar.says("Әр құжат бойынша жауапты таңдаңыз").await;
    registrar.look_at_once("60-check-unanswered").await;
    let lines = registrar.driver.find_all(By::Css("input[value='ok']")).await.unwrap();
    for line in &lines {
        line.click().await.unwrap();
    }
    registrar.choose("line-identity", "problem").await;
    registrar.choose("fault-identity", "unreadable").await;
    registrar.fill("words", "Куәліктің артқы беті көрінбейді. Екі бетін де түсіріңіз.").await;
    registrar.press("Тексеруді аяқтау").await;
    registrar.says("Кандидат мына мәтінді оқиды").await;
    registrar.look("61-refusal-draft").await;
    registrar.press("Басшыға жіберу").await;
    registrar.says("Әрекет сақталды").await;

    head.sign_in("u.qozhahmetova").await;
    head.visit(&format!("/cases/{}/sign-refusal", case.id)).await;
    head.says("Куәліктің артқы беті көрінбейді").await;
    head.look("62-sign-refusal").await;
    head.prove().await;
    head.press("Қол қойып, жіберу").await;
    head.says("Әрекет сақталды").await;

    candidate.sign_in(&case.login).await;
    candidate.visit(&format!("/my/{}", case.id)).await;
    candidate.says("Орталық шарт жасасудан бас тартты").await;
    candidate.says("Көшірме оқылмайды").await;
    candidate.says("Куәліктің артқы беті көрінбейді").await;
    candidate.look_with_phone("63-my-refused").await;
    candidate.press("Жауаптарды сақтап, жаңа өтініш бастау").await;
    candidate.press("Өзіңіз туралы").await;
    assert_eq!(candidate.value("iin").await.len(), 12, "the answers are there");
}

/// A2. A number that nobody has, an annulled document, an expired one, one in force: each says so in words, sign and
/// colour of its own.
#[tokio::test]
async fn a2_documents_not_in_force_each_look_different() {
    let server = Server::demo();
    let [issued, annulled] = ["issued", "annulled"].map(|stage| server.case_in(stage).serial.unwrap());
    let browsers = Browsers::start().await;
    let stranger = browsers.person(&server.address()).await;
    let unknown = format!("{}000099999", &issued[..issued.len() - 9]);
    let mut seen = Vec::new();
    for (serial, words, name) in [
        (&issued, "Құжат жарамды", "70-check-in-force"),
        (&annulled, "Күші жойылған", "71-check-annulled"),
        (&unknown, "Мұндай құжат жоқ", "72-check-not-found"),
    ] {
        stranger.visit(&format!("/t/{serial}")).await;
        seen.push(answer(&stranger, words, name).await);
    }
    server.set_time(date(2033, 1, 10).at(11, 0, 0, 0));
    stranger.visit(&format!("/t/{issued}")).await;
    seen.push(answer(&stranger, "Мерзімі өткен", "73-check-expired").await);
    let words: std::collections::BTreeSet<_> = seen.iter().map(|(word, _)| word).collect();
    assert_eq!(words.len(), 4, "{seen:?}");
    let signs: Vec<_> = seen.iter().map(|(_, sign)| sign.as_str()).collect();
    assert_eq!(signs, ["good", "bad", "bad", "warn"]);
    // What is missing and what was annulled share the sign, never the words.
    stranger.visit("/check").await;
    stranger.fill("serial", "25620-1").await;
    stranger.press("Тексеру").await;
    stranger.says("Нөмір дұрыс емес").await;
    stranger.look_at_once("74-check-wrong-number").await;
}

/// The word over all and the kind of its sign.
async fn answer(stranger: &Visitor, words: &str, name: &str) -> (String, String) {
    stranger.says(words).await;
    stranger.look_with_phone(name).await;
    let kind = "return [...document.querySelector('.app-answer').classList]
        .find((one) => one !== 'app-answer').replace('app-', '')";
    let kind = stranger.script(kind).await.as_str().unwrap().to_owned();
    (stranger.text_of(".app-answer__word").await, kind)
}

/// The looking itself can fail.
#[tokio::test]
async fn axe_finds_a_picture_without_words() {
    let browsers = Browsers::start().await;
    let person = browsers.person("").await;
    person.visit("data:text/html,<html lang=kk><title>a</title><main><img src=a.png></main>").await;
    let found = person.violations().await;
    assert!(found.len() == 1 && found[0].starts_with("image-alt: img"), "{found:?}");
}
