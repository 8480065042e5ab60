//! A1 Q47. The fields that speak of the person, in words.

use rules::correction::{Made, PersonField};

use crate::dates;
use crate::page::Frame;

pub const fn field_key(field: PersonField) -> &'static str {
    match field {
        PersonField::Surname => "apply-surname",
        PersonField::Given => "apply-given",
        PersonField::Patronymic => "apply-patronymic",
        PersonField::Iin => "apply-iin",
        PersonField::BirthDate => "staff-data-birth",
        PersonField::Sex => "staff-data-sex",
        PersonField::Address => "staff-data-address",
        PersonField::Email => "staff-data-email",
        PersonField::Mobile => "staff-data-mobile",
        PersonField::WorkPhone => "staff-data-work-phone",
    }
}

/// A value as it is read; a dash for nothing.
pub fn value(frame: &Frame, field: PersonField, value: &str) -> String {
    match (field, value) {
        (_, "") => "—".to_owned(),
        (PersonField::Sex, "male") => frame.t("staff-data-male"),
        (PersonField::Sex, _) => frame.t("staff-data-female"),
        (PersonField::BirthDate, day) => day.parse().map_or_else(|_| day.to_owned(), dates::short),
        _ => value.to_owned(),
    }
}

/// `Тегі: Сейітқали → Сейтқалиев`.
pub fn made_words(frame: &Frame, made: &Made) -> String {
    let value = |text: &str| value(frame, made.field, text);
    format!("{}: {} → {}", frame.t(field_key(made.field)), value(&made.was), value(&made.became))
}
