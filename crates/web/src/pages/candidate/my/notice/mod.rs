//! ¶6. The day: when, where, what to bring, what is forbidden.

use acts::forms::{Form, Notice};
use acts::papers::{self, FormKind};
use acts::{CaseId, Cx};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::Bilingual;
use rules::programme::Mode;

use super::case::{PaperLine, paper};
use super::own;
use crate::answer::problem;
use crate::case_words::{exam_language_key, mode_key};
use crate::dates::time;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "candidate/my/notice/page.html")]
pub struct NoticePage {
    frame: Frame,
    back: String,
    rows: Vec<(String, String)>,
    /// Why it is a new date; empty on the first notice.
    because: String,
    online: bool,
    bring: Vec<String>,
    forbidden: Vec<String>,
    permitted: Vec<String>,
    paper: PaperLine,
}

impl NoticePage {
    pub(in crate::pages::candidate) fn new(frame: Frame, id: CaseId, notice: &Notice) -> Self {
        let language = frame.language;
        let pick = |texts: &[Bilingual]| texts.iter().map(|text| language.pick(text).to_owned()).collect();
        let date = format!("{}, {}", language.date(notice.date), language.weekday(notice.date));
        Self {
            back: format!("/my/{id}"),
            rows: vec![
                (frame.t("candidate-day-date"), date),
                (frame.t("candidate-day-time"), time(notice.date.to_datetime(notice.time))),
                (frame.t("candidate-day-place"), notice.place.clone()),
                (frame.t("public-profession-modes"), frame.t(mode_key(notice.mode))),
                (frame.t("apply-language"), frame.t(exam_language_key(notice.language))),
            ],
            because: notice
                .new_date_because
                .as_ref()
                .map(|text| language.pick(text).to_owned())
                .unwrap_or_default(),
            online: notice.mode == Mode::Online,
            bring: pick(&notice.bring),
            forbidden: pick(&notice.forbidden),
            permitted: pick(&notice.permitted),
            paper: paper(&frame, id, FormKind::Notice),
            frame,
        }
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    let form = papers::form(&cx, &loaded, FormKind::Notice).await.map_err(problem)?;
    match form {
        // A notice whose date was given up is history.
        Some(Form::Notice(notice)) if loaded.case.appointment.is_some() => {
            Ok(show(&NoticePage::new(visit.frame("candidate-notice-title"), id, &notice)))
        }
        _ => Ok(Redirect::to(&format!("/my/{id}")).into_response()),
    }
}
