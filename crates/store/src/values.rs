//! How values of the domain stand as text, in both databases.

use acts::journal::AccountId;
use acts::ports::PortError;
use serde::Serialize;

/// A value that serde writes as one string.
pub(crate) fn code(value: &impl Serialize) -> Result<String, PortError> {
    let unlike = || PortError::Inconsistent("a value is not one word".into());
    let value = serde_json::to_value(value).map_err(|_| unlike())?;
    value.as_str().map(str::to_owned).ok_or_else(unlike)
}

/// Accounts in order, with a space between.
pub(crate) fn named(accounts: &[AccountId]) -> String {
    accounts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What [`named`] wrote.
pub(crate) fn names(text: &str) -> Result<Vec<AccountId>, uuid::Error> {
    text.split(' ').filter(|id| !id.is_empty()).map(str::parse).collect()
}
