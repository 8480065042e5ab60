#![allow(clippy::unwrap_used)]
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::identifiers::NkzCode;

const CANONICAL: &str = "25620-072121008-3-201126-0042-000000017";

fn welder() -> SerialNumber {
    SerialNumber::parse(CANONICAL).unwrap()
}

/// The canonical serial with one level (1–6) replaced, refused: at which level and why.
fn refused(level: usize, by: &str) -> (Option<u8>, &'static str) {
    let mut groups: Vec<&str> = CANONICAL.split('-').collect();
    *groups.get_mut(level - 1).unwrap() = by;
    let error = SerialNumber::parse(&groups.join("-")).unwrap_err();
    (error.level, error.code())
}

#[test]
fn a2_a_serial_number_says_its_six_levels() {
    let serial = welder();
    assert_eq!(serial.oked().as_str(), "25620");
    assert_eq!(serial.nkz(), &NkzOrZero::Code(NkzCode::parse("7212-1-008").unwrap()));
    assert_eq!(serial.nqf().get(), 3);
    assert_eq!(serial.date(), date(2026, 11, 20));
    assert_eq!(serial.centre().as_str(), "0042");
    assert_eq!(serial.ordinal(), 17);
    assert_eq!(serial.to_string(), CANONICAL);
}

#[test]
fn a2_zero_stands_for_a_profession_without_a_code() {
    let text = "25620-0-8-010100-0001-999999999";
    let serial = SerialNumber::parse(text).unwrap();
    assert_eq!(serial.nkz(), &NkzOrZero::Zero);
    assert_eq!(serial.date(), date(2000, 1, 1));
    assert_eq!(serial.ordinal(), 999_999_999);
    assert_eq!(serial.to_string(), text);
}

#[test]
fn a2_q19_both_widths_of_the_profession_give_the_same_serial() {
    assert_eq!(SerialNumber::parse("25620-72121008-3-201126-0042-000000017").unwrap(), welder());
}

#[test]
fn a2_q19_latin_x_is_folded() {
    let cyrillic = SerialNumber::parse("25620-Х10000001-3-201126-0042-000000017").unwrap();
    let latin = SerialNumber::parse("25620-X10000001-3-201126-0042-000000017").unwrap();
    assert_eq!(latin, cyrillic);
    assert_eq!(latin.to_string(), "25620-\u{425}10000001-3-201126-0042-000000017");
}

#[test]
fn a2_any_other_number_of_groups_is_refused_as_a_whole() {
    for (text, got) in [
        ("", 1),
        ("25620", 1),
        ("25620-072121008-3-201126-0042", 5),
        ("25620-7212-1-008-3-201126-0042-000000017", 8),
        ("25620-072121008-3-201126-0042-000000017-", 7),
        ("25620–072121008–3–201126–0042–000000017", 1),
    ] {
        let error = SerialNumber::parse(text).unwrap_err();
        assert_eq!(error, SerialError { level: None, reason: SerialReason::Groups { got } });
        assert_eq!(error.code(), "serial-groups");
    }
}

#[test]
fn a2_each_level_is_checked() {
    assert_eq!(refused(1, "62010"), (Some(1), "oked-unknown"));
    assert_eq!(refused(1, "2562"), (Some(1), "oked-length"));
    assert_eq!(refused(1, " 25620"), (Some(1), "oked-not-digits"));
    assert_eq!(refused(2, "172121008"), (Some(2), "nkz-length"));
    assert_eq!(refused(2, "00"), (Some(2), "nkz-length"));
    assert_eq!(refused(2, "0 "), (Some(2), "nkz-not-digits"));
    assert_eq!(refused(2, "002121008"), (Some(2), "nkz-major-group"));
    assert_eq!(refused(3, "0"), (Some(3), "nqf-range"));
    assert_eq!(refused(3, "9"), (Some(3), "nqf-range"));
    assert_eq!(refused(3, " 3"), (Some(3), "nqf-not-digits"));
    assert_eq!(refused(4, "300226"), (Some(4), "serial-date"));
    assert_eq!(refused(4, "290225"), (Some(4), "serial-date"));
    assert_eq!(refused(4, "011326"), (Some(4), "serial-date"));
    assert_eq!(refused(4, "000126"), (Some(4), "serial-date"));
    assert_eq!(refused(4, "20112026"), (Some(4), "serial-date"));
    assert_eq!(refused(4, "20.126"), (Some(4), "serial-date"));
    assert_eq!(refused(5, "042"), (Some(5), "centre-number-length"));
    assert_eq!(refused(5, "0042 "), (Some(5), "centre-number-not-digits"));
    assert_eq!(refused(6, "000000000"), (Some(6), "serial-ordinal"));
    assert_eq!(refused(6, "17"), (Some(6), "serial-ordinal"));
    assert_eq!(refused(6, "0000000017"), (Some(6), "serial-ordinal"));
    assert_eq!(refused(6, "+00000017"), (Some(6), "serial-ordinal"));
}

#[test]
fn a2_the_first_wrong_level_is_reported() {
    let mut groups: Vec<&str> = CANONICAL.split('-').collect();
    for level in (1..=6_u8).rev() {
        *groups.get_mut(usize::from(level) - 1).unwrap() = "?";
        let error = SerialNumber::parse(&groups.join("-")).unwrap_err();
        assert_eq!(error.level, Some(level));
        assert!(error.to_string().starts_with(&format!("level {level}: ")), "{error}");
    }
}

#[test]
fn a2_a_serial_is_made_only_within_its_places() {
    let make = |date: Date, ordinal: u32| {
        let w = welder();
        SerialNumber::new(w.oked, w.nkz, w.nqf, date, w.centre, ordinal).map_err(|error| error.level)
    };
    assert_eq!(make(date(2026, 11, 20), 17), Ok(welder()));
    assert!(make(date(2000, 1, 1), 1).is_ok());
    assert!(make(date(2099, 12, 31), 999_999_999).is_ok());
    assert_eq!(make(date(1999, 12, 31), 1), Err(Some(4)));
    assert_eq!(make(date(2100, 1, 1), 1), Err(Some(4)));
    assert_eq!(make(date(2026, 1, 1), 0), Err(Some(6)));
    assert_eq!(make(date(2026, 1, 1), 1_000_000_000), Err(Some(6)));
}

#[test]
fn a2_is_a_checked_string_in_json() {
    let json = format!("\"{CANONICAL}\"");
    assert_eq!(serde_json::from_str::<SerialNumber>(&json).unwrap(), welder());
    assert_eq!(serde_json::to_string(&welder()).unwrap(), json);
    assert!(serde_json::from_str::<SerialNumber>("\"25620\"").is_err());
    let error = SerialNumber::parse("62010-0-3-201126-0042-000000017").unwrap_err();
    let said = serde_json::to_string(&error).unwrap();
    assert_eq!(said, r#"{"level":1,"reason":{"oked":{"reason":"unknown"}}}"#);
}

fn any_serial() -> impl Strategy<Value = SerialNumber> {
    let oked = prop::sample::select(vec!["01111", "25620", "43211", "62011", "96020"]);
    let nkz = "0|0[1-9][0-9]{7}|Х[0-9]{8}";
    let centre = "[0-9]{4}";
    let day = (0..100_i16, 1..=12_i8, 1..=28_i8);
    (oked, nkz, 1..=8_u8, day, centre, 1..=999_999_999_u32).prop_map(
        |(oked, nkz, nqf, day, centre, ordinal)| {
            SerialNumber::new(
                OkedCode::parse(oked).unwrap(),
                NkzOrZero::parse(&nkz).unwrap(),
                NqfLevel::new(nqf).unwrap(),
                date(2000 + day.0, day.1, day.2),
                CentreNumber::parse(&centre).unwrap(),
                ordinal,
            )
            .unwrap()
        },
    )
}

proptest! {
    #[test]
    fn a2_what_is_printed_is_read_back(serial in any_serial()) {
        let text = serial.to_string();
        prop_assert_eq!(SerialNumber::parse(&text), Ok(serial));
    }

    /// One character replaced is another serial or none; Latin X for Х is the one spelling that is forgiven.
    #[test]
    fn a2_one_wrong_character_never_reads_as_the_same_serial(
        serial in any_serial(),
        place in any::<prop::sample::Index>(),
        by in prop::sample::select("0123456789-XХ a".chars().collect::<Vec<_>>()),
    ) {
        let mut characters: Vec<char> = serial.to_string().chars().collect();
        let place = place.index(characters.len());
        let was = std::mem::replace(characters.get_mut(place).unwrap(), by);
        prop_assume!(was != by && (was, by) != ('Х', 'X'));
        let corrupted: String = characters.into_iter().collect();
        prop_assert_ne!(SerialNumber::parse(&corrupted), Ok(serial));
    }

    #[test]
    fn a2_no_text_makes_it_panic(text in ".{0,60}") {
        let _ = SerialNumber::parse(&text);
    }
}
