//! ¶4. An application on paper that was scanned as one file: the scans taken in.

pub mod one;

use acts::Cx;
use acts::draft::{self, DraftScan};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use crate::answer::{Stopped, problem, stopped};
use crate::form::{ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, query_value, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

const TITLE: &str = "scans-title";

#[derive(Debug, Template)]
#[template(path = "candidate/apply/scans/page.html")]
pub struct ScansPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    back: String,
    action: String,
    remove: String,
    scans: Vec<ScanLine>,
    file: Field,
}

#[derive(Debug)]
struct ScanLine {
    name: String,
    pages: String,
    digest: String,
    href: String,
    divided: bool,
}

impl ScansPage {
    fn new(frame: Frame, id: Uuid, scans: &[DraftScan], values: &Values, errors: &Errors) -> Self {
        let form = Form { language: frame.language, values, errors };
        let line = |scan: &DraftScan| ScanLine {
            name: scan.name.clone(),
            pages: frame.t1("scans-pages", "n", scan.pages),
            digest: scan.digest.clone(),
            href: format!("/apply/{id}/scans/{}", scan.digest),
            divided: scan.divided,
        };
        Self {
            errors: form.error_lines(),
            back: format!("/apply/{id}/documents"),
            action: format!("/apply/{id}/scans"),
            remove: format!("/apply/{id}/scans/remove"),
            scans: scans.iter().map(line).collect(),
            file: form.field("file", "scans-file").hint(frame.t("scans-file-hint")).accept("application/pdf"),
            frame: frame.dense().with_errors(!errors.is_empty()),
        }
    }
}

/// The scans of an application on paper; any other has none.
async fn scans(cx: &Cx, who: &acts::Who, id: Uuid) -> Result<Vec<DraftScan>, Problem> {
    let draft = draft::load(cx, who, id).await.map_err(problem)?.draft;
    if draft.paper { Ok(draft.scans) } else { Err(Problem::NotFound) }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let scans = scans(&cx, &who, id).await?;
    Ok(show(&ScansPage::new(visit.form_frame(TITLE, None), id, &scans, &Values::new(), &Errors::none())))
}

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    values: Values,
) -> Result<Response, Problem> {
    let scans = scans(&cx, &who, id).await?;
    let sent = values.request_id();
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(TITLE, sent);
        return Ok(switched(language, &ScansPage::new(frame, id, &scans, &values, &Errors::none())));
    }
    let again =
        |errors: &Errors| show(&ScansPage::new(visit.form_frame(TITLE, sent), id, &scans, &values, errors));
    let Some(file) = values.files("file").first() else {
        let mut errors = Errors::none();
        errors.add("file", "scans-file-choose");
        return Ok(again(&errors));
    };
    match draft::keep_scan(&cx, &who, id, &file.name, file.bytes.to_vec()).await {
        Ok(scan) => Ok(Redirect::to(&format!("/apply/{id}/scans/{}", scan.digest)).into_response()),
        Err(error) => match stopped(error, "file") {
            Stopped::Say(errors) => Ok(again(&errors)),
            Stopped::Page(problem) => Err(problem),
        },
    }
}

/// Takes a scan out again.
pub async fn remove(
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    values: Values,
) -> Result<Response, Problem> {
    draft::drop_scan(&cx, &who, id, values.one("digest")).await.map_err(problem)?;
    Ok(Redirect::to(&format!("/apply/{id}/scans")).into_response())
}

/// A page as a picture made anew, so that nothing of the file's own bytes stands on a page of ours.
pub async fn picture(
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, scan, page)): Path<(Uuid, String, u32)>,
) -> Result<Response, Problem> {
    let picture = draft::scan_page(&cx, &who, id, &scan, page).await.map_err(problem)?;
    let headers = [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "private, max-age=3600")];
    Ok((headers, picture.ok_or(Problem::NotFound)?).into_response())
}

/// The scan as it came: a download, as any file of a stranger.
pub async fn file(
    Person(who): Person,
    State(cx): State<Cx>,
    Path((id, scan)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let bytes = draft::scan_file(&cx, &who, id, &scan).await.map_err(problem)?;
    let all = scans(&cx, &who, id).await?;
    let name = all.iter().find(|one| one.digest == scan).map_or("scan.pdf", |one| one.name.as_str());
    let name = query_value(name).replace('/', "_");
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
impl ScansPage {
    pub(in crate::pages::candidate) fn sample(language: crate::words::Language) -> Self {
        let mut errors = Errors::none();
        errors.add("file", "reasons-file-no-pages");
        let scans = [one::sample_scan(false), DraftScan { digest: "b".into(), ..one::sample_scan(true) }];
        Self::new(Frame::sample_form(language, TITLE), Uuid::nil(), &scans, &Values::new(), &errors)
    }
}
