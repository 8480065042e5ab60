//! ¶2(2). A new centre, and the words of one that is known: name, address, head, how it is reached.

use acts::Cx;
use acts::reference::centres::{self as act, NewCentre};
use acts::reference::{Described, Subject};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::Bilingual;
use rules::centre::Centre;
use rules::regions::{region, regions};

use super::{centre, profession_fields, professions};
use crate::answer::{Stopped, stopped};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::pages::reference::{after, day, keeping};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

/// The form of a new centre, or of a known one.
pub(in crate::pages::reference) fn page(
    visit: &Visit,
    cx: &Cx,
    known: Option<&Centre>,
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let title = if known.is_some() { "reference-centre-describe" } else { "reference-centre-add" };
    let frame = visit.form_frame(title, values.request_id()).dense().with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let mut blocks = vec![];
    if let Some(centre) = known {
        blocks.push(Block::Told(frame.language.pick(&centre.name).to_owned()));
    } else {
        let number = form.field("number", "reference-number").hint(frame.t("reference-number-hint"));
        blocks.push(Block::Line(number.inputmode("numeric").width(4)));
        blocks.push(Block::Line(form.field("bin", "reference-bin").inputmode("numeric").width(20)));
    }
    blocks.extend(described_blocks(&form, &frame));
    if known.is_none() {
        blocks.push(Block::Heading(frame.t("reference-accreditation")));
        blocks.push(Block::Date(form.field("from", "reference-from").hint(frame.t("reference-from-hint"))));
        let [chosen, other] = profession_fields(&form, cx, &frame, &[]);
        blocks.extend([Block::Boxes(chosen), Block::Area(other)]);
    }
    blocks.push(Block::Hidden("seen", values.one("seen").to_owned()));
    let at = known.map(|centre| format!("/reference/centres/{}", centre.number));
    QuestionPage {
        errors: form.error_lines(),
        action: at
            .as_ref()
            .map_or_else(|| "/reference/centres/new".to_owned(), |at| format!("{at}/describe")),
        back: at.unwrap_or_else(|| "/reference/centres".to_owned()),
        blocks,
        button: frame.t("reference-save"),
        warning: false,
        frame,
    }
}

fn described_blocks(form: &Form<'_>, frame: &Frame) -> Vec<Block> {
    let none = Choice::new("", frame.t("reference-region-none"));
    let regions = regions().into_iter();
    let named = regions.map(|one| Choice::new(one.kato, frame.language.pick(&one.name)));
    let line = |name: &str, key: &str| Block::Line(form.field(name, key));
    vec![
        line("name-kk", "reference-name-kk"),
        line("name-ru", "reference-name-ru"),
        Block::Select(form.choices(
            "region",
            "reference-region",
            std::iter::once(none).chain(named).collect(),
        )),
        line("town-kk", "reference-town-kk"),
        line("town-ru", "reference-town-ru"),
        line("address-kk", "reference-address-kk"),
        line("address-ru", "reference-address-ru"),
        Block::Line(form.field("head", "reference-head").hint(frame.t("reference-head-hint"))),
        Block::Line(form.field("phone", "reference-phone").kind("tel").inputmode("tel").width(20)),
        Block::Line(form.field("email", "reference-email").kind("email").inputmode("email")),
    ]
}

fn described(values: &Values) -> Described {
    let both =
        |name: &str| Bilingual::new(values.one(&format!("{name}-kk")), values.one(&format!("{name}-ru")));
    Described {
        name: both("name"),
        town: both("town"),
        region: region(values.one("region")),
        address: both("address"),
        head: values.one("head").to_owned(),
        phone: values.one("phone").to_owned(),
        email: values.one("email").to_owned(),
    }
}

pub async fn fresh(visit: Visit, State(cx): State<Cx>) -> Response {
    show(&page(&visit, &cx, None, &Values::new(), &Errors::none()))
}

pub async fn add(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), &cx, None, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    let from = day(&values, "from", &mut errors);
    let professions = professions(&values).unwrap_or_else(|code| {
        errors.add_with("other-professions", "reference-code-wrong", vec![("code", code.into())]);
        vec![]
    });
    if let (Some(from), true) = (from, errors.is_empty()) {
        let (number, bin) = (values.one("number").to_owned(), values.one("bin").to_owned());
        let new = NewCentre { number, bin, described: described(&values), professions, from };
        match act::add(&cx, keeping(&who, &values)?, &new).await.map_err(|error| stopped(error, "number")) {
            Ok(number) => {
                return Ok(Redirect::to(&format!("/reference/centres/{number}?done=1")).into_response());
            }
            Err(Stopped::Say(said)) => errors = said,
            Err(Stopped::Page(problem)) => return Err(problem),
        }
    }
    Ok(show(&page(&visit, &cx, None, &values, &errors)))
}

pub(in crate::pages::reference) fn values_of(cx: &Cx, centre: &Centre) -> Values {
    let seen = cx.shelf.newest_of(Subject::Centre(&centre.number));
    Values::new()
        .with("seen", seen.to_string())
        .with("name-kk", &centre.name.kk)
        .with("name-ru", &centre.name.ru)
        .with("region", centre.region.as_ref().map_or("", |region| &region.kato))
        .with("town-kk", &centre.town.kk)
        .with("town-ru", &centre.town.ru)
        .with("address-kk", &centre.address.kk)
        .with("address-ru", &centre.address.ru)
        .with("head", &centre.head)
        .with("phone", &centre.phone)
        .with("email", &centre.email)
}

pub async fn known(
    visit: Visit,
    State(cx): State<Cx>,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let centre = centre(&cx, &number)?;
    Ok(show(&page(&visit, &cx, Some(centre), &values_of(&cx, centre), &Errors::none())))
}

pub async fn describe(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(number): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    let centre = centre(&cx, &number)?;
    if let Some(language) = values.language_switch() {
        let page = page(&visit.in_language(language), &cx, Some(centre), &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let mut errors = values.errors();
    if errors.is_empty() {
        let done = act::describe(&cx, keeping(&who, &values)?, &centre.number, described(&values)).await;
        match after(done, "name-kk", &format!("/reference/centres/{}", centre.number))? {
            Ok(next) => return Ok(next),
            Err(said) => errors = said,
        }
    }
    Ok(show(&page(&visit, &cx, Some(centre), &values, &errors)))
}
