-- The working day of a centre: running terms, who has a case in hand, rooms and sittings, reminders, calendars of staff.

-- Projection: one running term of a case. `owed_to` names accounts, in order and with a space between; empty means
-- everybody in the role.
CREATE TABLE term_row (
    centre      text COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    case_id     uuid NOT NULL REFERENCES case_row (case_id),
    place       integer NOT NULL CHECK (place >= 0),
    clause      text COLLATE "C" NOT NULL,
    due         date NOT NULL,
    owed_by     text COLLATE "C" NOT NULL,
    owed_to     text COLLATE "C" NOT NULL,
    term        text NOT NULL CHECK (term::json IS NOT NULL),
    PRIMARY KEY (centre, case_id, place)
);

CREATE INDEX term_row_case ON term_row (case_id);
CREATE INDEX term_row_due ON term_row (centre, due);
CREATE INDEX term_row_country ON term_row (due);

-- ¶10 ¶11. Rooms of a centre. One that is closed takes nobody any more; it stays for what was held in it.
CREATE TABLE room (
    id          uuid NOT NULL PRIMARY KEY,
    centre      text COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    name_kk     text COLLATE "C" NOT NULL CHECK (name_kk <> ''),
    name_ru     text NOT NULL CHECK (name_ru <> ''),
    address     text NOT NULL,
    seats       integer NOT NULL CHECK (seats BETWEEN 1 AND 500),
    accessible  integer NOT NULL CHECK (accessible IN (0, 1)),
    equipment   text NOT NULL,
    closed      integer NOT NULL CHECK (closed IN (0, 1))
);

CREATE INDEX room_centre ON room (centre, name_kk);

-- Projection: the day of a case's procedure, and the seat held for it. `commission` names accounts as `owed_to` does.
CREATE TABLE sitting_row (
    centre      text COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    case_id     uuid NOT NULL REFERENCES case_row (case_id),
    day         date NOT NULL,
    start       time NOT NULL,
    until       time,
    room        uuid REFERENCES room (id),
    place       text NOT NULL,
    mode        text COLLATE "C" NOT NULL,
    language    text COLLATE "C" NOT NULL,
    adjustments text NOT NULL,
    commission  text NOT NULL,
    PRIMARY KEY (centre, case_id),
    CHECK ((room IS NULL) = (until IS NULL))
);

CREATE INDEX sitting_row_case ON sitting_row (case_id);
CREATE INDEX sitting_row_day ON sitting_row (centre, day, start);
CREATE INDEX sitting_row_country ON sitting_row (day);
CREATE INDEX sitting_row_room ON sitting_row (room, day) WHERE room IS NOT NULL;

-- Who has a case in hand. It gives no right; it orders the work.
CREATE TABLE assignment (
    case_id     uuid NOT NULL PRIMARY KEY REFERENCES case_row (case_id),
    centre      text COLLATE "C" NOT NULL,
    account     uuid NOT NULL REFERENCES account (id),
    at          timestamptz NOT NULL,
    given_by    uuid,
    word        text NOT NULL
);

CREATE INDEX assignment_account ON assignment (account);

-- How many working days before the last one a reminder comes; a centre without a row has one day for who must act and
-- none for the head.
CREATE TABLE reminder_rule (
    centre      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (centre ~ '^[0-9]{4}$'),
    owed        integer NOT NULL CHECK (owed BETWEEN 0 AND 10),
    head        integer NOT NULL CHECK (head BETWEEN 0 AND 10)
);

-- A reminder of staff: one for each term, distance and person. `distance` is working days left, below 0 days of delay.
CREATE TABLE reminder (
    account     uuid NOT NULL REFERENCES account (id),
    case_id     uuid NOT NULL REFERENCES case_row (case_id),
    place       integer NOT NULL CHECK (place >= 0),
    distance    integer NOT NULL,
    centre      text COLLATE "C" NOT NULL,
    clause      text COLLATE "C" NOT NULL,
    due         date NOT NULL,
    at          timestamptz NOT NULL,
    read_at     timestamptz,
    PRIMARY KEY (account, case_id, place, distance)
);

CREATE INDEX reminder_unread ON reminder (account) WHERE read_at IS NULL;

-- Addresses of calendars: only the digest of the secret in the address is known here.
CREATE TABLE calendar_feed (
    account     uuid NOT NULL PRIMARY KEY REFERENCES account (id),
    secret      text COLLATE "C" NOT NULL UNIQUE CHECK (length(secret) = 64),
    made_at     timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON room, reminder_rule, reminder TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON term_row, sitting_row, assignment, calendar_feed TO app;
