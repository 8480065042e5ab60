//! ¶2(4). Whom the employer refers, for which profession, and who pays.

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::people::employer::{NewReferral, mine, refer};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::{alphabetical, t};

const TITLE: &str = "employer-refer-title";

pub(super) fn page(frame: Frame, catalogue: &Catalogue, values: &Values, errors: &Errors) -> QuestionPage {
    let language = frame.language;
    let form = Form { language, values, errors };
    let words = |key: &str| t(language, key);
    let mut programmes: Vec<_> = catalogue.all_offered().collect();
    programmes.sort_by_key(|one| alphabetical(language.pick(&one.title)));
    let none = Choice::new("", words("apply-profession-none"));
    let choices = programmes.iter().map(|one| Choice::new(one.id.as_str(), language.pick(&one.title)));
    let pays =
        vec![Choice::new("yes", words("employer-pays-yes")), Choice::new("no", words("employer-pays-no"))];
    QuestionPage {
        errors: form.error_lines(),
        back: "/employer".to_owned(),
        action: "/employer/refer".to_owned(),
        blocks: vec![
            Block::Text(words("employer-refer-text")),
            Block::Line(form.field("name", "employer-person")),
            Block::Line(form.field("iin", "apply-iin").inputmode("numeric").autocomplete("off").width(20)),
            Block::Select(form.choices(
                "programme",
                "apply-profession",
                std::iter::once(none).chain(choices).collect(),
            )),
            Block::Radios(form.choices("pays", "employer-pays", pays)),
        ],
        button: words("employer-refer-make"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn get(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    mine(&cx, &who).await.map_err(problem)?;
    Ok(show(&page(visit.form_frame(TITLE, None), &cx.catalogue, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    values: Values,
) -> Result<Response, Problem> {
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, &cx.catalogue, &values, &Errors::none())));
    }
    let mut errors = values.errors();
    if values.one("pays").is_empty() {
        errors.add("pays", "employer-pays-choose");
    }
    let new = NewReferral {
        iin: values.one("iin"),
        name: values.one("name"),
        programme: values.one("programme"),
        pays: values.has("pays", "yes"),
    };
    if errors.is_empty() {
        match refer(&cx, &who, request_id(&values)?, new).await {
            Ok(id) => return Ok(Redirect::to(&format!("/employer/{id}")).into_response()),
            Err(error) => match stopped(error, "name") {
                Stopped::Say(said) => errors = said,
                Stopped::Page(problem) => return Err(problem),
            },
        }
    }
    Ok(show(&page(visit.form_frame(TITLE, sent), &cx.catalogue, &values, &errors)))
}
