//! The candidate: looks around, applies, signs the contract, acquaints themselves with the rules.

use super::Story;
use crate::browser::driver::Visitor;
use crate::person::PASSWORD;

/// ¶3 A2. What anyone sees.
pub(super) async fn public_pages(stranger: &Visitor) {
    stranger.visit("/").await;
    stranger.says("Кәсіптік біліктілікті тану").await;
    stranger.look_with_phone("01-start").await;
    stranger.go("Тану орталықтары").await;
    stranger.look_with_phone("02-centres").await;
    stranger.visit("/professions").await;
    stranger.look_with_phone("03-professions").await;
    stranger.visit("/check").await;
    stranger.look_with_phone("04-check").await;
}

/// ¶3. From the start page to the profession, and on to the application.
pub(super) async fn finds_profession_and_begins(candidate: &Visitor) {
    candidate.visit("/").await;
    candidate.press("Кәсіптер тізімін қарау").await;
    candidate.fill("q", "сварщик").await;
    candidate.press("Іздеу").await;
    candidate.says("Табылды: 1").await;
    candidate.follow(".app-cards h2 a").await;
    candidate.look_with_phone("04-profession").await;
    candidate.press("Өтініш беру").await;
    candidate.look_with_phone("05-apply").await;
    candidate.press("Кіру").await;
    candidate.fill("login", "omirzhanov").await;
    candidate.look_with_phone("06-sign-in").await;
    assert_eq!(candidate.value("login").await, "omirzhanov", "lost by switching the language");
    candidate.fill("password", PASSWORD).await;
    candidate.press("Кіру").await;
    candidate.press("Өтінішті бастау").await;
    candidate.says("Аяқталған бөлім").await;
    candidate.look_with_phone("07-tasks").await;
}

/// ¶4 A1. The nine parts.
pub(super) async fn parts(candidate: &Visitor) {
    candidate.press("Кәсіп").await;
    candidate.choose("programme", "welder").await;
    goes_on(candidate, "08-part-profession").await;
    candidate.press("Тану орталығы").await;
    candidate.choose("centre", "0042").await;
    goes_on(candidate, "09-part-centre").await;
    candidate.press("Емтихан түрі мен тілі").await;
    candidate.choose("mode", "offline").await;
    candidate.choose("language", "kk").await;
    goes_on(candidate, "10-part-format").await;
    about(candidate).await;
    candidate.press("Біліміңіз бен дағдыларыңыз").await;
    candidate.fill("knowledge", "Жылу құбырын пісіруді жұмыс үстінде үйрендім").await;
    candidate.fill("skills", "Қолмен доғалық пісіру, газбен кесу, сызба оқу").await;
    goes_on(candidate, "13-part-learning").await;
    documents(candidate).await;
    candidate.press("Қажетті жағдайлар").await;
    candidate.choose("needs-adjustments", "no").await;
    goes_on(candidate, "15-part-adjustments").await;
    candidate.press("Төлем").await;
    candidate.choose("funding", "own").await;
    goes_on(candidate, "15-part-funding").await;
    candidate.press("Келісімдер").await;
    candidate.choose("consent-processing", "yes").await;
    candidate.choose("consent-platform", "yes").await;
    goes_on(candidate, "16-part-consents").await;
    candidate.says("Аяқталған бөлім: 9 / 9").await;
    candidate.look_with_phone("17-tasks-done").await;
}

async fn goes_on(candidate: &Visitor, name: &str) {
    candidate.look_with_phone(name).await;
    candidate.press("Жалғастыру").await;
    candidate.says("Аяқталған бөлім").await;
}

/// A1. A number typed wrong is said so beside it; what was typed stays, also over the languages.
async fn about(candidate: &Visitor) {
    let typed = [
        ("surname", "Өміржанов"),
        ("given", "Ғалымжан"),
        ("patronymic", "Құрманғазыұлы"),
        ("iin", "890417305111"),
        ("birth-date-day", "17"),
        ("birth-date-month", "4"),
        ("birth-date-year", "1989"),
        ("address", "160021, Шымкент қаласы, Тәуелсіздік көшесі, 18-үй, 33-пәтер"),
        ("email", "omirzhanov@mail.example"),
        ("mobile", "+7 700 000 10 03"),
    ];
    candidate.press("Өзіңіз туралы").await;
    for (name, text) in typed {
        candidate.fill(name, text).await;
    }
    candidate.choose("sex", "male").await;
    candidate.look_with_phone("11-part-about").await;
    for (name, text) in typed {
        assert_eq!(candidate.value(name).await, text, "{name} is lost by switching the language");
    }
    candidate.press("Жалғастыру").await;
    candidate.says("ЖСН-де қате бар: бақылау саны сәйкес емес").await;
    assert_eq!(candidate.value("surname").await, "Өміржанов");
    candidate.look_at_once("12-part-about-error").await;
    candidate.fill("iin", "890417305110").await;
    candidate.press("Жалғастыру").await;
    candidate.says("Аяқталған бөлім").await;
}

/// ¶4(2) ¶4(3).
async fn documents(candidate: &Visitor) {
    candidate.press("Құжаттар").await;
    let files = [
        ("identity", "identity-card-omirzhanov.jpg"),
        ("education", "diploma-kk-omirzhanov.jpg"),
        ("experience", "employment-certificate-omirzhanov.jpg"),
    ];
    for (kind, file) in files {
        assert_eq!(candidate.value("kind").await, kind, "the kind that is missing is offered first");
        candidate.enclose("file", &format!("demo/scans/{file}")).await;
        candidate.press("Файлды қосу").await;
        candidate.says(file).await;
    }
    goes_on(candidate, "14-part-documents").await;
}

/// A1. Sent once, with the number and the day of ¶5: id of the case and its number.
pub(super) async fn checks_and_sends(candidate: &Visitor) -> (String, String) {
    candidate.press("Тексеріп, жіберу").await;
    candidate.says("890417305110").await;
    candidate.says("diploma-kk-omirzhanov.jpg").await;
    candidate.look_with_phone("18-check-answers").await;
    candidate.prove().await;
    candidate.press("Қол қойып, жіберу").await;
    candidate.says("Өтініш қабылданды").await;
    // Monday 23 November and three working days.
    candidate.says("2026 жылғы 26 қараша").await;
    candidate.look_with_phone("19-sent").await;
    let path = candidate.path().await;
    let case = path.strip_prefix("/my/").unwrap().split('?').next().unwrap().to_owned();
    let panel = candidate.text_of(".govuk-panel__body").await;
    (case, panel.split_whitespace().last().unwrap().to_owned())
}

/// ¶5.
pub(super) async fn signs_contract(candidate: &Visitor, story: &Story) {
    candidate.visit("/my").await;
    candidate.look_with_phone("25-my-cases").await;
    candidate.follow(&format!("main a[href='/my/{}']", story.case)).await;
    candidate.look_with_phone("26-my-offered").await;
    candidate.press("Шартты оқып, қол қою").await;
    candidate.says("45 000 теңге").await;
    candidate.look_with_phone("27-contract").await;
    candidate.prove().await;
    candidate.press("Шартқа қол қою").await;
    candidate.says("Орталық емтихан күнін белгілеп, хабарлайды").await;
}

/// ¶6 ¶8.
pub(super) async fn acquaints(candidate: &Visitor, story: &Story) {
    candidate.visit(&format!("/my/{}", story.case)).await;
    candidate.says("2026 жылғы 8 желтоқсан").await;
    candidate.look_with_phone("31-my-noticed").await;
    candidate.press("Ережелермен танысу").await;
    candidate.choose("read", "methodology").await;
    candidate.look_with_phone("32-methodology").await;
    candidate.press("Жалғастыру").await;
    candidate.says("Шағым және апелляция беру тәртібі").await;
    candidate.choose("read", "appeal").await;
    candidate.look_with_phone("33-appeal-rules").await;
    candidate.press("Жалғастыру").await;
    candidate.press("Емтихан күні туралы толығырақ").await;
    candidate.look_with_phone("34-exam-day").await;
}
