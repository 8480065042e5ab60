//! Statements around accounts that both databases understand, once.

pub(crate) const SEATS: &str = "SELECT role, centre, place, since, until, given_by, ended_by, stands_for
     FROM seat WHERE account = ?1 ORDER BY place";
pub(crate) const ADD_SEAT: &str =
    "INSERT INTO seat (account, place, role, centre, since, until, given_by, ended_by, stands_for)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
pub(crate) const ACCOUNTS_SEATED: &str = "SELECT id, login, name, password FROM account
     WHERE id IN (SELECT account FROM seat WHERE centre = ?1 AND role = ?2
                  AND since <= ?3 AND (until IS NULL OR until > ?3)) ORDER BY name, login";
pub(crate) const STAFF: &str = "SELECT id, login, name, password FROM account
     WHERE id IN (SELECT account FROM seat WHERE centre = ?1) ORDER BY name, login";
pub(crate) const COUNTRY_STAFF: &str = "SELECT id, login, name, password FROM account
     WHERE id IN (SELECT account FROM seat WHERE role IN ('authorised_body', 'operator')) ORDER BY name, login";
/// A head of one's own is one that stands in for nobody and whose time has no end.
pub(crate) const END_SEAT: &str = "UPDATE seat SET until = ?3, ended_by = ?4
     WHERE account = ?1 AND place = ?2 AND (until IS NULL OR until > ?3)
       AND (role <> 'head' OR stands_for IS NOT NULL OR EXISTS (
            SELECT 1 FROM seat AS other
            WHERE other.centre = seat.centre AND other.role = 'head' AND other.stands_for IS NULL
              AND other.until IS NULL AND other.since <= ?3 AND other.account <> seat.account))";
pub(crate) const NEXT_PLACE: &str = "SELECT coalesce(max(place) + 1, 0) FROM seat WHERE account = ?1";

pub(crate) const INVITE: &str =
    "INSERT INTO invitation (id, centre, name, email, roles, key_digest, made_by, made_at, until)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
pub(crate) const INVITATION: &str = "SELECT * FROM invitation WHERE key_digest = ?1";
pub(crate) const INVITATION_BY_ID: &str = "SELECT * FROM invitation WHERE id = ?1";
pub(crate) const INVITATIONS: &str = "SELECT * FROM invitation WHERE centre = ?1 ORDER BY made_at DESC, id";
pub(crate) const COUNTRY_INVITATIONS: &str =
    "SELECT * FROM invitation WHERE centre IS NULL ORDER BY made_at DESC, id";
/// One row when it was open.
pub(crate) const USE_INVITATION: &str = "UPDATE invitation SET used_by = ?2, ended_at = ?3
     WHERE id = ?1 AND ended_at IS NULL AND until > ?3";
pub(crate) const TAKE_BACK: &str =
    "UPDATE invitation SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL AND until > ?2";

pub(crate) const NOTE_READ: &str =
    "INSERT INTO read_log (centre, case_id, id, account, role, what, reason, at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
pub(crate) const READS: &str = "SELECT centre, case_id, id, account, role, what, reason, at FROM read_log
     WHERE case_id = ?1 ORDER BY at DESC, id DESC";

pub(crate) const FACTOR: &str = "SELECT account, salt, made_at, last_step FROM factor WHERE account = ?1";
pub(crate) const SET_FACTOR: &str = "INSERT INTO factor (account, salt, made_at, last_step)
     VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (account) DO UPDATE SET salt = ?2, made_at = ?3, last_step = ?4";
pub(crate) const REMOVE_FACTOR: &str = "DELETE FROM factor WHERE account = ?1";
pub(crate) const TAKE_STEP: &str = "UPDATE factor SET last_step = ?2 WHERE account = ?1 AND last_step < ?2";
pub(crate) const REMOVE_RECOVERY: &str = "DELETE FROM recovery_code WHERE account = ?1";
pub(crate) const ADD_RECOVERY: &str = "INSERT INTO recovery_code (account, digest) VALUES (?1, ?2)";
pub(crate) const USE_RECOVERY: &str =
    "UPDATE recovery_code SET used_at = ?3 WHERE account = ?1 AND digest = ?2 AND used_at IS NULL";
pub(crate) const RECOVERY_LEFT: &str =
    "SELECT count(*) FROM recovery_code WHERE account = ?1 AND used_at IS NULL";

pub(crate) const KEEP_CODE: &str =
    "INSERT INTO sign_in_code (id, asking, digest, until) VALUES (?1, ?2, ?3, ?4)";
pub(crate) const CODES: &str = "SELECT id, asking, digest, until FROM sign_in_code
     WHERE asking = ?1 AND used_at IS NULL AND until > ?2 ORDER BY id";
pub(crate) const USE_CODE: &str = "UPDATE sign_in_code SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL";
pub(crate) const FORGET_CODES: &str = "DELETE FROM sign_in_code WHERE until < ?1";

pub(crate) const CONTACT: &str = "SELECT account FROM contact WHERE address = ?1";
pub(crate) const CONTACTS: &str = "SELECT address FROM contact WHERE account = ?1 ORDER BY address";
pub(crate) const ADD_CONTACT: &str = "INSERT INTO contact (address, account, proved_at) VALUES (?1, ?2, ?3)";

/// One row when the try may be made; it is counted then.
pub(crate) const MAY_TRY: &str = "INSERT INTO tries (kind, subject, began, count) VALUES (?1, ?2, ?3, 1)
     ON CONFLICT (kind, subject) DO UPDATE
     SET began = CASE WHEN tries.began <= ?4 THEN ?3 ELSE tries.began END,
         count = CASE WHEN tries.began <= ?4 THEN 1 ELSE tries.count + 1 END
     WHERE tries.began <= ?4 OR tries.count < ?5";
pub(crate) const TRIED_TOO_OFTEN: &str =
    "SELECT count FROM tries WHERE kind = ?1 AND subject = ?2 AND began > ?3 AND count >= ?4";
pub(crate) const FORGET_TRIES: &str = "DELETE FROM tries WHERE kind = ?1 AND subject = ?2";
pub(crate) const FORGET_OLD_TRIES: &str = "DELETE FROM tries WHERE began < ?1";
