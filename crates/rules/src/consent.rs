//! Q23 ¶2(4). What a person agreed to, each apart. Each can be withdrawn, with a consequence of its own, and given again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::application::{Application, Route, Shows};
use crate::case::{Case, CommandKind, Stage, stages};
use crate::programme::Mode;
use crate::refusal::{Reason, Refused};

/// One thing that a person agreed to. The serialised names are part of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// A1: processing of personal data during the procedure.
    Processing,
    /// A1 ¶18(2): placing on the digital platform.
    Platform,
    /// ¶2(8): face and voice, recorded at an online sitting.
    Biometric,
    /// ¶2(4): the employer sees where the case stands.
    EmployerStatus,
    /// ¶2(4): the employer sees the result.
    EmployerResult,
    /// Messages by SMS, beside the account and e-mail.
    Sms,
}

impl Consent {
    pub const ALL: [Self; 6] = [
        Self::Processing,
        Self::Platform,
        Self::Biometric,
        Self::EmployerStatus,
        Self::EmployerResult,
        Self::Sms,
    ];

    /// Stable kebab-case key, as serialised.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Platform => "platform",
            Self::Biometric => "biometric",
            Self::EmployerStatus => "employer-status",
            Self::EmployerResult => "employer-result",
            Self::Sms => "sms",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|consent| consent.code() == code)
    }

    /// Whether this application asks for it: an employer where one referred, recordings where the exam may be online.
    pub fn asked(self, application: &Application) -> bool {
        match self {
            Self::Processing | Self::Platform => true,
            Self::Biometric => application.mode == Mode::Online || application.consents.biometric,
            Self::EmployerStatus | Self::EmployerResult => {
                matches!(application.route, Route::Referral { .. })
            }
            Self::Sms => !application.person.mobile.trim().is_empty(),
        }
    }
}

/// What was agreed to in the application.
pub fn filed(application: &Application) -> BTreeSet<Consent> {
    let shows = match &application.route {
        Route::Referral { shows, .. } => *shows,
        Route::OnOwn => Shows::default(),
    };
    let given = |consent: &Consent| match consent {
        Consent::Processing => application.consents.processing,
        Consent::Platform => application.consents.platform,
        Consent::Biometric => application.consents.biometric,
        Consent::EmployerStatus => shows.status,
        Consent::EmployerResult => shows.result,
        Consent::Sms => consent.asked(application),
    };
    Consent::ALL.into_iter().filter(given).collect()
}

/// What follows a withdrawal: said before, done at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// The procedure stops as one withdrawn (¶3).
    CaseStops,
    /// The procedure is over; what the law keeps is kept.
    OnlyKept,
    /// No document until it is given again (¶18(2)).
    NoDocument,
    /// An online exam that is appointed falls away; a new day is set (¶6).
    ExamMoves,
    /// No exam is appointed online (¶9).
    NoOnlineExam,
    EmployerSeesNothing,
    /// Messages come to the account and by e-mail alone.
    NoSms,
}

/// Whether `consent` can be withdrawn now, and what follows. Not while the centre owes what the person began, nor what a
/// register holds by law.
pub fn withdrawal(case: &Case, consent: Consent) -> Result<Consequence, Refused> {
    let stage = case.stage;
    Ok(match consent {
        Consent::Processing if stages(CommandKind::Withdraw).contains(&stage) => Consequence::CaseStops,
        Consent::Processing if rests(stage) => Consequence::OnlyKept,
        Consent::Processing => return Err(Refused::new("¶17", Reason::ConsentOwed)),
        Consent::Platform if case.document.is_some() => {
            return Err(Refused::new("¶18(2)", Reason::ConsentInRegister));
        }
        Consent::Platform if stage.is_final() => Consequence::OnlyKept,
        Consent::Platform => Consequence::NoDocument,
        Consent::Biometric if online_exam_waits(case) => Consequence::ExamMoves,
        Consent::Biometric if stages(CommandKind::Withdraw).contains(&stage) => Consequence::NoOnlineExam,
        Consent::Biometric => Consequence::OnlyKept,
        Consent::EmployerStatus | Consent::EmployerResult => Consequence::EmployerSeesNothing,
        Consent::Sms => Consequence::NoSms,
    })
}

/// Whether `consent` can be given (again) now: only where the application asks for it and it would still let something happen.
pub fn giving(case: &Case, consent: Consent) -> Result<(), Refused> {
    let procedure = matches!(consent, Consent::Processing | Consent::Platform | Consent::Biometric);
    if procedure && case.stage.is_final() {
        return Err(Refused::new(CommandKind::ChangeConsent.clause(), Reason::OutOfOrder));
    }
    // Face and voice may be agreed to later: an exam may then be set online.
    if consent == Consent::Biometric || consent.asked(&case.application) {
        Ok(())
    } else {
        Err(Refused::new(CommandKind::ChangeConsent.clause(), Reason::ConsentNotAsked))
    }
}

/// Nothing is owed by the centre.
const fn rests(stage: Stage) -> bool {
    stage.is_final() || matches!(stage, Stage::Issued | Stage::Informed | Stage::Closed)
}

/// An online exam is appointed or goes on.
pub(crate) fn online_exam_waits(case: &Case) -> bool {
    let waits = matches!(case.stage, Stage::Noticed | Stage::Theory | Stage::Admitted | Stage::Practice);
    waits && case.appointment.as_ref().is_some_and(|appointment| appointment.mode == Mode::Online)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q23_the_key_of_a_consent_is_its_stored_name() {
        for consent in Consent::ALL {
            assert_eq!(serde_json::to_value(consent).unwrap(), consent.code());
            assert_eq!(Consent::from_code(consent.code()), Some(consent));
        }
        assert_eq!(Consent::from_code("everything"), None);
    }
}
