//! ¶2(2). One centre: who it is, its accreditation, what was changed.

use acts::Cx;
use acts::access::{Act, may_ever};
use acts::reference::Subject;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::centre::Centre;
use rules::terms::local_date;

use super::{centre, profession_name, standing};
use crate::dates::short;
use crate::page::{Frame, show};
use crate::pages::reference::Asked;
use crate::pages::reference::history::{Line, lines};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "reference/centres/one.html")]
pub struct CentrePage {
    frame: Frame,
    done: bool,
    rows: Vec<(String, String)>,
    standing: (String, &'static str),
    spans: Vec<(String, String)>,
    suspensions: Vec<SuspensionLine>,
    professions: Vec<String>,
    history: Vec<Line>,
    /// Empty for who may only look.
    at: String,
}

#[derive(Debug)]
struct SuspensionLine {
    from: String,
    until: String,
    reason: String,
    /// Where it is lifted; empty once it is over.
    lift: String,
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let centre = centre(&cx, &number)?;
    let frame = visit.titled(visit.language.pick(&centre.name).to_owned()).dense();
    let history = lines(&cx, &frame, Subject::Centre(&centre.number)).await?;
    let may = may_ever(&who, Act::KeepCentres);
    Ok(show(&CentrePage::new(frame, &cx, centre, history, may, !asked.done.is_empty())))
}

impl CentrePage {
    pub(in crate::pages::reference) fn new(
        frame: Frame,
        cx: &Cx,
        centre: &Centre,
        history: Vec<Line>,
        may: bool,
        done: bool,
    ) -> Self {
        let today = local_date(cx.clock.now());
        let held = &centre.accreditation;
        let at = if may { format!("/reference/centres/{}", centre.number) } else { String::new() };
        let span = |from: Date, until: Date| (short(from), short(until));
        let mut spans: Vec<(String, String)> =
            held.earlier.iter().map(|period| span(period.from, period.until)).collect();
        spans.push(span(held.from, held.until));
        spans.reverse();
        let suspensions = held.suspensions.iter().rev().map(|one| SuspensionLine {
            from: short(one.from),
            until: one.until.map(short).unwrap_or_default(),
            reason: one.reason.clone(),
            lift: if may && one.until.is_none_or(|until| until >= today) {
                format!("{at}/lift?from={}", one.from)
            } else {
                String::new()
            },
        });
        Self {
            done,
            rows: rows(&frame, centre),
            standing: standing(&frame, held, today),
            spans,
            suspensions: suspensions.collect(),
            professions: held.professions.iter().map(|code| profession_name(cx, &frame, code)).collect(),
            history,
            at,
            frame,
        }
    }
}

fn rows(frame: &Frame, centre: &Centre) -> Vec<(String, String)> {
    let region = centre.region.as_ref().map(|region| frame.language.pick(&region.name).to_owned());
    vec![
        (frame.t("reference-number"), centre.number.to_string()),
        (frame.t("reference-bin"), centre.bin.to_string()),
        (frame.t("reference-name-kk"), centre.name.kk.clone()),
        (frame.t("reference-name-ru"), centre.name.ru.clone()),
        (frame.t("reference-region"), region.unwrap_or_else(|| "—".to_owned())),
        (frame.t("reference-address"), frame.language.pick(&centre.address).to_owned()),
        (frame.t("reference-head"), centre.head.clone()),
        (frame.t("reference-phone"), centre.phone.clone()),
        (frame.t("reference-email"), centre.email.clone()),
    ]
}
