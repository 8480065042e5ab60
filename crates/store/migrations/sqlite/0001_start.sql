-- Times are microseconds since 1970-01-01 UTC; days are 'YYYY-MM-DD'; times of day are local to the centre; ids are
-- the 16 bytes of a UUID. The centre comes first in the key of every large table.
-- Each column is explained in regulation/personal-data.toml.

-- The truth of a case: its events in order, seq from 1 without gaps. Never updated, never deleted.
CREATE TABLE case_journal (
    centre  TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    case_id BLOB    NOT NULL CHECK (length(case_id) = 16),
    seq     INTEGER NOT NULL CHECK (seq >= 1),
    at      INTEGER NOT NULL,
    actor   BLOB    CHECK (length(actor) = 16),
    event   TEXT    NOT NULL CHECK (json_valid(event)),
    PRIMARY KEY (centre, case_id, seq)
) STRICT, WITHOUT ROWID;

-- A case has one journal, whatever the centre.
CREATE UNIQUE INDEX case_journal_case ON case_journal (case_id, seq);

-- Projection: one line of a list of cases.
CREATE TABLE case_row (
    centre     TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    case_id    BLOB    NOT NULL UNIQUE CHECK (length(case_id) = 16),
    number     TEXT    NOT NULL UNIQUE,
    version    INTEGER NOT NULL CHECK (version >= 1),
    candidate  BLOB    CHECK (length(candidate) = 16),
    name       TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    iin        TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    programme  TEXT    NOT NULL,
    filed_on   TEXT    NOT NULL CHECK (filed_on = date(filed_on)),
    due        TEXT    CHECK (due = date(due)),
    due_clause TEXT,
    sitting_on TEXT    CHECK (sitting_on = date(sitting_on)),
    sitting_at TEXT,
    protocol   TEXT,
    serial     TEXT    UNIQUE,
    changed_at INTEGER NOT NULL,
    -- Order of lists: what falls due first, then what has no term.
    due_order  TEXT    NOT NULL GENERATED ALWAYS AS (coalesce(due, '9999-12-31')) VIRTUAL,
    PRIMARY KEY (centre, case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_row_due       ON case_row (centre, due_order, filed_on);
CREATE INDEX case_row_stage     ON case_row (centre, stage, due_order, filed_on);
CREATE INDEX case_row_sitting   ON case_row (centre, sitting_on) WHERE sitting_on IS NOT NULL;
CREATE INDEX case_row_protocol  ON case_row (centre, protocol) WHERE protocol IS NOT NULL;
CREATE INDEX case_row_candidate ON case_row (candidate, filed_on) WHERE candidate IS NOT NULL;
CREATE INDEX case_row_iin       ON case_row (iin);
CREATE INDEX case_row_country   ON case_row (due_order, filed_on);

-- Projection for search: each word of a folded name.
CREATE TABLE case_name (
    centre  TEXT NOT NULL,
    word    TEXT NOT NULL CHECK (word <> ''),
    case_id BLOB NOT NULL REFERENCES case_row (case_id),
    PRIMARY KEY (centre, word, case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_name_country ON case_name (word);

-- Projection: the register of recognition documents. A serial number, an ordinal and a case are used once.
CREATE TABLE register (
    serial      TEXT    NOT NULL PRIMARY KEY,
    ordinal     INTEGER NOT NULL UNIQUE CHECK (ordinal BETWEEN 1 AND 999999999),
    case_id     BLOB    NOT NULL UNIQUE REFERENCES case_row (case_id),
    centre      TEXT    NOT NULL,
    programme   TEXT    NOT NULL,
    holder      TEXT    NOT NULL,
    issued_on   TEXT    NOT NULL CHECK (issued_on = date(issued_on)),
    valid_until TEXT    NOT NULL CHECK (valid_until = date(valid_until)),
    annulled_on TEXT    CHECK (annulled_on = date(annulled_on)),
    digest      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Gap-free sequences: the number given last.
CREATE TABLE counter (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL CHECK (value >= 1)
) STRICT, WITHOUT ROWID;

-- The first answer to each request id.
CREATE TABLE request (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    account BLOB    NOT NULL CHECK (length(account) = 16),
    about   TEXT    NOT NULL,
    receipt TEXT    NOT NULL CHECK (json_valid(receipt)),
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the personal account shows.
CREATE TABLE message (
    centre    TEXT    NOT NULL,
    case_id   BLOB    NOT NULL REFERENCES case_row (case_id),
    id        BLOB    NOT NULL CHECK (length(id) = 16),
    recipient BLOB    CHECK (length(recipient) = 16),
    kind      TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (centre, case_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_case ON message (case_id, at);

CREATE TABLE account (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    login      TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    password   TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Roles held, in the order they were given.
CREATE TABLE seat (
    account BLOB    NOT NULL REFERENCES account (id),
    place   INTEGER NOT NULL CHECK (place >= 0),
    role    TEXT    NOT NULL,
    centre  TEXT    CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX seat_centre ON seat (centre, role);

-- The id is a digest of what the cookie holds.
CREATE TABLE session (
    id      TEXT    NOT NULL PRIMARY KEY,
    data    TEXT    NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_expires ON session (expires);

-- An application being written; a filing deletes it.
CREATE TABLE draft (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    account BLOB    NOT NULL CHECK (length(account) = 16),
    version INTEGER NOT NULL CHECK (version >= 1),
    at      INTEGER NOT NULL,
    data    TEXT    NOT NULL CHECK (json_valid(data))
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_account ON draft (account, at);
