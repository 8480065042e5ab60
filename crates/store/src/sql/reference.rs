//! Statements around reference data and commissions that both databases understand, once.

pub(crate) const REFERENCE_CHANGES: &str =
    "SELECT position, request, account, at, about, data FROM reference_change
     WHERE position > ?1 ORDER BY position";
pub(crate) const RECORD_REFERENCE: &str =
    "INSERT INTO reference_change (position, request, account, at, about, kind, data)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

pub(crate) const COMPETENCES: &str = "SELECT * FROM commission_member AS member WHERE centre = ?1
     AND NOT EXISTS (SELECT 1 FROM commission_member AS newer
                     WHERE newer.centre = member.centre AND newer.account = member.account
                       AND (newer.made_at > member.made_at
                            OR (newer.made_at = member.made_at AND newer.id > member.id)))
     ORDER BY account";
pub(crate) const SET_COMPETENCE: &str =
    "INSERT INTO commission_member (id, centre, account, professions, basis, made_by, made_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING";
pub(crate) const CONFLICTS: &str =
    "SELECT * FROM commission_conflict WHERE centre = ?1 ORDER BY made_at DESC, id DESC";
pub(crate) const DECLARE_CONFLICT: &str =
    "INSERT INTO commission_conflict (id, centre, account, kind, iin, bin, note, made_by, made_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO NOTHING";
pub(crate) const END_CONFLICT: &str = "UPDATE commission_conflict SET ended_by = ?3, ended_at = ?4
     WHERE centre = ?1 AND id = ?2 AND ended_at IS NULL";
