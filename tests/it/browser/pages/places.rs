//! Where things of the demonstration are: cases by stage, and what is made for the walk so that every page has something
//! to show.

use std::collections::BTreeMap;

use crate::page::Page;
use crate::person::{PASSWORD, Person, over};
use crate::server::Server;
use crate::steps::Crew;
use crate::stored::CaseLine;

/// The candidate of the pages without a case.
const CANDIDATE: &str = "omirzhanov";

pub(super) struct Places {
    /// A case in each stage, in Shymkent if there is one.
    cases: BTreeMap<String, CaseLine>,
    /// What stands in place of `{…}`.
    names: Vec<(&'static str, String)>,
}

impl Places {
    pub(super) async fn find(server: &Server) -> Self {
        let mut cases = BTreeMap::new();
        for case in server.cases().into_iter().rev() {
            let known: Option<&CaseLine> = cases.get(&case.stage);
            if case.centre == "0042" || known.is_none_or(|known| known.centre != "0042") {
                cases.insert(case.stage.clone(), case);
            }
        }
        let mut places = Self { cases, names: vec![] };
        places.own_result_is_opened(server).await;
        let draft = Crew::of(server, CANDIDATE).await.application().await.action;
        let draft = draft.trim_start_matches("/apply/").trim_end_matches("/check").to_owned();
        let head = server.head().await;
        let registrar = server.registrar().await;
        let people = head.get("/centre/0042/people").await;
        let end = link(&people, "/centre/0042/people/", |end| end.ends_with("/0"));
        let (account, seat) = end.split_once('/').unwrap();
        places.names = vec![
            ("{draft}", draft),
            ("{referral}", referral(server).await),
            ("{room}", room(&head).await),
            ("{account}", account.to_owned()),
            ("{seat}", seat.to_owned()),
            ("{key}", invitation(&head).await),
            ("{dispatch}", link(&registrar.get("/desk/messages").await, "/desk/messages/", |_| true)),
        ];
        places
    }

    /// Q14: who passed has opened the result, so that its page is there.
    async fn own_result_is_opened(&self, server: &Server) {
        let case = self.case("issued");
        let candidate = server.candidate(&case.login).await;
        let page = candidate.get(&format!("/my/{}", case.id)).await;
        let action = format!("/my/{}/result", case.id);
        let answer = candidate.post(&action, &page.form(&action)).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
    }

    fn case(&self, stage: &str) -> &CaseLine {
        self.cases.get(stage).unwrap_or_else(|| panic!("no case is {stage}"))
    }

    /// Who signs in; nobody for pages of everybody.
    pub(super) fn login(&self, who: &str, stage: &str) -> String {
        let case = (!stage.is_empty()).then(|| self.case(stage));
        let elsewhere = case.is_some_and(|case| case.centre != "0042");
        let login = match (who, elsewhere) {
            ("public", _) => "",
            ("candidate", _) => case.map_or(CANDIDATE, |case| case.login.as_str()),
            ("employer", _) => "bolat",
            ("body", _) => "s.nurgazin",
            ("operator", _) => "e.pak",
            ("registrar", false) => "a.tasybaeva",
            ("registrar", true) => "i.sadvakasova",
            ("head", false) => "u.qozhahmetova",
            ("head", true) => "v.ermolenko",
            ("chair", _) => "b.zholdasov",
            ("member", _) => "m.rahimov",
            ("appeal", _) => "s.anarbekov",
            (other, _) => panic!("nobody is {other}"),
        };
        login.to_owned()
    }

    pub(super) fn address(&self, path: &str, stage: &str) -> String {
        let mut address = path.to_owned();
        if !stage.is_empty() {
            let case = self.case(stage);
            let serial = case.serial.clone().unwrap_or_default();
            let unknown =
                serial.get(..serial.len().saturating_sub(9)).unwrap_or_default().to_owned() + "000099999";
            for (name, value) in [("{case}", &case.id), ("{serial}", &serial), ("{unknown}", &unknown)] {
                address = address.replace(name, value);
            }
        }
        let address = self.names.iter().fold(address, |address, (name, value)| address.replace(name, value));
        assert!(!address.contains('{'), "{address}: a place that nobody knows");
        address
    }
}

/// What follows `start` in the first link of the page whose end fits.
fn link(page: &Page, start: &str, fits: impl Fn(&str) -> bool) -> String {
    let links = page.links();
    let mut ends = links.iter().filter_map(|href| href.strip_prefix(start));
    ends.find(|end| !end.is_empty() && fits(end)).unwrap_or_else(|| panic!("no link to {start}…")).to_owned()
}

/// An employer, and a referral of the candidate.
async fn referral(server: &Server) -> String {
    let employer = server.visitor();
    let account = [
        ("organisation", "«Болат құрылыс» ЖШС"),
        ("bin", "240640000426"),
        ("name", "Ұста Ерлан"),
        ("login", "bolat"),
        ("password", PASSWORD),
    ];
    employer.does("/employer/sign-up", &account).await;
    let typed =
        [("name", "Өміржанов Ғалымжан"), ("programme", "welder"), ("pays", "yes"), ("iin", "890417305110")];
    employer.does("/employer/refer", &typed).await.trim_start_matches("/employer/").to_owned()
}

async fn room(head: &Person) -> String {
    let list = head.get("/centre/rooms").await;
    let room = link(&list, "/centre/rooms/", |_| true);
    let typed = [("name-kk", "1-бөлме"), ("name-ru", "Кабинет 1"), ("seats", "8"), ("traits", "accessible")];
    head.does(&format!("/centre/rooms/{room}"), &typed).await;
    room
}

/// The key of a link for somebody new.
async fn invitation(head: &Person) -> String {
    let page = "/centre/0042/people/invite";
    let typed = [("name", "Ерлан Сейтқали"), ("email", "erlan@example.kz"), ("roles", "registrar")];
    let shown = head.post(page, &over(head.get(page).await.form(page), &typed)).await.text();
    let key = shown.split("/join/").nth(1).and_then(|rest| rest.split(['<', '"', ' ', '\n']).next());
    key.unwrap_or_else(|| panic!("no link: {shown}")).to_owned()
}
