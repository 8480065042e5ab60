//! Files of cases: uploaded documents, scans, issued PDFs. Addressed by content, written once.

pub(crate) mod folder;
