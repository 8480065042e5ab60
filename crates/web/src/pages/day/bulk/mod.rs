//! One step for many cases: choose it, see what will happen to each, do it, see what has happened.

mod step;

use acts::desk::bulk::{Left, One, carry_out, preview};
use acts::people::Who;
use acts::ports::Room;
use acts::{CaseId, Cx};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use self::step::{Chosen, read};
use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::staff::notice::room_choices;
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{ProofAsked, Proving};
use crate::visit::Visit;

/// Where the page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    Choosing,
    Preview,
    Done,
}

#[derive(Debug, Template)]
#[template(path = "day/bulk/page.html")]
pub struct BulkPage {
    frame: Frame,
    choosing: bool,
    preview: bool,
    cases: Vec<String>,
    lines: Vec<Line>,
    /// How many of the lines are, or would be, done.
    good: usize,
    step: Field,
    room: Field,
    date: Field,
    time: Field,
    place: Field,
    price: Field,
    /// Asked in the preview of a step that is signed.
    password: Option<ProofAsked>,
    /// What was chosen, carried through the preview.
    hidden: Vec<(String, String)>,
    protocols: bool,
    errors: Vec<ErrorLine>,
}

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    number: String,
    good: bool,
    /// What happens, or why nothing does.
    words: String,
}

/// Fields that the preview carries on.
const CARRIED: [&str; 8] = ["step", "room", "date-day", "date-month", "date-year", "time", "place", "price"];

/// What every state of the page needs.
struct Desk<'a> {
    visit: &'a Visit,
    proving: &'a Proving,
    who: &'a Who,
    rooms: &'a [Room],
    cases: &'a [CaseId],
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    proving: Proving,
    State(cx): State<Cx>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let values = asked.into_iter().fold(Values::new(), |values, (name, value)| match name.as_str() {
        "case" => values.with("case", value),
        _ => values,
    });
    let values = values.with("step", "take").with("time", "10:00");
    let cases = cases(&values);
    let rooms = rooms(&cx, &who).await?;
    let desk = Desk { visit: &visit, proving: &proving, who: &who, rooms: &rooms, cases: &cases };
    let ones = listed(&cx, &desk).await?;
    Ok(show(&choosing(&desk, &values, &Errors::none(), &ones)))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    proving: Proving,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    let cases = cases(&values);
    let rooms = rooms(&cx, &who).await?;
    if let Some(language) = values.language_switch() {
        let visit = visit.in_language(language);
        let desk = Desk { visit: &visit, proving: &proving, who: &who, rooms: &rooms, cases: &cases };
        let chosen = read(&values, &mut Errors::none()).filter(|_| values.one("shown") == "preview");
        let page = if let Some(chosen) = chosen {
            let ones = foreseen(&cx, &desk, &chosen).await?;
            BulkPage::new(&desk, &values, &Errors::none(), Point::Preview, &chosen, &ones)
        } else {
            let ones = listed(&cx, &desk).await?;
            choosing(&desk, &values, &Errors::none(), &ones)
        };
        return Ok(switched(language, &page));
    }
    let desk = Desk { visit: &visit, proving: &proving, who: &who, rooms: &rooms, cases: &cases };
    let mut errors = values.errors();
    if cases.is_empty() {
        errors.add("step", "board-bulk-no-cases");
    }
    let chosen = read(&values, &mut errors);
    let Some(chosen) = chosen.filter(|_| errors.is_empty()) else {
        let ones = listed(&cx, &desk).await?;
        return Ok(show(&choosing(&desk, &values, &errors, &ones)));
    };
    if values.one("do") != "go" {
        let ones = foreseen(&cx, &desk, &chosen).await?;
        return Ok(show(&BulkPage::new(&desk, &values, &errors, Point::Preview, &chosen, &ones)));
    }
    let proof = if chosen.signed { proving.proof(&values).await.map(Some) } else { Ok(None) };
    let request = request_id(&values)?;
    let done = match proof {
        Ok(proof) => carry_out(&cx, &who, request, &cases, &chosen.step, proof.as_ref()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => Ok(show(&BulkPage::new(&desk, &values, &Errors::none(), Point::Done, &chosen, &done))),
        Err(error) => match stopped(error, "password") {
            Stopped::Say(errors) => {
                let ones = foreseen(&cx, &desk, &chosen).await?;
                Ok(show(&BulkPage::new(&desk, &values, &errors, Point::Preview, &chosen, &ones)))
            }
            Stopped::Page(problem) => Err(problem),
        },
    }
}

fn cases(values: &Values) -> Vec<CaseId> {
    values.all("case").iter().filter_map(|id| id.parse().ok()).collect()
}

async fn rooms(cx: &Cx, who: &Who) -> Result<Vec<Room>, Problem> {
    let mut rooms = acts::desk::rooms::rooms(cx, who).await.map_err(problem)?;
    rooms.retain(|room| !room.closed);
    Ok(rooms)
}

/// The chosen cases as they stand.
async fn listed(cx: &Cx, desk: &Desk<'_>) -> Result<Vec<One>, Problem> {
    preview(cx, desk.who, desk.cases, &Chosen::take().step).await.map_err(problem)
}

/// What would happen to each.
async fn foreseen(cx: &Cx, desk: &Desk<'_>, chosen: &Chosen) -> Result<Vec<One>, Problem> {
    preview(cx, desk.who, desk.cases, &chosen.step).await.map_err(problem)
}

fn choosing(desk: &Desk<'_>, values: &Values, errors: &Errors, ones: &[One]) -> BulkPage {
    BulkPage::new(desk, values, errors, Point::Choosing, &Chosen::take(), ones)
}

impl BulkPage {
    fn new(
        desk: &Desk<'_>,
        values: &Values,
        errors: &Errors,
        state: Point,
        chosen: &Chosen,
        ones: &[One],
    ) -> Self {
        let frame = desk.visit.form_frame("board-bulk-title", values.request_id());
        let frame = Frame { has_form: state != Point::Done, ..frame.with_errors(!errors.is_empty()) }.dense();
        let form = Form { language: frame.language, values, errors };
        let signs = chosen.signed && state == Point::Preview;
        let lines: Vec<Line> = ones.iter().map(|one| Line::new(&frame, one, state, chosen)).collect();
        let steps = step::choices(&frame, desk.who);
        let carried = CARRIED.map(|name| (name.to_owned(), values.one(name).to_owned()));
        Self {
            choosing: state == Point::Choosing,
            preview: state == Point::Preview,
            cases: ones.iter().map(|one| one.case.to_string()).collect(),
            good: lines.iter().filter(|line| line.good).count(),
            lines,
            step: form.choices("step", "board-bulk-step", steps),
            room: form.choices("room", "board-notice-room", room_choices(&frame, desk.rooms)),
            date: form.field("date", "staff-notice-date"),
            time: form.field("time", "staff-notice-time").inputmode("numeric").width(5),
            place: form.field("place", "staff-notice-place").rows(2),
            price: form.field("price", "head-price").width(20),
            password: signs.then(|| desk.proving.ask(&frame, &form)),
            hidden: carried.into(),
            protocols: acts::access::may_ever(desk.who, acts::access::Act::SignProtocol),
            errors: form.error_lines(),
            frame,
        }
    }
}

impl Line {
    fn new(frame: &Frame, one: &One, state: Point, chosen: &Chosen) -> Self {
        let words = match (&one.outcome, state) {
            (_, Point::Choosing) => String::new(),
            (Ok(()), Point::Preview) => frame.t(chosen.will),
            (Ok(()), Point::Done) => frame.t(chosen.done),
            (Err(Left::InHandsOf(name)), _) => frame.t1("board-taken", "name", name.clone()),
            (Err(Left::Refused(error)), _) => match stopped(error.clone(), "case") {
                Stopped::Say(errors) => {
                    let lines = errors.lines(frame.language);
                    lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join(" ")
                }
                Stopped::Page(_) => frame.t("board-bulk-not-yours"),
            },
        };
        Self {
            href: format!("/cases/{}", one.case),
            name: one.name.clone(),
            number: one.number.clone(),
            good: one.outcome.is_ok(),
            words,
        }
    }
}

#[cfg(test)]
impl BulkPage {
    pub(crate) fn samples(visit: &Visit, who: &Who, rooms: &[Room]) -> Vec<Self> {
        use acts::error::ActError;
        let one = |n: u128, outcome| One {
            case: CaseId(uuid::Uuid::from_u128(n)),
            number: format!("0042-2026-{n:06}"),
            name: "Сәрсенов Болат".into(),
            outcome,
        };
        let late = rules::Refused::new("¶5", rules::Reason::OutOfOrder);
        let ones = || {
            vec![
                one(1, Ok(())),
                one(2, Err(Left::InHandsOf("Дүйсен Мақсат".into()))),
                one(3, Err(Left::Refused(ActError::Refused(late.clone())))),
                one(4, Err(Left::Refused(ActError::NotAllowed))),
            ]
        };
        let cases = [];
        let proving = Proving::sample();
        let desk = Desk { visit, proving: &proving, who, rooms, cases: &cases };
        let values = Values::new().with("step", "contract").with("price", "45 000 ₸");
        let chosen = read(&values, &mut Errors::none()).unwrap_or_else(Chosen::take);
        let mut errors = Errors::none();
        errors.add("step", "board-bulk-no-cases");
        [(Point::Choosing, &errors), (Point::Preview, &Errors::none()), (Point::Done, &Errors::none())]
            .map(|(state, errors)| Self::new(&desk, &values, errors, state, &chosen, &ones()))
            .into()
    }
}
