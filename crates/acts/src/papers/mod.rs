//! Which legal forms a case has now, and what goes into each. A form is a function of the journal: asked again, it is
//! the same.

mod after;
mod intake;
mod outcome;
mod sitting;
mod stead;
mod then;
mod words;

use jiff::Timestamp;
use rules::case::{Case, Event, Stage};
use rules::centre::Centre;
use serde::{Deserialize, Serialize};

use crate::cx::Cx;
use crate::error::ActResult;
use crate::forms::{self, Form, Reference, Signed, SignedHow};
use crate::journal::Entry;
use crate::walk::Loaded;

pub use words::{attachment, ground, title};

/// Forms exist in both languages; the Kazakh one is authentic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperLanguage {
    Kk,
    Ru,
}

impl PaperLanguage {
    /// `kk`, `ru`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
        }
    }
}

/// The legal forms of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormKind {
    Application,
    Refusal,
    Contract,
    Notice,
    BriefingJournal,
    Protocol,
    /// ¶14: of which violation of the case, from 1.
    ViolationAct(u8),
    NotPassed,
    AppealDecision,
    /// ¶8(2): to which complaint of the case, from 1.
    ComplaintAnswer(u8),
    Document,
}

impl FormKind {
    /// The forms of which a case has one at most, in the order of the procedure.
    pub const SINGLE: [Self; 9] = [
        Self::Application,
        Self::Refusal,
        Self::Contract,
        Self::Notice,
        Self::BriefingJournal,
        Self::Protocol,
        Self::NotPassed,
        Self::AppealDecision,
        Self::Document,
    ];

    /// Key of the form in addresses and words.
    pub fn code(self) -> String {
        let code = match self {
            Self::Application => "application",
            Self::Refusal => "refusal",
            Self::Contract => "contract",
            Self::Notice => "notice",
            Self::BriefingJournal => "briefing-journal",
            Self::Protocol => "protocol",
            Self::ViolationAct(place) => return format!("violation-act-{place}"),
            Self::NotPassed => "not-passed",
            Self::AppealDecision => "appeal-decision",
            Self::ComplaintAnswer(place) => return format!("complaint-answer-{place}"),
            Self::Document => "document",
        };
        code.into()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let place = |kind: &str| code.strip_prefix(kind)?.parse().ok();
        let single = Self::SINGLE.into_iter().find(|kind| kind.code() == code);
        single
            .or_else(|| place("violation-act-").map(Self::ViolationAct))
            .or_else(|| place("complaint-answer-").map(Self::ComplaintAnswer))
    }

    /// Of which violation or complaint of the case, from 1.
    pub const fn place(self) -> Option<u8> {
        match self {
            Self::ViolationAct(place) | Self::ComplaintAnswer(place) => Some(place),
            _ => None,
        }
    }
}

/// The forms that the case has now, for its candidate or for the centre's staff. A refusal that the head has not signed
/// is a draft of the centre; the briefing journal is the centre's.
pub fn available(loaded: &Loaded, for_staff: bool) -> Vec<FormKind> {
    let case = &loaded.case;
    let opened = for_staff || !sealed(case);
    let single = FormKind::SINGLE.into_iter().filter(|kind| match kind {
        FormKind::Application => true,
        FormKind::Refusal => case.refused_on.is_some() || (for_staff && !case.grounds.is_empty()),
        FormKind::Contract => case.contract.is_some(),
        FormKind::Notice => case.noticed_on.is_some(),
        FormKind::BriefingJournal => for_staff && case.appointment.is_some(),
        FormKind::Protocol => case.decision.is_some() && opened,
        FormKind::NotPassed => case.informed_on.is_some() && opened,
        FormKind::AppealDecision => case
            .appeal
            .as_ref()
            .is_some_and(|appeal| appeal.registered.is_some() && !appeal.reasons.is_empty()),
        FormKind::Document => case.document.is_some() && opened,
        FormKind::ViolationAct(_) | FormKind::ComplaintAnswer(_) => false,
    });
    let acts = (1..).zip(&case.violations).filter(|(_, violation)| violation.act.is_some());
    let answers = (1..).zip(&case.complaints).filter(|(_, complaint)| complaint.answered.is_some());
    single
        .chain(acts.map(|(place, _)| FormKind::ViolationAct(place)))
        .chain(answers.map(|(place, _)| FormKind::ComplaintAnswer(place)))
        .collect()
}

/// Q14. A decision whose result the person has not opened yet: opening it is receiving it, so it is read where receipt is
/// proven, and nowhere before.
pub const fn sealed(case: &Case) -> bool {
    use Stage::{Decided, Informed, Issued, NotPassed, Passed};
    case.received_on.is_none() && matches!(case.stage, Decided | Passed | NotPassed | Issued | Informed)
}

/// The form as the case stands; `None` when the case has none of the kind yet.
pub async fn form(cx: &Cx, loaded: &Loaded, kind: FormKind) -> ActResult<Option<Form>> {
    if !available(loaded, true).contains(&kind) {
        return Ok(None);
    }
    let context = cx.context(&loaded.case)?;
    let loaded = &then::as_then(loaded, kind);
    let form = match kind {
        FormKind::Application => Some(intake::application(loaded, &context)),
        FormKind::Refusal => Some(intake::refusal(loaded, &context)),
        FormKind::Contract => intake::contract(loaded, &context),
        FormKind::Notice => sitting::notice(cx, loaded, &context).await?,
        FormKind::BriefingJournal => sitting::briefing_journal(cx, loaded, &context).await?,
        FormKind::Protocol => outcome::protocol(cx, loaded, &context).await?,
        FormKind::NotPassed => outcome::not_passed(loaded, &context),
        FormKind::ViolationAct(place) => after::violation_act(cx, loaded, &context, place).await?,
        FormKind::AppealDecision => after::appeal_decision(cx, loaded, &context).await?,
        FormKind::ComplaintAnswer(place) => after::complaint_answer(loaded, &context, place),
        FormKind::Document => outcome::document(cx, loaded, &context),
    };
    match form {
        Some(form) => Ok(Some(stead::named(cx, loaded, form).await?)),
        None => Ok(None),
    }
}

fn centre(centre: &Centre) -> forms::Centre {
    forms::Centre {
        name: centre.name.clone(),
        address: centre.address.clone(),
        bin: centre.bin.to_string(),
        number: centre.number.to_string(),
        phone: centre.phone.clone(),
        email: centre.email.clone(),
    }
}

fn application_reference(loaded: &Loaded) -> Reference {
    Reference { number: loaded.case.number.clone(), date: loaded.case.filed_on }
}

/// The last entry whose event is of the wanted kind.
fn last(loaded: &Loaded, wanted: impl Fn(&Event) -> bool) -> Option<&Entry> {
    loaded.entries.iter().rev().find(|entry| wanted(entry.event()))
}

const fn by_password(at: Timestamp) -> Signed {
    Signed { at, how: SignedHow::Password }
}

/// The name of an account; the id when nobody knows it any more.
async fn name_of(cx: &Cx, account: &str) -> ActResult<String> {
    let Ok(id) = account.parse() else { return Ok(account.into()) };
    Ok(cx.people.by_id(id).await?.map_or_else(|| account.into(), |account| account.name))
}
