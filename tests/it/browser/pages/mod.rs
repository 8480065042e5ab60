//! Every page there is: who looks at it, and at a case in which stage. `pictures` and `measures` walk this list.

mod guides;
mod list;
mod measures;
mod pictures;
mod places;

use std::collections::BTreeMap;

use super::driver::{Browsers, Visitor};
use crate::server::{Options, Server};
use list::PAGES;
use places::Places;

/// A page, ready to be opened.
#[derive(Debug)]
pub(super) struct Sight {
    /// Of its picture: `registrar-cases-check-filed`.
    pub(super) name: String,
    pub(super) who: &'static str,
    login: String,
    pub(super) address: String,
    status: u64,
}

/// The demonstration, which could send codes by mail: the page that asks for an address is there.
fn site() -> Server {
    let mail = [
        ("BILIKTI_MAIL__SERVER", "127.0.0.1"),
        ("BILIKTI_MAIL__PORT", "9"),
        ("BILIKTI_MAIL__FROM", "a@b.example"),
    ];
    let variables = mail.map(|(name, value)| (name, value.to_owned())).to_vec();
    Server::start(Options { variables, ..Options::default() })
}

/// All pages at the demonstration's data.
async fn sights(server: &Server) -> Vec<Sight> {
    let places = Places::find(server).await;
    let sight = |&(who, path, stage): &(&'static str, &str, &str)| Sight {
        name: name(who, path, stage),
        who,
        login: places.login(who, stage),
        address: places.address(path, stage),
        status: list::status(who, path),
    };
    PAGES.iter().map(sight).collect()
}

fn name(who: &str, path: &str, stage: &str) -> String {
    let words = [who, path, stage].join("/");
    let words = words.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    words.filter(|word| !word.is_empty() && *word != "case").collect::<Vec<_>>().join("-")
}

/// Opens each page as the person it is for, two browsers at a time, and hands it over.
async fn walk(server: &Server, browsers: &Browsers, at: impl AsyncFn(&Visitor, &Sight)) {
    let mut people: BTreeMap<String, Vec<Sight>> = BTreeMap::new();
    for sight in sights(server).await {
        people.entry(sight.login.clone()).or_default().push(sight);
    }
    let (mut left, mut right) = (vec![], vec![]);
    for one in people {
        let many = |side: &Vec<(String, Vec<Sight>)>| side.iter().map(|(_, all)| all.len()).sum::<usize>();
        if many(&left) <= many(&right) { left.push(one) } else { right.push(one) }
    }
    tokio::join!(walk_in_turn(server, browsers, left, &at), walk_in_turn(server, browsers, right, &at));
}

async fn walk_in_turn(
    server: &Server,
    browsers: &Browsers,
    people: Vec<(String, Vec<Sight>)>,
    at: &impl AsyncFn(&Visitor, &Sight),
) {
    for (login, sights) in people {
        let visitor = browsers.person(&server.address()).await;
        if login.is_empty() {
            visitor.visit("/").await;
        } else {
            visitor.sign_in(&login).await;
        }
        for sight in &sights {
            at(&visitor, sight).await;
        }
    }
}

impl Visitor {
    /// Opens a page of the walk in a language and colours (`dark`, `light-large`, …). What is wrong with its coming.
    async fn opens(&self, sight: &Sight, language: &str, display: &str) -> Option<String> {
        self.keeps_cookie("language", language).await;
        self.keeps_cookie("display", display).await;
        self.visit(&sight.address).await;
        let status = self.script("return performance.getEntriesByType('navigation')[0].responseStatus").await;
        let path = self.path().await;
        let came = status.as_u64() == Some(sight.status) && path == sight.address;
        (!came).then(|| format!("{}: {} leads to {path}, {status}", sight.name, sight.address))
    }
}
