-- The working day of a centre: running terms, who has a case in hand, rooms and sittings, reminders, calendars of staff.

-- Projection: one running term of a case. `owed_to` names accounts, in order and with a space between; empty means
-- everybody in the role.
CREATE TABLE term_row (
    centre  TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    case_id BLOB    NOT NULL REFERENCES case_row (case_id),
    place   INTEGER NOT NULL CHECK (place >= 0),
    clause  TEXT    NOT NULL,
    due     TEXT    NOT NULL CHECK (due = date(due)),
    owed_by TEXT    NOT NULL,
    owed_to TEXT    NOT NULL,
    term    TEXT    NOT NULL CHECK (json_valid(term)),
    PRIMARY KEY (centre, case_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX term_row_case ON term_row (case_id);
CREATE INDEX term_row_due ON term_row (centre, due);
CREATE INDEX term_row_country ON term_row (due);

-- ¶10 ¶11. Rooms of a centre. One that is closed takes nobody any more; it stays for what was held in it.
CREATE TABLE room (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    centre     TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    name_kk    TEXT    NOT NULL CHECK (name_kk <> ''),
    name_ru    TEXT    NOT NULL CHECK (name_ru <> ''),
    address    TEXT    NOT NULL,
    seats      INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 500),
    accessible INTEGER NOT NULL CHECK (accessible IN (0, 1)),
    equipment  TEXT    NOT NULL,
    closed     INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX room_centre ON room (centre, name_kk);

-- Projection: the day of a case's procedure, and the seat held for it. `commission` names accounts as `owed_to` does.
CREATE TABLE sitting_row (
    centre      TEXT NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    case_id     BLOB NOT NULL REFERENCES case_row (case_id),
    day         TEXT NOT NULL CHECK (day = date(day)),
    start       TEXT NOT NULL,
    until       TEXT,
    room        BLOB REFERENCES room (id),
    place       TEXT NOT NULL,
    mode        TEXT NOT NULL,
    language    TEXT NOT NULL,
    adjustments TEXT NOT NULL,
    commission  TEXT NOT NULL,
    PRIMARY KEY (centre, case_id),
    CHECK ((room IS NULL) = (until IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX sitting_row_case ON sitting_row (case_id);
CREATE INDEX sitting_row_day ON sitting_row (centre, day, start);
CREATE INDEX sitting_row_country ON sitting_row (day);
CREATE INDEX sitting_row_room ON sitting_row (room, day) WHERE room IS NOT NULL;

-- Who has a case in hand. It gives no right; it orders the work.
CREATE TABLE assignment (
    case_id  BLOB    NOT NULL PRIMARY KEY REFERENCES case_row (case_id),
    centre   TEXT    NOT NULL,
    account  BLOB    NOT NULL REFERENCES account (id),
    at       INTEGER NOT NULL,
    given_by BLOB    CHECK (length(given_by) = 16),
    word     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX assignment_account ON assignment (account);

-- How many working days before the last one a reminder comes; a centre without a row has one day for who must act and
-- none for the head.
CREATE TABLE reminder_rule (
    centre TEXT    NOT NULL PRIMARY KEY CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    owed   INTEGER NOT NULL CHECK (owed BETWEEN 0 AND 10),
    head   INTEGER NOT NULL CHECK (head BETWEEN 0 AND 10)
) STRICT, WITHOUT ROWID;

-- A reminder of staff: one for each term, distance and person. `distance` is working days left, below 0 days of delay.
CREATE TABLE reminder (
    account  BLOB    NOT NULL REFERENCES account (id),
    case_id  BLOB    NOT NULL REFERENCES case_row (case_id),
    place    INTEGER NOT NULL CHECK (place >= 0),
    distance INTEGER NOT NULL,
    centre   TEXT    NOT NULL,
    clause   TEXT    NOT NULL,
    due      TEXT    NOT NULL CHECK (due = date(due)),
    at       INTEGER NOT NULL,
    read_at  INTEGER,
    PRIMARY KEY (account, case_id, place, distance)
) STRICT, WITHOUT ROWID;

CREATE INDEX reminder_unread ON reminder (account) WHERE read_at IS NULL;

-- Addresses of calendars: only the digest of the secret in the address is known here.
CREATE TABLE calendar_feed (
    account BLOB    NOT NULL PRIMARY KEY REFERENCES account (id),
    secret  TEXT    NOT NULL UNIQUE CHECK (length(secret) = 64),
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
