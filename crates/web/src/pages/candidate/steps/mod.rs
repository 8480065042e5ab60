//! What the candidate does in a case: each act a page of its own that says first what follows.

pub mod acquaint;
pub mod appeal;
pub mod complaint;
pub mod contract;
pub mod correction;
pub mod fault;
pub mod incapacity;
pub mod new_date;
pub mod withdraw;

use acts::error::ActResult;
use acts::{CaseId, Receipt};
use axum::response::{IntoResponse, Redirect, Response};

use super::question::{Block, QuestionPage};
use crate::answer::{Stopped, stopped};
use crate::form::{Errors, Form, Values};
use crate::page::Frame;
use crate::problem::Problem;

/// An act that has no field of its own: an error leads to the form.
const WHOLE_FORM: &str = "page-form";

/// A page of an act on the case `id`: back to the case, one button.
fn act_page(
    frame: Frame,
    id: CaseId,
    page: &str,
    button: &str,
    values: &Values,
    errors: &Errors,
    blocks: impl FnOnce(&Form<'_>) -> Vec<Block>,
) -> QuestionPage {
    let form = Form { language: frame.language, values, errors };
    QuestionPage {
        errors: form.error_lines(),
        back: format!("/my/{id}"),
        action: format!("/my/{id}/{page}"),
        blocks: blocks(&form),
        button: frame.t(button),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

/// After an act: on to `to`, or the same form `again` with what is wrong.
fn finish(
    done: ActResult<Receipt>,
    field: &str,
    to: &str,
    again: impl FnOnce(&Errors) -> Response,
) -> Result<Response, Problem> {
    match done.map_err(|error| stopped(error, field)) {
        Ok(_) => Ok(Redirect::to(to).into_response()),
        Err(Stopped::Say(errors)) => Ok(again(&errors)),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}
