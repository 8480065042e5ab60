//! The ports `Register` and `Figures`.

use acts::ports::{
    AppealCount, Figures, Happening, OutcomeCount, PortError, Register, RegisterFilter, RegisterMark, Span,
    Tally, TermCount,
};
use acts::projection::{Page, RegisterRow};
use async_trait::async_trait;
use jiff::civil::Date;
use rules::identifiers::CentreNumber;
use sqlx::PgConnection;
use sqlx::postgres::PgRow;

use super::cases::register_row;
use super::facts::{appeal_end, small_number, term_end, yes};
use super::list::{bound, numbered};
use super::values::Columns as _;
use super::{Postgres, all, fault};
use crate::figures::{self, Asked};

#[async_trait]
impl Register for Postgres {
    async fn search(&self, filter: &RegisterFilter) -> Result<Page<RegisterRow>, PortError> {
        self.page(figures::register_page(filter), register_row).await
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
        let row = sqlx::query(figures::REGISTER_MARK).fetch_one(&self.pool).await.map_err(fault)?;
        Ok(RegisterMark { newest: small_number(&row, "newest")?, annulled: row.counted("annulled")? })
    }
}

#[async_trait]
impl Figures for Postgres {
    async fn terms(&self, span: &Span) -> Result<Vec<TermCount>, PortError> {
        let count = |row: &PgRow| {
            Ok(TermCount {
                centre: row.centre()?,
                clause: row.field("clause")?,
                started: row.some_day("started")?,
                due: row.some_day("due")?,
                state: term_end(row)?,
                closed_on: row.day("closed_on")?,
                n: row.counted("n")?,
            })
        };
        self.asked(figures::terms(span), count).await
    }

    async fn overdue(&self, centre: Option<&CentreNumber>, today: Date) -> Result<Vec<Tally>, PortError> {
        self.asked(figures::overdue(centre, today), tally).await
    }

    async fn outcomes(&self, span: &Span) -> Result<Vec<OutcomeCount>, PortError> {
        let count = |row: &PgRow| {
            Ok(OutcomeCount {
                centre: row.centre()?,
                programme: row.field("programme")?,
                theory: yes(row, "theory")?,
                practice: yes(row, "practice")?,
                passed: yes(row, "passed")?,
                violated: yes(row, "violated")?.unwrap_or_default(),
                terminated: yes(row, "terminated")?.unwrap_or_default(),
                n: row.counted("n")?,
            })
        };
        self.asked(figures::outcomes(span), count).await
    }

    async fn appeals(&self, span: &Span) -> Result<Vec<AppealCount>, PortError> {
        let count = |row: &PgRow| {
            Ok(AppealCount { centre: row.centre()?, end: appeal_end(row)?, n: row.counted("n")? })
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

impl Postgres {
    /// All rows of a question that was put together.
    async fn asked<T: Send>(
        &self,
        asked: Asked,
        read: impl FnMut(&PgRow) -> Result<T, PortError> + Send,
    ) -> Result<Vec<T>, PortError> {
        let mut connection = self.pool.acquire().await.map_err(fault)?;
        rows(&mut connection, &asked, read).await
    }

    /// A number of lines and one page of them, of one moment.
    pub(super) async fn page<T: Send>(
        &self,
        [count, page]: [Asked; 2],
        read: impl FnMut(&PgRow) -> Result<T, PortError> + Send,
    ) -> Result<Page<T>, PortError> {
        let mut tx = self.begin().await?;
        let total = rows(&mut tx, &count, |row| row.counted("n")).await?.into_iter().sum();
        Ok(Page { total, lines: rows(&mut tx, &page, read).await? })
    }
}

async fn rows<T: Send>(
    connection: &mut PgConnection,
    asked: &Asked,
    read: impl FnMut(&PgRow) -> Result<T, PortError> + Send,
) -> Result<Vec<T>, PortError> {
    let query = asked.values.iter().fold(sqlx::query(numbered(&asked.sql)), bound);
    all(&query.fetch_all(connection).await.map_err(fault)?, read)
}

fn tally(row: &PgRow) -> Result<Tally, PortError> {
    Ok(Tally { centre: row.centre()?, of: row.field("counted")?, n: row.counted("n")? })
}
