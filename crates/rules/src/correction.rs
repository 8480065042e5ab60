//! A1 Q47. Correcting the data that a person gave about themselves: asked for by the person, answered by the centre. What was
//! filed stays in the application; the case carries the data as they stand now.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::application::Person;
use crate::case::Case;
use crate::identifiers::{Iin, Sex};
use crate::refusal::{Reason, Refused};

/// The clause under which the data were given, and whose term the answer keeps.
pub const CLAUSE: &str = "¶4(1)";

/// A field of A1 that speaks of the person. The serialised names are part of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonField {
    Surname,
    Given,
    Patronymic,
    Iin,
    BirthDate,
    Sex,
    Address,
    Email,
    Mobile,
    WorkPhone,
}

impl PersonField {
    pub const ALL: [Self; 10] = [
        Self::Surname,
        Self::Given,
        Self::Patronymic,
        Self::Iin,
        Self::BirthDate,
        Self::Sex,
        Self::Address,
        Self::Email,
        Self::Mobile,
        Self::WorkPhone,
    ];

    /// Stable kebab-case key, as serialised.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Surname => "surname",
            Self::Given => "given",
            Self::Patronymic => "patronymic",
            Self::Iin => "iin",
            Self::BirthDate => "birth-date",
            Self::Sex => "sex",
            Self::Address => "address",
            Self::Email => "email",
            Self::Mobile => "mobile",
            Self::WorkPhone => "work-phone",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// Says who the person is: an issued document stands on it.
    pub const fn is_identity(self) -> bool {
        !matches!(self, Self::Address | Self::Email | Self::Mobile | Self::WorkPhone)
    }

    /// The value as text: a day as `2026-11-23`, the sex as `male` or `female`, nothing as nothing.
    pub fn of(self, person: &Person) -> String {
        match self {
            Self::Surname => person.surname.clone(),
            Self::Given => person.given.clone(),
            Self::Patronymic => person.patronymic.clone().unwrap_or_default(),
            Self::Iin => person.iin.to_string(),
            Self::BirthDate => person.birth_date.to_string(),
            Self::Sex => if person.sex == Sex::Male { "male" } else { "female" }.to_owned(),
            Self::Address => person.address.clone(),
            Self::Email => person.email.clone(),
            Self::Mobile => person.mobile.clone(),
            Self::WorkPhone => person.work_phone.clone().unwrap_or_default(),
        }
    }

    /// The person with `value` in this field; `None` where the field cannot hold it.
    fn put(self, mut person: Person, value: &str) -> Option<Person> {
        let text = value.to_owned();
        let some = || Some(text.clone()).filter(|text| !text.is_empty());
        match self {
            Self::Surname => person.surname = text,
            Self::Given => person.given = text,
            Self::Patronymic => person.patronymic = some(),
            Self::Iin => person.iin = Iin::parse(value).ok()?,
            Self::BirthDate => person.birth_date = value.parse().ok()?,
            Self::Sex => {
                person.sex = match value {
                    "male" => Sex::Male,
                    "female" => Sex::Female,
                    _ => return None,
                }
            }
            Self::Address => person.address = some()?,
            Self::Email => person.email = some().filter(|text| text.contains('@'))?,
            Self::Mobile => {
                person.mobile = some().filter(|text| text.contains(|sign: char| sign.is_ascii_digit()))?;
            }
            Self::WorkPhone => person.work_phone = some(),
        }
        // Somebody has a surname or a given name (A1).
        (!person.surname.is_empty() || !person.given.is_empty()).then_some(person)
    }
}

/// A field, and what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub field: PersonField,
    pub should_be: String,
}

/// A field corrected: what was, and what became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    pub field: PersonField,
    pub was: String,
    pub became: String,
}

/// The answer of the centre: what was corrected, and why the rest was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub made: Vec<Made>,
    pub reason: String,
    pub on: Date,
}

/// One request, from its day to its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub wishes: Vec<Wish>,
    /// Why, in the person's words; may be empty.
    pub words: String,
    /// Digests of what shows that it is so.
    pub files: Vec<String>,
    pub asked_on: Date,
    pub answered: Option<Answer>,
}

fn refused<T>(reason: Reason) -> Result<T, Refused> {
    Err(Refused::new(CLAUSE, reason))
}

/// The request that waits for its answer.
pub fn open(corrections: &[Correction]) -> Option<&Correction> {
    corrections.last().filter(|correction| correction.answered.is_none())
}

/// A request names what differs from the data as they stand, in values that the fields can hold; one at a time.
pub fn admissible(case: &Case, wishes: &[Wish]) -> Result<(), Refused> {
    if open(&case.corrections).is_some() {
        return refused(Reason::CorrectionUnanswered);
    }
    if wishes.is_empty() {
        return refused(Reason::NothingToCorrect);
    }
    for Wish { field, should_be } in wishes {
        if field.of(&case.person) == *should_be {
            return refused(Reason::NothingToCorrect);
        }
        correctable(case, *field)?;
    }
    person_after(&case.person, wishes).map(|_| ())
}

/// The first field that cannot hold what is wished for it.
pub fn wrong(case: &Case, wishes: &[Wish]) -> Option<PersonField> {
    let cannot = |wish: &&Wish| person_after(&case.person, std::slice::from_ref(*wish)).is_err();
    wishes.iter().find(cannot).map(|wish| wish.field)
}

/// What the centre corrects of the open request, with what was before. A reason is owed for what it does not correct.
pub fn answer(case: &Case, granted: &[PersonField], reason: &str) -> Result<Vec<Made>, Refused> {
    let Some(correction) = open(&case.corrections) else { return refused(Reason::CorrectionUnknown) };
    let wanted = |field: &PersonField| correction.wishes.iter().any(|wish| wish.field == *field);
    if !granted.iter().all(wanted) {
        return refused(Reason::CorrectionUnknown);
    }
    let wishes: Vec<Wish> =
        correction.wishes.iter().filter(|wish| granted.contains(&wish.field)).cloned().collect();
    if wishes.len() < correction.wishes.len() && reason.trim().is_empty() {
        return refused(Reason::NoGroundNamed);
    }
    for wish in &wishes {
        correctable(case, wish.field)?;
    }
    person_after(&case.person, &wishes)?;
    let made =
        |wish: Wish| Made { was: wish.field.of(&case.person), field: wish.field, became: wish.should_be };
    Ok(wishes.into_iter().map(made).collect())
}

/// A document certifies who the person was when it was issued: with it, only how to reach the person changes.
fn correctable(case: &Case, field: PersonField) -> Result<(), Refused> {
    if field.is_identity() && case.document.is_some() { refused(Reason::DocumentStands) } else { Ok(()) }
}

fn person_after(person: &Person, wishes: &[Wish]) -> Result<Person, Refused> {
    let put = |person: Person, wish: &Wish| {
        let wrong = Reason::FieldWrong { field: wish.field.code().to_owned() };
        wish.field.put(person, &wish.should_be).ok_or(Refused::new(CLAUSE, wrong))
    };
    wishes.iter().try_fold(person.clone(), put)
}

/// The person after a correction that was made.
#[must_use]
pub fn corrected(person: &Person, made: &[Made]) -> Person {
    let put = |person: Person, made: &Made| made.field.put(person.clone(), &made.became).unwrap_or(person);
    made.iter().fold(person.clone(), put)
}
