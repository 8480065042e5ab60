//! Opening, judging, closing.

use acts::{Cx, RequestId, exam};
use axum::extract::{Path, State};
use axum::response::Response;
use rules::case::Stage;

use super::super::parts::{Scene, after};
use super::judge::{beginning, read};
use super::view::PracticePage;
use crate::form::{Errors, Values};
use crate::page::{show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    Ok(show(&PracticePage::new(&visit, &scene, &beginning(&scene), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    if let Some(language) = values.language_switch() {
        let page = PracticePage::new(&visit.in_language(language), &scene, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    // Who is present is asked before the stage opens; a repeated sending says it again.
    if scene.case().stage == Stage::Admitted || !values.one("present").is_empty() {
        open(&visit, &cx, &scene, &values).await
    } else {
        judge(&visit, &cx, &scene, &values).await
    }
}

/// ¶16. Only members named to the commission can be present.
async fn open(visit: &Visit, cx: &Cx, scene: &Scene<'_>, values: &Values) -> Result<Response, Problem> {
    let page = |errors: &Errors| PracticePage::new(visit, scene, values, errors);
    let named = scene.case().commission.iter().flat_map(|commission| &commission.members);
    let present: Vec<String> = named.filter(|id| values.has("present", id)).cloned().collect();
    if present.is_empty() {
        let mut errors = values.errors();
        errors.add("present", "commission-sitting-nobody");
        return Ok(show(&page(&errors)));
    }
    let done = exam::open_practice(cx, scene.asked(values)?, present).await;
    after(done, "present", &scene.path("practice"), page)
}

/// Saves what is new; the chair's second button then closes. What was typed last is never left behind.
async fn judge(visit: &Visit, cx: &Cx, scene: &Scene<'_>, values: &Values) -> Result<Response, Problem> {
    let page = |errors: &Errors| PracticePage::new(visit, scene, values, errors);
    let (me, case) = (scene.me(), scene.case());
    let stored = |step: &str| case.judgements.get(step).and_then(|by| by.get(&me)).cloned();
    let steps = match read(values, &scene.context.programme.map, stored) {
        Ok(steps) => steps,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    let asked = scene.asked(values)?;
    if values.one("do") != "close" {
        return after(
            exam::judge_steps(cx, asked, steps).await,
            "done-1",
            &scene.path("practice?saved"),
            page,
        );
    }
    if !steps.is_empty() {
        // Two acts of one sending: the saving has an id of its own, the form's id is the closing's.
        let saving = acts::walk::Asked { request: RequestId(cx.ids.fresh()), ..asked };
        if let Err(error) = exam::judge_steps(cx, saving, steps).await {
            return after(Err(error), "done-1", "", page);
        }
    }
    after(exam::close_practice(cx, asked).await, "done-1", &scene.path("practice"), page)
}
