//! What an act can fail with. Each is a coded, translatable sentence for the person.

use rules::Refused;

use crate::ports::{IntakeFault, PortError};

pub type ActResult<T> = Result<T, ActError>;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// The Rules refuse: clause and reason.
    #[error("refused: {0}")]
    Refused(#[from] Refused),
    /// The table gives no right to this act on this case.
    #[error("not allowed")]
    NotAllowed,
    #[error("not found")]
    NotFound,
    /// Somebody else changed the case at the same moment, several times over.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// The request id belongs to another act or another person.
    #[error("request id of another act")]
    ForeignRequest,
    /// Wrong name or password.
    #[error("wrong name or password")]
    WrongPassword,
    /// A wrong code of an authenticator app, or one sent.
    #[error("wrong code")]
    WrongCode,
    /// A passkey's answer is not to this challenge, site or person, came too late, or its device is a copy.
    #[error("wrong passkey")]
    WrongPasskey,
    /// A legal act needs a fresh proof of who acts.
    #[error("proof needed")]
    ProofNeeded,
    /// Tried too often; to be tried again later.
    #[error("too many tries")]
    TooManyTries,
    /// A centre keeps at least one head.
    #[error("last head")]
    LastHead,
    /// The invitation was used, taken back, or its time is over.
    #[error("invitation over")]
    InvitationOver,
    /// Too many password checks wait.
    #[error("busy")]
    Busy,
    /// The login is taken.
    #[error("login taken")]
    LoginTaken,
    /// Fields of a form, each with the key of its sentence.
    #[error("{} field(s) to mend", .0.len())]
    Fields(Vec<FieldFault>),
    /// An uploaded file cannot be taken.
    #[error("file: {0:?}")]
    File(IntakeFault),
    /// Storage or another adapter failed; nothing was changed.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    pub field: &'static str,
    /// Key of the sentence.
    pub fault: &'static str,
}
