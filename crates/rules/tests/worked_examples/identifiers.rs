//! Answers of the tables about numbers and codes.

use rules::identifiers::{Bin, CentreNumber, Iin, NkzOrZero, NqfLevel, OkedCode, SerialNumber};

use crate::time::{list, yes};

pub(crate) fn iin(row: &[&str]) -> Vec<String> {
    vec![yes(Iin::parse(row[0]).is_ok())]
}

/// Assignable: some check digit makes a number of it.
pub(crate) fn iin_prefix(row: &[&str]) -> Vec<String> {
    vec![yes((0..10).any(|check| Iin::parse(&format!("{}{check}", row[0])).is_ok()))]
}

pub(crate) fn bin(row: &[&str]) -> Vec<String> {
    vec![yes(Bin::parse(row[0]).is_ok())]
}

pub(crate) fn serial(row: &[&str]) -> Vec<String> {
    let serial = SerialNumber::parse(row[0]);
    let level = serial.as_ref().err().and_then(|error| error.level);
    vec![yes(serial.is_ok()), list(level.map(|level| level.to_string()), "")]
}

pub(crate) fn serial_make(row: &[&str]) -> Vec<String> {
    let serial = SerialNumber::new(
        OkedCode::parse(row[0]).unwrap(),
        NkzOrZero::parse(row[1]).unwrap(),
        NqfLevel::parse(row[2]).unwrap(),
        row[3].parse().unwrap(),
        CentreNumber::parse(row[4]).unwrap(),
        row[5].parse().unwrap(),
    );
    vec![serial.unwrap().to_string()]
}

pub(crate) fn oked(row: &[&str]) -> Vec<String> {
    vec![yes(OkedCode::parse(row[0]).is_ok())]
}

pub(crate) fn nkz(row: &[&str]) -> Vec<String> {
    vec![NkzOrZero::parse(row[0]).map_or_else(|_| "wrong".to_owned(), |code| code.to_string())]
}

pub(crate) fn nqf(row: &[&str]) -> Vec<String> {
    vec![yes(NqfLevel::parse(row[0]).is_ok())]
}
