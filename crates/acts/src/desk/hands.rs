//! Taking a case in hand, giving it back, handing it to a colleague. It gives no right; it orders the work.

use crate::access::{Act, Role, permit, roles};
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::{AccountId, CaseId};
use crate::people::Who;
use crate::ports::{Account, Assignment, PortError};
use crate::walk::{Loaded, load};

/// Who has a case in hand, with the name.
pub async fn holder(cx: &Cx, case: CaseId) -> ActResult<Option<(Assignment, String)>> {
    Ok(cx.desk.assignments(vec![case]).await?.pop())
}

/// Takes a case. Of two who take it at once one has it; the other is told who. Taken again, it stays taken.
pub async fn take(cx: &Cx, who: &Who, case: CaseId) -> ActResult<Assignment> {
    let loaded = seen(cx, who, case).await?;
    let assignment = Assignment {
        case,
        centre: loaded.case.centre,
        account: who.account,
        at: cx.clock.now(),
        given_by: None,
        word: String::new(),
    };
    match cx.desk.assign(assignment.clone(), None).await {
        Ok(()) => Ok(assignment),
        Err(PortError::Conflict) => {
            let held = holder(cx, case).await?;
            Ok(held.map_or(assignment, |(held, _)| held))
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives a case back; one that is not in the person's hands stays where it is.
pub async fn give_back(cx: &Cx, who: &Who, case: CaseId) -> ActResult<()> {
    seen(cx, who, case).await?;
    Ok(cx.desk.release(case, who.account).await?)
}

/// Hands a case to a colleague with a word. The person has it in hand, or nobody has, or the person is the head.
pub async fn hand_over(cx: &Cx, who: &Who, case: CaseId, to: AccountId, word: String) -> ActResult<()> {
    let loaded = seen(cx, who, case).await?;
    let colleague = cx.people.by_id(to).await?.ok_or_else(|| fields("colleague", "choose-colleague"))?;
    permit(&colleague.who(cx.clock.now()), Act::SeeQueue, &loaded.subject())
        .map_err(|_| fields("colleague", "choose-colleague"))?;
    let held = holder(cx, case).await?.map(|(held, _)| held.account);
    if held == Some(to) {
        return Ok(());
    }
    if held.is_some_and(|held| held != who.account) && !who.holds(Role::Head) {
        return Err(fields("colleague", "in-other-hands"));
    }
    let assignment = Assignment {
        case,
        centre: loaded.case.centre,
        account: to,
        at: cx.clock.now(),
        given_by: Some(who.account),
        word,
    };
    match cx.desk.assign(assignment, held).await {
        Err(PortError::Conflict) => Err(fields("colleague", "in-other-hands")),
        done => Ok(done?),
    }
}

/// Everybody to whom a case of this centre can be handed, by name.
pub async fn colleagues(cx: &Cx, loaded: &Loaded) -> ActResult<Vec<Account>> {
    let mut found: Vec<Account> = Vec::new();
    for role in roles(Act::SeeQueue).keys() {
        for account in cx.people.seated(&loaded.case.centre, *role, cx.clock.now()).await? {
            let may = permit(&account.who(cx.clock.now()), Act::SeeQueue, &loaded.subject()).is_ok();
            if may && !found.iter().any(|known| known.id == account.id) {
                found.push(account);
            }
        }
    }
    found.sort_by(|one, other| (&one.name, &one.login).cmp(&(&other.name, &other.login)));
    Ok(found)
}

/// The case, for those who see the queue it stands in.
async fn seen(cx: &Cx, who: &Who, case: CaseId) -> ActResult<Loaded> {
    let loaded = load(cx, case).await?;
    permit(who, Act::SeeQueue, &loaded.subject()).map_err(|_| ActError::NotFound)?;
    Ok(loaded)
}

fn fields(field: &'static str, fault: &'static str) -> ActError {
    ActError::Fields(vec![FieldFault { field, fault }])
}
