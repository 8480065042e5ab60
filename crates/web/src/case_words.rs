//! Words of a case that every audience shares: stages, terms, messages, papers, history. Each function gives a key of
//! `case.ftl`.

use acts::papers::FormKind;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::Clause;
use rules::appeal::AppealOutcome;
use rules::application::AttachmentKind;
use rules::calendar::Calendar;
use rules::case::{Event, FaultTeller, Stage, TermState};
use rules::consent::Consent;
use rules::decision::Outcome;
use rules::notice::Cause;
use rules::programme::{ExamLanguage, Mode};
use rules::terms::{Standing, Term, term};
use rules::violations::Consequence;

use crate::dates::short;
use crate::page::Frame;
use crate::words::{Language, t, t_args};

/// Where the case stands, in one line.
pub const fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Filed => "case-stage-filed",
        Stage::Incomplete => "case-stage-incomplete",
        Stage::Refused => "case-stage-refused",
        Stage::Complete => "case-stage-complete",
        Stage::Offered => "case-stage-offered",
        Stage::Contracted => "case-stage-contracted",
        Stage::Noticed => "case-stage-noticed",
        Stage::Incapacitated => "case-stage-incapacitated",
        Stage::Postponed => "case-stage-postponed",
        Stage::Theory => "case-stage-theory",
        Stage::Admitted => "case-stage-admitted",
        Stage::Practice => "case-stage-practice",
        Stage::Ended => "case-stage-ended",
        Stage::Decided => "case-stage-decided",
        Stage::Passed => "case-stage-passed",
        Stage::NotPassed => "case-stage-not-passed",
        Stage::Issued => "case-stage-issued",
        Stage::Informed => "case-stage-informed",
        Stage::Appealed => "case-stage-appealed",
        Stage::AppealRegistered => "case-stage-appeal-registered",
        Stage::Upheld => "case-stage-upheld",
        Stage::Closed => "case-stage-closed",
        Stage::Withdrawn => "case-stage-withdrawn",
        Stage::Annulled => "case-stage-annulled",
    }
}

/// Colour of the stage's tag: green reached, red refused, grey at rest, blue and yellow on the way.
pub const fn stage_colour(stage: Stage) -> &'static str {
    match stage {
        Stage::Passed | Stage::Issued | Stage::Upheld => "green",
        Stage::Refused | Stage::Annulled | Stage::NotPassed | Stage::Informed => "red",
        Stage::Withdrawn | Stage::Closed => "grey",
        Stage::Incomplete | Stage::Incapacitated | Stage::Postponed | Stage::Appealed => "yellow",
        Stage::AppealRegistered => "purple",
        _ => "blue",
    }
}

/// A message to the candidate, by the kind that the act gave it.
pub fn message_key(kind: &str) -> &'static str {
    match kind {
        "application-registered" => "case-message-application-registered",
        "contract-offered" => "case-message-contract-offered",
        "refused" => "case-message-refused",
        "notice" => "case-message-notice",
        "postponed" => "case-message-postponed",
        "no-show" => "case-message-no-show",
        "withdrawn" => "case-message-withdrawn",
        "not-passed" => "case-message-not-passed",
        "document-issued" => "case-message-document-issued",
        "document-annulled" => "case-message-document-annulled",
        "appeal-registered" => "case-message-appeal-registered",
        "appeal-refused" => "case-message-appeal-refused",
        "appeal-decided" => "case-message-appeal-decided",
        "complaint-registered" => "case-message-complaint-registered",
        "complaint-answered" => "case-message-complaint-answered",
        "correction-answered" => "correct-letter-subject",
        "exam-in-3-days" => "board-message-exam-in-3-days",
        "exam-tomorrow" => "board-message-exam-tomorrow",
        _ => "case-message-other",
    }
}

/// ¶4(2)–(4). The kind of an attachment, short.
pub const fn attachment_key(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Education => "case-attachment-education",
        AttachmentKind::ForeignRecognition => "case-attachment-foreign-recognition",
        AttachmentKind::Training => "case-attachment-training",
        AttachmentKind::Incomplete => "case-attachment-incomplete",
        AttachmentKind::NonFormal => "case-attachment-non-formal",
        AttachmentKind::Identity => "case-attachment-identity",
        AttachmentKind::Kandas => "case-attachment-kandas",
        AttachmentKind::Experience => "case-attachment-experience",
        AttachmentKind::EarlierRecognition => "case-attachment-earlier-recognition",
        AttachmentKind::SignedApplication => "case-attachment-signed-application",
    }
}

/// The name of a legal form.
pub const fn form_key(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Application => "case-form-application",
        FormKind::Refusal => "case-form-refusal",
        FormKind::Contract => "case-form-contract",
        FormKind::Notice => "case-form-notice",
        FormKind::BriefingJournal => "case-form-briefing-journal",
        FormKind::Protocol => "case-form-protocol",
        FormKind::ViolationAct(_) => "case-form-violation-act",
        FormKind::NotPassed => "case-form-not-passed",
        FormKind::AppealDecision => "case-form-appeal-decision",
        FormKind::ComplaintAnswer(_) => "case-form-complaint-answer",
        FormKind::Document => "case-form-document",
    }
}

/// A line of the history; `None` for what is not a step of its own (a started term, one judged step, one vote).
pub const fn event_key(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::TermStarted { .. }
        | Event::StepJudged { .. }
        | Event::VoteCast { .. }
        | Event::AppealVoteCast { .. } => return None,
        Event::TermRecounted { .. } => "case-event-term-recounted",
        Event::Filed { .. } => "case-event-filed",
        Event::FoundComplete { .. } => "case-event-found-complete",
        Event::FoundIncomplete { .. } => "case-event-found-incomplete",
        Event::RefusalReturned { .. } => "case-event-refusal-returned",
        Event::RefusalSigned { .. } => "case-event-refusal-signed",
        Event::ContractOffered { .. } => "case-event-contract-offered",
        Event::ContractConcluded { .. } => "case-event-contract-concluded",
        Event::NoticeSent { .. } => "case-event-notice-sent",
        Event::NewDateRefused { .. } => "case-event-new-date-refused",
        Event::IncapacityReported { .. } => "case-event-incapacity-reported",
        Event::IncapacityConfirmed { .. } => "case-event-incapacity-confirmed",
        Event::FaultRecorded { .. } => "case-event-fault-recorded",
        Event::NoShowRecorded { .. } => "case-event-no-show-recorded",
        Event::Acquainted { .. } => "case-event-acquainted",
        Event::Briefed { .. } => "case-event-briefed",
        Event::SittingOpened { .. } => "case-event-sitting-opened",
        Event::TheoryClosed { .. } => "case-event-theory-closed",
        Event::PracticeOpened { .. } => "case-event-practice-opened",
        Event::PracticeClosed { .. } => "case-event-practice-closed",
        Event::ViolationRegistered { .. } => "case-event-violation-registered",
        Event::ViolationActDrawn { .. } => "case-event-violation-act-drawn",
        Event::ViolationActSigned { .. } => "case-event-violation-act-signed",
        Event::ViolationReviewed { review, .. } if review.confirmed => "case-event-violation-confirmed",
        Event::ViolationReviewed { .. } => "case-event-violation-annulled",
        Event::Decided { outcome, .. } => match outcome {
            Outcome::Passed => "case-event-decided-passed",
            Outcome::NotPassed => "case-event-decided-not-passed",
        },
        Event::ProtocolSigned { .. } => "case-event-protocol-signed",
        Event::DocumentIssued { .. } => "case-event-document-issued",
        Event::NotPassedSent { .. } => "case-event-not-passed-sent",
        Event::ReceiptProven { .. } => "case-event-receipt-proven",
        Event::AppealFiled { .. } => "case-event-appeal-filed",
        Event::AppealRegistered { .. } => "case-event-appeal-registered",
        Event::LateAppealRefused { .. } => "case-event-late-appeal-refused",
        Event::AppealDecided { outcome, .. } => match outcome {
            AppealOutcome::Upheld => "case-event-appeal-upheld",
            AppealOutcome::Rejected => "case-event-appeal-rejected",
        },
        Event::Withdrawn { .. } => "case-event-withdrawn",
        Event::DocumentAnnulled { .. } => "case-event-document-annulled",
        Event::Closed { .. } => "case-event-closed",
        Event::ComplaintFiled { .. } => "case-event-complaint-filed",
        Event::ComplaintAnswered { .. } => "case-event-complaint-answered",
        Event::ConsentChanged { given: true, .. } => "keys-event-given",
        Event::ConsentChanged { given: false, .. } => "keys-event-withdrawn",
        Event::CorrectionAsked { .. } => "correct-event-asked",
        Event::CorrectionAnswered { made, .. } if made.is_empty() => "correct-event-refused",
        Event::CorrectionAnswered { .. } => "correct-event-made",
    })
}

/// The clause that an event carries out, for the small mark beside its line.
pub const fn event_clause(event: &Event) -> &'static str {
    match event {
        Event::TermStarted { .. } => "Q1",
        Event::TermRecounted { .. } => "Q25",
        Event::Filed { .. } | Event::ConsentChanged { .. } => "¶4",
        Event::FoundComplete { .. }
        | Event::FoundIncomplete { .. }
        | Event::RefusalReturned { .. }
        | Event::RefusalSigned { .. }
        | Event::ContractOffered { .. }
        | Event::ContractConcluded { .. } => "¶5",
        Event::NoticeSent { .. } | Event::NoShowRecorded { .. } => "¶6",
        Event::NewDateRefused { .. }
        | Event::IncapacityReported { .. }
        | Event::IncapacityConfirmed { .. } => "¶7",
        Event::Acquainted { .. } | Event::Briefed { .. } => "¶8",
        Event::SittingOpened { .. } | Event::PracticeOpened { .. } => "¶9",
        Event::FaultRecorded { .. } => "¶11",
        Event::ViolationRegistered { .. } | Event::ViolationReviewed { .. } => "¶13",
        Event::ViolationActDrawn { .. } | Event::ViolationActSigned { .. } => "¶14",
        Event::TheoryClosed { .. } => "¶15",
        Event::StepJudged { .. } | Event::PracticeClosed { .. } => "¶16",
        Event::VoteCast { .. } | Event::Decided { .. } | Event::ProtocolSigned { .. } => "¶17",
        Event::DocumentIssued { .. } => "¶18(1)",
        Event::DocumentAnnulled { .. } => "¶18(2)",
        Event::NotPassedSent { .. } => "¶19",
        Event::ReceiptProven { .. }
        | Event::AppealFiled { .. }
        | Event::LateAppealRefused { .. }
        | Event::Closed { .. } => "¶20",
        Event::AppealRegistered { .. } => "¶21",
        Event::AppealVoteCast { .. } | Event::AppealDecided { .. } => "¶22",
        Event::Withdrawn { .. } => "¶3",
        Event::ComplaintFiled { .. } | Event::ComplaintAnswered { .. } => "¶8(2)",
        Event::CorrectionAsked { .. } | Event::CorrectionAnswered { .. } => "¶4(1)",
    }
}

/// What a term is for, by its clause.
pub fn term_key(clause: &str) -> &'static str {
    match clause {
        "¶5" => "case-term-check",
        "¶6" => "case-term-notice",
        "¶17" => "case-term-protocol",
        "¶18" | "¶23" => "case-term-issue",
        "¶19" => "case-term-inform",
        "¶20" => "case-term-appeal",
        "¶22" => "case-term-appeal-decision",
        "¶8(2)" => "case-term-complaint",
        "¶4(1)" => "correct-term",
        _ => "case-term-other",
    }
}

/// The calendars that a term was counted with: the newest, and the one before where an act moved its last day.
pub fn calendars(frame: &Frame, term: &Term) -> String {
    let newest = frame.t1("staff-case-calendar", "version", term.calendar.clone());
    match &term.before {
        None => newest,
        Some(before) => {
            let due = short(before.due);
            format!(
                "{newest}. {}",
                frame.t2("staff-case-moved", "date", due, "version", before.calendar.clone())
            )
        }
    }
}

/// What became of a term.
pub const fn term_state_key(state: TermState) -> &'static str {
    match state {
        TermState::Running => "case-term-running",
        TermState::Met(_) => "case-term-met",
        TermState::Void => "case-term-void",
    }
}

/// Where a term that falls due on `due` stands now.
pub fn standing_of(due: Date, now: Timestamp, calendar: &Calendar) -> Standing {
    // A term of no working days after its own last day is that day itself.
    term(calendar, Clause::new("Q1"), due, 0).standing(now, calendar)
}

/// «2 жұмыс күні қалды», «Бүгін — соңғы күн», «1 жұмыс күніне кешікті».
pub fn standing_words(language: Language, standing: Standing) -> String {
    match standing {
        Standing::DaysLeft(n) => t_args(language, "case-standing-left", &[("n", n.into())]),
        Standing::DueToday => t(language, "case-standing-today"),
        Standing::Overdue(n) => t_args(language, "case-standing-overdue", &[("n", n.into())]),
    }
}

/// Kind for `g::sign`: the shape says it without the colour.
pub const fn standing_sign(standing: Standing) -> &'static str {
    match standing {
        Standing::DaysLeft(0 | 1) | Standing::DueToday => "warn",
        Standing::DaysLeft(_) => "good",
        Standing::Overdue(_) => "bad",
    }
}

/// ¶13. What a violation brought.
pub const fn consequence_key(consequence: Consequence) -> &'static str {
    match consequence {
        Consequence::Warning => "case-consequence-warning",
        Consequence::End => "case-consequence-end",
    }
}

/// ¶7 ¶11 Q6 Q27. Why a new date is owed.
pub const fn cause_key(cause: Cause) -> &'static str {
    match cause {
        Cause::Incapacity => "case-cause-incapacity",
        Cause::Fault => "case-cause-fault",
        Cause::AnnulledEnd => "case-cause-annulled-end",
        Cause::NoShow => "case-cause-no-show",
        Cause::NoConsent => "keys-cause-no-consent",
    }
}

/// ¶17.
pub const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "case-outcome-passed",
        Outcome::NotPassed => "case-outcome-not-passed",
    }
}

/// ¶22.
pub const fn appeal_outcome_key(outcome: AppealOutcome) -> &'static str {
    match outcome {
        AppealOutcome::Upheld => "case-appeal-upheld",
        AppealOutcome::Rejected => "case-appeal-rejected",
    }
}

/// ¶11. Who told of a fault.
pub const fn teller_key(by: FaultTeller) -> &'static str {
    match by {
        FaultTeller::Candidate => "case-teller-candidate",
        FaultTeller::Staff => "case-teller-staff",
        FaultTeller::System => "case-teller-system",
    }
}

/// ¶9.
pub const fn mode_key(mode: Mode) -> &'static str {
    match mode {
        Mode::Offline => "common-mode-offline",
        Mode::Online => "common-mode-online",
    }
}

/// ¶9.
pub const fn exam_language_key(language: ExamLanguage) -> &'static str {
    match language {
        ExamLanguage::Kk => "common-exam-kk",
        ExamLanguage::Ru => "common-exam-ru",
    }
}

/// Q23. What was agreed to.
pub const fn consent_key(consent: Consent) -> &'static str {
    match consent {
        Consent::Processing => "apply-consent-processing",
        Consent::Platform => "apply-consent-platform",
        Consent::Biometric => "apply-consent-biometric",
        Consent::EmployerStatus => "keys-consent-status",
        Consent::EmployerResult => "keys-consent-result",
        Consent::Sms => "keys-consent-sms",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_message_and_paper_has_its_words() {
        let stages = Stage::ALL.iter().map(|stage| stage_key(*stage));
        let papers = FormKind::SINGLE
            .into_iter()
            .chain([FormKind::ViolationAct(1), FormKind::ComplaintAnswer(1)])
            .map(form_key);
        let kinds = AttachmentKind::ENCLOSED.into_iter().map(attachment_key);
        for key in stages.chain(papers).chain(kinds) {
            for language in Language::ALL {
                assert!(!t(language, key).contains('⟦'), "{key} in {}", language.code());
            }
        }
    }

    #[test]
    fn a_delay_and_the_last_days_differ_by_sign_and_word() {
        assert_eq!(standing_words(Language::Kk, Standing::DaysLeft(2)), "2 жұмыс күні қалды");
        assert_eq!(standing_words(Language::Kk, Standing::Overdue(1)), "1 жұмыс күніне кешікті");
        assert_eq!(standing_words(Language::Ru, Standing::Overdue(2)), "Просрочено на 2 рабочих дня");
        let signs = [Standing::DaysLeft(3), Standing::DueToday, Standing::Overdue(1)].map(standing_sign);
        assert_eq!(signs, ["good", "warn", "bad"]);
    }
}
