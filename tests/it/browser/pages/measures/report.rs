//! The figures as a page of the evidence.

use std::fs;
use std::num::NonZero;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::LINE;
use super::values::{Measured, Page};
use crate::server::project;

/// A line of the table: target, and the worst that was measured.
struct Line(&'static str, &'static str, String);

pub(super) fn write(measured: &Measured) {
    let today: civil::Date = Timestamp::now().to_zoned(TimeZone::get("Asia/Almaty").unwrap()).date();
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let missed = measured.missed();
    let mut text = format!(
        "# Pages in the browser\n\nMeasured on {today} ({} pages of the demonstration, Chromium, a machine with {cores} \
         cores shared with other work). Command:\n\n```sh\ncargo xtask bench screens\n```\n\n\
         | target | what | worst measured |\n|---|---|---|\n",
        measured.pages.len()
    );
    for Line(target, what, figure) in lines(measured) {
        text += &format!("| {target} | {what} | {figure} |\n");
    }
    text += OTHERS;
    text += "\n## What misses its target\n\n";
    if missed.is_empty() {
        text += "Nothing.\n";
    }
    for one in &missed {
        text += &format!("- {}\n", one.replace('\n', " "));
    }
    text += "\n## Page by page\n\nBytes first and next; milliseconds over the slow line to the first content and to the \
             whole; smallest target on a phone and at a desk in pixels.\n\n\
             | page | first | next | content | whole | phone | desk |\n|---|---|---|---|---|---|---|\n";
    let mut pages: Vec<&Page> = measured.pages.iter().collect();
    pages.sort_by_key(|page| &page.name);
    for page in pages {
        let [seen, whole] =
            page.slow.map_or(["–".to_owned(), "–".to_owned()], |slow| slow.map(|one| one.to_string()));
        let Page { name, first, next, touched, clicked, .. } = page;
        text +=
            &format!("| {name} | {first} | {next} | {seen} | {whole} | {} | {} |\n", touched.0, clicked.0);
    }
    fs::write(project().join("docs/evidence/screens.md"), text).unwrap();
}

/// Figures that the stories of the tests hold, or that nobody has measured.
const OTHERS: &str = "\
| U-05 | most urgent case 1 click, approve ≤ 6, reschedule ≤ 3, sign 20 protocols ≤ 25 | held by the stories of `tests/it/board.rs`, which count and refuse more |
| U-07 | keyboard alone | signing in and a part of the application: `p04_a1_the_keyboard_alone_signs_in_and_fills_a_part`; the whole way: not measured |
| U-13 | error pages say what, what is kept, what to do, whom to ask, a number | every kind of problem in three languages: `crates/web/src/pages/public/tests.rs` |
| U-12, U-16, U-17, U-18 | exam's save line, first start, forms, slow device | not measured here |
";

fn lines(measured: &Measured) -> Vec<Line> {
    let pages = &measured.pages;
    let people = || pages.iter().filter(|page| page.is_of_people());
    let most = |of: &dyn Fn(&Page) -> u64, check: bool| {
        people().filter(|page| page.is_check() == check).map(of).max().unwrap_or_default()
    };
    let slow = |at: usize, check: bool| most(&|page| page.slow.map_or(0, |slow| slow[at]), check);
    let looks: u64 = pages.iter().map(|page| page.looks).sum();
    let axe: usize = pages.iter().map(|page| page.axe.len()).sum();
    let switched: Vec<_> = pages.iter().filter_map(|page| page.switched).collect();
    let least = |of: &dyn Fn(&&Page) -> f64, which: &dyn Fn(&&Page) -> bool| {
        pages.iter().filter(which).map(|page| of(&page)).fold(f64::INFINITY, f64::min)
    };
    vec![
        Line(
            "U-01",
            "bytes, first visit ≤ 100 kB, public check ≤ 30 kB",
            format!("{}, check {}", most(&|page| page.first, false), most(&|page| page.first, true)),
        ),
        Line(
            "U-01",
            "bytes, next visit ≤ 20 kB",
            most(&|page| page.next, false).max(most(&|page| page.next, true)).to_string(),
        ),
        Line(
            "U-02",
            "first content at 400 kbit/s and 400 ms: ≤ 3 s, check ≤ 2 s",
            format!(
                "{} ms, check {} ms (DevTools; connection open, {} bit/s, {} ms)",
                slow(0, false),
                slow(0, true),
                LINE.0,
                LINE.1
            ),
        ),
        Line("U-02", "usable ≤ 6 s", format!("{} ms", slow(1, false).max(slow(1, true)))),
        Line(
            "U-03",
            "without script",
            format!(
                "{} of {} pages have a script; the way without script: `p04_a2_without_script_a_part_is_saved_and_a_document_is_checked`",
                pages.iter().filter(|page| page.scripts > 0).count(),
                pages.len()
            ),
        ),
        Line(
            "U-04",
            "clicks from the start page to each public section ≤ 3",
            format!(
                "{} ({} sections)",
                measured.clicks.values().max().copied().unwrap_or_default(),
                measured.clicks.len()
            ),
        ),
        Line(
            "U-06",
            "axe, WCAG 2.2 A and AA: 0",
            format!("{axe} in {looks} looks (pages × kk, ru, en × 4 themes)"),
        ),
        Line(
            "U-08",
            "320 px and 400 %: no side scrolling, also in large letters",
            format!("{} px", pages.iter().map(|page| page.narrow).max().unwrap_or_default()),
        ),
        Line(
            "U-09",
            "targets ≥ 44 px on touched pages of people, ≥ 24 px elsewhere",
            format!(
                "{} px and {} px",
                least(&|page| page.touched.0, &|page| page.is_of_people()),
                least(&|page| page.clicked.0.min(page.touched.0), &|page| !page.is_of_people())
            ),
        ),
        Line(
            "U-10",
            "language in mid-form: nothing lost, ≤ 1 s",
            format!(
                "{} of {} forms lost something; {} ms",
                switched.iter().filter(|(kept, _)| !kept).count(),
                switched.len(),
                switched.iter().map(|(_, time)| *time).max().unwrap_or_default()
            ),
        ),
        Line(
            "U-11",
            "missing keys, Russian words in Kazakh, value with a suffix: 0",
            "0: every page is read for them in this walk; words: `crates/web/src/words_tests.rs`".to_owned(),
        ),
        Line(
            "U-14",
            "words a sentence ≤ 14 and lines of a paragraph ≤ 4, candidate's pages on a phone",
            reading(pages),
        ),
    ]
}

/// Mean words of a sentence, and lines of the longest paragraph, by language.
fn reading(pages: &[Page]) -> String {
    let of = |language: &str| {
        let own =
            pages.iter().filter(|page| page.who == "candidate").filter_map(|page| page.reading.get(language));
        let [sentences, words, lines] = own.fold([0, 0, 0], |[sentences, words, lines], one| {
            [sentences + one[0], words + one[1], lines.max(one[2])]
        });
        format!(
            "{language}: {}.{} words, {lines} lines",
            words / sentences.max(1),
            words * 10 / sentences.max(1) % 10
        )
    };
    format!("{}; {}", of("kk"), of("ru"))
}
