//! ¶4(2)–(4). The documents: what this programme demands and why, one file after another.

use acts::Cx;
use acts::catalogue::Catalogue;
use acts::draft::{self, Draft, Part, faults};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::application::{Attachment, AttachmentKind, Required, required_documents};
use uuid::Uuid;

use super::{Came, can_begin, part_key, say};
use crate::answer::{Stopped, problem, stopped};
use crate::case_words::attachment_key;
use crate::form::{Choice, ErrorLine, Errors, Field, Form, Values};
use crate::page::{Frame, show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "candidate/apply/documents/page.html")]
pub struct DocumentsPage {
    frame: Frame,
    errors: Vec<ErrorLine>,
    back: String,
    action: String,
    remove: String,
    /// Where one scan of all papers is divided; empty where nothing came on paper.
    scans: String,
    required: Vec<RequiredLine>,
    files: Vec<FileLine>,
    kind: Field,
    file: Field,
}

/// One line of the required set, with the kinds of which any one meets it.
#[derive(Debug)]
struct RequiredLine {
    words: String,
    clause: String,
    kinds: Vec<String>,
    met: bool,
}

#[derive(Debug)]
struct FileLine {
    name: String,
    kind: String,
    size: String,
    digest: String,
}

impl DocumentsPage {
    fn new(
        frame: Frame,
        id: Uuid,
        came: &Came,
        draft: &Draft,
        catalogue: &Catalogue,
        values: &Values,
        errors: &Errors,
    ) -> Self {
        let form = Form { language: frame.language, values, errors };
        let required = owed(draft, catalogue);
        let mut kinds = vec![Choice::new("", frame.t("apply-kind-none"))];
        kinds.extend(offerable(draft).map(|kind| Choice::new(kind.code(), frame.t(attachment_key(kind)))));
        Self {
            errors: form.error_lines(),
            back: came.next(id),
            action: came.here(id, Part::Documents),
            remove: format!("/apply/{id}/files/remove"),
            scans: if draft.paper { format!("/apply/{id}/scans") } else { String::new() },
            required: required.iter().map(|(line, met)| required_line(&frame, line, *met)).collect(),
            files: files(&frame, draft),
            kind: form.choices("kind", "apply-kind", kinds),
            file: form
                .field("file", "apply-file")
                .hint(frame.t("apply-file-hint"))
                .accept("image/*,application/pdf"),
            frame: frame.with_errors(!errors.is_empty()),
        }
    }
}

/// What may be enclosed; from paper the signed application itself, too.
fn offerable(draft: &Draft) -> impl Iterator<Item = AttachmentKind> {
    from_paper().skip(usize::from(!draft.paper))
}

/// What comes on paper, the signed application first.
pub(super) fn from_paper() -> impl Iterator<Item = AttachmentKind> {
    [AttachmentKind::SignedApplication].into_iter().chain(AttachmentKind::ENCLOSED)
}

/// ¶4 last. The required set with whether each line is met.
fn owed(draft: &Draft, catalogue: &Catalogue) -> Vec<(Required, bool)> {
    let enclosed: Vec<Attachment> = draft
        .attachments
        .iter()
        .map(|file| Attachment { kind: file.kind, name: file.name.clone(), digest: file.digest.clone() })
        .collect();
    let required = catalogue.programme(&draft.programme).map(required_documents).unwrap_or_default();
    required.into_iter().map(|line| (line.met_by(&enclosed), line)).map(|(met, line)| (line, met)).collect()
}

fn required_line(frame: &Frame, line: &Required, met: bool) -> RequiredLine {
    let words = match line.code() {
        "education" => "apply-why-education",
        "experience" => "apply-why-experience",
        _ => "apply-why-identity",
    };
    RequiredLine {
        words: frame.t(words),
        clause: line.clause.to_string(),
        kinds: line.any_of.iter().map(|kind| frame.t(attachment_key(*kind))).collect(),
        met,
    }
}

fn files(frame: &Frame, draft: &Draft) -> Vec<FileLine> {
    draft
        .attachments
        .iter()
        .map(|file| FileLine {
            name: file.name.clone(),
            kind: frame.t(attachment_key(file.kind)),
            size: frame.t1("apply-file-size", "n", file.size.div_ceil(1024)),
            digest: file.digest.clone(),
        })
        .collect()
}

/// The kind offered first: that of the first line which nothing meets yet.
fn offered(draft: &Draft, catalogue: &Catalogue) -> Values {
    let has = |kind| draft.attachments.iter().any(|file| file.kind == kind);
    let unmet = owed(draft, catalogue).into_iter().find(|(_, met)| !met);
    let kind = match unmet.and_then(|(line, _)| line.any_of.first().copied()) {
        _ if draft.paper && !has(AttachmentKind::SignedApplication) => {
            Some(AttachmentKind::SignedApplication)
        }
        kind => kind,
    }
    .map(AttachmentKind::code);
    Values::new().with("kind", kind.unwrap_or_default())
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    Query(came): Query<Came>,
) -> Result<Response, Problem> {
    let draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
    if !can_begin(Part::Documents, &draft) {
        return Ok(Redirect::to(&format!("/apply/{id}")).into_response());
    }
    let values = offered(&draft, &cx.catalogue);
    let frame = visit.form_frame(part_key(Part::Documents), None);
    Ok(show(&DocumentsPage::new(frame, id, &came, &draft, &cx.catalogue, &values, &Errors::none())))
}

/// Without a button's name one file is added; with «continue» the page is left, with the file that was chosen, if any.
pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    Query(came): Query<Came>,
    values: Values,
) -> Result<Response, Problem> {
    let mut draft = draft::load(&cx, &who, id).await.map_err(problem)?.draft;
    if let Some(language) = values.language_switch() {
        let frame = visit.in_language(language).form_frame(part_key(Part::Documents), values.request_id());
        let page = DocumentsPage::new(frame, id, &came, &draft, &cx.catalogue, &values, &Errors::none());
        return Ok(switched(language, &page));
    }
    let leaves = values.has("continue", "yes");
    let mut errors = Errors::none();
    if let Some((kind, name, bytes)) = chosen(&values, leaves, &mut errors) {
        match draft::attach(&cx, &who, id, kind, &name, bytes).await {
            Ok(row) => draft = row.draft,
            Err(error) => match stopped(error, "file") {
                Stopped::Say(said) => errors = said,
                Stopped::Page(problem) => return Err(problem),
            },
        }
    }
    if leaves && errors.is_empty() {
        draft = draft::save(&cx, &who, id, |draft| draft.documents_done = true).await.map_err(problem)?.draft;
        say(&mut errors, &faults(Part::Documents, &draft, &cx.catalogue));
    }
    if errors.is_empty() {
        let to = if leaves { came.next(id) } else { came.here(id, Part::Documents) };
        return Ok(Redirect::to(&to).into_response());
    }
    let frame = visit.form_frame(part_key(Part::Documents), values.request_id());
    Ok(show(&DocumentsPage::new(frame, id, &came, &draft, &cx.catalogue, &values, &errors)))
}

/// The file to add. Leaving the page needs none; adding one needs the file and its kind.
fn chosen(values: &Values, leaves: bool, errors: &mut Errors) -> Option<(AttachmentKind, String, Vec<u8>)> {
    let kind = from_paper().find(|kind| kind.code() == values.one("kind"));
    let file = values.files("file").first();
    if file.is_none() && leaves {
        return None;
    }
    if kind.is_none() {
        errors.add("kind", "apply-kind-choose");
    }
    if file.is_none() {
        errors.add("file", "apply-file-choose");
    }
    let (kind, file) = kind.zip(file)?;
    Some((kind, file.name.clone(), file.bytes.to_vec()))
}

/// Takes one file out again.
pub async fn remove(
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
    Query(came): Query<Came>,
    values: Values,
) -> Result<Response, Problem> {
    draft::detach(&cx, &who, id, values.one("digest")).await.map_err(problem)?;
    Ok(Redirect::to(&came.here(id, Part::Documents)).into_response())
}

#[cfg(test)]
impl DocumentsPage {
    pub(in crate::pages::candidate) fn sample(
        language: crate::words::Language,
        draft: &Draft,
        catalogue: &Catalogue,
    ) -> Self {
        let mut errors = Errors::none();
        errors.add("file", "reasons-file-heic");
        let frame = Frame::sample_form(language, "apply-part-documents");
        Self::new(frame, Uuid::nil(), &Came::default(), draft, catalogue, &offered(draft, catalogue), &errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::candidate::tests::{catalogue, filled};

    #[test]
    fn p04_the_kind_that_is_still_missing_is_offered_first() {
        let (mut draft, catalogue) = (filled(), catalogue());
        assert_eq!(offered(&draft, &catalogue).one("kind"), "");
        draft.attachments.retain(|file| file.kind != AttachmentKind::Experience);
        assert_eq!(offered(&draft, &catalogue).one("kind"), "experience");
    }

    #[test]
    fn p04_adding_needs_a_file_and_leaving_does_not() {
        let mut errors = Errors::none();
        assert!(chosen(&Values::new().with("kind", "identity"), true, &mut errors).is_none());
        assert!(errors.is_empty());
        assert!(chosen(&Values::new(), false, &mut errors).is_none());
        assert_eq!(errors.fields(), ["kind", "file"]);
    }
}
