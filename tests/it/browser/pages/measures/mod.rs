//! `cargo xtask bench screens`: weight, speed, reach, size of targets, reading, accessibility of every page, measured in
//! the browser and written to `docs/evidence/screens.md`.

mod report;
mod scripts;
mod values;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::driver::{Browsers, Visitor};
use super::super::look::{DESK, PHONE};
use super::pictures::{LOOKS, NARROW};
use super::{Sight, list, site, walk};
use crate::server::Server;
use values::Measured;

/// A slow line: bits and milliseconds of screens.md, U-02.
const LINE: (u32, u32) = (400_000, 400);

/// Measures, writes the report, and fails where a target is missed.
pub(super) async fn screens() {
    let (server, browsers) = (site(), Browsers::start().await);
    let measured = RefCell::new(Measured::default());
    measured.borrow_mut().clicks = clicks(&server).await;
    walk(&server, &browsers, async |visitor, sight| {
        let page = measure(visitor, sight).await;
        measured.borrow_mut().pages.push(page);
    })
    .await;
    let measured = measured.into_inner();
    report::write(&measured);
    let missed = measured.missed();
    assert!(missed.is_empty(), "{missed:#?}");
}

/// One page in every way.
async fn measure(visitor: &Visitor, sight: &Sight) -> values::Page {
    let mut page = values::Page { name: sight.name.clone(), who: sight.who, ..values::Page::default() };
    page.wrong.extend(visitor.opens(sight, "kk", "light").await);
    page.scripts = number(&visitor.script(scripts::SCRIPTS).await);
    weigh(visitor, sight, &mut page).await;
    if matches!(sight.who, "public" | "candidate") {
        over_a_slow_line(visitor, sight, &mut page).await;
    }
    fit(visitor, sight, &mut page).await;
    for language in ["kk", "ru", "en"] {
        for look in LOOKS {
            page.wrong.extend(visitor.opens(sight, language, look).await);
            let found = visitor.violations().await;
            page.looks += 1;
            page.axe.extend(found.into_iter().map(|one| format!("{language} {look} {one}")));
        }
    }
    if sight.who != "public" || !sight.address.starts_with("/join") {
        switch(visitor, sight, &mut page).await;
    }
    page
}

/// U-01. With nothing kept, and again.
async fn weigh(visitor: &Visitor, sight: &Sight, page: &mut values::Page) {
    visitor.devtools("Network.enable", json!({})).await;
    for disabled in [true, false] {
        visitor.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": disabled })).await;
        visitor.visit(&sight.address).await;
        let bytes = number(&visitor.script(scripts::WEIGHT).await);
        *(if disabled { &mut page.first } else { &mut page.next }) = bytes;
    }
}

/// U-02. Nothing is kept from before.
async fn over_a_slow_line(visitor: &Visitor, sight: &Sight, page: &mut values::Page) {
    let bytes = LINE.0 / 8;
    let slow = json!({ "offline": false, "latency": LINE.1, "downloadThroughput": bytes, "uploadThroughput": bytes });
    let open = json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    visitor.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    visitor.devtools("Network.emulateNetworkConditions", slow).await;
    visitor.visit(&sight.address).await;
    let times = visitor.script(scripts::TIMES).await;
    visitor.devtools("Network.emulateNetworkConditions", open).await;
    visitor.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": false })).await;
    page.slow = Some([number(&times[0]), number(&times[1])]);
}

/// U-08, U-09, U-11, U-14. On a narrow screen, on a phone that is touched, at a desk.
async fn fit(visitor: &Visitor, sight: &Sight, page: &mut values::Page) {
    for look in ["light", "light-large"] {
        page.wrong.extend(visitor.opens(sight, "kk", look).await);
        page.narrow = page.narrow.max(visitor.fit(NARROW, false).await);
        visitor.unfit().await;
    }
    visitor.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
    for language in ["kk", "ru"] {
        page.wrong.extend(visitor.opens(sight, language, "light").await);
        // Staff read what people wrote in whatever language they write.
        if page.is_of_people()
            && let Some(word) = visitor.wrong_words(language).await
        {
            page.wrong.push(format!("U-11 {language}: «{word}»"));
        }
        visitor.fit(PHONE, false).await;
        page.touched = least(&visitor.script(scripts::TARGETS).await);
        let read = visitor.script(scripts::READING).await;
        page.reading.insert(language, [number(&read[0]), number(&read[1]), number(&read[2])]);
        visitor.unfit().await;
    }
    visitor.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": false })).await;
    visitor.fit(DESK, false).await;
    page.clicked = least(&visitor.script(scripts::TARGETS).await);
    visitor.unfit().await;
}

/// U-10. Another language in the middle of a form.
async fn switch(visitor: &Visitor, sight: &Sight, page: &mut values::Page) {
    page.wrong.extend(visitor.opens(sight, "kk", "light").await);
    let held = visitor.script(&scripts::FORM.replace("arguments[0]", "false")).await;
    if held.is_null() {
        return;
    }
    visitor.switch_to("ru", "Русский").await;
    let times = visitor.script(scripts::TIMES).await;
    let after = visitor.script(&scripts::FORM.replace("arguments[0]", "true")).await;
    page.switched = Some((after == held, number(&times[1])));
    if after != held {
        page.wrong.push(format!("{}: the switch makes {after} of {held}", sight.name));
    }
}

/// U-04. Clicks from the start page to each page for everybody, by its links alone.
async fn clicks(server: &Server) -> BTreeMap<String, u64> {
    let visitor = server.visitor();
    let mut found = BTreeMap::from([("/".to_owned(), 0)]);
    let mut edge = BTreeSet::from(["/".to_owned()]);
    for distance in 1..=5 {
        let mut next = BTreeSet::new();
        for path in edge {
            let links = visitor.get(&path).await.links().into_iter().filter(|link| link.starts_with('/'));
            let links = links.filter_map(|link| link.split(['?', '#']).next().map(str::to_owned));
            next.extend(links.filter(|link| !no_page(link) && !found.contains_key(link)).collect::<Vec<_>>());
        }
        found.extend(next.iter().map(|path| (path.clone(), distance)));
        edge = next;
    }
    list::sections().map(|path| (path.to_owned(), found.get(path).copied().unwrap_or(99))).collect()
}

fn no_page(link: &str) -> bool {
    ["/static/", "/language/", "/calendar/"].iter().any(|start| link.starts_with(start)) || link.contains('.')
}

/// The smallest of what can be touched.
fn least(targets: &Value) -> (f64, String) {
    let all = targets.as_array().into_iter().flatten();
    let all =
        all.map(|one| (one[0].as_f64().unwrap_or_default(), one[1].as_str().unwrap_or_default().to_owned()));
    all.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((f64::INFINITY, String::new()))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole figures of a browser")]
fn number(value: &Value) -> u64 {
    value.as_f64().unwrap_or_default().max(0.0) as u64
}
