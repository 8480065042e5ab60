//! ¶2(2). The centres: who they are, what they are accredited for, when they are not.

use jiff::civil::Date;
use rules::case::Stage;
use rules::centre::{Accreditation, Centre, Suspension};
use rules::identifiers::{Bin, CentreNumber, NkzCode};

use super::{Change, Described, Keeping, Present, Subject, fault, keep, reasoned};
use crate::access::Act;
use crate::cx::Cx;
use crate::error::{ActError, ActResult, FieldFault};
use crate::people::Who;
use crate::ports::SittingCard;
use crate::projection::CaseFilter;

/// The most professions of one accreditation.
pub const MOST_PROFESSIONS: usize = 1_000;
/// Sittings that a preview names.
const NAMED: u32 = 100;

/// A centre as the form for a new one has it.
#[derive(Debug, Clone)]
pub struct NewCentre {
    pub number: String,
    pub bin: String,
    pub described: Described,
    pub professions: Vec<NkzCode>,
    pub from: Date,
}

/// ¶2(2). A centre that was accredited from a day on, for three years.
pub async fn add(cx: &Cx, keeping: Keeping<'_>, new: &NewCentre) -> ActResult<CentreNumber> {
    let mut faults = described_faults(&new.described);
    let number = CentreNumber::parse(&new.number);
    let bin = Bin::parse(&new.bin);
    wrong(&mut faults, number.is_err(), "number", "centre-number-wrong");
    wrong(&mut faults, bin.is_err(), "bin", "bin-wrong");
    faults.extend(professions_fault(&new.professions));
    let (Ok(number), Ok(bin), true) = (number, bin, faults.is_empty()) else {
        return Err(ActError::Fields(faults));
    };
    let decide = |present: &Present<'_>| {
        if present.catalogue.centre(&number).is_some() {
            return Err(fault("number", "centre-number-taken"));
        }
        Ok(Change::CentreAdded { centre: Box::new(centre(&number, &bin, new)) })
    };
    keep(cx, keeping, Act::KeepCentres, "add", Subject::Centre(&number), &decide).await?;
    Ok(number)
}

fn centre(number: &CentreNumber, bin: &Bin, new: &NewCentre) -> Centre {
    let Described { name, town, region, address, head, phone, email } = new.described.clone();
    Centre {
        number: number.clone(),
        bin: bin.clone(),
        name,
        town,
        region,
        address,
        head,
        phone,
        email,
        accreditation: Accreditation {
            from: new.from,
            until: Accreditation::last_day(new.from),
            suspended: false,
            suspensions: vec![],
            earlier: vec![],
            professions: new.professions.clone(),
        },
    }
}

/// Name, address, head and how the centre is reached.
pub async fn describe(
    cx: &Cx,
    keeping: Keeping<'_>,
    number: &CentreNumber,
    described: Described,
) -> ActResult<()> {
    let faults = described_faults(&described);
    if !faults.is_empty() {
        return Err(ActError::Fields(faults));
    }
    let decide = |present: &Present<'_>| {
        known(present, number)?;
        Ok(Change::CentreDescribed { number: number.clone(), described: Box::new(described.clone()) })
    };
    keep(cx, keeping, Act::KeepCentres, "describe", Subject::Centre(number), &decide).await
}

/// A decision of the authorised body about an accreditation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    Scope {
        professions: Vec<NkzCode>,
    },
    /// Three years from a day on.
    Renew {
        from: Date,
    },
    /// From a day on, until a day or until it is lifted.
    Suspend {
        from: Date,
        until: Option<Date>,
    },
    /// The suspension that began on `from` has this last day.
    Lift {
        from: Date,
        last: Date,
    },
    End {
        last: Date,
    },
}

impl Ruling {
    /// Stable kebab-case key.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Scope { .. } => "scope",
            Self::Renew { .. } => "renew",
            Self::Suspend { .. } => "suspend",
            Self::Lift { .. } => "lift",
            Self::End { .. } => "end",
        }
    }
}

/// ¶2(2). The ruling, with its reason.
pub async fn rule(
    cx: &Cx,
    keeping: Keeping<'_>,
    number: &CentreNumber,
    ruling: &Ruling,
    reason: &str,
) -> ActResult<()> {
    reasoned(reason)?;
    let decide = |present: &Present<'_>| change(present, number, ruling, reason.to_owned());
    keep(cx, keeping, Act::KeepCentres, ruling.code(), Subject::Centre(number), &decide).await
}

fn change(
    present: &Present<'_>,
    number: &CentreNumber,
    ruling: &Ruling,
    reason: String,
) -> ActResult<Change> {
    let held = &known(present, number)?.accreditation;
    let number = number.clone();
    match ruling {
        Ruling::Scope { professions } => match professions_fault(professions) {
            Some(fault) => Err(ActError::Fields(vec![fault])),
            None => Ok(Change::CentreScoped { number, professions: professions.clone(), reason }),
        },
        Ruling::Renew { from } if *from <= held.from => Err(fault("from", "renewal-before")),
        Ruling::Renew { from } => Ok(Change::CentreAccredited { number, from: *from, reason }),
        Ruling::Suspend { from, until } => {
            suspendable(held, *from, *until, present.today)?;
            Ok(Change::CentreSuspended { number, from: *from, until: *until, reason })
        }
        Ruling::Lift { from, last } => {
            let suspension =
                held.suspensions.iter().find(|one| one.from == *from).ok_or(ActError::NotFound)?;
            liftable(suspension, *last, present.today)?;
            Ok(Change::SuspensionLifted { number, from: *from, last: *last, reason })
        }
        Ruling::End { last } if *last < present.today => Err(fault("last", "day-in-past")),
        Ruling::End { last } if *last >= held.until => Err(fault("last", "ends-anyway")),
        Ruling::End { last } => Ok(Change::AccreditationEnded { number, last: *last, reason }),
    }
}

/// What was done under an accreditation stays lawful: it is suspended from today on, never before.
fn suspendable(held: &Accreditation, from: Date, until: Option<Date>, today: Date) -> ActResult<()> {
    if from < today {
        return Err(fault("from", "day-in-past"));
    }
    if until.is_some_and(|until| until < from) {
        return Err(fault("until", "until-before-from"));
    }
    let last = until.unwrap_or(Date::MAX);
    let meets = |other: &Suspension| other.from <= last && from <= other.until.unwrap_or(Date::MAX);
    if held.suspensions.iter().any(meets) { Err(fault("from", "suspended-already")) } else { Ok(()) }
}

/// A day that has passed in suspension stays so: `last` is yesterday at the earliest.
fn liftable(suspension: &Suspension, last: Date, today: Date) -> ActResult<()> {
    let yesterday = today.yesterday().unwrap_or(today);
    if suspension.until.is_some_and(|until| until <= last) {
        return Err(fault("last", "ends-anyway"));
    }
    if last < yesterday { Err(fault("last", "day-in-past")) } else { Ok(()) }
}

fn known<'a>(present: &'a Present<'_>, number: &CentreNumber) -> ActResult<&'a Centre> {
    present.catalogue.centre(number).ok_or(ActError::NotFound)
}

/// Every field that is wrong: names and address in both languages, a head, an address for mail.
fn described_faults(described: &Described) -> Vec<FieldFault> {
    let mut faults = vec![];
    let Described { name, town, address, head, phone, email, .. } = described;
    for (text, field) in [
        (&name.kk, "name_kk"),
        (&name.ru, "name_ru"),
        (&town.kk, "town_kk"),
        (&town.ru, "town_ru"),
        (&address.kk, "address_kk"),
        (&address.ru, "address_ru"),
        (head, "head"),
    ] {
        wrong(&mut faults, text.trim().is_empty(), field, "words-needed");
    }
    wrong(&mut faults, !crate::draft::is_phone(phone), "phone", "phone-wrong");
    wrong(&mut faults, !crate::draft::is_email(email), "email", "email-wrong");
    faults
}

fn professions_fault(professions: &[NkzCode]) -> Option<FieldFault> {
    let fault = |fault| Some(FieldFault { field: "professions", fault });
    match professions.len() {
        0 => fault("choose-professions"),
        many if many > MOST_PROFESSIONS => fault("too-many-professions"),
        _ => None,
    }
}

fn wrong(faults: &mut Vec<FieldFault>, wrong: bool, field: &'static str, fault: &'static str) {
    if wrong {
        faults.push(FieldFault { field, fault });
    }
}

/// What a ruling meets: cases that go on, and sittings in days that will not be lawful.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Cases of the centre that have not ended.
    pub open: u64,
    /// Sittings on days without accreditation, or of professions without it: at most a hundred.
    pub sittings: Vec<SittingCard>,
}

/// Something is still owed in it, or may come.
fn going_on(stage: Stage) -> bool {
    !stage.is_final() && !matches!(stage, Stage::Issued | Stage::Closed)
}

/// What the ruling would touch today, from `from` to `until`; of these professions where it is about some only.
pub async fn touched(
    cx: &Cx,
    who: &Who,
    number: &CentreNumber,
    from: Date,
    until: Option<Date>,
    left: Option<&[NkzCode]>,
) -> ActResult<Touched> {
    super::allowed(who, Act::KeepCentres)?;
    let filter = CaseFilter {
        centre: Some(number.clone()),
        stages: Stage::ALL.iter().copied().filter(|stage| going_on(*stage)).collect(),
        per_page: 1,
        ..CaseFilter::default()
    };
    let open = cx.cases.list(&filter).await?.total;
    let mut sittings = cx.rooms.sittings(number, from, until.unwrap_or(Date::MAX), NAMED).await?;
    sittings.retain(|sitting| match left {
        None => true,
        Some(left) => {
            let programme = cx.catalogue.programme(&sitting.programme);
            programme.is_none_or(|programme| !left.contains(&programme.profession))
        }
    });
    Ok(Touched { open, sittings })
}
