//! A vote, or the chair's closing.

use acts::{Cx, outcome};
use axum::extract::{Path, State};
use axum::response::Response;
use rules::decision::{Outcome, Vote};

use super::super::parts::{Scene, after};
use super::DecisionPage;
use crate::form::{Errors, Values};
use crate::page::{show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::Proving;
use crate::visit::Visit;

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    if let Some(language) = values.language_switch() {
        let page =
            DecisionPage::new(&visit.in_language(language), &scene, &proving, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let page = |errors: &Errors| DecisionPage::new(&visit, &scene, &proving, &values, errors);
    let asked = scene.asked(&values)?;
    if values.one("do") == "decide" {
        let mine = super::beginning(&scene);
        let page = |errors: &Errors| DecisionPage::new(&visit, &scene, &proving, &mine, errors);
        let proof = match proving.proof(&values).await {
            Ok(proof) => proof,
            Err(error) => return after(Err(error), "password", &scene.path("protocol"), page),
        };
        let done = outcome::decide(&cx, asked, &proof).await;
        return after(done, "decide", &scene.path("protocol"), page);
    }
    let vote = match read(&values) {
        Ok(vote) => vote,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    after(outcome::cast_vote(&cx, asked, vote).await, "vote", &scene.path("decision"), page)
}

/// Q11. One's own vote; the dissent may stay empty.
fn read(values: &Values) -> Result<Vote, Errors> {
    let mut errors = values.errors();
    let outcome = match values.one("vote") {
        "passed" => Some(Outcome::Passed),
        "not-passed" => Some(Outcome::NotPassed),
        _ => None,
    };
    if outcome.is_none() {
        errors.add("vote", "commission-decision-no-vote");
    }
    match outcome {
        Some(outcome) if errors.is_empty() => Ok(Vote { outcome, dissent: values.one("dissent").to_owned() }),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn p17_a_vote_is_one_of_two_and_keeps_its_dissent() {
        let values = Values::new().with("vote", "not-passed").with("dissent", "тігіс жарамды еді");
        let vote = read(&values).unwrap();
        assert_eq!((vote.outcome, vote.dissent.as_str()), (Outcome::NotPassed, "тігіс жарамды еді"));
        assert_eq!(read(&Values::new().with("vote", "maybe")).unwrap_err().fields(), ["vote"]);
    }
}
