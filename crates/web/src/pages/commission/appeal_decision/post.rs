//! A member's vote, or the decision of the commission.

use acts::{Cx, outcome};
use axum::extract::{Path, State};
use axum::response::Response;
use rules::appeal::{AppealOutcome, AppealVote};

use super::super::parts::{Scene, after};
use super::{AppealDecisionPage, Appealed};
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
    let of = Appealed::of(&scene).ok_or(Problem::NotFound)?;
    if let Some(language) = values.language_switch() {
        let page =
            AppealDecisionPage::new(&visit.in_language(language), &of, &proving, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let page = |errors: &Errors| AppealDecisionPage::new(&visit, &of, &proving, &values, errors);
    let (asked, next) = (scene.asked(&values)?, scene.path("appeal-decision"));
    if values.one("do") != "decide" {
        return match vote(&values) {
            Ok(vote) => after(outcome::cast_appeal_vote(&cx, asked, vote).await, "outcome", &next, page),
            Err(errors) => Ok(show(&page(&errors))),
        };
    }
    let reasons = match reasons(&values) {
        Ok(reasons) => reasons,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    let proof = match proving.proof(&values).await {
        Ok(proof) => proof,
        Err(error) => return after(Err(error), "password", &next, page),
    };
    after(outcome::decide_appeal(&cx, asked, reasons, &proof).await, "reasons", &next, page)
}

/// Q39. One's own vote; the dissent may stay empty.
fn vote(values: &Values) -> Result<AppealVote, Errors> {
    let mut errors = values.errors();
    let outcome = match values.one("outcome") {
        "upheld" => Some(AppealOutcome::Upheld),
        "rejected" => Some(AppealOutcome::Rejected),
        _ => None,
    };
    if outcome.is_none() {
        errors.add("outcome", "commission-appeal-no-outcome");
    }
    match outcome {
        Some(outcome) if errors.is_empty() => {
            Ok(AppealVote { outcome, dissent: values.one("dissent").to_owned() })
        }
        _ => Err(errors),
    }
}

/// ¶22. A decision is reasoned.
fn reasons(values: &Values) -> Result<String, Errors> {
    let mut errors = values.errors();
    if values.one("reasons").is_empty() {
        errors.add("reasons", "commission-appeal-no-reasons");
    }
    if errors.is_empty() { Ok(values.one("reasons").to_owned()) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn p22_an_appeal_is_voted_on_and_decided_with_reasons() {
        let values = Values::new().with("outcome", "upheld").with("dissent", "бір жауап дұрыс");
        let vote = vote(&values).unwrap();
        assert_eq!((vote.outcome, vote.dissent.as_str()), (AppealOutcome::Upheld, "бір жауап дұрыс"));
        assert_eq!(super::vote(&Values::new()).unwrap_err().fields(), ["outcome"]);
        assert_eq!(reasons(&Values::new()).unwrap_err().fields(), ["reasons"]);
        assert_eq!(reasons(&Values::new().with("reasons", "кілт қате болған")).unwrap(), "кілт қате болған");
    }
}
