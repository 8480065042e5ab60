//! The walk of a case as the forms that people fill.

use serde::Deserialize;

use crate::page::Page;
use crate::person::{PASSWORD, Person, over};
use crate::server::{Server, project};

/// Who fills a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum By {
    Candidate,
    Registrar,
    Head,
    Chair,
    /// The first or the second.
    Member(usize),
    /// From 0.
    Appeal(usize),
}

/// One form of the walk. In `typed`, a value `*` ticks all choices of that name; a name that ends in `*` means each
/// choice whose name begins so; `@commission` is the chair and the two members.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) by: By,
    /// Where the form stands; `{}` is the case.
    page: &'static str,
    /// Where it goes, when that is elsewhere.
    action: Option<&'static str>,
    typed: &'static [(&'static str, &'static str)],
}

impl Step {
    /// Where the form stands.
    pub(crate) fn page_of(&self, case: &str) -> String {
        self.page.replace("{}", case)
    }
}

const fn step(by: By, page: &'static str, typed: &'static [(&'static str, &'static str)]) -> Step {
    Step { by, page, action: None, typed }
}

const SIGNED: &[(&str, &str)] = &[("password", PASSWORD)];
const READ: &[(&str, &str)] = &[("read", "*")];

/// ¶5 ¶6 ¶8. From the filed application to the day of the procedure.
pub(crate) const BEFORE: [Step; 6] = [
    step(By::Registrar, "/cases/{}/check", &[("line-*", "ok")]),
    step(By::Head, "/cases/{}/offer-contract", &[("price", "45 000 ₸"), ("password", PASSWORD)]),
    step(By::Candidate, "/my/{}/contract", SIGNED),
    step(By::Registrar, "/cases/{}/notice", &[]),
    step(By::Candidate, "/my/{}/acquaint", READ),
    step(By::Candidate, "/my/{}/acquaint", READ),
];

/// ¶8 ¶9. The beginning of the day.
pub(crate) const OPENING: [Step; 2] = [
    step(By::Registrar, "/cases/{}/brief", &[("journal-line", "17")]),
    step(
        By::Chair,
        "/cases/{}/sitting",
        &[("named", "@commission"), ("present", "@commission"), ("ready", "*")],
    ),
];

/// ¶15. 28 of 40 is exactly 70 per cent.
pub(crate) const NOT_ADMITTED: Step = step(By::Chair, "/cases/{}/theory", &[("correct", "28")]);
pub(crate) const ADMITTED: Step = step(By::Chair, "/cases/{}/theory", &[("correct", "29")]);

const DONE: &[(&str, &str)] = &[("done-*", "yes")];
/// ¶16. The practical stage, every step done.
pub(crate) const PRACTICE: [Step; 5] = [
    step(By::Chair, "/cases/{}/practice", &[("present", "*")]),
    step(By::Chair, "/cases/{}/practice", DONE),
    step(By::Member(1), "/cases/{}/practice", DONE),
    step(By::Member(2), "/cases/{}/practice", DONE),
    step(By::Chair, "/cases/{}/practice", &[("do", "close")]),
];

const FOR: &[(&str, &str)] = &[("vote", "passed")];
/// ¶17. Votes, decision, signatures.
pub(crate) const PASSED: [Step; 7] = [
    step(By::Chair, "/cases/{}/decision", FOR),
    step(By::Member(1), "/cases/{}/decision", FOR),
    step(By::Member(2), "/cases/{}/decision", FOR),
    step(By::Chair, "/cases/{}/decision", &[("do", "decide"), ("password", PASSWORD)]),
    step(By::Chair, "/cases/{}/protocol", SIGNED),
    step(By::Member(1), "/cases/{}/protocol", SIGNED),
    step(By::Member(2), "/cases/{}/protocol", SIGNED),
];

const AGAINST: &[(&str, &str)] = &[("vote", "not-passed")];
pub(crate) const NOT_PASSED: [Step; 7] = [
    step(By::Chair, "/cases/{}/decision", AGAINST),
    step(By::Member(1), "/cases/{}/decision", AGAINST),
    step(By::Member(2), "/cases/{}/decision", AGAINST),
    PASSED[3],
    PASSED[4],
    PASSED[5],
    PASSED[6],
];

/// ¶18(1).
pub(crate) const ISSUE: Step = step(By::Head, "/cases/{}/issue", SIGNED);
/// Q14.
pub(crate) const OPEN_RESULT: Step =
    Step { by: By::Candidate, page: "/my/{}", action: Some("/my/{}/result"), typed: &[] };

const FOR_APPEAL: &[(&str, &str)] = &[("outcome", "upheld")];
const AGAINST_APPEAL: &[(&str, &str)] = &[("outcome", "rejected"), ("dissent", "Кілт дұрыс.")];
/// ¶19 ¶20 ¶21 ¶22. The notification, and the appeal up to its decision.
pub(crate) const APPEAL: [Step; 8] = [
    step(By::Registrar, "/cases/{}/inform", &[]),
    OPEN_RESULT,
    step(By::Candidate, "/my/{}/appeal", &[("grounds", "Тест парағында екі жауап қате саналды.")]),
    step(By::Registrar, "/cases/{}/appeal", &[("commission", "*")]),
    step(By::Appeal(0), "/cases/{}/appeal-decision", FOR_APPEAL),
    step(By::Appeal(1), "/cases/{}/appeal-decision", FOR_APPEAL),
    step(By::Appeal(2), "/cases/{}/appeal-decision", AGAINST_APPEAL),
    step(
        By::Appeal(0),
        "/cases/{}/appeal-decision",
        &[("reasons", "Кілттегі екі жауап қате болған."), ("password", PASSWORD)],
    ),
];

/// ¶3.
pub(crate) const WITHDRAW: Step =
    step(By::Registrar, "/cases/{}/withdraw", &[("words", "Кандидаттың өтініші бойынша")]);
/// ¶11 last.
pub(crate) const FAULT: Step =
    step(By::Chair, "/cases/{}/fault", &[("words", "Бүкіл ғимаратта электр қуаты сөнді.")]);
/// ¶18(2).
pub(crate) const ANNUL: Step = step(
    By::Head,
    "/cases/{}/annul",
    &[
        ("reason", "Ұсынылған диплом жарамсыз деп танылды."),
        ("password", PASSWORD),
        ("other-login", "a.tasybaeva"),
        ("other-password", PASSWORD),
    ],
);
/// ¶13 ¶14.
pub(crate) const VIOLATIONS: [Step; 2] = [
    step(By::Member(1), "/cases/{}/violation", &[("item", "mobile-phone")]),
    step(By::Member(1), "/cases/{}/violation", &[("do", "draw-1")]),
];
const SIGN_ACT: &[(&str, &str)] = &[("do", "sign-1"), ("password", PASSWORD)];
/// ¶14. Everybody who was present signs the act, before the protocol.
pub(crate) const SIGNED_ACT: [Step; 3] = [
    step(By::Chair, "/cases/{}/violation", SIGN_ACT),
    step(By::Member(1), "/cases/{}/violation", SIGN_ACT),
    step(By::Member(2), "/cases/{}/violation", SIGN_ACT),
];

/// A filled form, ready to be sent any number of times.
#[derive(Debug, Clone)]
pub(crate) struct Filled {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Filled {
    pub(crate) fn request_id(&self) -> &str {
        let field = self.fields.iter().find(|(name, _)| name == "request-id");
        &field.expect("a form carries its request id").1
    }

    #[must_use]
    pub(crate) fn under(mut self, request: &str) -> Self {
        self.fields = over(self.fields, &[("request-id", request)]);
        self
    }

    pub(crate) async fn send(&self, person: &Person) -> Page {
        person.post(&self.action, &self.fields).await
    }
}

/// Everybody of the centre who takes part, and one candidate.
#[derive(Debug, Clone)]
pub(crate) struct Crew {
    pub(crate) candidate: Person,
    registrar: Person,
    head: Person,
    chair: Person,
    members: [Person; 2],
    appeal: [Person; 3],
    commission: [String; 3],
}

impl Crew {
    pub(crate) async fn of(server: &Server, candidate: &str) -> Self {
        Self {
            candidate: server.candidate(candidate).await,
            registrar: server.registrar().await,
            head: server.head().await,
            chair: server.chair().await,
            members: [server.member(1).await, server.member(2).await],
            appeal: server.appeal_commission().await,
            commission: ["b.zholdasov", "m.rahimov", "g.ospanova"].map(|login| server.account(login)),
        }
    }

    pub(crate) fn person(&self, by: By) -> &Person {
        match by {
            By::Candidate => &self.candidate,
            By::Registrar => &self.registrar,
            By::Head => &self.head,
            By::Chair => &self.chair,
            By::Member(number) => &self.members[number - 1],
            By::Appeal(number) => &self.appeal[number],
        }
    }

    /// Opens the page of a step and fills its form.
    pub(crate) async fn fill(&self, step: Step, case: &str) -> Filled {
        let page = self.person(step.by).get(&step.page_of(case)).await;
        self.fill_in(step, case, &page)
    }

    pub(crate) fn fill_in(&self, step: Step, case: &str, page: &Page) -> Filled {
        let action = step.action.unwrap_or(step.page).replace("{}", case);
        assert_eq!(page.status, 200, "{} finds no form {action}", self.person(step.by).login);
        let choices = page.choices();
        let mut typed: Vec<(&str, &str)> = Vec::new();
        for (name, value) in step.typed {
            let all = choices.iter().filter(|(one, _)| one == name);
            match (name.strip_suffix('*'), *value) {
                (Some(prefix), value) => {
                    let each = choices.iter().filter(|(name, one)| name.starts_with(prefix) && one == value);
                    typed.extend(each.map(|(name, value)| (name.as_str(), value.as_str())));
                }
                (None, "*") => typed.extend(all.map(|(name, value)| (name.as_str(), value.as_str()))),
                (None, "@commission") => typed.extend(self.commission.iter().map(|id| (*name, id.as_str()))),
                (None, value) => typed.push((name, value)),
            }
        }
        let fields = over(page.form(&action), &typed);
        Filled { action, fields }
    }

    /// Fills the form, sends it, and the act is done. Returns where it led.
    pub(crate) async fn does(&self, step: Step, case: &str) -> String {
        let filled = self.fill(step, case).await;
        let person = self.person(step.by);
        let answer = filled.send(person).await;
        let done = answer.status == 303;
        assert!(done, "{} at {}: {:?} {}", person.login, filled.action, answer.errors(), answer.words());
        answer.location().to_owned()
    }

    pub(crate) async fn do_all(&self, steps: &[Step], case: &str) {
        for step in steps {
            self.does(*step, case).await;
        }
    }

    /// Writes the whole application; what is left is to send it.
    pub(crate) async fn application(&self) -> Filled {
        let draft = Draft::begin(&self.candidate).await;
        for part in draft.parts() {
            self.candidate.does(&part.0, &pairs(&part.1)).await;
        }
        let documents = draft.path("documents");
        for (kind, name) in SCANS {
            let page =
                self.candidate.upload(&documents, &[("kind", kind)], ("file", name, &scan(name))).await;
            assert_eq!(page.location(), documents);
        }
        self.candidate.does(&documents, &[("continue", "yes")]).await;
        let check = draft.path("check");
        Filled { fields: self.candidate.filled(&check, SIGNED).await, action: check }
    }

    /// Applies; the id of the new case.
    pub(crate) async fn applies(&self) -> String {
        let answer = self.application().await.send(&self.candidate).await;
        case_of(answer.location())
    }

    /// Applies, and goes on to the morning of the procedure.
    pub(crate) async fn comes_to_the_day(&self, server: &Server) -> String {
        let case = self.applies().await;
        self.do_all(&BEFORE, &case).await;
        server.set_day(server.sitting_day(&case));
        case
    }
}

/// `/my/{id}?sent=1` → id.
pub(crate) fn case_of(location: &str) -> String {
    location.trim_start_matches("/my/").split('?').next().unwrap().to_owned()
}

/// ¶4(2)–(4). What a welder encloses.
pub(crate) const SCANS: [(&str, &str); 3] = [
    ("identity", "identity-card-omirzhanov.jpg"),
    ("education", "diploma-kk-omirzhanov.jpg"),
    ("experience", "employment-certificate-omirzhanov.jpg"),
];

pub(crate) fn scan(name: &str) -> Vec<u8> {
    std::fs::read(project().join("demo/scans").join(name)).unwrap()
}

/// An application being written.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) id: String,
    about: About,
}

/// `demo/people.toml`, as far as A1 asks.
#[derive(Debug, Deserialize)]
struct About {
    login: String,
    surname: String,
    given: String,
    #[serde(default)]
    patronymic: String,
    iin: String,
    birth_date: jiff::civil::Date,
    sex: String,
    address: String,
    email: String,
    mobile: String,
}

impl Draft {
    pub(crate) async fn begin(person: &Person) -> Self {
        let form = person.get("/apply?programme=welder&centre=0042").await.form("/apply/begin");
        let begun = person.post("/apply/begin", &form).await;
        Self::begun(begun.location(), &person.login)
    }

    /// The draft at `/apply/{id}`.
    pub(crate) fn begun(location: &str, login: &str) -> Self {
        Self { id: location.trim_start_matches("/apply/").to_owned(), about: about(login) }
    }

    pub(crate) fn path(&self, part: &str) -> String {
        format!("/apply/{}/{part}", self.id)
    }

    /// Path and fields of each page but the documents'.
    pub(crate) fn parts(&self) -> Vec<(String, Vec<(&'static str, String)>)> {
        let about = &self.about;
        let text = str::to_owned;
        let part = |name: &str, fields| (self.path(name), fields);
        vec![
            part("profession", vec![("programme", text("welder"))]),
            part("centre", vec![("centre", text("0042"))]),
            part("format", vec![("mode", text("offline")), ("language", text("kk"))]),
            part(
                "about",
                vec![
                    ("surname", about.surname.clone()),
                    ("given", about.given.clone()),
                    ("patronymic", about.patronymic.clone()),
                    ("iin", about.iin.clone()),
                    ("birth-date-day", about.birth_date.day().to_string()),
                    ("birth-date-month", about.birth_date.month().to_string()),
                    ("birth-date-year", about.birth_date.year().to_string()),
                    ("sex", about.sex.clone()),
                    ("address", about.address.clone()),
                    ("email", about.email.clone()),
                    ("mobile", about.mobile.clone()),
                ],
            ),
            part("learning", vec![("skills", text("Қолмен доғалық пісіру"))]),
            part("adjustments", vec![("needs-adjustments", text("no"))]),
            part("funding", vec![("funding", text("own"))]),
            part("consents", vec![("consent-processing", text("yes")), ("consent-platform", text("yes"))]),
        ]
    }
}

pub(crate) fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn about(login: &str) -> About {
    #[derive(Deserialize)]
    struct People {
        person: Vec<About>,
    }
    let text = std::fs::read_to_string(project().join("demo/people.toml")).unwrap();
    let people: People = toml::from_str(&text).unwrap();
    people.person.into_iter().find(|person| person.login == login).unwrap()
}
