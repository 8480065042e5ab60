//! The regions and cities of republican significance, by the classifier of administrative units (KATO).

use crate::Bilingual;
use crate::centre::Region;

/// Code, Kazakh name, Russian name.
const REGIONS: [(&str, &str, &str); 20] = [
    ("100000000", "Абай облысы", "область Абай"),
    ("110000000", "Ақмола облысы", "Акмолинская область"),
    ("150000000", "Ақтөбе облысы", "Актюбинская область"),
    ("190000000", "Алматы облысы", "Алматинская область"),
    ("230000000", "Атырау облысы", "Атырауская область"),
    ("270000000", "Батыс Қазақстан облысы", "Западно-Казахстанская область"),
    ("310000000", "Жамбыл облысы", "Жамбылская область"),
    ("330000000", "Жетісу облысы", "область Жетісу"),
    ("350000000", "Қарағанды облысы", "Карагандинская область"),
    ("390000000", "Қостанай облысы", "Костанайская область"),
    ("430000000", "Қызылорда облысы", "Кызылординская область"),
    ("470000000", "Маңғыстау облысы", "Мангистауская область"),
    ("550000000", "Павлодар облысы", "Павлодарская область"),
    ("590000000", "Солтүстік Қазақстан облысы", "Северо-Казахстанская область"),
    ("610000000", "Түркістан облысы", "Туркестанская область"),
    ("620000000", "Ұлытау облысы", "область Ұлытау"),
    ("630000000", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область"),
    ("710000000", "Астана қаласы", "город Астана"),
    ("750000000", "Алматы қаласы", "город Алматы"),
    ("790000000", "Шымкент қаласы", "город Шымкент"),
];

/// All of them, in order of the code.
pub fn regions() -> Vec<Region> {
    REGIONS
        .iter()
        .map(|(kato, kk, ru)| Region { kato: (*kato).to_owned(), name: Bilingual::new(*kk, *ru) })
        .collect()
}

/// The region of a code.
pub fn region(kato: &str) -> Option<Region> {
    regions().into_iter().find(|region| region.kato == kato)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn p02_every_region_has_a_code_of_its_own() {
        let mut codes: Vec<String> = regions().into_iter().map(|region| region.kato).collect();
        assert!(codes.iter().all(|code| code.len() == 9 && code.bytes().all(|byte| byte.is_ascii_digit())));
        codes.dedup();
        assert_eq!(codes.len(), 20);
        assert_eq!(region("790000000").unwrap().name.ru, "город Шымкент");
        assert_eq!(region("790"), None);
    }
}
