//! The board, hands, reminders, rooms and the calendar.

pub(crate) const FORGET_TERMS: &str = "DELETE FROM term_row WHERE case_id = ?1";
pub(crate) const LEARN_TERM: &str =
    "INSERT INTO term_row (centre, case_id, place, clause, due, owed_by, owed_to, term)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

/// One row when the case keeps its day and its seat.
pub(crate) const KEEP_SITTING: &str = "UPDATE sitting_row
     SET place = ?7, mode = ?8, language = ?9, adjustments = ?10, commission = ?11
     WHERE centre = ?1 AND case_id = ?2 AND day = ?3 AND start = ?4
         AND until IS NOT DISTINCT FROM ?5 AND room IS NOT DISTINCT FROM ?6";
pub(crate) const END_SITTING: &str = "DELETE FROM sitting_row WHERE case_id = ?1";
/// One row when the room, if there is one, takes people and has a seat left from the first minute to the last.
pub(crate) const HOLD_SEAT: &str = "INSERT INTO sitting_row
         (centre, case_id, day, start, until, room, place, mode, language, adjustments, commission)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
     WHERE ?6 IS NULL OR EXISTS (
         SELECT 1 FROM room WHERE id = ?6 AND centre = ?1 AND closed = 0 AND seats > (
             SELECT count(*) FROM sitting_row AS beside
             WHERE beside.room = ?6 AND beside.day = ?3 AND beside.start < ?5 AND beside.until > ?4))";

/// A term with what its card says; conditions and order follow.
pub(crate) const TERM_CARDS: &str =
    "SELECT term_row.centre, term_row.case_id, term_row.place, term_row.clause, term_row.due, term_row.owed_by,
            term_row.owed_to, term_row.term, case_row.number, case_row.name, case_row.stage,
            assignment.account AS taken_by, account.name AS taken_name
     FROM term_row
     JOIN case_row ON case_row.centre = term_row.centre AND case_row.case_id = term_row.case_id
     LEFT JOIN assignment ON assignment.case_id = term_row.case_id
     LEFT JOIN account ON account.id = assignment.account";
pub(crate) const COUNT_TERMS: &str = "SELECT count(*) AS count FROM term_row
     LEFT JOIN assignment ON assignment.case_id = term_row.case_id";
pub(crate) const TERMS_DUE: &str =
    "SELECT centre, case_id, place, clause, due, owed_by, owed_to, term FROM term_row
     WHERE due <= ?1 AND (centre, case_id, place) > (?2, ?3, ?4) ORDER BY centre, case_id, place LIMIT ?5";
pub(crate) const SLICE_TERMS: &str =
    "SELECT centre, case_id, place, clause, due, owed_by, owed_to, term FROM term_row
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4) ORDER BY centre, case_id, place";
pub(crate) const SLICE_SITTINGS: &str = "SELECT * FROM sitting_row
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4)";

/// Conditions follow.
pub(crate) const ASSIGNED: &str =
    "SELECT assignment.case_id, assignment.centre, assignment.account, assignment.at, assignment.given_by,
            assignment.word, account.name
     FROM assignment JOIN account ON account.id = assignment.account";
pub(crate) const ASSIGN_FREE: &str = "INSERT INTO assignment (case_id, centre, account, at, given_by, word)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
/// `?7` had it in hand.
pub(crate) const ASSIGN_FROM: &str = "UPDATE assignment SET account = ?3, at = ?4, given_by = ?5, word = ?6
     WHERE case_id = ?1 AND centre = ?2 AND account = ?7";
pub(crate) const RELEASE: &str = "DELETE FROM assignment WHERE case_id = ?1 AND account = ?2";

pub(crate) const REMINDER_RULE: &str = "SELECT owed, head FROM reminder_rule WHERE centre = ?1";
pub(crate) const SET_REMINDER_RULE: &str =
    "INSERT INTO reminder_rule (centre, owed, head) VALUES (?1, ?2, ?3)
     ON CONFLICT (centre) DO UPDATE SET owed = ?2, head = ?3";
pub(crate) const REMIND: &str =
    "INSERT INTO reminder (account, case_id, place, distance, centre, clause, due, at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
/// What still runs and is unread comes first.
pub(crate) const REMINDERS: &str =
    "SELECT reminder.account, reminder.case_id, reminder.place, reminder.distance, reminder.centre,
            reminder.clause, reminder.due, reminder.at, reminder.read_at, case_row.number, case_row.name,
            case_row.stage, term_row.place AS running
     FROM reminder
     JOIN case_row ON case_row.centre = reminder.centre AND case_row.case_id = reminder.case_id
     LEFT JOIN term_row ON term_row.centre = reminder.centre AND term_row.case_id = reminder.case_id
         AND term_row.place = reminder.place
     WHERE reminder.account = ?1
     ORDER BY (term_row.place IS NULL OR reminder.read_at IS NOT NULL), reminder.at DESC, reminder.due,
         case_row.number, reminder.distance LIMIT ?2 OFFSET ?3";
pub(crate) const COUNT_REMINDERS: &str = "SELECT count(*) AS count FROM reminder WHERE account = ?1";
pub(crate) const UNREAD: &str = "SELECT count(*) AS count FROM reminder
     JOIN term_row ON term_row.centre = reminder.centre AND term_row.case_id = reminder.case_id
         AND term_row.place = reminder.place
     WHERE reminder.account = ?1 AND reminder.read_at IS NULL";
pub(crate) const READ_ALL: &str = "UPDATE reminder SET read_at = ?2 WHERE account = ?1 AND read_at IS NULL";
pub(crate) const READ_CASE: &str =
    "UPDATE reminder SET read_at = ?2 WHERE account = ?1 AND read_at IS NULL AND case_id = ?3";
pub(crate) const TELL: &str = "INSERT INTO message (centre, case_id, id, recipient, kind, at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";

pub(crate) const FEED: &str = "SELECT made_at FROM calendar_feed WHERE account = ?1";
pub(crate) const FEED_OWNER: &str = "SELECT account FROM calendar_feed WHERE secret = ?1";
pub(crate) const SET_FEED: &str = "INSERT INTO calendar_feed (account, secret, made_at) VALUES (?1, ?2, ?3)
     ON CONFLICT (account) DO UPDATE SET secret = ?2, made_at = ?3";
pub(crate) const END_FEED: &str = "DELETE FROM calendar_feed WHERE account = ?1";

pub(crate) const ROOMS: &str = "SELECT * FROM room WHERE centre = ?1 ORDER BY closed, name_kk, id";
pub(crate) const ROOM: &str = "SELECT * FROM room WHERE id = ?1";
/// One row, unless a known room holds more at some moment from `?10` on than it is to have.
pub(crate) const SAVE_ROOM: &str =
    "INSERT INTO room (id, centre, name_kk, name_ru, address, seats, accessible, equipment, closed)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     ON CONFLICT (id) DO UPDATE
     SET name_kk = ?3, name_ru = ?4, address = ?5, seats = ?6, accessible = ?7, equipment = ?8, closed = ?9
     WHERE room.centre = ?2 AND ?6 >= (
         SELECT coalesce(max(held.n), 0) FROM (
             SELECT count(*) AS n FROM sitting_row AS one
             JOIN sitting_row AS beside ON beside.room = one.room AND beside.day = one.day
                 AND beside.start <= one.start AND beside.until > one.start
             WHERE one.room = ?1 AND one.day >= ?10 GROUP BY one.centre, one.case_id) AS held)";
pub(crate) const SEATS_HELD: &str = "SELECT room, day, start, until, count(*) AS seats FROM sitting_row
     WHERE centre = ?1 AND day >= ?2 AND day <= ?3 AND room IS NOT NULL
     GROUP BY room, day, start, until ORDER BY day, start, room";
pub(crate) const SITTINGS: &str =
    "SELECT sitting_row.centre, sitting_row.case_id, sitting_row.day, sitting_row.start, sitting_row.until,
            sitting_row.room, sitting_row.place, sitting_row.mode, sitting_row.language,
            sitting_row.adjustments, sitting_row.commission, case_row.number, case_row.name, case_row.stage,
            case_row.programme
     FROM sitting_row
     JOIN case_row ON case_row.centre = sitting_row.centre AND case_row.case_id = sitting_row.case_id
     WHERE sitting_row.centre = ?1 AND sitting_row.day >= ?2 AND sitting_row.day <= ?3
     ORDER BY sitting_row.day, sitting_row.start, case_row.number LIMIT ?4";
