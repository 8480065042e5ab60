//! ¶5. From the ticks of the check to its result: the lines found right, and the grounds of a refusal.

use rules::application::{Attachment, AttachmentKind, Required};
use rules::completeness::{Checked, Ground};

use crate::form::{Errors, Values};

/// What can be wrong with one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    Unreadable,
    Mismatch,
    Insufficient,
}

impl Fault {
    pub const ALL: [Self; 4] = [Self::Missing, Self::Unreadable, Self::Mismatch, Self::Insufficient];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::Mismatch => "mismatch",
            Self::Insufficient => "insufficient",
        }
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "staff-fault-missing",
            Self::Unreadable => "staff-fault-unreadable",
            Self::Mismatch => "staff-fault-mismatch",
            Self::Insufficient => "staff-fault-insufficient",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }

    const fn ground(self, kind: AttachmentKind) -> Ground {
        match self {
            Self::Missing => Ground::Missing { kind },
            Self::Unreadable => Ground::Unreadable { kind },
            Self::Mismatch => Ground::Mismatch { kind },
            Self::Insufficient => Ground::Insufficient { kind },
        }
    }
}

/// A1. Fields that a refusal may name as wrongly filled, each with the key of its words.
pub const FIELDS: [(&str, &str); 8] = [
    ("name", "staff-data-name"),
    ("iin", "staff-data-iin"),
    ("birth-date", "staff-data-birth"),
    ("address", "staff-data-address"),
    ("contacts", "staff-field-contacts"),
    ("profession", "staff-data-profession"),
    ("held", "staff-data-held"),
    ("consents", "staff-field-consents"),
];

/// Names of the fields of one line: what was found, and what is wrong.
pub fn line_name(code: &str) -> String {
    format!("line-{code}")
}

pub fn fault_name(code: &str) -> String {
    format!("fault-{code}")
}

/// The result of the check as it was ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub checked: Vec<Checked>,
    pub grounds: Vec<Ground>,
}

/// Reads the ticks. A line without an answer, and a problem without its kind, are errors of their fields.
pub fn read(lines: &[Required], attachments: &[Attachment], values: &Values, errors: &mut Errors) -> Found {
    let mut found = Found::default();
    for line in lines {
        let name = line_name(line.code());
        match values.one(&name) {
            "ok" if line.met_by(attachments) => {
                found.checked.push(Checked { line: line.code().to_owned(), ok: true });
            }
            "ok" => errors.add(&name, "staff-check-not-enclosed"),
            "problem" => match Fault::from_code(values.one(&fault_name(line.code()))) {
                Some(fault) => {
                    found.checked.push(Checked { line: line.code().to_owned(), ok: false });
                    found.grounds.extend(kind_of(line, attachments, fault).map(|kind| fault.ground(kind)));
                }
                None => errors.add(&fault_name(line.code()), "staff-check-say-what"),
            },
            _ => errors.add(&name, "staff-check-answer-line"),
        }
    }
    let known = FIELDS.iter().filter(|(field, _)| values.has("field", field));
    found.grounds.extend(known.map(|(field, _)| Ground::WronglyFilled { field: (*field).to_owned() }));
    if values.has("unsigned", "yes") {
        found.grounds.push(Ground::Unsigned);
    }
    found
}

/// What is missing is named by the line's first kind; what is wrong, by the kind that was enclosed.
fn kind_of(line: &Required, attachments: &[Attachment], fault: Fault) -> Option<AttachmentKind> {
    let first = line.any_of.first().copied();
    if fault == Fault::Missing {
        return first;
    }
    let enclosed =
        attachments.iter().map(|attachment| attachment.kind).find(|kind| line.any_of.contains(kind));
    enclosed.or(first)
}

#[cfg(test)]
mod tests {
    use rules::Clause;

    use super::*;

    fn lines() -> Vec<Required> {
        let line = |clause, any_of| Required { clause: Clause::new(clause), any_of };
        vec![
            line("¶4(2)", vec![AttachmentKind::Identity, AttachmentKind::Kandas]),
            line("¶4(3)", vec![AttachmentKind::Experience]),
        ]
    }

    fn enclosed() -> Vec<Attachment> {
        vec![Attachment { kind: AttachmentKind::Kandas, name: "k.pdf".into(), digest: "d".into() }]
    }

    fn read_all(values: &Values) -> (Found, Vec<String>) {
        let mut errors = Errors::none();
        let found = read(&lines(), &enclosed(), values, &mut errors);
        (found, errors.fields().into_iter().map(ToOwned::to_owned).collect())
    }

    #[test]
    fn p05_an_unanswered_line_is_asked_again() {
        let (found, fields) = read_all(&Values::new().with("line-identity", "ok"));
        assert_eq!(fields, ["line-experience"]);
        assert!(found.grounds.is_empty());
    }

    #[test]
    fn p05_a_line_that_nothing_meets_cannot_be_right() {
        let values = Values::new().with("line-identity", "ok").with("line-experience", "ok");
        assert_eq!(read_all(&values).1, ["line-experience"]);
    }

    #[test]
    fn p05_problems_become_grounds_by_kind_field_and_signature() {
        let values = Values::new()
            .with("line-identity", "problem")
            .with("fault-identity", "unreadable")
            .with("line-experience", "problem")
            .with("fault-experience", "missing")
            .with("field", "held")
            .with("field", "no-such-field")
            .with("unsigned", "yes");
        let (found, fields) = read_all(&values);
        assert!(fields.is_empty());
        assert_eq!(
            found.grounds,
            [
                Ground::Unreadable { kind: AttachmentKind::Kandas },
                Ground::Missing { kind: AttachmentKind::Experience },
                Ground::WronglyFilled { field: "held".into() },
                Ground::Unsigned,
            ]
        );
        assert!(found.checked.iter().all(|line| !line.ok));
    }

    #[test]
    fn p05_a_problem_says_what_it_is() {
        let values = Values::new().with("line-identity", "problem").with("line-experience", "problem");
        assert_eq!(read_all(&values).1, ["fault-identity", "fault-experience"]);
    }
}
