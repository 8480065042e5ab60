//! ¶4 ¶5. The enclosed documents beside what the programme demands.

use rules::application::{Attachment, AttachmentKind, required_documents};
use rules::programme::Programme;

use crate::case_words::attachment_key;
use crate::page::Frame;
use crate::pages::case::CaseAt;

#[derive(Debug)]
pub struct Documents {
    pub required: Vec<Required>,
    /// What was enclosed beyond the demands.
    pub other: Vec<File>,
}

/// One line of the required set.
#[derive(Debug)]
pub struct Required {
    /// Key of the line, as the check names it.
    pub code: &'static str,
    pub clause: String,
    /// The kinds of which any one meets the line.
    pub kinds: Vec<String>,
    pub met: bool,
    /// The registrar's word, once given.
    pub checked: Option<bool>,
    pub files: Vec<File>,
}

#[derive(Debug, Clone)]
pub struct File {
    pub kind: String,
    pub name: String,
    pub href: String,
    /// Can stand on the page. Intake made the picture anew, so nothing of a stranger's bytes is left in it.
    pub picture: bool,
}

impl File {
    fn new(frame: &Frame, at: &CaseAt, attachment: &Attachment) -> Self {
        Self {
            kind: frame.t(attachment_key(attachment.kind)),
            name: attachment.name.clone(),
            href: at.path(&format!("file/{}", attachment.digest)),
            picture: is_picture(&attachment.name),
        }
    }
}

fn is_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["jpg", "jpeg", "png"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

impl Documents {
    pub fn new(frame: &Frame, at: &CaseAt, programme: &Programme) -> Self {
        let case = &at.loaded.case;
        let attachments = &case.application.attachments;
        let files = |wanted: &dyn Fn(AttachmentKind) -> bool| -> Vec<File> {
            let of_kind = attachments.iter().filter(|attachment| wanted(attachment.kind));
            of_kind.map(|attachment| File::new(frame, at, attachment)).collect()
        };
        let lines = required_documents(programme);
        let demanded = |kind: AttachmentKind| lines.iter().any(|line| line.any_of.contains(&kind));
        let required = lines
            .iter()
            .map(|line| Required {
                code: line.code(),
                clause: line.clause.to_string(),
                kinds: line.any_of.iter().map(|kind| frame.t(attachment_key(*kind))).collect(),
                met: line.met_by(attachments),
                checked: case
                    .checked
                    .iter()
                    .find(|checked| checked.line == line.code())
                    .map(|checked| checked.ok),
                files: files(&|kind| line.any_of.contains(&kind)),
            })
            .collect();
        let scans = case.application.paper.iter().flat_map(|paper| &paper.scans).map(|digest| File {
            kind: frame.t("scans-original"),
            name: format!("{}.pdf", digest.get(..8).unwrap_or(digest)),
            href: at.path(&format!("file/{digest}")),
            picture: false,
        });
        Self { required, other: files(&|kind| !demanded(kind)).into_iter().chain(scans).collect() }
    }
}
