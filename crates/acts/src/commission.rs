//! ¶9 ¶16 ¶21. The members of a centre's commissions: what each may judge, and from whose examination each keeps out (Q16).

use rules::application::Route;
use rules::case::Case;
use rules::identifiers::{Bin, CentreNumber, Iin, NkzCode};
use uuid::Uuid;

use crate::access::{Act, Role, Subject, permit};
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::AccountId;
use crate::people::Who;
use crate::ports::{Account, Bond, Competence, Conflict, Other};
use crate::view::queue_centre;

/// Who may sit in a commission.
const ROLES: [Role; 3] = [Role::Member, Role::Chair, Role::AppealMember];

/// A member with what the centre knows of them.
#[derive(Debug, Clone)]
pub struct Member {
    pub account: Account,
    /// `None`: nothing was written down; then nothing narrows what the member judges.
    pub competence: Option<Competence>,
    /// Those that hold, newest first.
    pub conflicts: Vec<Conflict>,
}

/// The members of the person's own centre; who is no head sees themselves alone.
pub async fn members(cx: &Cx, who: &Who) -> ActResult<(CentreNumber, Vec<Member>)> {
    let centre = own_centre(who, Act::DeclareConflict)?;
    let head = at_centre(who, Act::KeepCommission, &centre).is_ok();
    let now = cx.clock.now();
    let sits = |account: &Account| {
        account.seats.iter().any(|held| {
            held.in_force(now)
                && held.seat.centre.as_ref() == Some(&centre)
                && ROLES.contains(&held.seat.role)
        })
    };
    let competences = cx.commissions.competences(&centre).await?;
    let conflicts = cx.commissions.conflicts(&centre).await?;
    let staff = cx.people.staff(Some(&centre)).await?.into_iter();
    let members = staff.filter(|account| sits(account) && (head || account.id == who.account));
    let of = |account: Account| Member {
        competence: competences.iter().find(|one| one.account == account.id).cloned(),
        conflicts: conflicts
            .iter()
            .filter(|one| one.account == account.id && one.ended.is_none())
            .cloned()
            .collect(),
        account,
    };
    Ok((centre.clone(), members.map(of).collect()))
}

/// ¶16. What the member may judge from now on, and on what document.
pub async fn set_competence(
    cx: &Cx,
    who: &Who,
    request: Uuid,
    account: AccountId,
    professions: Vec<NkzCode>,
    basis: &str,
) -> ActResult<()> {
    let centre = own_centre(who, Act::KeepCommission)?;
    is_member(cx, who, account).await?;
    let mut faults = vec![];
    if professions.is_empty() {
        faults.push(FieldFault { field: "professions", fault: "choose-professions" });
    }
    if basis.trim().is_empty() {
        faults.push(FieldFault { field: "basis", fault: "basis-needed" });
    }
    if !faults.is_empty() {
        return Err(ActError::Fields(faults));
    }
    let competence = Competence {
        id: request,
        centre,
        account,
        professions,
        basis: basis.to_owned(),
        made_by: who.account,
        made_at: cx.clock.now(),
    };
    Ok(cx.commissions.set_competence(competence).await?)
}

/// What a form says of a conflict; the number is an IIN or a BIN, as the bond asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    pub account: AccountId,
    pub bond: Option<Bond>,
    pub iin: String,
    pub bin: String,
    pub note: String,
}

/// Q16. A member declares for themselves, the head for anybody of the centre.
pub async fn declare(cx: &Cx, who: &Who, request: Uuid, declared: Declared) -> ActResult<()> {
    let centre = own_centre(who, Act::DeclareConflict)?;
    is_member(cx, who, declared.account).await?;
    let (bond, other) = checked(&declared)?;
    let conflict = Conflict {
        id: request,
        centre,
        account: declared.account,
        bond,
        other,
        note: declared.note,
        made_by: who.account,
        made_at: cx.clock.now(),
        ended: None,
    };
    Ok(cx.commissions.declare(conflict).await?)
}

fn checked(declared: &Declared) -> ActResult<(Bond, Other)> {
    let fault = |field, fault| ActError::Fields(vec![FieldFault { field, fault }]);
    let bond = declared.bond.ok_or_else(|| fault("bond", "choose-bond"))?;
    match (declared.iin.is_empty(), declared.bin.is_empty()) {
        (false, true) => {
            let iin = Iin::parse(&declared.iin).map_err(|error| fault("iin", error.code()))?;
            Ok((bond, Other::Person(iin)))
        }
        (true, false) => {
            let bin = Bin::parse(&declared.bin).map_err(|_| fault("bin", "bin-wrong"))?;
            Ok((bond, Other::Organisation(bin)))
        }
        _ => Err(fault("iin", "iin-or-bin")),
    }
}

/// What bound them binds them no more: the head alone says so.
pub async fn end_conflict(cx: &Cx, who: &Who, id: Uuid) -> ActResult<()> {
    let centre = own_centre(who, Act::KeepCommission)?;
    Ok(cx.commissions.end_conflict(&centre, id, who.account, cx.clock.now()).await?)
}

/// Who of the commission must keep out of a case: by a conflict, and by a competence that does not name the profession.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Barred {
    pub conflicted: Vec<String>,
    pub not_competent: Vec<String>,
}

/// ¶9 ¶16 ¶21 Q16. As declared and written down at the case's centre today.
pub async fn barred(cx: &Cx, case: &Case) -> ActResult<Barred> {
    let application = &case.application;
    let conflicts = cx.commissions.conflicts(&case.centre).await?;
    let meets = conflicts.iter().filter(|one| one.ended.is_none() && concerns(&one.other, case));
    let mut conflicted: Vec<String> = meets.map(|one| one.account.to_string()).collect();
    conflicted.sort_unstable();
    conflicted.dedup();
    let competences = cx.commissions.competences(&case.centre).await?;
    let without = competences.iter().filter(|one| !one.professions.contains(&application.profession));
    Ok(Barred { conflicted, not_competent: without.map(|one| one.account.to_string()).collect() })
}

fn concerns(other: &Other, case: &Case) -> bool {
    match other {
        Other::Person(iin) => case.person.iin == *iin,
        Other::Organisation(bin) => match &case.application.route {
            Route::Referral { employer, .. } => employer == bin,
            Route::OnOwn => false,
        },
    }
}

async fn is_member(cx: &Cx, who: &Who, account: AccountId) -> ActResult<()> {
    let (_, members) = members(cx, who).await?;
    if members.iter().any(|member| member.account.id == account) { Ok(()) } else { Err(ActError::NotFound) }
}

fn own_centre(who: &Who, act: Act) -> ActResult<CentreNumber> {
    let centre = queue_centre(who).ok_or(ActError::NotAllowed)?;
    at_centre(who, act, &centre)?;
    Ok(centre)
}

fn at_centre(who: &Who, act: Act, centre: &CentreNumber) -> ActResult<()> {
    permit(who, act, &Subject { centre, candidate: None, paper: false, commission: vec![] }).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn declared(bond: Option<Bond>, iin: &str, bin: &str) -> Declared {
        let account = AccountId(Uuid::nil());
        Declared { account, bond, iin: iin.into(), bin: bin.into(), note: String::new() }
    }

    fn field(declared: &Declared) -> &'static str {
        match checked(declared) {
            Err(ActError::Fields(faults)) => faults[0].field,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn q16_a_conflict_is_with_one_person_or_one_organisation() {
        let relative = Some(Bond::Relative);
        let person = checked(&declared(relative, "900101300017", "")).unwrap();
        assert_eq!(person, (Bond::Relative, Other::Person(Iin::parse("900101300017").unwrap())));
        let organisation = checked(&declared(Some(Bond::Employer), "", "240640000426")).unwrap();
        assert!(matches!(organisation.1, Other::Organisation(_)));
        assert_eq!(field(&declared(None, "900101300017", "")), "bond");
        assert_eq!(field(&declared(relative, "", "")), "iin");
        assert_eq!(field(&declared(relative, "900101300017", "240640000426")), "iin");
        assert_eq!(field(&declared(relative, "900101300018", "")), "iin");
        assert_eq!(field(&declared(relative, "", "240640000427")), "bin");
    }
}
