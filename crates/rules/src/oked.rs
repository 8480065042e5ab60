//! A2, level 1. OKED (ЭҚЖЖ) as a tree: sections, divisions, groups, classes, subclasses. It is published in Russian.

use std::sync::LazyLock;

use crate::identifiers::OkedCode;

/// One line of the classifier: a section is a Latin letter, everything below it one to four digits more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub code: &'static str,
    pub name_ru: &'static str,
}

/// What lies above the subclasses, each section before its divisions.
static GROUPS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let table =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regulation/classifiers/oked-groups.tsv"));
    let line = |line: &'static str| line.split_once('\t').map(|(code, name_ru)| Entry { code, name_ru });
    table.lines().skip(1).filter_map(line).collect()
});

/// A section: «A» to «U».
pub fn sections() -> impl Iterator<Item = Entry> {
    GROUPS.iter().copied().filter(|entry| is_section(entry.code))
}

/// Any line of the classifier by its code.
pub fn entry(code: &str) -> Option<Entry> {
    let above = || GROUPS.iter().copied().find(|entry| entry.code == code);
    above().or_else(|| OkedCode::subclasses().find(|entry| entry.code == code))
}

/// The code right above: none of a section and of what the classifier has not. A class that it leaves out is passed over.
pub fn parent(code: &str) -> Option<&'static str> {
    if is_section(code) || entry(code).is_none() {
        return None;
    }
    if code.len() == 2 {
        let at = GROUPS.iter().position(|entry| entry.code == code)?;
        return GROUPS.iter().take(at).rev().map(|entry| entry.code).find(|code| is_section(code));
    }
    (2..code.len()).rev().filter_map(|length| code.get(..length)).find_map(entry).map(|above| above.code)
}

/// The lines right below, in the order of the codes.
pub fn below(code: &str) -> Vec<Entry> {
    let all = GROUPS.iter().copied().chain(OkedCode::subclasses());
    let may = all.filter(|entry| is_section(code) || entry.code.starts_with(code));
    let mut below: Vec<Entry> = may.filter(|entry| parent(entry.code) == Some(code)).collect();
    below.sort_by_key(|entry| entry.code);
    below
}

/// From the section down to the code itself; empty for what the classifier has not.
pub fn chain(code: &str) -> Vec<Entry> {
    let mut chain: Vec<Entry> =
        std::iter::successors(entry(code), |one| parent(one.code).and_then(entry)).collect();
    chain.reverse();
    chain
}

fn is_section(code: &str) -> bool {
    code.len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a2_the_classifier_has_all_its_levels() {
        let of = |length: usize| GROUPS.iter().filter(|entry| entry.code.len() == length).count();
        assert_eq!([of(1), of(2), of(3), of(4)], [21, 88, 272, 614]);
        assert_eq!(sections().count(), 21);
    }

    #[test]
    fn a2_a_subclass_has_its_chain_of_names() {
        let codes: Vec<&str> = chain("25620").iter().map(|entry| entry.code).collect();
        assert_eq!(codes, ["C", "25", "256", "2562", "25620"]);
        // The classifier has no class 2712.
        let codes: Vec<&str> = chain("27120").iter().map(|entry| entry.code).collect();
        assert_eq!(codes, ["C", "27", "271", "27120"]);
        assert!(chain("62010").is_empty() && chain("").is_empty() && chain("V").is_empty());
    }

    #[test]
    fn a2_going_down_from_the_sections_every_line_is_met_once() {
        let mut open: Vec<Entry> = sections().collect();
        let mut met = vec![];
        while let Some(one) = open.pop() {
            open.extend(below(one.code));
            met.push(one.code);
        }
        met.sort_unstable();
        let all = met.len();
        met.dedup();
        assert_eq!((all, met.len()), (21 + 88 + 272 + 614 + 1102, all));
    }
}
