//! Terms, sittings and rooms.

use acts::journal::CaseId;
use acts::ports::{Room, SittingCard, TermCard};
use acts::service::{self, Cursor};
use jiff::ToSpan as _;
use jiff::civil::Date;
use rules::case::Stage;
use rules::terms::local_date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ask::{Answer, Asker, Query};
use super::cases::{CaseStage, code, cursor, lines};
use super::doc::Problems;
use super::problem::Kind;

/// Days of sittings in one answer at most, and where the caller does not say.
const MOST_DAYS: i64 = 92;
const USUAL_DAYS: i64 = 30;

/// Which terms.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TermsQuery {
    /// Only terms due on this day or before.
    due_until: Option<Date>,
    /// `next` of the page before.
    after: Option<String>,
    /// Lines of a page; 50 where nothing is said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A running term.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunningTerm {
    case: Uuid,
    number: String,
    #[schema(value_type = CaseStage, example = "contracted")]
    stage: Stage,
    #[schema(example = "¶6")]
    clause: String,
    /// The day of the event; it does not count.
    start: Date,
    due: Date,
    working_days: u16,
    /// The role that must act first.
    #[schema(example = "registrar")]
    owed_by: String,
    /// Version of the calendar it was counted with.
    calendar: String,
}

/// A page of terms, by their last day.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsPage {
    items: Vec<RunningTerm>,
    /// `after` of the next page; null on the last one.
    next: Option<String>,
}

fn running(card: TermCard) -> RunningTerm {
    RunningTerm {
        case: card.row.case.0,
        number: card.number,
        stage: card.stage,
        clause: card.row.clause,
        start: card.row.term.start,
        due: card.row.due,
        working_days: card.row.term.working_days,
        owed_by: card.row.owed_by.code().to_owned(),
        calendar: card.row.term.calendar,
    }
}

/// The running terms of the centre.
#[utoipa::path(get, path = "/api/v1/terms", operation_id = "listTerms", tag = "days", params(TermsQuery),
    security(("token" = [])), responses((status = 200, description = "A page of terms", body = TermsPage), Problems))]
pub async fn terms(asker: Asker, Query(query): Query<TermsQuery>) -> Answer {
    let after: Option<(Date, CaseId, u32)> = match cursor(query.after.as_deref())? {
        None => None,
        Some(Cursor::Term(due, case, place)) => Some((due, case, place)),
        Some(Cursor::Case(_)) => return Err(Kind::NotFound.into()),
    };
    let limit = lines(query.limit)?;
    let (cards, next) = service::terms(&asker.cx, &asker.who, query.due_until, after, limit).await?;
    let next = next.map(|cursor| cursor.to_string());
    asker.show(&TermsPage { items: cards.into_iter().map(running).collect(), next })
}

/// Which sittings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SittingsQuery {
    /// The first day; today where nothing is said.
    from: Option<Date>,
    /// The last day; 30 days after the first where nothing is said, and no more than 92.
    until: Option<Date>,
}

/// The day of one case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sitting {
    case: Uuid,
    number: String,
    #[schema(value_type = CaseStage, example = "noticed")]
    stage: Stage,
    programme: String,
    date: Date,
    /// Local time, `HH:MM:SS`.
    #[schema(example = "10:00:00")]
    start: String,
    /// The end of the seat that is held.
    until: Option<String>,
    room: Option<Uuid>,
    place: String,
    #[schema(example = "offline")]
    mode: String,
    #[schema(example = "kk")]
    language: String,
    /// ¶11: adjustments were asked for.
    adjustments: bool,
}

/// Sittings from a day to a day, in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sittings {
    from: Date,
    /// The last day that was looked at.
    until: Date,
    items: Vec<Sitting>,
}

fn sitting(card: SittingCard) -> Sitting {
    Sitting {
        case: card.row.case.0,
        number: card.number,
        stage: card.stage,
        programme: card.programme,
        date: card.row.day,
        start: card.row.start.to_string(),
        until: card.row.held.map(|held| held.until.to_string()),
        room: card.row.held.map(|held| held.room.0),
        place: card.row.place,
        mode: code(&card.row.mode),
        language: code(&card.row.language),
        adjustments: !card.row.adjustments.is_empty(),
    }
}

/// The sittings of the centre from a day to a day.
#[utoipa::path(get, path = "/api/v1/sittings", operation_id = "listSittings", tag = "days", params(SittingsQuery),
    security(("token" = [])), responses((status = 200, description = "The sittings", body = Sittings), Problems))]
pub async fn sittings(asker: Asker, Query(query): Query<SittingsQuery>) -> Answer {
    let from = query.from.unwrap_or_else(|| local_date(asker.cx.clock.now()));
    let day = |ahead: i64| from.saturating_add(ahead.days());
    let until = query.until.unwrap_or_else(|| day(USUAL_DAYS)).min(day(MOST_DAYS));
    let cards = service::sittings(&asker.cx, &asker.who, from, until).await?;
    asker.show(&Sittings { from, until, items: cards.into_iter().map(sitting).collect() })
}

/// A room of the centre.
#[derive(Debug, Serialize, ToSchema)]
pub struct CentreRoom {
    id: Uuid,
    name_kk: String,
    name_ru: String,
    /// Empty where it is that of the centre.
    address: String,
    seats: u32,
    /// ¶11.
    accessible: bool,
    /// Takes nobody any more.
    closed: bool,
}

/// Rooms by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct CentreRooms {
    items: Vec<CentreRoom>,
}

/// The rooms of the centre.
#[utoipa::path(get, path = "/api/v1/rooms", operation_id = "listRooms", tag = "days", security(("token" = [])),
    responses((status = 200, description = "The rooms", body = CentreRooms), Problems))]
pub async fn rooms(asker: Asker) -> Answer {
    let line = |room: Room| CentreRoom {
        id: room.id.0,
        name_kk: room.name_kk,
        name_ru: room.name_ru,
        address: room.address,
        seats: room.seats,
        accessible: room.accessible,
        closed: room.closed,
    };
    let rooms = service::rooms(&asker.cx, &asker.who).await?;
    asker.show(&CentreRooms { items: rooms.into_iter().map(line).collect() })
}
