//! Statements around programs of a centre that both databases understand, once.

use acts::ports::PortError;
use acts::service::Occasion;

pub(crate) const ADD_SERVICE: &str =
    "INSERT INTO service (account, centre, name, scopes, digest, made_by, made_at, until)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
pub(crate) const SERVICE: &str = "SELECT * FROM service WHERE digest = ?1";
pub(crate) const SERVICES: &str = "SELECT * FROM service WHERE centre = ?1 ORDER BY made_at DESC, account";
pub(crate) const END_SERVICE: &str =
    "UPDATE service SET ended_at = ?3 WHERE account = ?1 AND centre = ?2 AND ended_at IS NULL";
pub(crate) const NOTE_USE: &str = "UPDATE service SET used_at = ?2 WHERE account = ?1";

pub(crate) const CASES_AFTER: &str = "SELECT * FROM case_row WHERE centre = ?1 AND case_id > ?2
     AND (?3 IS NULL OR stage = ?3) AND (?4 IS NULL OR changed_at >= ?4) ORDER BY case_id LIMIT ?5";
/// Follows [`crate::sql::desk::TERM_CARDS`].
pub(crate) const TERMS_AFTER: &str = "WHERE term_row.centre = ?1
     AND (term_row.due, term_row.case_id, term_row.place) > (?2, ?3, ?4) AND (?5 IS NULL OR term_row.due <= ?5)
     ORDER BY term_row.due, term_row.case_id, term_row.place LIMIT ?6";

pub(crate) const BIND_KEY: &str = "INSERT INTO service_key (account, key, digest, at) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO NOTHING";
pub(crate) const KEY: &str = "SELECT digest, status, body FROM service_key WHERE account = ?1 AND key = ?2";
pub(crate) const KEEP_ANSWER: &str = "UPDATE service_key SET status = ?3, body = ?4
     WHERE account = ?1 AND key = ?2 AND status IS NULL";
pub(crate) const FORGET_KEYS: &str = "DELETE FROM service_key WHERE at < ?1";

pub(crate) const ADD_HOOK: &str = "INSERT INTO hook (id, centre, address, occasions, made_by, made_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub(crate) const HOOK: &str = "SELECT * FROM hook WHERE id = ?1";
pub(crate) const HOOKS: &str =
    "SELECT * FROM hook WHERE centre = ?1 AND ended_at IS NULL ORDER BY made_at DESC, id";
pub(crate) const END_HOOK: &str = "UPDATE hook SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL";
pub(crate) const PAUSE_HOOK: &str = "UPDATE hook SET paused_at = ?2 WHERE id = ?1 AND paused_at IS NULL";
pub(crate) const RESUME_HOOK: &str =
    "UPDATE hook SET paused_at = NULL, failing_since = NULL WHERE id = ?1 AND paused_at IS NOT NULL";
pub(crate) const TOLD_OF: &str = "SELECT DISTINCT centre FROM hook
     WHERE ended_at IS NULL AND occasions LIKE '% ' || ?1 || ' %' ORDER BY centre";

pub(crate) const OWE_DELIVERY: &str =
    "INSERT INTO hook_delivery (hook, event, occasion, case_id, body, state, tries, made_at, next_at, answer)
     SELECT id, ?2, ?3, ?4, ?5, 'waiting', 0, ?6, ?6, '' FROM hook
     WHERE centre = ?1 AND ended_at IS NULL AND occasions LIKE '% ' || ?3 || ' %'
     ON CONFLICT DO NOTHING";
pub(crate) const TAKE_DELIVERIES: &str = "UPDATE hook_delivery SET next_at = ?2, tries = tries + 1
     WHERE (hook, event) IN (
         SELECT due.hook, due.event FROM hook_delivery AS due JOIN hook ON hook.id = due.hook
         WHERE due.state = 'waiting' AND due.next_at <= ?1 AND hook.ended_at IS NULL AND hook.paused_at IS NULL
         ORDER BY due.next_at LIMIT ?3)
       AND state = 'waiting' AND next_at <= ?1
     RETURNING *";
pub(crate) const SETTLE: &str = "UPDATE hook_delivery SET state = ?3, next_at = ?4, answer = ?5
     WHERE hook = ?1 AND event = ?2 AND tries = ?6 AND state = 'waiting'";
pub(crate) const NOTE_FAILING: &str = "UPDATE hook
     SET failing_since = CASE WHEN ?2 IS NULL THEN NULL ELSE coalesce(failing_since, ?2) END WHERE id = ?1";
pub(crate) const DELIVERIES: &str =
    "SELECT * FROM hook_delivery WHERE hook = ?1 ORDER BY made_at DESC, event LIMIT ?2";
pub(crate) const REPLAY: &str = "UPDATE hook_delivery SET state = 'waiting', tries = 0, next_at = ?3
     WHERE hook = ?1 AND event = ?2";
pub(crate) const FORGET_DELIVERIES: &str = "DELETE FROM hook_delivery WHERE made_at < ?1";

/// As they are stored: each with a space before and after.
pub(crate) fn occasions_text(occasions: &[Occasion]) -> String {
    occasions.iter().fold(" ".to_owned(), |text, occasion| text + occasion.code() + " ")
}

pub(crate) fn occasions(text: &str) -> Result<Vec<Occasion>, PortError> {
    let known =
        |code| Occasion::from_code(code).ok_or_else(|| PortError::Inconsistent(format!("event {code}")));
    text.split_whitespace().map(known).collect()
}
