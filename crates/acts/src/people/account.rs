//! A candidate's account: login, name, a long password.

use crate::access::Role;
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::journal::AccountId;
use crate::people::{Held, Seat, Who};
use crate::ports::{Account, PortError};

/// A password alone is at least this long, with no rule on its characters (NIST SP 800-63B-4).
pub const SHORTEST_PASSWORD: usize = 15;
/// Long pass phrases are welcome; endless ones are an attack.
const LONGEST_PASSWORD: usize = 256;

/// Opens an account for a candidate.
pub async fn open_account(cx: &Cx, login: &str, name: &str, password: String) -> ActResult<Who> {
    open(cx, login, name, password, Role::Candidate).await
}

/// The first operator of an installation, made by whoever runs the program; everybody else is invited. `NotAllowed` while an
/// operator holds the role.
pub async fn open_first_operator(cx: &Cx, login: &str, name: &str, password: String) -> ActResult<Who> {
    let now = cx.clock.now();
    let operates = |account: &Account| account.who(now).seats.iter().any(|seat| seat.role == Role::Operator);
    if cx.people.staff(None).await?.iter().any(operates) {
        return Err(ActError::NotAllowed);
    }
    open(cx, login, name, password, Role::Operator).await
}

/// Opens an account with a role that its way of making allows.
pub(super) async fn open(cx: &Cx, login: &str, name: &str, password: String, role: Role) -> ActResult<Who> {
    let mut faults = Vec::new();
    let login = checked_login(login, &mut faults);
    if name.trim().is_empty() {
        faults.push(FieldFault { field: "name", fault: "name-needed" });
    }
    checked_password(&password, &mut faults);
    if !faults.is_empty() {
        return Err(ActError::Fields(faults));
    }
    let account = Account {
        id: AccountId(cx.ids.fresh()),
        login,
        name: name.trim().into(),
        password: cx.passwords.hash(password).await?,
        seats: vec![Held::always(Seat { role, centre: None }, 0)],
    };
    let who = account.who(cx.clock.now());
    match cx.people.create(account, cx.clock.now()).await {
        Err(PortError::Conflict) => Err(ActError::LoginTaken),
        created => created.map(|()| who).map_err(ActError::from),
    }
}

/// The login as it is kept.
pub(crate) fn checked_login(login: &str, faults: &mut Vec<FieldFault>) -> String {
    let login = login.trim().to_lowercase();
    if !(3..=100).contains(&login.chars().count()) || login.chars().any(char::is_whitespace) {
        faults.push(FieldFault { field: "login", fault: "login-wrong" });
    }
    login
}

pub(crate) fn checked_password(password: &str, faults: &mut Vec<FieldFault>) {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        faults.push(FieldFault { field: "password", fault: "password-short" });
    } else if length > LONGEST_PASSWORD {
        faults.push(FieldFault { field: "password", fault: "password-long" });
    }
}
