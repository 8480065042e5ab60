//! What makes the stored truth tamper-evident, on bytes alone.
//!
//! - [`chain`]: each entry of a case carries a link that covers it and the link before it.
//! - [`log`]: the newest link of a case after each act is a record of one append-only Merkle log (RFC 6962).
//! - [`checkpoint`]: size and root of the log, signed (C2SP tlog-checkpoint, signed-note).
//!
//! Whoever changes, removes or reorders an entry must forge its chain; whoever forges the chain must forge the log; and
//! the log cannot be forged against a checkpoint that lies elsewhere.

pub mod chain;
pub mod checkpoint;
pub mod log;

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8], f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}
