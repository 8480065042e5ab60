//! The working day of a centre: board, hands, rooms, calendar, reminders, many cases at once. Clicks are counted through the
//! links and forms of the pages themselves.

use std::time::Duration;

use rusqlite::Connection;

use crate::page::Page;
use crate::person::{PASSWORD, Person, over};
use crate::server::{Options, Server};
use crate::steps::{BEFORE, By, Crew};

/// Somebody who clicks: each opened link and each sent form is one.
struct Clicks<'a> {
    person: &'a Person,
    page: Page,
    at: String,
    n: usize,
}

impl<'a> Clicks<'a> {
    async fn at_home(person: &'a Person) -> Self {
        let home = person.post("/sign-in", &[("login", person.login.as_str()), ("password", PASSWORD)]).await;
        let at = home.location().to_owned();
        Self { page: person.get(&at).await, person, at, n: 0 }
    }

    /// Opens the first link of the page that ends so.
    async fn link(&mut self, end: &str) {
        let found = self.page.links().into_iter().find(|href| href.ends_with(end));
        let href = found.unwrap_or_else(|| panic!("{}: no link to …{end}", self.at));
        self.n += 1;
        self.open(&href).await;
    }

    async fn open(&mut self, path: &str) {
        self.page = self.person.get(path).await;
        assert_eq!(self.page.status, 200, "{path}: {}", self.page.words());
        path.clone_into(&mut self.at);
    }

    /// Sends the form that goes to `action`, and follows to where it leads.
    async fn send(&mut self, action: &str, typed: &[(&str, &str)]) {
        self.n += 1;
        let answer = self.person.post(action, &over(self.page.form(action), typed)).await;
        assert!(answer.errors().is_empty(), "{action}: {:?}", answer.errors());
        if answer.status == 303 {
            let to = answer.location().to_owned();
            self.open(&to).await;
        } else {
            self.page = answer;
        }
    }
}

/// The job is due anew, and has run.
async fn reminded(server: &Server, table: &str, more_than: u64) -> u64 {
    let database = Connection::open(server.database_file()).unwrap();
    database.busy_timeout(Duration::from_secs(10)).unwrap();
    database.execute("DELETE FROM job WHERE name = 'reminders'", []).unwrap();
    for _ in 0..150 {
        let n = server.count(&format!("SELECT count(*) FROM {table}"));
        if n > more_than {
            return n;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("nobody was reminded: {}", server.log());
}

async fn add_room(head: &Person, name: &str, seats: &str) -> String {
    let links = head.get("/centre/rooms").await.links();
    let path = links.into_iter().rfind(|href| href.starts_with("/centre/rooms/")).unwrap();
    let typed = [("name-kk", name), ("name-ru", name), ("seats", seats), ("traits", "accessible")];
    head.does(&path, &typed).await;
    // Sent twice, it is one room.
    head.does(&path, &typed).await;
    path.trim_start_matches("/centre/rooms/").to_owned()
}

#[tokio::test]
async fn p05_the_most_urgent_case_is_one_click_away_and_a_complete_one_is_approved_in_six() {
    let server = Server::start(Options::default());
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    let registrar = crew.person(By::Registrar);
    let mut clicks = Clicks::at_home(registrar).await;
    assert_eq!(clicks.at, "/board", "the board is the home of staff");
    assert!(clicks.page.bytes.len() <= 100_000);
    let text = clicks.page.text();
    let urgent = text.split("id=\"most-urgent\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(registrar.get(urgent).await.status, 200, "one click away: {urgent}");
    let words = clicks.page.words();
    for part in ["26.11.2026", "3 жұмыс күні қалды", "Өтініш тіркелді: 23.11.2026"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    clicks.link(&format!("/cases/{case}/check")).await;
    assert_eq!((clicks.n, clicks.at.as_str()), (1, format!("/cases/{case}/check").as_str()));
    // A tick for each line of the check is a click too.
    let lines: Vec<(String, String)> = clicks
        .page
        .choices()
        .into_iter()
        .filter(|(name, value)| name.starts_with("line-") && value == "ok")
        .collect();
    clicks.n += lines.len();
    let typed: Vec<(&str, &str)> =
        lines.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    clicks.send(&format!("/cases/{case}/check"), &typed).await;
    assert!(clicks.n <= 6, "{} clicks", clicks.n);
    assert_eq!(server.case(&case).stage, "complete");
    // ¶5: from now on the head must act; the registrar's own queue is empty.
    assert!(!registrar.get("/board").await.text().contains(&case));
    assert!(registrar.get("/board?show=centre&column=week").await.text().contains(&case));
    let mut head = Clicks::at_home(crew.person(By::Head)).await;
    head.link("/offer-contract").await;
    assert_eq!(head.n, 1);
    server.assert_sound();
}

#[tokio::test]
async fn of_two_who_take_a_case_one_has_it_and_the_other_is_told_who() {
    let mut server = Server::demo();
    let case = server.case_in("filed");
    let (one, other) = (server.registrar().await, server.person("o.kim").await);
    let path = format!("/cases/{}/hands", case.id);
    let (first, second) =
        tokio::join!(one.fill(&path, &[("do", "take")]), other.fill(&path, &[("do", "take")]));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 303]);
    let (winner, loser, told) =
        if first.status == 303 { (&one, &other, second) } else { (&other, &one, first) };
    let name =
        server.rows(&format!("SELECT name FROM account WHERE login = '{}'", winner.login))[0][0].clone();
    assert!(told.words().contains(&name), "{}", told.words());
    assert!(winner.get("/board?show=hands").await.text().contains(&case.id));
    assert!(!loser.get("/board?show=hands").await.text().contains(&case.id));
    assert!(!loser.get("/board?show=free").await.text().contains(&case.id));
    // It survives a kill; then it is handed over with a word.
    server.kill();
    server.restart();
    let to = server.account(&loser.login);
    winner.does(&path, &[("do", "hand"), ("colleague", &to), ("word", "Демалысқа шықтым")]).await;
    assert!(loser.get(&path).await.words().contains("Демалысқа шықтым"));
    assert!(loser.get("/board?show=hands").await.text().contains(&case.id));
    loser.does(&path, &[("do", "give-back")]).await;
    assert!(winner.get("/board?show=free").await.text().contains(&case.id));
    server.assert_sound();
}

#[tokio::test]
async fn p06_p10_a_room_never_holds_more_than_its_seats_and_a_new_date_frees_the_old_one() {
    let server = Server::start(Options::default());
    let (first, second) = (Crew::of(&server, "omirzhanov").await, Crew::of(&server, "sidorenko").await);
    let head = first.person(By::Head);
    let room = add_room(head, "12-бөлме", "1").await;
    assert_eq!(server.count("SELECT count(*) FROM room WHERE name_kk = '12-бөлме'"), 1);
    let registrar = first.person(By::Registrar);
    let mut cases = Vec::new();
    for crew in [&first, &second] {
        let case = crew.applies().await;
        crew.do_all(&BEFORE[..3], &case).await;
        cases.push(case);
    }
    let notice = |case: &str| format!("/cases/{case}/notice");
    registrar.does(&notice(&cases[0]), &[("room", &room)]).await;
    let full = registrar.fill(&notice(&cases[1]), &[("room", &room), ("date", "2026-12-08")]).await;
    assert_eq!(full.errors()[0].0, "room", "{:?}", full.errors());
    registrar.does(&notice(&cases[1]), &[("room", &room), ("date", "2026-12-09")]).await;
    // The calendar says who sits where; table and list are equal.
    for path in ["/calendar?view=week&from=2026-12-08", "/calendar?view=week&from=2026-12-08&list=yes"] {
        let words = registrar.get(path).await.words();
        for part in ["08.12.2026", "09.12.2026", "12-бөлме", "Алынған орын: 1, бос орын: 0"]
        {
            assert!(words.contains(part), "{path}: {part}: {words}");
        }
    }
    // ¶11: a fault on the day; the new date is three clicks away and frees the seat.
    server.set_day(jiff::civil::date(2026, 12, 8));
    let mut clicks = Clicks::at_home(registrar).await;
    clicks.open(&format!("/cases/{}", cases[0])).await;
    registrar.does(&format!("/cases/{}/fault", cases[0]), &[("words", "Жарық сөнді")]).await;
    assert_eq!(server.count("SELECT count(*) FROM sitting_row WHERE room IS NOT NULL"), 1);
    clicks.open(&format!("/cases/{}", cases[0])).await;
    clicks.link("/notice").await;
    clicks.send(&notice(&cases[0]), &[("date", "2026-12-10"), ("room", &room)]).await;
    assert!(clicks.n <= 3, "{} clicks", clicks.n);
    assert_eq!(
        server.count("SELECT count(*) FROM sitting_row WHERE room IS NOT NULL AND day = '2026-12-10'"),
        1
    );
    server.assert_sound();
}

#[tokio::test]
async fn p06_a_calendar_program_reads_numbers_and_no_names_until_the_address_ends() {
    let server = Server::demo();
    let registrar = server.registrar().await;
    let made = registrar.fill("/calendar/address", &[("do", "open")]).await.text();
    let address = made.split("id=\"feed-address\">").nth(1).unwrap().split('<').next().unwrap();
    let path = format!("/calendar/feed/{}", address.rsplit('/').next().unwrap());
    let feed = server.visitor().get(&path).await;
    assert!(feed.header("content-type").starts_with("text/calendar"));
    let text = feed.text().replace("\r\n ", "");
    assert!(text.contains("BEGIN:VEVENT") && text.contains("SUMMARY:0042-2026-"), "{text}");
    for name in server.rows("SELECT name FROM case_row WHERE sitting_on IS NOT NULL") {
        assert!(!text.contains(&name[0]), "{}", name[0]);
    }
    assert!(!registrar.get("/calendar/address").await.text().contains("feed-address"), "shown once");
    registrar.fill("/calendar/address", &[("do", "end")]).await;
    assert!(!server.visitor().get(&path).await.text().contains("BEGIN:VEVENT"));
    // The candidate's own day.
    let case = server.case_in("noticed");
    let own = server.candidate(&case.login).await.get(&format!("/my/{}/calendar", case.id)).await;
    assert!(own.text().contains("BEGIN:VEVENT"), "{}", own.words());
}

#[tokio::test]
async fn p05_reminders_come_once_escalate_and_candidates_are_told_before_their_day() {
    let server = Server::start(Options::default());
    let crew = Crew::of(&server, "omirzhanov").await;
    let case = crew.applies().await;
    let (registrar, head) = (crew.person(By::Registrar), crew.person(By::Head));
    let of_case = format!("{} = '{}'", server.hex("case_id"), case.replace('-', ""));
    let reminders = format!("reminder WHERE {of_case}");
    // Due on Thursday the 26th: one working day before it, both registrars and nobody else, once.
    server.set_day(jiff::civil::date(2026, 11, 25));
    assert_eq!(reminded(&server, &reminders, 0).await, 2);
    assert!(registrar.get("/reminders").await.text().contains(&case));
    assert!(!head.get("/reminders").await.text().contains(&case));
    // Late: they once more, the head at once, and the head again on the next day of delay.
    server.set_day(jiff::civil::date(2026, 11, 27));
    assert_eq!(reminded(&server, &reminders, 2).await, 5);
    assert!(head.get("/reminders").await.text().contains(&case));
    server.set_day(jiff::civil::date(2026, 11, 30));
    assert_eq!(reminded(&server, &reminders, 5).await, 6);
    assert!(!head.get("/board").await.text().contains("Ескертулер: 0"));
    head.post("/reminders", &[("all", "yes")]).await;
    assert!(head.get("/board").await.text().contains("Ескертулер: 0"));
    // ¶6: three days before the procedure.
    crew.do_all(&BEFORE, &case).await;
    let day = server.sitting_day(&case);
    server.set_day(day.saturating_sub(jiff::ToSpan::days(3)));
    let told = |kind: &str| format!("message WHERE kind = '{kind}' AND {of_case}");
    assert_eq!(reminded(&server, &told("exam-in-3-days"), 0).await, 1);
    server.set_day(day.yesterday().unwrap());
    assert_eq!(reminded(&server, &told("exam-tomorrow"), 0).await, 1);
    let page = crew.candidate.get(&format!("/my/{case}")).await.words();
    assert!(page.contains("Емтихан ертең"), "{page}");
    server.assert_sound();
}

#[tokio::test]
async fn p05_a_step_for_many_says_first_what_it_will_do_and_repeats_nothing() {
    let server = Server::demo();
    let head = server.head().await;
    let complete: Vec<String> = server
        .cases()
        .into_iter()
        .filter(|case| case.stage == "complete" && case.centre == "0042")
        .map(|case| case.id)
        .collect();
    let filed = server.case_in("filed").id;
    let query: Vec<String> = complete.iter().chain([&filed]).map(|id| format!("case={id}")).collect();
    let chosen = head.get(&format!("/bulk?{}", query.join("&"))).await;
    let fields = over(chosen.form("/bulk"), &[("step", "contract"), ("price", "45 000 ₸")]);
    let before = server.entries();
    let preview = head.post("/bulk", &fields).await;
    assert_eq!(server.entries(), before, "nothing has changed yet");
    let words = preview.words();
    assert!(words.contains(&format!("Орындалатыны: {}", complete.len())), "{words}");
    assert!(words.contains("¶5"), "the other says why not: {words}");
    let go = over(preview.form("/bulk"), &[("do", "go"), ("password", PASSWORD)]);
    let done = head.post("/bulk", &go).await;
    assert!(done.words().contains(&format!("Орындалды: {}", complete.len())), "{}", done.words());
    let after = server.entries();
    assert!(after > before);
    let again = head.post("/bulk", &go).await;
    assert!(again.words().contains(&format!("Орындалды: {}", complete.len())), "{}", again.words());
    assert_eq!(server.entries(), after, "sent again, it does nothing twice");
    for case in &complete {
        assert_eq!(server.case(case).stage, "offered");
    }
    server.assert_sound();
}

#[tokio::test]
async fn p17_protocols_are_read_one_by_one_and_signed_with_one_step() {
    let server = Server::demo();
    let decided = server.case_in("decided");
    let logins = ["b.zholdasov", "m.rahimov", "g.ospanova", "n.shevchenko", "d.ungarbaev"];
    let mut signers = 0;
    for login in logins {
        let person = server.person(login).await;
        let mut clicks = Clicks::at_home(&person).await;
        clicks.open("/protocols").await;
        let mut read = 0;
        while clicks.page.text().contains("name=\"read\"") {
            let fields = clicks.page.form("/protocols");
            let query: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            clicks.n += 1;
            clicks.open(&format!("/protocols?{}", query.join("&"))).await;
            read += 1;
        }
        if read == 0 {
            continue;
        }
        let signed = server.count("SELECT count(*) FROM case_journal WHERE event LIKE '%protocol-signed%'");
        clicks.send("/protocols", &[("password", PASSWORD)]).await;
        let after = server.count("SELECT count(*) FROM case_journal WHERE event LIKE '%protocol-signed%'");
        assert_eq!(after - signed, read as u64, "{login}");
        // One click each, one for opening the list and one to sign: twenty are signed in 22.
        assert_eq!(clicks.n, read + 1);
        signers += 1;
    }
    assert!(signers > 0);
    assert_ne!(server.case(&decided.id).stage, "decided", "everybody present has signed");
    server.assert_sound();
}
