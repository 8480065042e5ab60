//! From what an act answers to what the person reads: a refusal stays on the page as a sentence with its clause, a
//! failure becomes an error page.

use acts::error::ActError;
use acts::journal::RequestId;
use acts::ports::PortError;
use rules::{Reason, Refused};

use crate::dates;
use crate::form::{Errors, Values};
use crate::problem::Problem;
use crate::words::Value;

/// What a handler does with an act that did not succeed.
#[derive(Debug)]
pub enum Stopped {
    /// Show the same form again with these errors; what was typed is kept.
    Say(Errors),
    /// The page cannot go on.
    Page(Problem),
}

/// The request id of a form; a form without one was not made by us.
pub fn request_id(values: &Values) -> Result<RequestId, Problem> {
    values.request_id().map(RequestId).ok_or(Problem::BadRequest)
}

/// Sorts an act's error. `field` is where a refusal of the whole form is shown.
pub fn stopped(error: ActError, field: &str) -> Stopped {
    let mut errors = Errors::none();
    match error {
        ActError::Refused(refused) => say_refusal(&mut errors, field, &refused),
        ActError::WrongPassword => errors.add("password", "reasons-wrong-password"),
        ActError::WrongCode => errors.add("code", "people-code-wrong"),
        ActError::WrongPasskey => errors.add("password", "keys-passkey-wrong"),
        ActError::ProofNeeded => errors.add("password", "people-proof-needed"),
        ActError::TooManyTries => errors.add(field, "people-too-many-tries"),
        ActError::LastHead => errors.add(field, "people-last-head"),
        ActError::InvitationOver => errors.add(field, "people-join-over"),
        ActError::Busy => errors.add(field, "reasons-busy"),
        ActError::LoginTaken => errors.add("login", "reasons-login-taken"),
        ActError::ChangedMeanwhile | ActError::ForeignRequest | ActError::Port(PortError::Conflict) => {
            errors.add(field, "reasons-changed-meanwhile");
        }
        ActError::File(fault) => errors.add(field, file_key(fault)),
        ActError::Fields(faults) => {
            for fault in &faults {
                errors.add(&fault.field.replace('_', "-"), field_key(fault.fault));
            }
        }
        ActError::NotAllowed => return Stopped::Page(Problem::Forbidden),
        ActError::NotFound => return Stopped::Page(Problem::NotFound),
        ActError::Port(PortError::Unavailable(_)) => return Stopped::Page(Problem::Unavailable),
        ActError::Port(other) => return Stopped::Page(Problem::Internal(other.to_string())),
    }
    Stopped::Say(errors)
}

/// An act's error where there is no form to show again.
pub fn problem(error: ActError) -> Problem {
    match stopped(error, "") {
        Stopped::Page(problem) => problem,
        Stopped::Say(_) => Problem::BadRequest,
    }
}

fn say_refusal(errors: &mut Errors, field: &str, refused: &Refused) {
    let clause = || ("clause", Value::from(refused.clause.to_string()));
    let key = reason_key(&refused.reason);
    let mut args = vec![clause()];
    match &refused.reason {
        Reason::NoticeTooEarly { earliest: day }
        | Reason::SittingOnAnotherDay { date: day }
        | Reason::AppealTooLate { last_day: day }
        | Reason::AppealInTime { last_day: day }
        | Reason::AppealWindowOpen { last_day: day }
        | Reason::DayBeforeSending { sent: day } => args.push(("date", dates::short(*day).into())),
        Reason::CommissionTooSmall { needed: n }
        | Reason::StepsUnjudged { missing: n }
        | Reason::VoteMissing { missing: n } => args.push(("n", (*n).into())),
        Reason::NotReady { line } => args.push(("n", (*line + 1).into())),
        _ => {}
    }
    errors.add_with(field, key, args);
}

/// The key of a reason's sentence.
pub fn reason_key(reason: &Reason) -> &'static str {
    match reason {
        Reason::OutOfOrder => "reasons-out-of-order",
        Reason::NotInRegister => "reasons-not-in-register",
        Reason::CentreNotAccredited => "reasons-centre-not-accredited",
        Reason::ProfessionOutsideAccreditation => "reasons-profession-outside-accreditation",
        Reason::ModeNotOffered => "reasons-mode-not-offered",
        Reason::LanguageNotOffered => "reasons-language-not-offered",
        Reason::ConsentMissing => "reasons-consent-missing",
        Reason::DocumentMissing { .. } => "reasons-document-missing",
        Reason::NameMissing => "reasons-name-missing",
        Reason::ChecklistUnfinished => "reasons-checklist-unfinished",
        Reason::TermsStand => "reasons-terms-stand",
        Reason::NoGroundNamed => "reasons-no-ground-named",
        Reason::NotWorkingDay => "reasons-not-working-day",
        Reason::NoticeTooEarly { .. } => "reasons-notice-too-early",
        Reason::DateInPast => "reasons-date-in-past",
        Reason::NewDateFarEnough => "reasons-new-date-far-enough",
        Reason::SittingOnAnotherDay { .. } => "reasons-sitting-on-another-day",
        Reason::NotAcquainted => "reasons-not-acquainted",
        Reason::NotBriefed => "reasons-not-briefed",
        Reason::NotReady { .. } => "reasons-not-ready",
        Reason::BriefingBeforeStart => "reasons-briefing-before-start",
        Reason::CommissionTooSmall { .. } => "reasons-commission-too-small",
        Reason::ChairAbsent => "reasons-chair-absent",
        Reason::ChairNotMember => "reasons-chair-not-member",
        Reason::NotMember => "reasons-not-member",
        Reason::ConflictOfInterest { .. } => "reasons-conflict-of-interest",
        Reason::ScoreImpossible => "reasons-score-impossible",
        Reason::StepUnknown => "reasons-step-unknown",
        Reason::StepsUnjudged { .. } => "reasons-steps-unjudged",
        Reason::ItemUnknown => "reasons-item-unknown",
        Reason::ItemPermitted => "reasons-item-permitted",
        Reason::ViolationUnknown => "reasons-violation-unknown",
        Reason::ViolationReviewed => "reasons-violation-reviewed",
        Reason::ViolationUnreviewed => "reasons-violation-unreviewed",
        Reason::ActMissing => "reasons-act-missing",
        Reason::ActUnsigned => "reasons-act-unsigned",
        Reason::EndedByViolation => "reasons-ended-by-violation",
        Reason::VoteMissing { .. } => "reasons-vote-missing",
        Reason::AgainstTheMap => "reasons-against-the-map",
        Reason::AgainstTheScore => "reasons-against-the-score",
        Reason::SignedAlready => "reasons-signed-already",
        Reason::NotSignatory => "reasons-not-signatory",
        Reason::SerialImpossible => "reasons-serial-impossible",
        Reason::DocumentExists => "reasons-document-exists",
        Reason::TwoPersons => "reasons-two-persons",
        Reason::ReceiptNotProven => "reasons-receipt-not-proven",
        Reason::DayBeforeSending { .. } => "notify-reason-day-before-sending",
        Reason::DayInFuture => "notify-reason-day-in-future",
        Reason::AppealTooLate { .. } => "reasons-appeal-too-late",
        Reason::AppealInTime { .. } => "reasons-appeal-in-time",
        Reason::AppealWindowOpen { .. } => "reasons-appeal-window-open",
        Reason::SheetMissing => "reasons-sheet-missing",
        Reason::PeriodBackwards => "reasons-period-backwards",
        Reason::ReceiptInFuture => "reasons-receipt-in-future",
        Reason::LateEntryUnexplained => "reasons-late-entry-unexplained",
        Reason::ComplaintUnanswered => "reasons-complaint-unanswered",
        Reason::ComplaintUnknown => "reasons-complaint-unknown",
        own_data => own_data_key(own_data),
    }
}

/// Why a consent, or what the person gave, stays as it is.
const fn own_data_key(reason: &Reason) -> &'static str {
    match reason {
        Reason::ConsentOwed => "keys-reason-owed",
        Reason::ConsentInRegister => "keys-reason-in-register",
        Reason::CorrectionUnanswered => "correct-reason-unanswered",
        Reason::CorrectionUnknown => "correct-reason-unknown",
        Reason::NothingToCorrect => "correct-reason-nothing",
        Reason::FieldWrong { .. } => "correct-reason-field",
        Reason::DocumentStands => "correct-reason-document",
        _ => "keys-reason-not-asked",
    }
}

/// The key of the sentence for a file that cannot be taken: what to do instead.
pub fn file_key(fault: acts::ports::IntakeFault) -> &'static str {
    use acts::ports::IntakeFault as F;
    match fault {
        F::Empty => "reasons-file-empty",
        F::TooBig => "reasons-file-too-big",
        F::Encrypted => "reasons-file-encrypted",
        F::Heic => "reasons-file-heic",
        F::WrongType => "reasons-file-wrong-type",
        F::Unreadable => "reasons-file-unreadable",
        F::TooManyPixels => "reasons-file-too-many-pixels",
        F::NoPages => "reasons-file-no-pages",
        F::CouldNotCheck => "reasons-file-could-not-check",
    }
}

/// The key of the sentence for a field's fault.
pub fn field_key(fault: &str) -> &'static str {
    let known = entry_key(fault).or_else(|| office_key(fault)).or_else(|| program_key(fault));
    known.unwrap_or("reasons-answer-or-continue")
}

/// Of applications and accounts.
fn entry_key(fault: &str) -> Option<&'static str> {
    Some(match fault {
        "choose-profession" => "reasons-choose-profession",
        "choose-centre" => "reasons-choose-centre",
        "centre-not-for-profession" => "reasons-profession-outside-accreditation",
        "choose-mode" => "reasons-choose-mode",
        "mode-not-offered" => "reasons-mode-not-offered",
        "choose-language" => "reasons-choose-language",
        "level-1-8" => "reasons-level-1-8",
        "year-wrong" => "reasons-year-wrong",
        "missing-identity" => "reasons-missing-identity",
        "missing-education" => "reasons-missing-education",
        "missing-experience" => "reasons-missing-experience",
        "missing-signed-application" => "reasons-missing-signed-application",
        "no-employer" => "reasons-employer-unknown",
        "voucher-number-needed" => "reasons-voucher-number-needed",
        "choose-funding" => "reasons-choose-funding",
        "organisation-needed" => "reasons-organisation-needed",
        "iin-not-referred" => "reasons-iin-not-referred",
        "referral-answered" => "reasons-referral-answered",
        "too-many-files" => "reasons-too-many-files",
        "choose-yes-no" => "reasons-choose-yes-no",
        "say-which" => "reasons-say-which",
        "consent-needed" => "reasons-consent-missing",
        "consent-needed-online" => "reasons-consent-needed-online",
        "name-needed" => "reasons-name-missing",
        "iin-needed" => "reasons-iin-needed",
        "iin-length" => "reasons-iin-length",
        "iin-not-digits" => "reasons-iin-not-digits",
        "iin-check-digit" => "reasons-iin-check-digit",
        "iin-unassignable" => "reasons-iin-unassignable",
        "date-wrong" => "reasons-date-wrong",
        "choose-sex" => "reasons-choose-sex",
        "address-needed" => "reasons-address-needed",
        "email-wrong" => "reasons-email-wrong",
        "phone-wrong" => "reasons-phone-wrong",
        "bin-wrong" => "reasons-bin-wrong",
        "login-wrong" => "reasons-login-wrong",
        "password-short" => "reasons-password-short",
        "password-long" => "reasons-password-long",
        _ => return None,
    })
}

/// Of the centre's rooms, hands and people.
fn office_key(fault: &str) -> Option<&'static str> {
    Some(match fault {
        "passkey-name-needed" => "keys-passkey-name-needed",
        "too-many-passkeys" => "keys-passkey-too-many",
        "last-way-in" => "keys-passkey-last-way",
        "room-full" => "board-room-full",
        "room-unknown" => "board-room-unknown",
        "room-name-needed" => "board-room-name-needed",
        "seats-wrong" => "board-seats-wrong",
        "seats-held" => "board-seats-held",
        "choose-colleague" => "board-choose-colleague",
        "in-other-hands" => "board-in-other-hands",
        "days-0-10" => "board-days-0-10",
        "address-for-code" => "people-address-wrong",
        "address-taken" => "people-address-taken",
        "choose-role" => "people-choose-role",
        "stand-in-same" => "people-stand-in-same",
        "stand-in-not-here" => "people-stand-in-not-here",
        "stand-in-role-not-held" => "people-stand-in-role-not-held",
        "stand-in-holds-it" => "people-stand-in-holds-it",
        "stand-in-backwards" => "people-stand-in-backwards",
        "stand-in-past" => "people-stand-in-past",
        _ => return None,
    })
}

/// Of tokens and webhooks.
fn program_key(fault: &str) -> Option<&'static str> {
    Some(match fault {
        "token-name-needed" => "api-token-name-needed",
        "token-scope-needed" => "api-token-scope-needed",
        "token-days-wrong" => "api-token-days-wrong",
        "hook-address-wrong" => "api-hook-address-wrong",
        "hook-address-not-secret" => "api-hook-address-not-secret",
        "hook-address-not-public" => "api-hook-address-not-public",
        "hook-event-needed" => "api-hook-event-needed",
        "hook-too-many" => "api-hook-too-many",
        _ => return None,
    })
}
