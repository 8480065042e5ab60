//! The figures as a page of the evidence.

use std::fmt::Write as _;
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
        let _ = writeln!(text, "| {target} | {what} | {figure} |");
    }
    text += OTHERS;
    text += "\n## What misses its target\n\n";
    if missed.is_empty() {
        text += "Nothing.\n";
    }
    for one in &missed {
        let _ = writeln!(text, "- {}", one.replace('\n', " "));
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
        let (phone, desk) = (touched.0, clicked.0);
        let _ = writeln!(text, "| {name} | {first} | {next} | {seen} | {whole} | {phone} | {desk} |");
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
    let mut lines = of_lines(measured);
    lines.extend(of_reach(&measured.pages));
    lines
}

/// What goes over the line, and how far it is.
fn of_lines(measured: &Measured) -> Vec<Line> {
    let pages = &measured.pages;
    let most = |of: &dyn Fn(&Page) -> u64, check: bool| {
        let own = pages.iter().filter(|page| page.is_of_people() && page.is_check() == check);
        own.map(of).max().unwrap_or_default()
    };
    let slow = |at: usize, check: bool| most(&|page| page.slow.map_or(0, |slow| slow[at]), check);
    let first = [false, true].map(|check| most(&|page| page.first, check));
    let next =
        [false, true].map(|check| most(&|page| page.next, check)).into_iter().max().unwrap_or_default();
    let content = [false, true].map(|check| slow(0, check));
    let usable = slow(1, false).max(slow(1, true));
    let with_script = pages.iter().filter(|page| page.scripts > 0).count();
    let clicks = measured.clicks.values().max().copied().unwrap_or_default();
    let (bits, delay) = LINE;
    let without = "p04_a2_without_script_a_part_is_saved_and_a_document_is_checked";
    let line = "first content at 400 kbit/s and 400 ms: ≤ 3 s, check ≤ 2 s";
    let seen = format!("{} ms, check {} ms (DevTools: {bits} bit/s, {delay} ms)", content[0], content[1]);
    vec![
        Line(
            "U-01",
            "bytes, first visit ≤ 100 kB, check ≤ 30 kB",
            format!("{}, check {}", first[0], first[1]),
        ),
        Line("U-01", "bytes, next visit ≤ 20 kB", next.to_string()),
        Line("U-02", line, seen),
        Line("U-02", "usable ≤ 6 s", format!("{usable} ms")),
        Line("U-03", "without script", format!("{with_script} pages have a script; the way: `{without}`")),
        Line("U-04", "clicks from the start to each public section ≤ 3", clicks.to_string()),
    ]
}

/// For whom it works.
fn of_reach(pages: &[Page]) -> Vec<Line> {
    let looks: u64 = pages.iter().map(|page| page.looks).sum();
    let axe: usize = pages.iter().map(|page| page.axe.len()).sum();
    let narrow = pages.iter().map(|page| page.narrow).max().unwrap_or_default();
    let least = |sizes: &mut dyn Iterator<Item = f64>| sizes.fold(f64::INFINITY, f64::min);
    let people = least(&mut pages.iter().filter(|page| page.is_of_people()).map(|page| page.touched.0));
    let all = least(&mut pages.iter().map(|page| page.clicked.0.min(page.touched.0)));
    let switched: Vec<_> = pages.iter().filter_map(|page| page.switched).collect();
    let lost = switched.iter().filter(|(kept, _)| !kept).count();
    let time = switched.iter().map(|(_, time)| *time).max().unwrap_or_default();
    let words = pages.iter().flat_map(|page| &page.wrong).filter(|one| one.starts_with("U-11")).count();
    let forms = switched.len();
    let fit = "320 px, which is 400 % of 1280: no side scrolling, also in large letters";
    let read = "words a sentence ≤ 14, lines of a paragraph ≤ 4, candidate's pages on a phone";
    vec![
        Line("U-06", "axe, WCAG 2.2 A and AA: 0", format!("{axe} in {looks} looks (kk, ru, en × 4 themes)")),
        Line("U-08", fit, format!("{narrow} px")),
        Line("U-09", "targets ≥ 44 px under people's fingers, ≥ 24 px", format!("{people} px, {all} px")),
        Line(
            "U-10",
            "language in mid-form: nothing lost, ≤ 1 s",
            format!("{lost} of {forms} forms lost something; {time} ms"),
        ),
        Line("U-11", "broken words, Russian words in Kazakh, people's pages: 0", words.to_string()),
        Line("U-14", read, reading(pages)),
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
