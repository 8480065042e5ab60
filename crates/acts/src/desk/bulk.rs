//! One step for many cases: said beforehand what will happen to each, then done one by one. Each case has a request id of
//! its own made of the form's, so that the form sent again does nothing twice.

use rules::case::{Case, Command, Context, SendNotice, decide};
use rules::notice::Appointment;

use super::hands;
use super::rows::RoomId;
use super::seat::seated_behind;
use crate::access::{Act, permit};
use crate::cx::Cx;
use crate::error::{ActError, ActResult};
use crate::jobs::reminders::named;
use crate::journal::{CaseId, RequestId};
use crate::people::Who;
use crate::people::proof::Proof;
use crate::schedule::{send_notice, send_seated_notice};
use crate::walk::{Asked, Loaded, act, act_numbered, load};

/// Cases taken at once at most.
pub const MOST: usize = 100;

/// What is done with each of the cases.
#[derive(Debug, Clone)]
pub enum Step {
    /// Into one's own hands.
    Take,
    /// ¶6. A notice of one sitting.
    Notice { appointment: Appointment, room: Option<RoomId> },
    /// ¶5. The contract, signed by the head.
    Contract { price: String },
    /// ¶17. One's own signature under the protocol.
    Protocol,
}

/// Why a case is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    Refused(ActError),
    /// Somebody else has it in hand; their name.
    InHandsOf(String),
}

impl From<ActError> for Left {
    fn from(error: ActError) -> Self {
        Self::Refused(error)
    }
}

/// One case of a bulk step: as it stood before, and what will happen or has happened.
#[derive(Debug)]
pub struct One {
    pub case: CaseId,
    pub number: String,
    pub name: String,
    pub outcome: Result<(), Left>,
}

/// What would happen to each case. Nothing is changed; what the person may not see is not there.
pub async fn preview(cx: &Cx, who: &Who, cases: &[CaseId], step: &Step) -> ActResult<Vec<One>> {
    let mut all = Vec::new();
    // Seats that the cases before would hold.
    let mut ahead = 0;
    for loaded in seen(cx, who, cases).await? {
        let outcome = would(cx, who, &loaded, step, ahead).await;
        let outcome = stays(outcome)?;
        ahead += u32::from(outcome.is_ok());
        all.push(one(&loaded, outcome));
    }
    Ok(all)
}

/// Does it for each case, whatever becomes of the others. Signatures need one fresh proof for all.
pub async fn carry_out(
    cx: &Cx,
    who: &Who,
    request: RequestId,
    cases: &[CaseId],
    step: &Step,
    proof: Option<&Proof>,
) -> ActResult<Vec<One>> {
    if matches!(step, Step::Contract { .. } | Step::Protocol) {
        proof.ok_or(ActError::ProofNeeded)?.of(cx, who)?;
    }
    let mut all = Vec::new();
    for loaded in seen(cx, who, cases).await? {
        let asked = Asked { who, case: loaded.id, request: request_of(request, loaded.id) };
        let outcome = stays(carry_out_one(cx, asked, step).await)?;
        all.push(one(&loaded, outcome));
    }
    Ok(all)
}

/// The request id of one case of a form.
pub fn request_of(form: RequestId, case: CaseId) -> RequestId {
    RequestId(named(&format!("{form} {case}")))
}

async fn seen(cx: &Cx, who: &Who, cases: &[CaseId]) -> ActResult<Vec<Loaded>> {
    let mut found: Vec<Loaded> = Vec::new();
    for id in cases.iter().take(MOST) {
        if found.iter().any(|known| known.id == *id) {
            continue;
        }
        match load(cx, *id).await {
            Ok(loaded) if permit(who, Act::SeeQueue, &loaded.subject()).is_ok() => found.push(loaded),
            Ok(_) | Err(ActError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn one(loaded: &Loaded, outcome: Result<(), Left>) -> One {
    let Case { number, person, .. } = &loaded.case;
    One { case: loaded.id, number: number.clone(), name: person.full_name(), outcome }
}

/// A store that is away stops everything; any other ground is that of one case.
fn stays(outcome: Result<(), Left>) -> ActResult<Result<(), Left>> {
    match outcome {
        Err(Left::Refused(error @ ActError::Port(_))) => Err(error),
        other => Ok(other),
    }
}

async fn would(cx: &Cx, who: &Who, loaded: &Loaded, step: &Step, ahead: u32) -> Result<(), Left> {
    let context = cx.context(&loaded.case)?;
    let may = |act: Act| permit(who, act, &loaded.subject()).map(drop);
    match step {
        Step::Take => match hands::holder(cx, loaded.id).await? {
            Some((held, name)) if held.account != who.account => Err(Left::InHandsOf(name)),
            _ => Ok(()),
        },
        Step::Notice { appointment, room } => {
            may(Act::SendNotice)?;
            let command =
                |appointment: Appointment| Command::SendNotice { notice: SendNotice { appointment } };
            // The order of the walk first: a room that is full is no news where no notice is owed.
            lawful(loaded, command(appointment.clone()), &context)?;
            let language = loaded.case.application.language;
            if let Some(room) = room {
                seated_behind(cx, &context, appointment, *room, language, ahead).await?;
            }
            Ok(())
        }
        Step::Contract { price } => {
            may(Act::OfferContract)?;
            lawful(loaded, Command::OfferContract { number: String::new(), price: price.clone() }, &context)
        }
        Step::Protocol => {
            may(Act::SignProtocol)?;
            lawful(loaded, Command::SignProtocol { member: who.account.to_string() }, &context)
        }
    }
}

fn lawful(loaded: &Loaded, command: Command, context: &Context<'_>) -> Result<(), Left> {
    decide(Some(&loaded.case), command, context).map(drop).map_err(|refused| Left::Refused(refused.into()))
}

async fn carry_out_one(cx: &Cx, asked: Asked<'_>, step: &Step) -> Result<(), Left> {
    match step {
        Step::Take => {
            let held = hands::take(cx, asked.who, asked.case).await?;
            if held.account == asked.who.account {
                return Ok(());
            }
            let name = hands::holder(cx, asked.case).await?.map(|(_, name)| name);
            Err(Left::InHandsOf(name.unwrap_or_default()))
        }
        Step::Notice { appointment, room: None } => {
            Ok(send_notice(cx, asked, appointment.clone()).await.map(drop)?)
        }
        Step::Notice { appointment, room: Some(room) } => {
            Ok(send_seated_notice(cx, asked, appointment.clone(), *room).await.map(drop)?)
        }
        Step::Contract { price } => {
            let make = |number: String| Command::OfferContract { number, price: price.clone() };
            let tell = Some("contract-offered");
            let offered = act_numbered(cx, asked, Act::OfferContract, tell, "contract", &make).await;
            Ok(offered.map(drop)?)
        }
        Step::Protocol => {
            let command = Command::SignProtocol { member: asked.who.account.to_string() };
            Ok(act(cx, asked, Act::SignProtocol, command).await.map(drop)?)
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn each_case_of_a_form_has_its_own_request_and_keeps_it() {
        let form = RequestId(Uuid::from_u128(1));
        let case = |n| CaseId(Uuid::from_u128(n));
        assert_eq!(request_of(form, case(2)), request_of(form, case(2)));
        assert_ne!(request_of(form, case(2)), request_of(form, case(3)));
        assert_ne!(request_of(form, case(2)), request_of(RequestId(Uuid::from_u128(4)), case(2)));
    }
}
