//! One line of the desk's list.

use acts::Cx;
use acts::access::may_ever;
use acts::people::Who;
use acts::projection::CaseRow;
use jiff::civil::Date;

use crate::answer::problem;
use crate::case_words::{stage_colour, stage_key, standing_of, standing_sign, standing_words};
use crate::dates::short;
use crate::page::Frame;
use crate::pages::staff::next::{self, Next};
use crate::problem::Problem;
use crate::words::Language;

#[derive(Debug)]
pub struct Line {
    pub href: String,
    pub name: String,
    pub number: String,
    pub profession: String,
    pub lang: &'static str,
    pub stage: String,
    pub colour: &'static str,
    pub due: Option<DueWords>,
    pub next: Option<(String, String)>,
    /// Who has the case in hand.
    pub taken: Option<String>,
}

/// Date, clause and standing of a term, ready to be shown.
#[derive(Debug)]
pub struct DueWords {
    pub date: String,
    pub clause: String,
    pub sign: &'static str,
    pub words: String,
}

impl DueWords {
    pub fn new(language: Language, cx: &Cx, due: Date, clause: String) -> Self {
        let standing = standing_of(due, cx.clock.now(), &cx.calendar);
        let (sign, words) = (standing_sign(standing), standing_words(language, standing));
        Self { date: short(due), clause, sign, words }
    }
}

impl Line {
    pub fn new(frame: &Frame, cx: &Cx, who: &Who, row: &CaseRow) -> Self {
        let language = frame.language;
        let profession = cx
            .catalogue
            .programme(&row.programme)
            .map(|programme| (language.pick(&programme.profession_name).to_owned(), language.picked()));
        let clause = row.due_clause.clone().unwrap_or_default();
        let due = row.due.map(|due| DueWords::new(language, cx, due, clause));
        let next = next::of(row.stage).filter(|next| may_ever(who, next.act));
        Self::of(frame, row, profession, due, next)
    }

    pub fn of(
        frame: &Frame,
        row: &CaseRow,
        profession: Option<(String, &'static str)>,
        due: Option<DueWords>,
        next: Option<Next>,
    ) -> Self {
        let href = format!("/cases/{}", row.case);
        let (profession, lang) = profession.unwrap_or_else(|| (row.programme.clone(), "kk"));
        Self {
            next: next.map(|next| (frame.t(next.key), format!("{href}/{}", next.path))),
            href,
            name: row.name.clone(),
            number: row.number.clone(),
            profession,
            lang,
            stage: frame.t(stage_key(row.stage)),
            colour: stage_colour(row.stage),
            due,
            taken: None,
        }
    }
}

/// Names beside the lines who has each case in hand.
pub async fn with_holders(cx: &Cx, rows: &[CaseRow], mut lines: Vec<Line>) -> Result<Vec<Line>, Problem> {
    let cases = rows.iter().map(|row| row.case).collect();
    let held = cx.desk.assignments(cases).await.map_err(|error| problem(error.into()))?;
    for (row, line) in rows.iter().zip(&mut lines) {
        line.taken = held.iter().find(|(held, _)| held.case == row.case).map(|(_, name)| name.clone());
    }
    Ok(lines)
}
