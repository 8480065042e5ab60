//! Q23. «Менің келісімдерім»: what a person agreed to in each case; withdrawn with what follows said before, given again.

mod words;

use acts::people::consents::{Line, cases, change, lines};
use acts::walk::{Asked, Loaded};
use acts::{CaseId, Cx};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::consent::Consent;
use rules::terms::local_date;

use self::words::{ROWS, consequence, edition, words};
use crate::answer::{Stopped, problem, reason_key, request_id, stopped};
use crate::case_words::consent_key;
use crate::form::{Errors, Form, Values};
use crate::page::{Frame, show, switched};
use crate::pages::candidate::my::own;
use crate::pages::candidate::question::{Block, QuestionPage};
use crate::problem::Problem;
use crate::session::Person;
use crate::step_up::Proving;
use crate::visit::Visit;

const WITHDRAW: &str = "withdraw";
const GIVE: &str = "give";

#[derive(Debug, Template)]
#[template(path = "people/consents/page.html")]
pub struct ConsentsPage {
    frame: Frame,
    back: String,
    cases: Vec<CaseView>,
}

#[derive(Debug)]
struct CaseView {
    number: String,
    profession: String,
    href: String,
    consents: Vec<ConsentView>,
}

#[derive(Debug)]
struct ConsentView {
    name: String,
    state: String,
    colour: &'static str,
    rows: Vec<(String, String)>,
    /// Why it can be neither withdrawn nor given now.
    why_not: String,
    href: String,
    button: String,
}

impl ConsentsPage {
    pub(super) fn new(visit: &Visit, cx: &Cx, back: String, cases: &[Loaded]) -> Self {
        let frame = visit.frame("keys-consents-title");
        let view = |loaded: &Loaded| CaseView {
            number: loaded.case.number.clone(),
            profession: profession(&frame, cx, loaded),
            href: format!("/my/{}", loaded.id),
            consents: lines(loaded).iter().map(|line| consent(&frame, cx, loaded, line)).collect(),
        };
        Self { cases: cases.iter().map(view).collect(), back, frame }
    }
}

fn profession(frame: &Frame, cx: &Cx, loaded: &Loaded) -> String {
    let application = &loaded.case.application;
    let programme = cx.catalogue.programme_version(&application.programme, application.programme_version);
    programme.map(|one| frame.language.pick(&one.profession_name).to_owned()).unwrap_or_default()
}

fn consent(frame: &Frame, cx: &Cx, loaded: &Loaded, line: &Line) -> ConsentView {
    let day = local_date(line.since);
    let (state, colour, since) = if line.given {
        ("keys-given", "green", "keys-given-on")
    } else {
        ("keys-not-given", "grey", "keys-changed-on")
    };
    let mut rows = told(frame, cx, loaded, line.consent);
    rows.push((frame.t(since), frame.language.date(day)));
    rows.push((frame.t("keys-edition"), edition(day).to_owned()));
    let (button, why_not) = match (line.given, &line.withdrawal, line.giving) {
        (true, Ok(_), _) => ("keys-withdraw", String::new()),
        (true, Err(refused), _) => {
            ("", frame.t1(reason_key(&refused.reason), "clause", refused.clause.to_string()))
        }
        (false, _, true) => ("keys-give", String::new()),
        (false, ..) => ("", frame.t("keys-over")),
    };
    ConsentView {
        name: frame.t(consent_key(line.consent)),
        state: frame.t(state),
        colour,
        rows,
        why_not,
        href: href(loaded, line.consent, !line.given),
        button: if button.is_empty() { String::new() } else { frame.t(button) },
    }
}

/// Where a consent is given or withdrawn: what the button does stands in the address, whatever happened meanwhile.
fn href(loaded: &Loaded, consent: Consent, give: bool) -> String {
    let change = if give { GIVE } else { WITHDRAW };
    format!("/my/{}/consents/{}/{change}", loaded.id, consent.code())
}

/// A1. Who processes, what for, which data, how long, to whom.
fn told(frame: &Frame, cx: &Cx, loaded: &Loaded, consent: Consent) -> Vec<(String, String)> {
    let centre = cx.catalogue.centre(&loaded.case.centre);
    let operator = centre.map(|one| frame.language.pick(&one.name).to_owned()).unwrap_or_default();
    let rows = ROWS.into_iter().zip(words(consent));
    std::iter::once((frame.t("apply-consent-operator"), operator))
        .chain(rows.map(|(key, words)| (frame.t(key), frame.t(words))))
        .collect()
}

/// All of one's cases.
pub async fn all(visit: Visit, Person(who): Person, State(cx): State<Cx>) -> Result<Response, Problem> {
    let cases = cases(&cx, &who).await.map_err(problem)?;
    Ok(show(&ConsentsPage::new(&visit, &cx, "/account".into(), &cases)))
}

/// One case: also for the registrar who keys in what came on paper.
pub async fn of_case(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    Ok(show(&ConsentsPage::new(&visit, &cx, format!("/my/{id}"), &[loaded])))
}

/// The form that withdraws a consent, with what follows, or gives it again; `None` where neither can be now.
pub(super) fn asking(
    frame: &dyn Fn(&str) -> Frame,
    cx: &Cx,
    loaded: &Loaded,
    (line, give): (&Line, bool),
    (proving, values, errors): (&Proving, &Values, &Errors),
) -> Option<QuestionPage> {
    let follows = line.withdrawal.as_ref().ok();
    let (title, button) = match (line.given, give) {
        (true, false) if follows.is_some() => ("keys-withdraw-title", "keys-withdraw"),
        (false, true) if line.giving => ("keys-give-title", "keys-give"),
        _ => return None,
    };
    let frame = frame(title).with_errors(!errors.is_empty());
    let form = Form { language: frame.language, values, errors };
    let mut blocks = vec![Block::Heading(frame.t(consent_key(line.consent)))];
    if let Some(follows) = follows.filter(|_| !give) {
        blocks.push(Block::Warning(frame.t(consequence(line.consent, *follows, loaded.case.stage))));
        blocks.push(Block::Text(frame.t("keys-withdraw-text")));
    }
    blocks.push(Block::Rows(told(&frame, cx, loaded, line.consent)));
    blocks.push(Block::Proof(proving.ask(&frame, &form)));
    Some(QuestionPage {
        errors: form.error_lines(),
        back: format!("/my/{}/consents", loaded.id),
        action: href(loaded, line.consent, give),
        blocks,
        button: frame.t(button),
        warning: !give,
        frame,
    })
}

/// The case, the line of its consent, and whether it is to be given.
type Found = (Loaded, Line, bool);

async fn found(cx: &Cx, who: &acts::Who, asked: &(CaseId, String, String)) -> Result<Found, Problem> {
    let (id, code, change) = asked;
    let give = match change.as_str() {
        GIVE => true,
        WITHDRAW => false,
        _ => return Err(Problem::NotFound),
    };
    let id = *id;
    let loaded = own(cx, who, id).await?;
    let consent = Consent::from_code(code).ok_or(Problem::NotFound)?;
    let line = lines(&loaded).into_iter().find(|line| line.consent == consent);
    Ok((loaded, line.ok_or(Problem::NotFound)?, give))
}

fn to_list(id: CaseId) -> Response {
    Redirect::to(&format!("/my/{id}/consents")).into_response()
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(asked): Path<(CaseId, String, String)>,
    proving: Proving,
) -> Result<Response, Problem> {
    let (loaded, line, give) = found(&cx, &who, &asked).await?;
    let frame = |title: &str| visit.form_frame(title, None);
    let page = asking(&frame, &cx, &loaded, (&line, give), (&proving, &Values::new(), &Errors::none()));
    Ok(page.map_or_else(|| to_list(loaded.id), |page| show(&page)))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(asked): Path<(CaseId, String, String)>,
    proving: Proving,
    values: Values,
) -> Result<Response, Problem> {
    let (loaded, line, give) = found(&cx, &who, &asked).await?;
    let id = loaded.id;
    let sent = values.request_id();
    let again = |visit: &Visit, errors: &Errors| {
        let frame = |title: &str| visit.form_frame(title, sent);
        asking(&frame, &cx, &loaded, (&line, give), (&proving, &values, errors))
    };
    if let Some(language) = values.language_switch() {
        let page = again(&visit.in_language(language), &Errors::none());
        return Ok(page.map_or_else(|| to_list(id), |page| switched(language, &page)));
    }
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    let done = match proving.proof(&values).await {
        Ok(proof) => change(&cx, asked, (line.consent, give), &proof).await,
        Err(error) => Err(error),
    };
    match done.map_err(|error| stopped(error, "password")) {
        Ok(_) => Ok(to_list(id)),
        Err(Stopped::Say(errors)) => {
            Ok(again(&visit, &errors).map_or_else(|| to_list(id), |page| show(&page)))
        }
        Err(Stopped::Page(problem)) => Err(problem),
    }
}
