//! Statements that both databases understand, once. Values stand as `?1`; [`for_postgres`] writes `$1` for it.

use acts::ports::Backlog;
use jiff::Timestamp;
pub(crate) mod desk;
mod reference;

use sqlx::AssertSqlSafe;

pub(crate) use self::reference::*;

/// The statement with PostgreSQL's places for values.
pub(crate) fn for_postgres(sql: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(sql.replace('?', "$"))
}

/// Name of the fact that tells the oldest schema whose program still works on this store.
pub(crate) const OLDEST: &str = "oldest-program";

/// The oldest schema whose program still works on the newest one, on both databases. A program that does not know a
/// projection would leave it behind the journals.
pub(crate) const KEEPS: i64 = 10;

/// Whether a program that knows migrations up to `known` may work on a newer schema: as long as nothing changed that it
/// relies on, the release before goes on while nodes are replaced one by one.
pub(crate) fn keeps(oldest: Option<&str>, known: i64) -> bool {
    oldest.and_then(|oldest| oldest.parse::<i64>().ok()).is_some_and(|oldest| oldest <= known)
}

/// Of an entry, in this order.
pub(crate) const JOURNAL: &str = "SELECT centre, case_id, seq, at, actor, event, link FROM case_journal
     WHERE case_id = ?1 ORDER BY seq";
pub(crate) const APPEND: &str = "INSERT INTO case_journal (centre, case_id, seq, at, actor, event, link)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

pub(crate) const ANSWERED: &str = "SELECT account, about, receipt FROM request WHERE id = ?1";
pub(crate) const ANSWER: &str = "INSERT INTO request (id, account, about, receipt, at)
     VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";

pub(crate) const BEGIN_ROW: &str =
    "INSERT INTO case_row (centre, case_id, number, version, candidate, name, name_key, iin, stage, programme,
                           filed_on, due, due_clause, sitting_on, sitting_at, protocol, serial, changed_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
     ON CONFLICT DO NOTHING";
/// `?19` is the version that the decision was made on.
pub(crate) const MOVE_ROW: &str = "UPDATE case_row
     SET number = ?3, version = ?4, candidate = ?5, name = ?6, name_key = ?7, iin = ?8, stage = ?9,
         programme = ?10, filed_on = ?11, due = ?12, due_clause = ?13, sitting_on = ?14, sitting_at = ?15,
         protocol = ?16, serial = ?17, changed_at = ?18
     WHERE centre = ?1 AND case_id = ?2 AND version = ?19";
pub(crate) const ROW: &str = "SELECT * FROM case_row WHERE case_id = ?1";
pub(crate) const NAME_KEY: &str = "SELECT name_key FROM case_row WHERE case_id = ?1";
pub(crate) const FORGET_WORD: &str = "DELETE FROM case_name WHERE centre = ?1 AND word = ?2 AND case_id = ?3";
pub(crate) const LEARN_WORD: &str = "INSERT INTO case_name (centre, word, case_id) VALUES (?1, ?2, ?3)
     ON CONFLICT DO NOTHING";

pub(crate) const FIRST_NUMBER: &str =
    "INSERT INTO counter (name, value) VALUES (?1, 1) ON CONFLICT DO NOTHING";
pub(crate) const NEXT_NUMBER: &str = "UPDATE counter SET value = ?2 WHERE name = ?1 AND value = ?2 - 1";
pub(crate) const LAST_NUMBER: &str = "SELECT value FROM counter WHERE name = ?1";

/// The row of a case already in the register is brought up to date; a serial number of another case is taken.
pub(crate) const REGISTER: &str =
    "INSERT INTO register (serial, ordinal, case_id, centre, programme, holder, issued_on, valid_until,
                           annulled_on, digest)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
     ON CONFLICT (serial) DO UPDATE
     SET ordinal = ?2, centre = ?4, programme = ?5, holder = ?6, issued_on = ?7, valid_until = ?8,
         annulled_on = ?9, digest = ?10
     WHERE register.case_id = ?3";
pub(crate) const REGISTERED: &str = "SELECT * FROM register WHERE serial = ?1";
pub(crate) const REGISTER_OF: &str = "SELECT * FROM register WHERE case_id = ?1";

pub(crate) const OWE: &str = "INSERT INTO message (centre, case_id, id, recipient, kind, at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub(crate) const MESSAGES: &str = "SELECT * FROM message WHERE case_id = ?1 ORDER BY at DESC, id DESC";

pub(crate) const OWE_DISPATCH: &str =
    "INSERT INTO dispatch (centre, case_id, id, message, kind, way, address, letter, state, tries, owed_at, due,
                           handed_at, delivered_at, answer, account)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
     ON CONFLICT (id) DO NOTHING";
/// The conditions stand twice: of two nodes that found the same rows, the second finds them taken.
pub(crate) const TAKE_DUE: &str = "UPDATE dispatch SET due = ?2, tries = tries + 1
     WHERE id IN (SELECT id FROM dispatch WHERE state = 'waiting' AND way <> 'paper' AND due <= ?1
                  ORDER BY due LIMIT ?3)
       AND state = 'waiting' AND due <= ?1
     RETURNING *";
/// One row when it still stands as `?2` after `?3` tries.
pub(crate) const MOVE_DISPATCH: &str = "UPDATE dispatch
     SET state = ?4, tries = ?5, due = ?6, handed_at = ?7, delivered_at = ?8, answer = ?9, account = ?10
     WHERE id = ?1 AND state = ?2 AND tries = ?3";
pub(crate) const DISPATCH: &str =
    "SELECT dispatch.*, case_row.number AS case_number, case_row.name AS case_name
     FROM dispatch JOIN case_row ON case_row.case_id = dispatch.case_id WHERE dispatch.id = ?1";
pub(crate) const DISPATCHES: &str =
    "SELECT * FROM dispatch WHERE case_id = ?1 ORDER BY owed_at DESC, id DESC";
pub(crate) const BACKLOG: &str = "SELECT state, count(*) AS n, min(owed_at) AS oldest FROM dispatch
     WHERE way <> 'paper' AND state IN ('waiting', 'held', 'failed') GROUP BY state";
/// What a person does not want any more has not gone out, and does not.
pub(crate) const GIVE_UP_WAY: &str = "UPDATE dispatch SET state = 'failed', due = ?3
     WHERE case_id = ?1 AND way = ?2 AND state IN ('waiting', 'held')";
pub(crate) const RELEASE_HELD: &str =
    "UPDATE dispatch SET state = 'waiting', tries = 0, due = ?1 WHERE state = 'held'";
pub(crate) const GIVE_UP_HELD: &str = "UPDATE dispatch SET state = 'failed', due = ?1 WHERE state = 'held'";

/// A page of the dispatches that meet the conditions; two places more: lines, and lines before them.
pub(crate) fn posted(meets: &str) -> String {
    format!(
        "SELECT dispatch.*, case_row.number AS case_number, case_row.name AS case_name
         FROM dispatch JOIN case_row ON case_row.case_id = dispatch.case_id
         WHERE {meets} ORDER BY dispatch.owed_at DESC, dispatch.id DESC LIMIT ? OFFSET ?"
    )
}

/// One line of [`BACKLOG`].
pub(crate) fn count_backlog(backlog: &mut Backlog, state: &str, n: u64, oldest: Timestamp) {
    match state {
        "waiting" => (backlog.waiting, backlog.oldest) = (n, Some(oldest)),
        "held" => backlog.held = n,
        _ => backlog.failed = n,
    }
}

pub(crate) const CREATE_ACCOUNT: &str =
    "INSERT INTO account (id, login, name, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
pub(crate) const ACCOUNT_BY_LOGIN: &str = "SELECT id, login, name, password FROM account WHERE login = ?1";
pub(crate) const ACCOUNT_BY_ID: &str = "SELECT id, login, name, password FROM account WHERE id = ?1";

pub(crate) const SESSION: &str = "SELECT id, data, expires FROM session WHERE id = ?1";
pub(crate) const SAVE_SESSION: &str = "INSERT INTO session (id, data, expires) VALUES (?1, ?2, ?3)
     ON CONFLICT (id) DO UPDATE SET data = ?2, expires = ?3";
pub(crate) const END_SESSION: &str = "DELETE FROM session WHERE id = ?1";
pub(crate) const END_EXPIRED_SESSIONS: &str = "DELETE FROM session WHERE expires <= ?1";

pub(crate) const DRAFT: &str = "SELECT id, account, version, at, data FROM draft WHERE id = ?1";
pub(crate) const DRAFTS: &str = "SELECT id, account, version, at, data FROM draft WHERE account = ?1
     ORDER BY at DESC, id DESC";
pub(crate) const BEGIN_DRAFT: &str = "INSERT INTO draft (id, account, version, at, data)
     VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
pub(crate) const MOVE_DRAFT: &str = "UPDATE draft SET version = ?3, at = ?4, data = ?5
     WHERE id = ?1 AND account = ?2 AND version = ?3 - 1";
pub(crate) const USE_UP_DRAFT: &str = "DELETE FROM draft WHERE id = ?1";

pub(crate) const KEEP_PAPER: &str =
    "INSERT INTO paper (centre, case_id, seq, kind, number, made_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub(crate) const COUNT_PAPERS: &str = "SELECT count(*) AS count FROM paper
     WHERE centre = ?1 AND kind = ?2 AND made_on BETWEEN ?3 AND ?4";
pub(crate) const PAPERS: &str =
    "SELECT paper.centre, paper.case_id, paper.seq, paper.kind, paper.number, paper.made_on,
         case_row.number AS case_number, case_row.name, case_row.programme
     FROM paper JOIN case_row ON case_row.centre = paper.centre AND case_row.case_id = paper.case_id
     WHERE paper.centre = ?1 AND paper.kind = ?2 AND paper.made_on BETWEEN ?3 AND ?4
     ORDER BY paper.made_on, paper.case_id, paper.seq LIMIT ?5 OFFSET ?6";

/// Lines on a page of referrals.
pub(crate) const PER_PAGE: u32 = 50;
pub(crate) const SAVE_EMPLOYER: &str =
    "INSERT INTO employer (account, bin, name, since) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (account) DO UPDATE SET bin = ?2, name = ?3";
pub(crate) const EMPLOYER: &str = "SELECT account, bin, name, since FROM employer WHERE account = ?1";
pub(crate) const REFER: &str = "INSERT INTO referral (id, employer, iin, name, programme, pays, made_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING";
pub(crate) const REFERRAL: &str = "SELECT * FROM referral WHERE id = ?1";
pub(crate) const COUNT_REFERRALS: &str = "SELECT count(*) AS count FROM referral WHERE employer = ?1";
pub(crate) const REFERRALS: &str = "SELECT * FROM referral WHERE employer = ?1
     ORDER BY made_at DESC, id DESC LIMIT ?2 OFFSET ?3";
pub(crate) const ANSWER_REFERRAL: &str =
    "UPDATE referral SET answer = ?2, answered_by = ?3, answered_at = ?4 WHERE id = ?1 AND answer IS NULL";
/// A referral brings one case.
pub(crate) const FOLLOW_REFERRAL: &str =
    "UPDATE referral SET case_id = ?2 WHERE id = ?1 AND answer = 'accepted' AND case_id IS NULL";

pub(crate) const AWAIT_LOG: &str =
    "INSERT INTO log_waiting (centre, case_id, version, link) VALUES (?1, ?2, ?3, ?4)";
pub(crate) const WAITING: &str = "SELECT centre, case_id, version, link FROM log_waiting
     ORDER BY centre, case_id, version LIMIT ?1";
pub(crate) const TAKE_WAITING: &str =
    "DELETE FROM log_waiting WHERE centre = ?1 AND case_id = ?2 AND version = ?3 AND link = ?4";
pub(crate) const LOG_SIZE: &str = "SELECT coalesce(max(position) + 1, 0) FROM log_record";
pub(crate) const RECORD: &str =
    "INSERT INTO log_record (position, centre, case_id, version, link) VALUES (?1, ?2, ?3, ?4, ?5)";
pub(crate) const RECORDS: &str = "SELECT centre, case_id, version, link FROM log_record
     WHERE position >= ?1 ORDER BY position LIMIT ?2";
pub(crate) const KEEP_NODE: &str = "INSERT INTO log_node (position, hash) VALUES (?1, ?2)";
pub(crate) const NODE: &str = "SELECT hash FROM log_node WHERE position = ?1";
pub(crate) const NODES: &str =
    "SELECT position, hash FROM log_node WHERE position >= ?1 ORDER BY position LIMIT ?2";
pub(crate) const KEEP_CHECKPOINT: &str = "INSERT INTO log_checkpoint (size, note) VALUES (?1, ?2)";
pub(crate) const NEWEST_CHECKPOINT: &str = "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1";
pub(crate) const CHECKPOINTS: &str = "SELECT note FROM log_checkpoint ORDER BY size";

/// The last case of a slice: the one in which its limit lies.
pub(crate) const SLICE_END: &str = "SELECT centre, case_id FROM case_journal
     WHERE (centre, case_id) > (?1, ?2) ORDER BY centre, case_id, seq LIMIT 1 OFFSET ?3";
pub(crate) const SLICE_ENTRIES: &str = "SELECT centre, case_id, seq, at, actor, event, link FROM case_journal
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4)
     ORDER BY centre, case_id, seq";
pub(crate) const SLICE_ROWS: &str = "SELECT * FROM case_row
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4)";
pub(crate) const SLICE_REGISTER: &str = "SELECT * FROM register
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4)";
pub(crate) const SLICE_PAPERS: &str = "SELECT * FROM paper
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4) ORDER BY centre, case_id, seq";
pub(crate) const SLICE_LOGGED: &str = "SELECT centre, case_id, version, link FROM log_record
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4)
     ORDER BY centre, case_id, version";
pub(crate) const SLICE_WAITING: &str = "SELECT centre, case_id, version, link FROM log_waiting
     WHERE (centre, case_id) > (?1, ?2) AND (centre, case_id) <= (?3, ?4)
     ORDER BY centre, case_id, version";

/// A job nobody has done yet is due at once.
pub(crate) const TAKE_TURN: &str = "INSERT INTO job (name, node, turn_until, due) VALUES (?1, ?2, ?4, ?3)
     ON CONFLICT (name) DO UPDATE SET node = ?2, turn_until = ?4 WHERE job.due <= ?3 AND job.turn_until <= ?3";
pub(crate) const END_TURN: &str =
    "UPDATE job SET due = ?4, turn_until = ?3, node = NULL WHERE name = ?1 AND node = ?2";

pub(crate) const SAVE: &str = "INSERT INTO save (centre, attempt, client, seq, at, kind, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
pub(crate) const SAVED_BODY: &str =
    "SELECT body FROM save WHERE centre = ?1 AND attempt = ?2 AND client = ?3 AND seq = ?4";
pub(crate) const SAVED: &str = "SELECT centre, attempt, client, seq, at, kind, body FROM save
     WHERE centre = ?1 AND attempt = ?2 ORDER BY client, seq";

/// Whether anybody or anything is there.
pub(crate) const IS_EMPTY: &str =
    "SELECT NOT EXISTS (SELECT 1 FROM account) AND NOT EXISTS (SELECT 1 FROM case_row)";
pub(crate) const NEWEST: &str = "SELECT max(changed_at) FROM case_row";

pub(crate) const FACT: &str = "SELECT value FROM fact WHERE name = ?1";
pub(crate) const SET_FACT: &str =
    "INSERT INTO fact (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
pub(crate) const LEARN_FACT: &str = "INSERT INTO fact (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
pub(crate) const PERSON_KEY: &str = "SELECT sealed FROM person_key WHERE account = ?1";
pub(crate) const MAKE_PERSON_KEY: &str =
    "INSERT INTO person_key (account, sealed, made_at) VALUES (?1, ?2, ?3)
     ON CONFLICT DO NOTHING";

pub(crate) const FILE: &str = "SELECT object, size FROM file WHERE account = ?1 AND digest = ?2";
/// Put again: the time of grace begins anew.
pub(crate) const PUT_AGAIN: &str = "UPDATE file SET put_at = ?3 WHERE account = ?1 AND digest = ?2";
pub(crate) const ADD_FILE: &str = "INSERT INTO file (account, digest, object, size, put_at)
     VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account, digest) DO NOTHING";
/// In place of an object that cannot be read any more.
pub(crate) const MEND_FILE: &str =
    "UPDATE file SET object = ?3, put_at = ?4 WHERE account = ?1 AND digest = ?2 AND object = ?5";
pub(crate) const HOLD_FILE: &str = "INSERT INTO file_holder (account, digest, holder) VALUES (?1, ?2, ?3)
     ON CONFLICT DO NOTHING";
/// The time of grace begins when a file is let go.
pub(crate) const GRACE: &str = "UPDATE file SET put_at = ?2 WHERE (account, digest) IN (
         SELECT account, digest FROM file_holder WHERE holder = ?1)";
pub(crate) const LET_GO: &str = "DELETE FROM file_holder WHERE holder = ?1";

pub(crate) const BEGIN_OBJECT: &str = "INSERT INTO loose_object (object, at, doomed) VALUES (?1, ?2, FALSE)";
/// What was being written is a file or a slice now: not when it was given up meanwhile.
pub(crate) const SETTLE_OBJECT: &str = "DELETE FROM loose_object WHERE object = ?1 AND NOT doomed";
pub(crate) const DOOM_OBJECT: &str = "INSERT INTO loose_object (object, at, doomed) VALUES (?1, ?2, TRUE)";
pub(crate) const DOOM_LEFT_ALONE: &str = "UPDATE loose_object SET doomed = TRUE WHERE at < ?1";
pub(crate) const DOOMED: &str = "SELECT object FROM loose_object WHERE doomed ORDER BY at LIMIT ?1";
pub(crate) const GONE: &str = "DELETE FROM loose_object WHERE object = ?1 AND doomed";
pub(crate) const FORGET_UNNAMED: &str = "DELETE FROM file WHERE put_at < ?1 AND NOT EXISTS (
         SELECT 1 FROM file_holder AS named WHERE named.account = file.account AND named.digest = file.digest)
     RETURNING object";

pub(crate) const BEGIN_UPLOAD: &str =
    "INSERT INTO upload (id, account, length, moved_at) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO NOTHING";
pub(crate) const UPLOAD: &str = "SELECT account, length, digest FROM upload WHERE id = ?1";
pub(crate) const UPLOAD_SLICES: &str =
    "SELECT start, length, object FROM upload_slice WHERE upload = ?1 ORDER BY start";
/// One row when the upload is there.
pub(crate) const MOVE_UPLOAD: &str = "UPDATE upload SET moved_at = ?2 WHERE id = ?1";
/// One row when the upload stands at `?2`.
pub(crate) const ADD_SLICE: &str = "INSERT INTO upload_slice (upload, start, length, object)
     SELECT ?1, ?2, ?3, ?4 WHERE ?2 = (SELECT coalesce(sum(length), 0) FROM upload_slice WHERE upload = ?1)";
/// One row when it has become a file just now.
pub(crate) const FINISH_UPLOAD: &str =
    "UPDATE upload SET digest = ?2, moved_at = ?3 WHERE id = ?1 AND digest IS NULL";
pub(crate) const END_SLICES: &str = "DELETE FROM upload_slice WHERE upload = ?1 RETURNING object";
pub(crate) const END_UPLOAD: &str = "DELETE FROM upload WHERE id = ?1";
pub(crate) const LEFT_UPLOADS: &str = "SELECT id FROM upload WHERE moved_at < ?1 LIMIT 1000";
