-- People: for how long a role is held and whose gift it is, invitations, second factors, sign-in by code, and who read a
-- personal file.

-- A role is held from one moment to another; a row is never removed. NULL: without an end; given by nobody is given by the
-- operator at the set-up.
ALTER TABLE seat ADD COLUMN since      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE seat ADD COLUMN until      INTEGER;
ALTER TABLE seat ADD COLUMN given_by   BLOB CHECK (length(given_by) = 16);
ALTER TABLE seat ADD COLUMN ended_by   BLOB CHECK (length(ended_by) = 16);
ALTER TABLE seat ADD COLUMN stands_for BLOB CHECK (length(stands_for) = 16);

-- Of the link only a digest is kept.
CREATE TABLE invitation (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    centre     TEXT    CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    name       TEXT    NOT NULL,
    email      TEXT    NOT NULL,
    roles      TEXT    NOT NULL CHECK (json_valid(roles)),
    key_digest TEXT    NOT NULL UNIQUE CHECK (length(key_digest) = 64),
    made_by    BLOB    NOT NULL REFERENCES account (id),
    made_at    INTEGER NOT NULL,
    until      INTEGER NOT NULL,
    used_by    BLOB    REFERENCES account (id),
    ended_at   INTEGER,
    CHECK (used_by IS NULL OR ended_at IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX invitation_centre ON invitation (centre, made_at);

-- Who opened what of a case, written before it is shown. Never updated, never deleted but with the case.
CREATE TABLE read_log (
    centre  TEXT    NOT NULL,
    case_id BLOB    NOT NULL REFERENCES case_row (case_id),
    id      BLOB    NOT NULL CHECK (length(id) = 16),
    account BLOB    NOT NULL CHECK (length(account) = 16),
    role    TEXT    NOT NULL,
    what    TEXT    NOT NULL,
    reason  TEXT,
    at      INTEGER NOT NULL,
    PRIMARY KEY (centre, case_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX read_log_case ON read_log (case_id, at);

-- An authenticator app: its secret is made of the salt and a key that lies elsewhere. The step of the code taken last.
CREATE TABLE factor (
    account   BLOB    NOT NULL PRIMARY KEY REFERENCES account (id),
    salt      BLOB    NOT NULL CHECK (length(salt) = 16),
    made_at   INTEGER NOT NULL,
    last_step INTEGER NOT NULL CHECK (last_step >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    account BLOB    NOT NULL REFERENCES factor (account),
    digest  TEXT    NOT NULL CHECK (length(digest) = 64),
    used_at INTEGER,
    PRIMARY KEY (account, digest)
) STRICT, WITHOUT ROWID;

-- Addresses that a person proved to have, for signing in by a code.
CREATE TABLE contact (
    address   TEXT    NOT NULL PRIMARY KEY,
    account   BLOB    NOT NULL REFERENCES account (id),
    proved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_account ON contact (account);

-- Codes sent, as digests made with a key that lies elsewhere; bound to the browser that asked.
CREATE TABLE sign_in_code (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    asking  BLOB    NOT NULL CHECK (length(asking) = 16),
    digest  TEXT    NOT NULL CHECK (length(digest) = 64),
    until   INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_code_asking ON sign_in_code (asking);

-- Tries of a kind by a subject (a digest) since a moment.
CREATE TABLE tries (
    kind    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    began   INTEGER NOT NULL,
    count   INTEGER NOT NULL CHECK (count >= 1),
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX tries_began ON tries (began);
