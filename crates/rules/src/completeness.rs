//! ¶5. The check of completeness, and the grounds of a reasoned refusal.

use serde::{Deserialize, Serialize};

use crate::application::{Application, AttachmentKind, required_documents};
use crate::programme::Programme;
use crate::refusal::{Reason, Refused};

/// ¶5. One ground of a refusal: something missing from the set, or something wrongly filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "ground")]
pub enum Ground {
    /// No document of this kind was enclosed.
    Missing { kind: AttachmentKind },
    /// The copy cannot be read.
    Unreadable { kind: AttachmentKind },
    /// The document belongs to somebody else, or its data differ.
    Mismatch { kind: AttachmentKind },
    /// The document does not confirm the level or the experience demanded.
    Insufficient { kind: AttachmentKind },
    /// A field of the application is wrongly filled (key of the field in A1).
    WronglyFilled { field: String },
    /// The application is not signed.
    Unsigned,
}

/// ¶5. The registrar's line-by-line result for one required document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Key of the line: the first kind that meets it.
    pub line: String,
    pub ok: bool,
}

/// ¶5. Complete: each required line ticked as found and right, and each one really met by an attachment.
pub fn complete(
    application: &Application,
    programme: &Programme,
    checked: &[Checked],
) -> Result<(), Refused> {
    for required in required_documents(programme) {
        if !required.met_by(&application.attachments) {
            return Err(Refused::new("¶5", Reason::DocumentMissing { what: required.code().into() }));
        }
        if !checked.iter().any(|line| line.line == required.code() && line.ok) {
            return Err(Refused::new("¶5", Reason::ChecklistUnfinished));
        }
    }
    Ok(())
}

/// ¶5. No reason, no refusal: at least one ground must be named.
pub fn refusable(grounds: &[Ground]) -> Result<(), Refused> {
    if grounds.is_empty() { Err(Refused::new("¶5", Reason::NoGroundNamed)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::application::tests::{application as sample, enclosed};
    use crate::programme::tests::welder;

    fn checked(lines: &[(&str, bool)]) -> Vec<Checked> {
        lines.iter().map(|(line, ok)| Checked { line: (*line).into(), ok: *ok }).collect()
    }

    #[test]
    fn p05_complete_is_each_owed_line_enclosed_and_ticked() {
        let programme = Programme { experience_years: 0, ..welder() };
        let mut application = sample(&programme);
        let all = checked(&[("identity", true), ("education", true)]);
        let said = |application: &Application, lines: &[Checked]| {
            complete(application, &programme, lines).map_err(|refused| refused.reason)
        };
        let missing = |what: &str| Err(Reason::DocumentMissing { what: what.into() });
        assert_eq!(said(&application, &all), missing("identity"));
        application.attachments = enclosed(&[AttachmentKind::Identity]);
        assert_eq!(said(&application, &all), missing("education"));
        application.attachments = enclosed(&[AttachmentKind::Training, AttachmentKind::Kandas]);
        assert_eq!(said(&application, &all), Ok(()));
        for lines in [
            checked(&[("identity", true)]),
            checked(&[("education", true)]),
            checked(&[("identity", true), ("education", false)]),
        ] {
            assert_eq!(said(&application, &lines), Err(Reason::ChecklistUnfinished));
        }
    }

    #[test]
    fn p05_a_refusal_names_at_least_one_ground() {
        assert_eq!(refusable(&[]), Err(Refused::new("¶5", Reason::NoGroundNamed)));
        assert_eq!(refusable(&[Ground::Unsigned]), Ok(()));
    }

    #[test]
    fn p05_each_ground_keeps_its_stored_form() {
        let kind = AttachmentKind::Identity;
        let grounds = [
            (Ground::Missing { kind }, r#"{"ground":"missing","kind":"identity"}"#),
            (Ground::Unreadable { kind }, r#"{"ground":"unreadable","kind":"identity"}"#),
            (Ground::Mismatch { kind }, r#"{"ground":"mismatch","kind":"identity"}"#),
            (Ground::Insufficient { kind }, r#"{"ground":"insufficient","kind":"identity"}"#),
            (Ground::WronglyFilled { field: "iin".into() }, r#"{"ground":"wrongly-filled","field":"iin"}"#),
            (Ground::Unsigned, r#"{"ground":"unsigned"}"#),
        ];
        for (ground, text) in grounds {
            assert_eq!(serde_json::to_string(&ground).unwrap(), text);
        }
    }
}
