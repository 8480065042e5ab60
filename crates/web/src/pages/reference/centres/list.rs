//! ¶2(2). All centres with their accreditation.

use acts::Cx;
use acts::access::{Act, may_ever};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::centre::Centre;
use rules::terms::local_date;

use super::standing;
use crate::dates::short;
use crate::page::{Frame, show};
use crate::pages::reference::Asked;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::{alphabetical, fold};

#[derive(Debug, Template)]
#[template(path = "reference/centres/list.html")]
pub struct CentresPage {
    frame: Frame,
    query: String,
    lines: Vec<Line>,
    may_add: bool,
}

#[derive(Debug)]
struct Line {
    number: String,
    name: String,
    town: String,
    standing: (String, &'static str),
    until: String,
    professions: usize,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Response {
    let frame = visit.frame("reference-centres-title").dense();
    let today = local_date(cx.clock.now());
    show(&CentresPage::new(frame, &cx.catalogue.centres, &asked.q, today, may_ever(&who, Act::KeepCentres)))
}

impl CentresPage {
    pub(in crate::pages::reference) fn new(
        frame: Frame,
        centres: &[Centre],
        query: &str,
        today: Date,
        may_add: bool,
    ) -> Self {
        let query: String = query.trim().chars().take(100).collect();
        let mut lines: Vec<Line> = centres
            .iter()
            .filter(|centre| matches(centre, &query))
            .map(|centre| Line {
                number: centre.number.to_string(),
                name: frame.language.pick(&centre.name).to_owned(),
                town: frame.language.pick(&centre.town).to_owned(),
                standing: standing(&frame, &centre.accreditation, today),
                until: short(centre.accreditation.until),
                professions: centre.accreditation.professions.len(),
            })
            .collect();
        lines.sort_by_key(|line| alphabetical(&line.name));
        Self { frame, query, lines, may_add }
    }
}

/// Each word stands in a name, the town, the number or the BIN.
fn matches(centre: &Centre, query: &str) -> bool {
    let Centre { name, town, number, bin, .. } = centre;
    let text = fold(&format!("{} {} {} {} {number} {bin}", name.kk, name.ru, town.kk, town.ru));
    fold(query).split_whitespace().all(|word| text.contains(word))
}
