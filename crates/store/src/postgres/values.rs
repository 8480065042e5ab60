//! How values of the domain stand in columns.

use acts::ports::PortError;
use jiff_sqlx::ToSqlx as _;
use rules::identifiers::CentreNumber;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::{Decode, Postgres, Row as _, Type};

use super::inconsistent;

/// A moment to the microsecond. What is finer is cut off.
pub(super) fn micros(at: jiff::Timestamp) -> Result<jiff_sqlx::Timestamp, PortError> {
    Ok(jiff::Timestamp::from_microsecond(at.as_microsecond()).map_err(inconsistent)?.to_sqlx())
}

/// A number that the domain counts from 0 or 1.
pub(super) fn count(number: u64) -> Result<i64, PortError> {
    i64::try_from(number).map_err(inconsistent)
}

/// Reads columns of a row by their names; what cannot be read is inconsistent, by the name of the column.
pub(super) trait Columns {
    fn field<'r, T: Decode<'r, Postgres> + Type<Postgres>>(&'r self, name: &str) -> Result<T, PortError>;

    /// A value that serde writes as one string: a code, a number of a centre.
    fn code<T: DeserializeOwned>(&self, name: &str) -> Result<T, PortError>;

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, PortError>;

    fn centre(&self) -> Result<CentreNumber, PortError> {
        self.code("centre")
    }

    fn counted(&self, name: &str) -> Result<u64, PortError>;

    fn at(&self, name: &str) -> Result<jiff::Timestamp, PortError>;

    /// A moment, where there is one.
    fn moment(&self, name: &str) -> Result<Option<jiff::Timestamp>, PortError>;

    fn day(&self, name: &str) -> Result<Option<jiff::civil::Date>, PortError>;

    fn some_day(&self, name: &str) -> Result<jiff::civil::Date, PortError> {
        self.day(name)?.ok_or_else(|| inconsistent(format!("{name} is empty")))
    }

    /// SHA-256.
    fn digest(&self, name: &str) -> Result<[u8; 32], PortError>;
}

impl Columns for PgRow {
    fn field<'r, T: Decode<'r, Postgres> + Type<Postgres>>(&'r self, name: &str) -> Result<T, PortError> {
        self.try_get(name).map_err(inconsistent)
    }

    fn code<T: DeserializeOwned>(&self, name: &str) -> Result<T, PortError> {
        let text: String = self.field(name)?;
        serde_json::from_value(text.into()).map_err(inconsistent)
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, PortError> {
        serde_json::from_str(self.field(name)?).map_err(inconsistent)
    }

    fn counted(&self, name: &str) -> Result<u64, PortError> {
        u64::try_from(self.field::<i64>(name)?).map_err(inconsistent)
    }

    fn at(&self, name: &str) -> Result<jiff::Timestamp, PortError> {
        Ok(self.field::<jiff_sqlx::Timestamp>(name)?.to_jiff())
    }

    fn moment(&self, name: &str) -> Result<Option<jiff::Timestamp>, PortError> {
        Ok(self.field::<Option<jiff_sqlx::Timestamp>>(name)?.map(jiff_sqlx::Timestamp::to_jiff))
    }

    fn day(&self, name: &str) -> Result<Option<jiff::civil::Date>, PortError> {
        Ok(self.field::<Option<jiff_sqlx::Date>>(name)?.map(jiff_sqlx::Date::to_jiff))
    }

    fn digest(&self, name: &str) -> Result<[u8; 32], PortError> {
        self.field::<&[u8]>(name)?.try_into().map_err(inconsistent)
    }
}
