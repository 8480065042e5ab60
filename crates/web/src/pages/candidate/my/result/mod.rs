//! ¶15–¶20. The result: the rule in numbers, the document or the recommendations, and the last day to appeal.

use acts::forms::{Form, NotPassed};
use acts::outcome::open_result;
use acts::papers::{self, FormKind, available};
use acts::walk::{Asked, Loaded};
use acts::{CaseId, Cx};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::case::{Case, CommandKind, stages};
use rules::issue::RecognitionDocument;
use rules::theory::Admission;

use super::case::{PaperLine, paper};
use super::own;
use crate::answer::{Stopped, problem, request_id, stopped};
use crate::form::Values;
use crate::page::{Frame, show};
use crate::pages::public::result::parts;
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::Language;

#[derive(Debug, Template)]
#[template(path = "candidate/my/result/page.html")]
pub struct ResultPage {
    frame: Frame,
    back: String,
    passed: bool,
    /// ¶15: «28/40 — 70 %. Өту үшін 70 %-дан астам қажет: кемінде 29 дұрыс жауап»; empty where theory was not sat.
    theory: String,
    /// ¶16; empty where the practical task was not done.
    practice: String,
    ended_by_violation: bool,
    ground: String,
    recommendations: Vec<String>,
    document: Option<DocumentView>,
    /// ¶20: the last day to appeal; empty where no appeal is possible.
    last_day: String,
    appeal: String,
    retake: String,
    papers: Vec<PaperLine>,
}

/// A2. The document with the six groups of its number.
#[derive(Debug)]
struct DocumentView {
    serial: String,
    groups: Vec<(String, String)>,
    issued: String,
    valid_until: String,
    /// The day, and the reason; empty while the document stands.
    annulled: String,
    annulled_because: String,
    check: String,
}

impl ResultPage {
    pub(in crate::pages::candidate) fn new(frame: Frame, loaded: &Loaded, told: Option<&NotPassed>) -> Self {
        let (case, id) = (&loaded.case, loaded.id);
        let pick = |text| frame.language.pick(text).to_owned();
        let appealable = stages(CommandKind::FileAppeal).contains(&case.stage) && case.appeal.is_none();
        let last_day = case.terms.iter().rfind(|running| running.term.clause.as_str() == "¶20");
        Self {
            back: format!("/my/{id}"),
            passed: case.document.is_some(),
            theory: case.theory.map(|score| theory_rule(&frame, score)).unwrap_or_default(),
            practice: practice_rule(&frame, case),
            ended_by_violation: case.ended_by_violation,
            ground: told.map(|told| pick(&told.ground)).unwrap_or_default(),
            recommendations: case.recommendations.iter().map(|one| pick(&one.text)).collect(),
            document: case.document.as_ref().map(|document| DocumentView::new(&frame, document)),
            last_day: last_day
                .filter(|_| appealable)
                .map(|running| frame.language.date(running.term.due))
                .unwrap_or_default(),
            appeal: if appealable { format!("/my/{id}/appeal") } else { String::new() },
            retake: if super::retake::is_retake(case.stage) {
                format!("/my/{id}/retake")
            } else {
                String::new()
            },
            papers: available(loaded, false)
                .into_iter()
                .filter(|kind| matches!(kind, FormKind::Protocol | FormKind::NotPassed | FormKind::Document))
                .map(|kind| paper(&frame, id, kind))
                .collect(),
            frame,
        }
    }
}

impl DocumentView {
    fn new(frame: &Frame, document: &RecognitionDocument) -> Self {
        let language = frame.language;
        Self {
            serial: document.serial.to_string(),
            groups: parts(frame, &document.serial),
            issued: language.date(document.issued_on),
            valid_until: language.date(document.valid_until),
            annulled: document.annulled.as_ref().map(|one| language.date(one.on)).unwrap_or_default(),
            annulled_because: document.annulled.as_ref().map(|one| one.reason.clone()).unwrap_or_default(),
            check: format!("/t/{}", document.serial),
        }
    }
}

/// ¶15. The score beside the rule.
fn theory_rule(frame: &Frame, score: Admission) -> String {
    let percent = percent(frame.language, score);
    let args = [
        ("correct", score.correct.into()),
        ("total", score.total.into()),
        ("percent", percent.into()),
        ("needed", score.needed.into()),
    ];
    crate::words::t_args(frame.language, "candidate-result-theory", &args)
}

/// Per cent with one place where it is needed, never rounded up: 28 of 40 is «70», 29 of 40 is «72,5».
fn percent(language: Language, score: Admission) -> String {
    let tenths = u32::from(score.correct) * 1000 / u32::from(score.total).max(1);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    match (tenth, language) {
        (0, _) => whole.to_string(),
        (_, Language::En) => format!("{whole}.{tenth}"),
        _ => format!("{whole},{tenth}"),
    }
}

fn practice_rule(frame: &Frame, case: &Case) -> String {
    let Some(result) = &case.practice else { return String::new() };
    let key = match (result.performed, result.critical_failed.is_empty()) {
        (true, _) => "candidate-result-practice-done",
        (false, true) => "candidate-result-practice-few",
        (false, false) => "candidate-result-practice-critical",
    };
    frame.t2(key, "done", result.steps_done, "needed", result.steps_needed)
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    // Q14: the result is opened by a button, because opening it starts the time to appeal.
    let case = &loaded.case;
    let unopened = case.received_on.is_none() && stages(CommandKind::ProveReceipt).contains(&case.stage);
    if unopened || case.protocol_signed_on.is_none() {
        return Ok(Redirect::to(&format!("/my/{id}")).into_response());
    }
    let told = match papers::form(&cx, &loaded, FormKind::NotPassed).await.map_err(problem)? {
        Some(Form::NotPassed(told)) => Some(told),
        _ => None,
    };
    Ok(show(&ResultPage::new(visit.frame("candidate-result-title"), &loaded, told.as_ref())))
}

pub async fn post(
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    own(&cx, &who, id).await?;
    let asked = Asked { who: &who, case: id, request: request_id(&values)? };
    match open_result(&cx, asked).await.map_err(|error| stopped(error, "")) {
        Ok(_) => Ok(Redirect::to(&format!("/my/{id}/result")).into_response()),
        // The case moved on meanwhile: its page says what is needed now.
        Err(Stopped::Say(_)) => Ok(Redirect::to(&format!("/my/{id}")).into_response()),
        Err(Stopped::Page(problem)) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use rules::edition::Edition;
    use rules::theory::{TheoryScore, admission};

    use super::*;

    fn rule(language: Language, correct: u16, total: u16) -> String {
        let score = admission(TheoryScore::new(correct, total).unwrap(), Edition::current());
        theory_rule(&Frame::sample(language, "candidate-result-title"), score)
    }

    #[test]
    fn p15_the_rule_is_written_in_numbers() {
        assert_eq!(
            rule(Language::Kk, 28, 40),
            "28/40 — 70 %. Өту үшін 70 %-дан астам қажет: кемінде 29 дұрыс жауап."
        );
        assert_eq!(
            rule(Language::Ru, 28, 40),
            "28/40 — 70 %. Нужно более 70 %: не менее 29 правильных ответов."
        );
        assert!(rule(Language::Kk, 29, 40).starts_with("29/40 — 72,5 %."));
        assert!(rule(Language::En, 29, 40).starts_with("29/40 — 72.5%."));
    }
}
