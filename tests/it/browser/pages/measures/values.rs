//! What was measured, and which of it misses its target.

use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(super) struct Measured {
    pub(super) pages: Vec<Page>,
    /// From the start page, by address; 99 where no link leads.
    pub(super) clicks: BTreeMap<String, u64>,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) who: &'static str,
    /// Bytes with nothing kept from before, and with everything.
    pub(super) first: u64,
    pub(super) next: u64,
    /// Milliseconds over a slow line: first content, whole page.
    pub(super) slow: Option<[u64; 2]>,
    pub(super) scripts: u64,
    /// Pixels that the page needs on a screen of 320, in usual or in large letters.
    pub(super) narrow: u64,
    /// Smallest side of what is touched on a phone, and clicked at a desk.
    pub(super) touched: (f64, String),
    pub(super) clicked: (f64, String),
    /// Sentences, their words, lines of the longest paragraph, by language.
    pub(super) reading: BTreeMap<&'static str, [u64; 3]>,
    /// How often axe looked, and what it found.
    pub(super) looks: u64,
    pub(super) axe: Vec<String>,
    /// Another language in the middle of the form: all was kept, and the milliseconds it took.
    pub(super) switched: Option<(bool, u64)>,
    /// What went another way than it should.
    pub(super) wrong: Vec<String>,
}

impl Page {
    /// Of candidates, employers and everybody: touched on phones, one thing a page.
    pub(super) fn is_of_people(&self) -> bool {
        matches!(self.who, "public" | "candidate" | "employer")
    }

    /// Anyone holds a document's code before the phone.
    pub(super) fn is_check(&self) -> bool {
        self.name.starts_with("public-t-") || self.name == "public-check"
    }

    /// Target in bytes of the first and of the next visit.
    pub(super) fn weights(&self) -> [u64; 2] {
        if self.is_check() { [30_000, 20_000] } else { [100_000, 20_000] }
    }
}

impl Measured {
    /// What misses its target, page by page.
    pub(super) fn missed(&self) -> Vec<String> {
        let mut missed = vec![];
        for page in &self.pages {
            let name = &page.name;
            missed.extend(page.wrong.iter().chain(&page.axe).map(|one| format!("{name}: {one}")));
            let [first, next] = page.weights();
            if page.is_of_people() && (page.first > first || page.next > next) {
                missed.push(format!("U-01 {name}: {} and {} bytes", page.first, page.next));
            }
            if let Some([seen, whole]) = page.slow {
                let target = if page.is_check() { 2000 } else { 3000 };
                if seen > target || whole > 6000 {
                    missed.push(format!("U-02 {name}: {seen} ms, {whole} ms"));
                }
            }
            if page.narrow > 320 {
                missed.push(format!("U-08 {name}: {} wide", page.narrow));
            }
            let touch = if page.is_of_people() { 44.0 } else { 24.0 };
            if page.touched.0 < touch || page.clicked.0 < 24.0 {
                missed.push(format!("U-09 {name}: {:?} touched, {:?} clicked", page.touched, page.clicked));
            }
            if page.switched.is_some_and(|(kept, time)| !kept || time > 1000) {
                missed.push(format!("U-10 {name}: {:?}", page.switched));
            }
        }
        missed
            .extend(self.clicks.iter().filter(|(_, n)| **n > 3).map(|(path, n)| format!("U-04 {path}: {n}")));
        missed
    }
}
