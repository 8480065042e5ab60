//! The hash chain of one case.

use sha2::{Digest, Sha256};

/// Stands before everything a link covers, so that no other hash of the program can be taken for a link.
const TAG: &[u8] = b"bilikti.journal.entry.v1\0";

/// SHA-256 over an entry and the link before it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link(pub [u8; 32]);

impl Link {
    /// What stands before the first entry.
    pub const BEGINNING: Self = Self([0; 32]);
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::hex(&self.0, f)
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::hex(&self.0, f)
    }
}

/// One entry as it is stored, byte for byte.
#[derive(Debug, Clone, Copy)]
pub struct Covered<'a> {
    pub centre: &'a str,
    /// UUID.
    pub case: &'a [u8; 16],
    /// From 1.
    pub seq: u64,
    /// Microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// UUID of the account; none is the system itself.
    pub actor: Option<&'a [u8; 16]>,
    /// The event's JSON, as written once and never written again.
    pub event: &'a str,
}

impl Covered<'_> {
    /// The link of this entry after `before`.
    ///
    /// Each part has a fixed length or its length before it, and the event comes last: no two entries give the same bytes.
    pub fn after(&self, before: Link) -> Link {
        let mut hash = Sha256::new();
        hash.update(TAG);
        hash.update(before.0);
        hash.update((self.centre.len() as u64).to_be_bytes());
        hash.update(self.centre);
        hash.update(self.case);
        hash.update(self.seq.to_be_bytes());
        hash.update(self.at.to_be_bytes());
        match self.actor {
            None => hash.update([0]),
            Some(actor) => {
                hash.update([1]);
                hash.update(actor);
            }
        }
        hash.update(self.event);
        Link(hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: Covered<'_> = Covered {
        centre: "0042",
        case: &[7; 16],
        seq: 3,
        at: 1_790_000_000_000_000,
        actor: None,
        event: "{}",
    };

    #[test]
    fn the_format_stands() {
        // Computed apart, with Python's hashlib; a change of it would orphan every journal there is.
        let expected = "782fc9b9169b8fcd2e847e6bc9e471b145af7078110b2efa3124d6ea17a0d704";
        assert_eq!(ENTRY.after(Link::BEGINNING).to_string(), expected);
    }

    #[test]
    fn every_part_is_covered() {
        let other = [9; 16];
        let link = ENTRY.after(Link::BEGINNING);
        let changed = [
            Covered { centre: "0043", ..ENTRY },
            Covered { case: &other, ..ENTRY },
            Covered { seq: 4, ..ENTRY },
            Covered { at: ENTRY.at + 1, ..ENTRY },
            Covered { actor: Some(&other), ..ENTRY },
            Covered { event: "{} ", ..ENTRY },
        ];
        for entry in changed {
            assert_ne!(entry.after(Link::BEGINNING), link, "{entry:?}");
        }
        assert_ne!(ENTRY.after(link), link);
    }
}
