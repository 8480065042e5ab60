//! Objects by the rows of the table `file`.

use acts::journal::AccountId;
use acts::ports::PortError;
use uuid::Uuid;

use super::{Cell, Part, inconsistent};
use crate::vault::{FileRow, Lies, from_hex};

/// The files among parts that go by.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Whether the rows that come now are of the table `file`.
    coming: bool,
    pub(super) found: Vec<FileRow>,
}

impl Files {
    pub(super) fn add(&mut self, part: &Part) -> Result<(), PortError> {
        match part {
            Part::Table { name, .. } => self.coming = name == "file",
            Part::Rows(rows) if self.coming => files_of(rows, &mut self.found)?,
            Part::Rows(_) => {}
        }
        Ok(())
    }
}

/// In this program's order of columns.
fn files_of(rows: &[Vec<Cell>], files: &mut Vec<FileRow>) -> Result<(), PortError> {
    for row in rows {
        if let [account, Cell::Text(digest), object, Cell::Int(size), Cell::Int(_)] = row.as_slice()
            && let (Cell::Bytes { hex: account }, Cell::Bytes { hex: object }) = (account, object)
        {
            let lies = Lies { object: uuid(object)?, size: u64::try_from(*size).map_err(inconsistent)? };
            files.push(FileRow { of: AccountId(uuid(account)?), digest: digest.clone(), lies });
        }
    }
    Ok(())
}

fn uuid(hex: &str) -> Result<Uuid, PortError> {
    Uuid::from_slice(&from_hex(hex)?).map_err(inconsistent)
}

/// The sealed keys that the part tells of, if it is one of the table `person_key`.
pub(super) fn keys_of(part: &Part) -> Result<Vec<(AccountId, Vec<u8>)>, PortError> {
    let Part::Rows(rows) = part else { return Ok(vec![]) };
    let key = |row: &Vec<Cell>| match row.as_slice() {
        [Cell::Bytes { hex: account }, Cell::Bytes { hex: sealed }, ..] => {
            Ok((AccountId(uuid(account)?), from_hex(sealed)?))
        }
        _ => Err(inconsistent("a key of no person")),
    };
    rows.iter().map(key).collect()
}
