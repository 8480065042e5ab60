//! Which of the page's buttons was pressed, and its act.

use acts::{Cx, exam};
use axum::extract::{Path, State};
use axum::response::Response;
use rules::violations::Violation;

use super::super::parts::{Scene, after};
use super::ViolationPage;
use crate::form::{Errors, Values};
use crate::page::{show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::{FIELD, Proving};
use crate::visit::Visit;

/// What the person asked for. `usize` is the place of the violation in the case, from 1.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    Register(String),
    Draw(usize),
    Sign(usize),
    Review(usize, bool, String),
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    proving: Proving,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    if let Some(language) = values.language_switch() {
        let page =
            ViolationPage::new(&visit.in_language(language), &scene, &proving, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let page = |errors: &Errors| ViolationPage::new(&visit, &scene, &proving, &values, errors);
    let wish = match read(&values, &proving) {
        Ok(wish) => wish,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    let (asked, to) = (scene.asked(&values)?, scene.path("violation"));
    match wish {
        Wish::Register(item) => after(exam::register_violation(&cx, asked, item).await, "item", &to, page),
        Wish::Draw(number) => {
            let observation = observation(&scene, number)?;
            after(exam::draw_violation_act(&cx, asked, observation).await, &draw_id(number), &to, page)
        }
        Wish::Sign(number) => {
            let observation = observation(&scene, number)?;
            let done = match proving.proof(&values).await {
                Ok(proof) => exam::sign_violation_act(&cx, asked, observation, &proof).await,
                Err(error) => Err(error),
            };
            after(done, FIELD, &to, page)
        }
        Wish::Review(number, confirmed, reason) => {
            let observation = observation(&scene, number)?;
            let done = exam::review_violation(&cx, asked, observation, confirmed, reason).await;
            after(done, &reason_field(number), &to, page)
        }
    }
}

fn draw_id(number: usize) -> String {
    format!("draw-{number}")
}

fn reason_field(number: usize) -> String {
    format!("reason-{number}")
}

fn observation(scene: &Scene<'_>, number: usize) -> Result<String, Problem> {
    let found: Option<&Violation> =
        number.checked_sub(1).and_then(|place| scene.case().violations.get(place));
    found.map(|violation| violation.observation.clone()).ok_or(Problem::BadRequest)
}

/// Without a named button it is a registration.
fn read(values: &Values, proving: &Proving) -> Result<Wish, Errors> {
    let mut errors = values.errors();
    let (wish, number) = values.one("do").split_once('-').unwrap_or_default();
    let number: usize = number.parse().unwrap_or_default();
    let reason = values.one(&reason_field(number)).to_owned();
    let item = values.one("item").to_owned();
    let wish = match wish {
        "draw" => Wish::Draw(number),
        "sign" => {
            if proving.missing(values) {
                errors.add(FIELD, "people-proof-needed");
            }
            Wish::Sign(number)
        }
        "confirm" | "annul" => {
            if reason.is_empty() {
                errors.add(&reason_field(number), "commission-violation-no-reason");
            }
            Wish::Review(number, wish == "confirm", reason)
        }
        _ => {
            if item.is_empty() {
                errors.add("item", "commission-violation-no-item");
            }
            Wish::Register(item)
        }
    };
    if errors.is_empty() { Ok(wish) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn p13_each_button_is_its_own_act() {
        let read = |values: &Values| read(values, &Proving::sample());
        let with = |wish: &str| {
            Values::new().with("do", wish).with("item", "tablet").with("reason-2", "жазба қаралды")
        };
        assert_eq!(read(&with("")).unwrap(), Wish::Register("tablet".into()));
        assert_eq!(read(&with("draw-1")).unwrap(), Wish::Draw(1));
        assert_eq!(read(&with("sign-2").with(FIELD, "x")).unwrap(), Wish::Sign(2));
        assert_eq!(read(&with("confirm-2")).unwrap(), Wish::Review(2, true, "жазба қаралды".into()));
        assert_eq!(read(&with("annul-2")).unwrap(), Wish::Review(2, false, "жазба қаралды".into()));
        assert_eq!(read(&with("annul-1")).unwrap_err().fields(), ["reason-1"]);
        assert_eq!(read(&Values::new()).unwrap_err().fields(), ["item"]);
        assert_eq!(read(&with("sign-2")).unwrap_err().fields(), [FIELD]);
    }
}
