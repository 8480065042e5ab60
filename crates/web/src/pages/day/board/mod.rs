//! ¶5 ¶6 ¶17–¶19 ¶22 ¶23. «Мерзімдер тақтасы»: the home of staff. What is owed by day and clause, the next act one click away.

pub mod card;

use acts::desk::board::{Column, Scope, column};
use acts::people::Who;
use acts::{Cx, view};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rules::terms::local_date;
use serde::Deserialize;

use self::card::Card;
use crate::answer::problem;
use crate::case_words::term_key;
use crate::page::{Frame, show};
use crate::pages::staff::desk::shows::Show;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// Cards of a column where all are shown side by side, and where one is shown alone.
const BESIDE: u32 = 8;
const ALONE: u32 = 40;
/// Pages further than this are a mistyped address.
const LAST_PAGE: u32 = 100_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    column: String,
    page: String,
}

#[derive(Debug, Template)]
#[template(path = "day/board/page.html")]
pub struct BoardPage {
    frame: Frame,
    counters: Vec<Counter>,
    /// Words, address, whether it is shown.
    scopes: Vec<(String, String, bool)>,
    /// The most urgent case: words and address.
    first: Option<(String, String)>,
    columns: Vec<ColumnView>,
    rows: Vec<ClauseRow>,
    previous: String,
    next: String,
}

#[derive(Debug)]
struct Counter {
    href: String,
    n: u64,
    words: String,
    sign: &'static str,
}

#[derive(Debug)]
struct ColumnView {
    words: String,
    n: u64,
    href: String,
    /// There are more than are shown.
    more: bool,
}

/// One clause: its cards in each column.
#[derive(Debug)]
struct ClauseRow {
    clause: String,
    words: String,
    cells: Vec<Cell>,
}

#[derive(Debug)]
struct Cell {
    label: String,
    cards: Vec<Card>,
}

/// A column as read: which, its cards, the number of all.
type Found = (Column, Vec<acts::ports::TermCard>, u64);

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let scope = Scope::from_code(&asked.show).unwrap_or_default();
    let alone = Column::from_code(&asked.column);
    let page = asked.page.parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    let mut found: Vec<Found> = Vec::new();
    for one in Column::ALL.into_iter().filter(|one| alone.is_none_or(|alone| alone == *one)) {
        let (page, per_page) = if alone.is_some() { (page - 1, ALONE) } else { (0, BESIDE) };
        let cards = column(&cx, &who, scope, one, page, per_page).await.map_err(problem)?;
        found.push((one, cards.lines, cards.total));
    }
    let frame = visit.frame("board-title").dense();
    let counters = counters(&frame, &cx, &who, scope).await?;
    let mut view = BoardPage::new(frame, &cx, &who, scope, found, counters);
    if let Some(alone) = alone {
        let href = |page: u32| format!("/board?show={}&column={}&page={page}", scope.code(), alone.code());
        let total = view.columns.iter().map(|column| column.n).sum::<u64>();
        view.previous = if page > 1 { href(page - 1) } else { String::new() };
        view.next = if u64::from(page) * u64::from(ALONE) < total { href(page + 1) } else { String::new() };
    }
    Ok(show(&view))
}

/// New, due today, overdue, waiting for the candidate, exam today; then what is owed without a term of its own (¶7 ¶11
/// ¶21), while there is any.
async fn counters(frame: &Frame, cx: &Cx, who: &Who, scope: Scope) -> Result<Vec<Counter>, Problem> {
    let today = local_date(cx.clock.now());
    let mut all = Vec::new();
    for one in [Show::New, Show::Candidate, Show::Sitting, Show::Notice, Show::Appeal] {
        let filter = acts::projection::CaseFilter { per_page: 1, ..one.filter(today) };
        let n = view::queue(cx, who, filter).await.map_err(problem)?.total;
        let href = match one {
            Show::Sitting => "/calendar?view=day".to_owned(),
            _ => format!("/desk?show={}", one.code()),
        };
        if n > 0 || !matches!(one, Show::Notice | Show::Appeal) {
            all.push(Counter { href, n, words: frame.t(one.key()), sign: "" });
        }
    }
    for (place, one, kind) in [(1, Column::Today, "warn"), (2, Column::Overdue, "bad")] {
        let n = column(cx, who, scope, one, 0, 1).await.map_err(problem)?.total;
        let href = format!("/board?show={}&column={}", scope.code(), one.code());
        let sign = if n > 0 { kind } else { "" };
        all.insert(place, Counter { href, n, words: frame.t(column_key(one)), sign });
    }
    Ok(all)
}

const fn column_key(column: Column) -> &'static str {
    match column {
        Column::Overdue => "board-column-overdue",
        Column::Today => "board-column-today",
        Column::Tomorrow => "board-column-tomorrow",
        Column::Week => "board-column-week",
        Column::Later => "board-column-later",
    }
}

const fn scope_key(scope: Scope) -> &'static str {
    match scope {
        Scope::Own => "board-scope-own",
        Scope::Hands => "board-scope-hands",
        Scope::Free => "board-scope-free",
        Scope::Centre => "board-scope-centre",
    }
}

impl BoardPage {
    fn new(
        frame: Frame,
        cx: &Cx,
        who: &Who,
        scope: Scope,
        found: Vec<Found>,
        counters: Vec<Counter>,
    ) -> Self {
        let columns: Vec<ColumnView> = found
            .iter()
            .map(|(column, cards, total)| ColumnView {
                words: frame.t(column_key(*column)),
                n: *total,
                href: format!("/board?show={}&column={}", scope.code(), column.code()),
                more: *total > cards.len() as u64,
            })
            .collect();
        let mut rows: Vec<ClauseRow> = Vec::new();
        let mut first = None;
        for (place, (_, cards, _)) in found.into_iter().enumerate() {
            for term in cards {
                let card = Card::new(&frame, cx, who, &term);
                if first.is_none() {
                    first = Some((format!("{} · {}", card.name, card.words), card.act_href.clone()));
                }
                let row = row_of(&mut rows, &frame, &columns, &term.row.clause);
                if let Some(cell) = row.cells.get_mut(place) {
                    cell.cards.push(card);
                }
            }
        }
        Self {
            scopes: Scope::ALL
                .iter()
                .map(|one| (frame.t(scope_key(*one)), format!("/board?show={}", one.code()), *one == scope))
                .collect(),
            counters,
            first,
            columns,
            rows,
            previous: String::new(),
            next: String::new(),
            frame,
        }
    }
}

/// Rows stand in the order in which their first card falls due.
fn row_of<'a>(
    rows: &'a mut Vec<ClauseRow>,
    frame: &Frame,
    columns: &[ColumnView],
    clause: &str,
) -> &'a mut ClauseRow {
    let place = rows.iter().position(|row| row.clause == clause).unwrap_or(rows.len());
    if place == rows.len() {
        let cell = |column: &ColumnView| Cell { label: column.words.clone(), cards: vec![] };
        rows.push(ClauseRow {
            clause: clause.to_owned(),
            words: frame.t(term_key(clause)),
            cells: columns.iter().map(cell).collect(),
        });
    }
    #[expect(clippy::indexing_slicing, reason = "it was found or pushed above")]
    &mut rows[place]
}

#[cfg(test)]
impl BoardPage {
    pub(crate) fn sample(frame: Frame, cx: &Cx, who: &Who, cards: Vec<acts::ports::TermCard>) -> Self {
        let total = cards.len() as u64;
        let counter =
            Counter { href: "/desk".into(), n: 2, words: frame.t(column_key(Column::Overdue)), sign: "bad" };
        let found = vec![(Column::Overdue, cards, total + 5), (Column::Today, vec![], 0)];
        Self::new(frame, cx, who, Scope::Own, found, vec![counter])
    }
}
