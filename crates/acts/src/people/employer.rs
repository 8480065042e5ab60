//! ¶2(4). Employers: who they say they are, whom they refer, and what they see of it.

use rules::case::{Case, Stage};
use rules::consent::Consent;
use rules::decision::Outcome;
use rules::identifiers::{Bin, Iin};
use uuid::Uuid;

use super::account::open;
use crate::access::{Act, Role, may_ever};
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::RequestId;
use crate::people::Who;
use crate::ports::{Employer, Referral, ReferralAnswer};
use crate::projection::Page;
use crate::walk::load;

/// What an employer says of itself when it opens its account.
#[derive(Debug, Clone)]
pub struct NewEmployer<'a> {
    pub login: &'a str,
    /// The person who acts for it.
    pub person: &'a str,
    pub name: &'a str,
    pub bin: &'a str,
}

/// Opens an account for an employer. The BIN is what it says: a national signature confirms it elsewhere.
pub async fn open_employer(cx: &Cx, new: NewEmployer<'_>, password: String) -> ActResult<Who> {
    let mut faults = Vec::new();
    let bin = Bin::parse(&new.bin.split_whitespace().collect::<String>());
    if bin.is_err() {
        faults.push(FieldFault { field: "bin", fault: "bin-wrong" });
    }
    if new.name.trim().is_empty() {
        faults.push(FieldFault { field: "organisation", fault: "organisation-needed" });
    }
    let (Ok(bin), true) = (bin, faults.is_empty()) else { return Err(ActError::Fields(faults)) };
    let who = open(cx, new.login, new.person, password, Role::Employer).await?;
    let employer =
        Employer { account: who.account, bin, name: new.name.trim().into(), since: cx.clock.now() };
    cx.referrals.save_employer(employer).await?;
    Ok(who)
}

/// The employer that the person acts for.
pub async fn mine(cx: &Cx, who: &Who) -> ActResult<Employer> {
    if !may_ever(who, Act::Refer) {
        return Err(ActError::NotAllowed);
    }
    cx.referrals.employer(who.account).await?.ok_or(ActError::NotFound)
}

/// Whom to refer, for what.
#[derive(Debug, Clone)]
pub struct NewReferral<'a> {
    pub iin: &'a str,
    pub name: &'a str,
    pub programme: &'a str,
    pub pays: bool,
}

/// Refers a person; the referral's id goes into the letter. Asked for twice, it is the same referral.
pub async fn refer(cx: &Cx, who: &Who, request: RequestId, new: NewReferral<'_>) -> ActResult<Uuid> {
    let employer = mine(cx, who).await?;
    let mut faults = Vec::new();
    let iin = Iin::parse(&new.iin.split_whitespace().collect::<String>());
    if let Err(error) = &iin {
        faults.push(FieldFault { field: "iin", fault: error.code() });
    }
    if new.name.trim().is_empty() {
        faults.push(FieldFault { field: "name", fault: "name-needed" });
    }
    if cx.catalogue.offered(new.programme).is_none() {
        faults.push(FieldFault { field: "programme", fault: "choose-profession" });
    }
    let (Ok(iin), true) = (iin, faults.is_empty()) else { return Err(ActError::Fields(faults)) };
    let referral = Referral {
        id: request.0,
        employer: employer.account,
        iin,
        name: new.name.trim().into(),
        programme: new.programme.into(),
        pays: new.pays,
        made_at: cx.clock.now(),
        answer: None,
        case: None,
    };
    cx.referrals.refer(referral).await?;
    Ok(request.0)
}

/// What an employer sees of one referral: of the case only what the person consents to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub referral: Referral,
    pub status: Option<Stage>,
    /// Passed or not, with the document's serial number.
    pub result: Option<(Outcome, Option<String>)>,
}

/// The employer's referrals, newest first.
pub async fn referrals(cx: &Cx, who: &Who, page: u32) -> ActResult<Page<Seen>> {
    let employer = mine(cx, who).await?;
    let found = cx.referrals.referrals(employer.account, page).await?;
    let mut lines = Vec::with_capacity(found.lines.len());
    for referral in found.lines {
        lines.push(seen(cx, referral).await?);
    }
    Ok(Page { lines, total: found.total })
}

/// One of the employer's own referrals.
pub async fn referral(cx: &Cx, who: &Who, id: Uuid) -> ActResult<Seen> {
    let employer = mine(cx, who).await?;
    let found = cx.referrals.referral(id).await?;
    let own = found.filter(|referral| referral.employer == employer.account).ok_or(ActError::NotFound)?;
    seen(cx, own).await
}

async fn seen(cx: &Cx, referral: Referral) -> ActResult<Seen> {
    let Some(case) = referral.case else { return Ok(Seen { referral, status: None, result: None }) };
    let case = load(cx, case).await?.case;
    let shows = |what: Consent| case.consents.contains(&what);
    let result = shows(Consent::EmployerResult).then(|| result(&case)).flatten();
    Ok(Seen { referral, status: shows(Consent::EmployerStatus).then_some(case.stage), result })
}

/// Only once the protocol is signed: before, there is no decision to show.
fn result(case: &Case) -> Option<(Outcome, Option<String>)> {
    case.protocol_signed_on?;
    let decision = case.decision.as_ref()?;
    let document = case.document.as_ref().filter(|document| document.annulled.is_none());
    let outcome = if document.is_some() { Outcome::Passed } else { decision.outcome };
    Some((outcome, document.map(|document| document.serial.to_string())))
}

/// A referral as the person who holds its letter sees it, with the employer.
pub async fn letter(cx: &Cx, id: Uuid) -> ActResult<(Referral, Employer)> {
    let referral = cx.referrals.referral(id).await?.ok_or(ActError::NotFound)?;
    let employer = cx.referrals.employer(referral.employer).await?.ok_or(ActError::NotFound)?;
    Ok((referral, employer))
}

/// Accepts or declines; the IIN must be the one that was referred. Answered twice alike, nothing happens.
pub async fn answer(
    cx: &Cx,
    who: &Who,
    id: Uuid,
    iin: &str,
    answer: ReferralAnswer,
) -> ActResult<(Referral, Employer)> {
    if !may_ever(who, Act::AnswerReferral) {
        return Err(ActError::NotAllowed);
    }
    let (referral, employer) = letter(cx, id).await?;
    let typed = Iin::parse(&iin.split_whitespace().collect::<String>());
    if typed.ok().as_ref() != Some(&referral.iin) {
        return Err(ActError::Fields(vec![FieldFault { field: "iin", fault: "iin-not-referred" }]));
    }
    match referral.answer {
        Some((given, by, _)) if given == answer && by == who.account => {}
        Some(_) => {
            return Err(ActError::Fields(vec![FieldFault { field: "iin", fault: "referral-answered" }]));
        }
        None => cx.referrals.answer_referral(id, answer, who.account, cx.clock.now()).await?,
    }
    Ok((referral, employer))
}
