//! The people of the demonstration, and their accounts.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use acts::people::{Held, Seat, Who};
use acts::ports::Account;
use acts::{AccountId, Cx, Role};
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use serde::Deserialize;

use super::{Failed, PASSWORD, unfit};

/// `people.toml`: somebody who applies.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Candidate {
    pub(crate) login: String,
    pub(crate) surname: String,
    pub(crate) given: String,
    #[serde(default)]
    pub(crate) patronymic: String,
    pub(crate) iin: String,
    pub(crate) birth_date: Date,
    pub(crate) sex: String,
    pub(crate) address: String,
    pub(crate) email: String,
    pub(crate) mobile: String,
    #[serde(default)]
    pub(crate) work_phone: String,
    pub(crate) profession: String,
    pub(crate) mode: String,
    pub(crate) exam_language: String,
    #[serde(default)]
    pub(crate) knowledge: String,
    #[serde(default)]
    pub(crate) skills: String,
    #[serde(default)]
    pub(crate) adjustments: String,
    pub(crate) held_level: Option<u8>,
    pub(crate) held_until_year: Option<i16>,
}

/// `staff.toml`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Staff {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) centre: Option<CentreNumber>,
}

#[derive(Debug, Deserialize)]
struct List<T> {
    person: Vec<T>,
}

#[derive(Debug)]
pub(crate) struct Demo {
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) staff: Vec<Staff>,
}

pub(crate) fn read(folder: &Path) -> Result<Demo, Failed> {
    let candidates: List<Candidate> = toml::from_str(&fs::read_to_string(folder.join("people.toml"))?)?;
    let staff: List<Staff> = toml::from_str(&fs::read_to_string(folder.join("staff.toml"))?)?;
    Ok(Demo { candidates: candidates.person, staff: staff.person })
}

/// Everybody by login. An account that is there already, from a start that was cut short, is taken as it is.
pub(crate) async fn accounts(cx: &Cx, demo: &Demo) -> Result<HashMap<String, Who>, Failed> {
    // One hash for all: the password is the same, and each costs tens of milliseconds.
    let password = cx.passwords.hash(PASSWORD.into()).await?;
    let staff = demo.staff.iter().map(|person| {
        let seat = |role: &Role| Seat { role: *role, centre: person.centre.clone() };
        let seats = (0..).zip(&person.roles).map(|(place, role)| Held::always(seat(role), place));
        (person.login.clone(), person.name.clone(), seats.collect())
    });
    let candidates = demo.candidates.iter().map(|person| {
        let name = format!("{} {} {}", person.surname, person.given, person.patronymic);
        (
            person.login.clone(),
            name.trim().to_owned(),
            vec![Held::always(Seat { role: Role::Candidate, centre: None }, 0)],
        )
    });
    let mut everybody = HashMap::new();
    for (login, name, seats) in staff.chain(candidates) {
        if let Some(known) = cx.people.by_login(&login).await? {
            everybody.insert(login, known.who(cx.clock.now()));
            continue;
        }
        let id = AccountId(cx.ids.fresh());
        let account = Account { id, login: login.clone(), name, password: password.clone(), seats };
        everybody.insert(login, account.who(cx.clock.now()));
        cx.people.create(account, cx.clock.now()).await?;
    }
    Ok(everybody)
}

/// Somebody of `staff` in `role` at `centre`.
pub(crate) fn seated<'a>(
    demo: &Demo,
    everybody: &'a HashMap<String, Who>,
    centre: &CentreNumber,
    role: Role,
) -> Result<Vec<&'a Who>, Failed> {
    let of_centre = demo.staff.iter().filter(|person| person.centre.as_ref() == Some(centre));
    let found: Vec<_> = of_centre
        .filter(|person| person.roles.contains(&role))
        .filter_map(|person| everybody.get(&person.login))
        .collect();
    if found.is_empty() { Err(unfit(format!("nobody is {} at {centre}", role.code()))) } else { Ok(found) }
}
