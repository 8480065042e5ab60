//! How the Rules are kept: for the authorised body across the country, for a head at the own centre.

mod figures;
mod take;
pub mod view;

use acts::access::{Act, Reach, reach};
use acts::report::{Report, report};
use acts::{Cx, Who};
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::terms::local_date;
use serde::Deserialize;

use self::figures::Wanted;
use self::view::CountryPage;
use crate::answer::problem;
use crate::form::Errors;
use crate::page::{query_of, show};
use crate::period::Period;
use crate::problem::Problem;
use crate::routes::{Routes, get};
use crate::session::Person;
use crate::visit::Visit;

pub fn routes() -> Routes {
    Routes::new()
        .act("see_report", "/country", get(page))
        .act("see_report", "/country/report.csv", get(take::csv))
        .act("see_report", "/country/report.xlsx", get(take::xlsx))
        .act("see_report", "/centre/report", get(page))
}

/// What is asked for, as it stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub from: String,
    pub until: String,
    /// One clause, to see by region and centre.
    pub clause: String,
    /// KATO code of one region.
    pub region: String,
}

impl Asked {
    /// The span asked for; else the current year so far.
    fn span(&self, today: Date, errors: &mut Errors) -> (Date, Date) {
        let period = Period::read(&self.from, &self.until, errors);
        let until = period.until.unwrap_or(today);
        (period.from.unwrap_or_else(|| until.first_of_year()), until)
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            clause: acts::report::CLAUSES.into_iter().find(|clause| *clause == self.clause),
            region: Some(self.region.clone()).filter(|region| !region.is_empty()),
        }
    }

    fn query(&self) -> String {
        let Self { from, until, clause, region } = self;
        query_of(&[("from", from), ("until", until), ("clause", clause), ("region", region)])
    }
}

/// The figures that were asked for.
struct Counted {
    report: Report,
    from: Date,
    until: Date,
    of_country: bool,
    errors: Errors,
}

async fn counted(cx: &Cx, who: &Who, asked: &Asked) -> Result<Counted, Problem> {
    let Reach { centre } = reach(who, Act::SeeReport).ok_or(Problem::Forbidden)?;
    let today = local_date(cx.clock.now());
    let mut errors = Errors::none();
    let (mut from, mut until) = asked.span(today, &mut errors);
    if !errors.is_empty() {
        (from, until) = (today.first_of_year(), today);
    }
    let report = report(cx, who, from, until, today).await.map_err(problem)?;
    Ok(Counted { report, from, until, of_country: centre.is_none(), errors })
}

async fn page(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let counted = counted(&cx, &who, &asked).await?;
    Ok(show(&CountryPage::new(&visit, &cx, &asked, &counted)))
}

#[cfg(test)]
mod tests;
