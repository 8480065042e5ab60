//! The ports `Register` and `Figures`.

use acts::ports::{
    AppealCount, Figures, Happening, OutcomeCount, PortError, Register, RegisterFilter, RegisterMark, Span,
    Tally, TermCount,
};
use acts::projection::{Page, RegisterRow};
use async_trait::async_trait;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use rusqlite::{Connection, Row, params_from_iter};

use super::cases::register_row;
use super::facts::{appeal_end, term_end};
use super::values::Text;
use super::{Fault, Sqlite};
use crate::figures::{self, Asked};

#[async_trait]
impl Register for Sqlite {
    async fn search(&self, filter: &RegisterFilter) -> Result<Page<RegisterRow>, PortError> {
        let [count, page] = figures::register_page(filter);
        self.readers
            .read(move |tx| Ok(Page { total: number(tx, count)?, lines: rows(tx, page, register_row)? }))
            .await
    }

    async fn following(
        &self,
        filter: &RegisterFilter,
        after: u32,
        limit: u32,
    ) -> Result<Vec<RegisterRow>, PortError> {
        self.asked(figures::register_following(filter, after, limit), register_row).await
    }

    async fn mark(&self) -> Result<RegisterMark, PortError> {
        let mark =
            |row: &Row| Ok(RegisterMark { newest: row.get("newest")?, annulled: row.get("annulled")? });
        self.readers.read(move |tx| Ok(tx.prepare_cached(figures::REGISTER_MARK)?.query_row([], mark)?)).await
    }
}

#[async_trait]
impl Figures for Sqlite {
    async fn terms(&self, span: &Span) -> Result<Vec<TermCount>, PortError> {
        let count = |row: &Row| {
            Ok(TermCount {
                centre: row.get::<_, Text<_>>("centre")?.0,
                clause: row.get("clause")?,
                started: row.get("started")?,
                due: row.get("due")?,
                state: term_end(row)?,
                closed_on: row.get("closed_on")?,
                n: row.get("n")?,
            })
        };
        self.asked(figures::terms(span), count).await
    }

    async fn overdue(&self, centre: Option<&CentreNumber>, today: Date) -> Result<Vec<Tally>, PortError> {
        self.asked(figures::overdue(centre, today), tally).await
    }

    async fn outcomes(&self, span: &Span) -> Result<Vec<OutcomeCount>, PortError> {
        let count = |row: &Row| {
            Ok(OutcomeCount {
                centre: row.get::<_, Text<_>>("centre")?.0,
                programme: row.get("programme")?,
                theory: row.get("theory")?,
                practice: row.get("practice")?,
                passed: row.get("passed")?,
                violated: row.get("violated")?,
                terminated: row.get("terminated")?,
                n: row.get("n")?,
            })
        };
        self.asked(figures::outcomes(span), count).await
    }

    async fn appeals(&self, span: &Span) -> Result<Vec<AppealCount>, PortError> {
        let count = |row: &Row| {
            let centre = row.get::<_, Text<_>>("centre")?.0;
            Ok(AppealCount { centre, end: appeal_end(row)?, n: row.get("n")? })
        };
        self.asked(figures::appeals(span), count).await
    }

    async fn happened(&self, what: Happening, span: &Span) -> Result<Vec<Tally>, PortError> {
        self.asked(figures::happened(what, span), tally).await
    }

    async fn open(&self, centre: Option<&CentreNumber>) -> Result<Vec<Tally>, PortError> {
        self.asked(figures::open(centre), tally).await
    }
}

impl Sqlite {
    /// All rows of a question that was put together.
    pub(super) async fn asked<T: Send + 'static>(
        &self,
        asked: Asked,
        read: impl FnMut(&Row) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<Vec<T>, PortError> {
        self.readers.read(move |tx| rows(tx, asked, read)).await
    }
}

pub(super) fn rows<T>(
    tx: &Connection,
    asked: Asked,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Fault> {
    let mut select = tx.prepare_cached(&asked.sql)?;
    Ok(select.query_map(params_from_iter(asked.values), read)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn number(tx: &Connection, asked: Asked) -> Result<u64, Fault> {
    let mut select = tx.prepare_cached(&asked.sql)?;
    Ok(select.query_row(params_from_iter(asked.values), |row| row.get("n"))?)
}

fn tally(row: &Row) -> rusqlite::Result<Tally> {
    Ok(Tally { centre: row.get::<_, Text<_>>("centre")?.0, of: row.get("counted")?, n: row.get("n")? })
}
