//! The Merkle log over the heads of all journals (RFC 6962, section 2.1; storage order of Crosby and Wallach 2009).

use std::collections::BTreeMap;

use tlog_tiles::{Error, Hash, HashReader};

use crate::chain::Link;

/// Stands before everything a record says.
const TAG: &[u8] = b"bilikti.journal.head.v1\0";

/// SHA-256, a node of the tree.
pub type Node = [u8; 32];

/// The newest link of a case after one act: a record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub centre: String,
    /// UUID.
    pub case: [u8; 16],
    /// Number of entries that the link stands at the end of.
    pub version: u64,
    pub link: Link,
}

impl Head {
    fn hash(&self) -> Hash {
        let mut record = TAG.to_vec();
        record.extend(self.case);
        record.extend(self.version.to_be_bytes());
        record.extend(self.link.0);
        record.extend(self.centre.as_bytes());
        tlog_tiles::record_hash(&record)
    }
}

/// Why a log cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    #[error("the log of {size} records needs {needed} nodes to go on, not {got}")]
    Edge { size: u64, needed: usize, got: usize },
    #[error("the log cannot be computed: {0}")]
    Tree(String),
}

impl From<Error> for LogError {
    fn from(error: Error) -> Self {
        Self::Tree(error.to_string())
    }
}

/// The right edge of the tree: all that is needed to append and to know the root. Grows with the logarithm of the size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    size: u64,
    /// By storage index.
    edge: BTreeMap<u64, Node>,
}

struct Edge<'a>(&'a BTreeMap<u64, Node>);

impl HashReader for Edge<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        indexes.iter().map(|index| self.0.get(index).map(|node| Hash(*node)).ok_or(Error::BadMath)).collect()
    }
}

impl Log {
    /// Storage indexes of the nodes with which a log of `size` records goes on.
    pub fn needed(size: u64) -> Vec<u64> {
        if size == 0 { Vec::new() } else { tlog_tiles::sub_tree_index(0, size, Vec::new()) }
    }

    /// Goes on with a log of `size` records, by the nodes at [`Self::needed`], in that order.
    pub fn resume(size: u64, nodes: &[Node]) -> Result<Self, LogError> {
        let needed = Self::needed(size);
        if needed.len() != nodes.len() {
            return Err(LogError::Edge { size, needed: needed.len(), got: nodes.len() });
        }
        Ok(Self { size, edge: needed.into_iter().zip(nodes.iter().copied()).collect() })
    }

    /// Number of records.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a record; the nodes completed by it, with their storage indexes, are to be kept.
    pub fn append(&mut self, head: &Head) -> Result<Vec<(u64, Node)>, LogError> {
        let nodes = tlog_tiles::stored_hashes_for_record_hash(self.size, head.hash(), &Edge(&self.edge))?;
        let first = tlog_tiles::stored_hash_index(0, self.size);
        let stored: Vec<(u64, Node)> = (first..).zip(nodes.into_iter().map(|node| node.0)).collect();
        self.size += 1;
        self.edge.extend(stored.iter().copied());
        let needed = Self::needed(self.size);
        self.edge.retain(|index, _| needed.contains(index));
        Ok(stored)
    }

    /// Root of the tree; of no records, the hash of nothing.
    pub fn root(&self) -> Result<Node, LogError> {
        Ok(tlog_tiles::tree_hash(self.size, &Edge(&self.edge))?.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    use super::*;

    fn head(number: u64) -> Head {
        Head { centre: "0042".into(), case: [3; 16], version: number, link: Link([5; 32]) }
    }

    /// RFC 6962, section 2.1, word for word.
    fn root_by_definition(records: &[Hash]) -> Node {
        match records {
            [] => Sha256::digest([]).into(),
            [one] => one.0,
            many => {
                let k = 1 << (many.len() - 1).ilog2();
                let (left, right) = many.split_at(k);
                let mut hash = Sha256::new();
                hash.update([1]);
                hash.update(root_by_definition(left));
                hash.update(root_by_definition(right));
                hash.finalize().into()
            }
        }
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_the_definition_at_every_size(size in 0_u64..150) {
            let mut log = Log::default();
            let mut kept = BTreeMap::new();
            for number in 0..size {
                kept.extend(log.append(&head(number)).unwrap());
            }
            let records: Vec<Hash> = (0..size).map(|number| head(number).hash()).collect();
            prop_assert_eq!(log.root().unwrap(), root_by_definition(&records));
            prop_assert_eq!(kept.len() as u64, tlog_tiles::stored_hash_count(size));
            let nodes: Vec<Node> = Log::needed(size).iter().map(|index| kept[index]).collect();
            prop_assert_eq!(Log::resume(size, &nodes).unwrap(), log);
        }
    }

    #[test]
    fn every_part_of_a_head_is_covered() {
        let one = head(1);
        let changed = [
            Head { centre: "0043".into(), ..one.clone() },
            Head { case: [4; 16], ..one.clone() },
            Head { version: 2, ..one.clone() },
            Head { link: Link([6; 32]), ..one.clone() },
        ];
        for other in changed {
            assert_ne!(other.hash(), one.hash(), "{other:?}");
        }
    }

    #[test]
    fn an_edge_of_another_size_is_refused() {
        assert_eq!(Log::resume(3, &[]), Err(LogError::Edge { size: 3, needed: 2, got: 0 }));
    }
}
