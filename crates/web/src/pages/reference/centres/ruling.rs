//! ¶2(2). A decision about an accreditation: what it would touch is shown before it is made.

use acts::Cx;
use acts::reference::Subject;
use acts::reference::centres::{Ruling, Touched, rule, touched};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use rules::centre::{Accreditation, Centre};
use rules::identifiers::NkzCode;
use rules::terms::local_date;

use super::{centre, profession_fields, professions};
use crate::answer::problem;
use crate::dates::short;
use crate::form::{Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::{after, day, keeping, optional_day};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::reference) enum Kind {
    Scope,
    Renew,
    Suspend,
    Lift,
    End,
}

impl Kind {
    fn parse(text: &str) -> Result<Self, Problem> {
        match text {
            "scope" => Ok(Self::Scope),
            "renew" => Ok(Self::Renew),
            "suspend" => Ok(Self::Suspend),
            "lift" => Ok(Self::Lift),
            "end" => Ok(Self::End),
            _ => Err(Problem::NotFound),
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Renew => "renew",
            Self::Suspend => "suspend",
            Self::Lift => "lift",
            Self::End => "end",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Scope => "reference-scope",
            Self::Renew => "reference-renew",
            Self::Suspend => "reference-suspend",
            Self::Lift => "reference-lift",
            Self::End => "reference-end",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Scope => "reference-scope-text",
            Self::Renew => "reference-renew-text",
            Self::Suspend => "reference-suspend-text",
            Self::Lift => "reference-lift-text",
            Self::End => "reference-end-text",
        }
    }

    /// Whether it takes something from the centre: then what it touches is shown first.
    const fn takes(self) -> bool {
        matches!(self, Self::Scope | Self::Suspend | Self::End)
    }
}

/// A form with what its preview found.
pub(in crate::pages::reference) struct Shown<'a> {
    pub(in crate::pages::reference) cx: &'a Cx,
    pub(in crate::pages::reference) centre: &'a Centre,
    pub(in crate::pages::reference) kind: Kind,
    pub(in crate::pages::reference) touched: Option<&'a Touched>,
}

pub(in crate::pages::reference) fn page(
    visit: &Visit,
    shown: &Shown<'_>,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let Shown { centre, kind, touched, .. } = *shown;
    let frame = visit.form_frame(kind.title(), values.request_id()).dense().with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let mut blocks =
        vec![Block::Told(frame.language.pick(&centre.name).to_owned()), Block::Text(frame.t(kind.text()))];
    blocks.extend(fields(&form, &frame, shown));
    blocks.push(Block::Area(
        form.field("reason", "reference-reason").hint(frame.t("reference-reason-hint")).rows(3),
    ));
    for name in ["seen", "begun"] {
        blocks.push(Block::Hidden(name, values.one(name).to_owned()));
    }
    if let Some(touched) = touched {
        blocks.extend(touched_blocks(&frame, touched));
        blocks.push(Block::Hidden("previewed", what(values)));
    }
    let at = format!("/reference/centres/{}", centre.number);
    let button = if kind.takes() && touched.is_none() { "reference-preview" } else { "reference-confirm" };
    QuestionPage {
        errors: form.error_lines(),
        action: format!("{at}/{}", kind.code()),
        back: at,
        blocks,
        button: frame.t(button),
        warning: touched.is_some(),
        frame,
    }
}

fn fields(form: &Form<'_>, frame: &Frame, shown: &Shown<'_>) -> Vec<Block> {
    let date = |name: &str, key: &str, hint: &str| Block::Date(form.field(name, key).hint(frame.t(hint)));
    match shown.kind {
        Kind::Scope => {
            let held = &shown.centre.accreditation.professions;
            let [chosen, other] = profession_fields(form, shown.cx, frame, held);
            vec![Block::Boxes(chosen), Block::Area(other)]
        }
        Kind::Renew => vec![date("from", "reference-from", "reference-from-hint")],
        Kind::Suspend => vec![
            date("from", "reference-from", "reference-today-or-later"),
            date("until", "reference-last-day", "reference-until-hint"),
        ],
        Kind::Lift => vec![date("last", "reference-last-day", "reference-lift-hint")],
        Kind::End => vec![date("last", "reference-last-day", "reference-today-or-later")],
    }
}

/// ¶4 ¶6. What goes on and what cannot take place: people must be told.
fn touched_blocks(frame: &Frame, touched: &Touched) -> Vec<Block> {
    let line = |sitting: &acts::ports::SittingCard| {
        let at = &sitting.row;
        format!("{}, {} · {} · {}", short(at.day), at.start.strftime("%H:%M"), sitting.number, sitting.name)
    };
    let mut blocks = vec![
        Block::Heading(frame.t("reference-touched")),
        Block::Text(frame.t1("reference-touched-open", "n", touched.open)),
    ];
    if touched.sittings.is_empty() {
        blocks.push(Block::Text(frame.t("reference-touched-no-sittings")));
    } else {
        blocks.push(Block::Warning(frame.t1("reference-touched-sittings", "n", touched.sittings.len())));
        blocks.push(Block::List(touched.sittings.iter().map(line).collect()));
    }
    blocks
}

/// The values that a preview was made of: changed ones are previewed again.
fn what(values: &Values) -> String {
    let one = |name: &&str| values.all(name).join(" ");
    let names = [
        "from-day",
        "from-month",
        "from-year",
        "until-day",
        "until-month",
        "until-year",
        "last-day",
        "last-month",
        "last-year",
        "professions",
        "other-professions",
    ];
    names.iter().map(one).collect::<Vec<_>>().join("|")
}

/// What the form decides; the errors of its fields.
fn ruling(kind: Kind, values: &Values) -> Result<Ruling, Errors> {
    let mut errors = values.errors();
    let ruling = match kind {
        Kind::Scope => professions(values).map(|professions| Ruling::Scope { professions }).map_err(|code| {
            errors.add_with("other-professions", "reference-code-wrong", vec![("code", code.into())]);
        }),
        Kind::Renew => day(values, "from", &mut errors).map(|from| Ruling::Renew { from }).ok_or(()),
        Kind::Suspend => {
            let until = optional_day(values, "until", &mut errors);
            day(values, "from", &mut errors).map(|from| Ruling::Suspend { from, until }).ok_or(())
        }
        Kind::Lift => {
            let begun = values.one("begun").parse::<Date>().ok();
            let last = day(values, "last", &mut errors);
            begun.zip(last).map(|(from, last)| Ruling::Lift { from, last }).ok_or(())
        }
        Kind::End => day(values, "last", &mut errors).map(|last| Ruling::End { last }).ok_or(()),
    };
    if values.one("reason").is_empty() {
        errors.add("reason", "reference-reason-needed");
    }
    ruling.ok().filter(|_| errors.is_empty()).ok_or(errors)
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Begun {
    /// The first day of the suspension that is lifted.
    from: String,
}

/// What stands in the form at first.
fn beginning(cx: &Cx, centre: &Centre, kind: Kind, begun: &str) -> Values {
    let today = local_date(cx.clock.now());
    let held = &centre.accreditation;
    let seen = cx.shelf.newest_of(Subject::Centre(&centre.number));
    let values = Values::new().with("seen", seen.to_string()).with("begun", begun);
    match kind {
        Kind::Scope => {
            held.professions.iter().fold(values, |all, code| all.with("professions", code.to_string()))
        }
        Kind::Renew => values.with_date("from", next_day(held)),
        Kind::Suspend => values.with_date("from", today),
        Kind::Lift | Kind::End => values.with_date("last", today),
    }
}

fn next_day(held: &Accreditation) -> Date {
    held.until.tomorrow().unwrap_or(held.until)
}

pub async fn get(
    visit: Visit,
    State(cx): State<Cx>,
    Path((number, kind)): Path<(String, String)>,
    Query(begun): Query<Begun>,
) -> Result<Response, Problem> {
    let (centre, kind) = (centre(&cx, &number)?, Kind::parse(&kind)?);
    let values = beginning(&cx, centre, kind, &begun.from);
    let shown = Shown { cx: &cx, centre, kind, touched: None };
    Ok(show(&page(&visit, &shown, &values, &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path((number, kind)): Path<(String, String)>,
    values: Values,
) -> Result<Response, Problem> {
    let (centre, kind) = (centre(&cx, &number)?, Kind::parse(&kind)?);
    let mut shown = Shown { cx: &cx, centre, kind, touched: None };
    if let Some(language) = values.language_switch() {
        return Ok(switched(language, &page(&visit.in_language(language), &shown, &values, &Errors::none())));
    }
    let ruling = match ruling(kind, &values) {
        Ok(ruling) => ruling,
        Err(errors) => return Ok(show(&page(&visit, &shown, &values, &errors))),
    };
    if kind.takes() && values.one("previewed") != what(&values) {
        let today = local_date(cx.clock.now());
        let (from, until, left) = reached(&ruling, centre, today);
        let found = touched(&cx, &who, &centre.number, from, until, left).await.map_err(problem)?;
        shown.touched = Some(&found);
        return Ok(show(&page(&visit, &shown, &values, &Errors::none())));
    }
    let done = rule(&cx, keeping(&who, &values)?, &centre.number, &ruling, values.one("reason")).await;
    match after(done, "reason", &format!("/reference/centres/{}", centre.number))? {
        Ok(next) => Ok(next),
        Err(errors) => Ok(show(&page(&visit, &shown, &values, &errors))),
    }
}

/// The days a ruling takes from the centre, and the professions it leaves where it is about some only.
fn reached<'a>(
    ruling: &'a Ruling,
    centre: &Centre,
    today: Date,
) -> (Date, Option<Date>, Option<&'a [NkzCode]>) {
    match ruling {
        Ruling::Suspend { from, until } => (*from, *until, None),
        Ruling::End { last } => (last.tomorrow().unwrap_or(*last), None, None),
        Ruling::Scope { professions } => (today, None, Some(professions)),
        Ruling::Renew { .. } | Ruling::Lift { .. } => (centre.accreditation.until, None, None),
    }
}
