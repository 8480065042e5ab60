//! ¶2(4). The referred person: accepts or declines, and says what the employer may see.

use acts::Cx;
use acts::draft::{self, Draft};
use acts::people::employer::{answer, letter};
use acts::ports::{Employer, Referral, ReferralAnswer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::{Choice, Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::t;

const TITLE: &str = "employer-answer-title";

pub(super) fn page(
    frame: Frame,
    cx: &Cx,
    (referral, employer): &(Referral, Employer),
    values: &Values,
    errors: &Errors,
) -> QuestionPage {
    let language = frame.language;
    let form = Form { language, values, errors };
    let words = |key: &str| t(language, key);
    let programme = cx.catalogue.programme(&referral.programme);
    let profession = programme.map(|one| language.pick(&one.profession_name).to_owned());
    let rows = vec![
        (words("employer-organisation"), employer.name.clone()),
        (words("employer-bin"), employer.bin.to_string()),
        (words("apply-profession"), profession.unwrap_or_default()),
        (words("employer-pays"), words(if referral.pays { "employer-pays-yes" } else { "employer-pays-no" })),
    ];
    let shows = vec![
        Choice::new("status", words("employer-shows-status")).hint(words("employer-shows-status-hint")),
        Choice::new("result", words("employer-shows-result")).hint(words("employer-shows-result-hint")),
    ];
    let decides = vec![
        Choice::new("accepted", words("employer-accept")),
        Choice::new("declined", words("employer-decline")),
    ];
    QuestionPage {
        errors: form.error_lines(),
        back: "/my".to_owned(),
        action: format!("/referral/{}", referral.id),
        blocks: vec![
            Block::Text(words("employer-answer-text")),
            Block::Rows(rows),
            Block::Text(words("employer-not-confirmed")),
            Block::Line(form.field("iin", "apply-iin").inputmode("numeric").autocomplete("off").width(20)),
            Block::Boxes(form.choices("shows", "employer-shows", shows)),
            Block::Radios(form.choices("answer", "employer-answer-question", decides)),
        ],
        button: words("employer-answer-send"),
        warning: false,
        frame: frame.with_errors(!errors.is_empty()),
    }
}

pub async fn get(visit: Visit, State(cx): State<Cx>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let letter = letter(&cx, id).await.map_err(problem)?;
    Ok(show(&page(visit.form_frame(TITLE, None), &cx, &letter, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    values: Values,
) -> Result<Response, Problem> {
    let letter = letter(&cx, id).await.map_err(problem)?;
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &page(frame, &cx, &letter, &values, &Errors::none())));
    }
    let mut errors = values.errors();
    let given = match values.one("answer") {
        "accepted" => Some(ReferralAnswer::Accepted),
        "declined" => Some(ReferralAnswer::Declined),
        _ => None,
    };
    let Some(given) = given.filter(|_| errors.is_empty()) else {
        errors.add("answer", "employer-answer-choose");
        return Ok(show(&page(visit.form_frame(TITLE, sent), &cx, &letter, &values, &errors)));
    };
    match answer(&cx, &who, id, values.one("iin"), given).await {
        Ok(_) if given == ReferralAnswer::Declined => Ok(Redirect::to("/my").into_response()),
        Ok((referral, employer)) => {
            let draft = begun(&referral, &employer, &values);
            let draft = draft::begin(&cx, &who, request_id(&values)?, draft).await.map_err(problem)?;
            Ok(Redirect::to(&format!("/apply/{draft}")).into_response())
        }
        Err(error) => match stopped(error, "iin") {
            Stopped::Say(errors) => {
                Ok(show(&page(visit.form_frame(TITLE, sent), &cx, &letter, &values, &errors)))
            }
            Stopped::Page(problem) => Err(problem),
        },
    }
}

/// The application as the referral begins it.
fn begun(referral: &Referral, employer: &Employer, values: &Values) -> Draft {
    Draft {
        programme: referral.programme.clone(),
        iin: referral.iin.to_string(),
        employer_bin: employer.bin.to_string(),
        referral: Some(referral.id),
        shows_status: values.has("shows", "status"),
        shows_result: values.has("shows", "result"),
        funding: if referral.pays { "employer".into() } else { String::new() },
        ..Draft::default()
    }
}
