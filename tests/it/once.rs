//! Every write carries an id that the form was given: sent twice it is done once and answered alike, and the id of one
//! act is of no use for another.

use crate::page::Page;
use crate::person::Person;
use crate::server::Server;
use crate::steps::{
    ADMITTED, ANNUL, APPEAL, BEFORE, By, Crew, FAULT, Filled, ISSUE, NOT_ADMITTED, NOT_PASSED, OPEN_RESULT,
    OPENING, PASSED, PRACTICE, SCANS, SIGNED_ACT, Step, VIOLATIONS, WITHDRAW, case_of, scan,
};

/// Sends forms twice.
struct Twice<'a> {
    server: &'a Server,
    crew: &'a Crew,
    /// The form that was sent last, and by whom.
    last: Option<(By, Filled)>,
    /// Forms whose second answer was another one.
    other: Vec<String>,
}

impl<'a> Twice<'a> {
    fn new(server: &'a Server, crew: &'a Crew) -> Self {
        Self { server, crew, last: None, other: vec![] }
    }

    async fn file(&mut self) -> String {
        let form = self.crew.application().await;
        case_of(&self.send(By::Candidate, form).await)
    }

    async fn does(&mut self, steps: &[Step], case: &str) {
        for step in steps {
            let form = self.crew.fill(*step, case).await;
            self.foreign(step.by, &form).await;
            self.send(step.by, form).await;
        }
    }

    /// The id of the last act, used for this one, does nothing.
    async fn foreign(&self, by: By, form: &Filled) {
        let Some((last_by, last)) = &self.last else { return };
        if (*last_by, &last.action) == (by, &form.action) {
            return;
        }
        let before = self.server.entries();
        let answer = form.clone().under(last.request_id()).send(self.crew.person(by)).await;
        // A result is opened by one button, without a page of its own to say it on.
        let said = answer.status == 200 && !answer.errors().is_empty();
        assert!(said || form.action.ends_with("/result"), "{}: {}", form.action, answer.words());
        assert_eq!(self.server.entries(), before, "{}", form.action);
    }

    async fn send(&mut self, by: By, form: Filled) -> String {
        let person = self.crew.person(by);
        let first = form.send(person).await;
        assert_eq!(first.status, 303, "{}: {:?}", form.action, first.errors());
        let entries = self.server.entries();
        let again = form.send(person).await;
        assert_eq!(self.server.entries(), entries, "{} was done twice", form.action);
        let id = form.request_id().replace('-', "");
        let known = format!("SELECT count(*) FROM request WHERE lower(hex(id)) = '{id}'");
        assert_eq!(self.server.count(&known), 1, "{}", form.action);
        let (to, then) = (landing(person, &first).await, landing(person, &again).await);
        if to != then {
            self.other.push(format!("{}: first {to}, then {then}: {:?}", form.action, again.errors()));
        }
        self.last = Some((by, form));
        first.location().to_owned()
    }

    fn done(self) {
        assert!(self.other.is_empty(), "{:#?}", self.other);
        self.server.assert_sound();
    }
}

/// Where a browser ends after this answer.
async fn landing(person: &Person, answer: &Page) -> String {
    let mut to = answer.header("location").to_owned();
    while let Some(next) = Some(person.get(&to).await).filter(|page| page.status == 303) {
        next.location().clone_into(&mut to);
    }
    to
}

#[tokio::test]
async fn every_form_from_filing_to_the_annulled_document_sent_twice_is_done_once() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let mut twice = Twice::new(&server, &crew);
    let case = twice.file().await;
    twice.does(&BEFORE, &case).await;
    server.set_day(server.sitting_day(&case));
    twice.does(&OPENING, &case).await;
    twice.does(&VIOLATIONS, &case).await;
    twice.does(&SIGNED_ACT, &case).await;
    twice.does(&[ADMITTED], &case).await;
    twice.does(&PRACTICE, &case).await;
    twice.does(&PASSED, &case).await;
    twice.does(&[ISSUE, OPEN_RESULT, ANNUL], &case).await;
    twice.done();
}

#[tokio::test]
async fn every_form_from_the_notification_to_the_appeal_sent_twice_is_done_once() {
    let server = Server::demo();
    let crew = Crew::of(&server, "sidorenko").await;
    let case = crew.comes_to_the_day(&server).await;
    let mut twice = Twice::new(&server, &crew);
    twice.does(&OPENING, &case).await;
    twice.does(&[NOT_ADMITTED], &case).await;
    twice.does(&NOT_PASSED, &case).await;
    twice.does(&APPEAL, &case).await;
    twice.done();
}

#[tokio::test]
async fn forms_beside_the_way_sent_twice_are_done_once() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.comes_to_the_day(&server).await;
    let mut twice = Twice::new(&server, &crew);
    twice.does(&[FAULT, BEFORE[3], WITHDRAW], &case).await;
    twice.done();
}

#[tokio::test]
async fn p07_incapacity_and_its_sheet_sent_twice_are_done_once() {
    let server = Server::demo();
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    crew.do_all(&BEFORE, &case).await;
    let path = format!("/my/{case}/incapacity");
    let candidate = &crew.candidate;

    let report = candidate.filled(&path, &[]).await;
    let first = candidate.post(&path, &report).await;
    let entries = server.entries_of(&case);
    let again = candidate.post(&path, &report).await;
    assert_eq!(server.entries_of(&case), entries);
    assert_eq!(
        (again.status, again.header("location")),
        (303, first.location()),
        "the report: {:?}",
        again.errors()
    );

    let fields = candidate.filled(&path, &[]).await;
    let sheet = scan("sick-leave-sheet-nurgalieva.jpg");
    let file = ("sheet", "sheet.jpg", sheet.as_slice());
    let first = candidate.upload(&path, &fields, file).await;
    let entries = server.entries_of(&case);
    let again = candidate.upload(&path, &fields, file).await;
    assert_eq!(server.entries_of(&case), entries);
    assert_eq!(
        (again.status, again.header("location")),
        (303, first.location()),
        "the sheet: {:?}",
        again.errors()
    );
    server.assert_sound();
}

#[tokio::test]
async fn an_application_begun_twice_with_one_id_is_one_draft() {
    let server = Server::demo();
    let candidate = server.candidate("omirzhanov").await;
    let page = candidate.get("/apply?programme=welder").await;
    let form = page.form("/apply/begin");
    let first = candidate.post("/apply/begin", &form).await;
    let again = candidate.post("/apply/begin", &form).await;
    assert_eq!(first.location(), again.location());
    assert_eq!(server.count("SELECT count(*) FROM draft"), 1);

    // The same file added twice stands in the draft once.
    let documents = format!("{}/documents", first.location());
    candidate.does(&format!("{}/profession", first.location()), &[("programme", "welder")]).await;
    let (kind, name) = SCANS[0];
    for _ in 0..2 {
        candidate.upload(&documents, &[("kind", kind)], ("file", name, &scan(name))).await;
    }
    assert_eq!(candidate.get(&documents).await.text().matches("name=\"digest\"").count(), 1);
}
