-- The same tables as SQLite's, in PostgreSQL's own types: a test compares the two listings. What is compared or put in
-- order is compared byte by byte (COLLATE "C"), so that both stores give one order. The centre comes first in the key of
-- every large table. Each column is explained in regulation/personal-data.toml.
--
-- `migrator` owns the tables; `app` serves people, and may not change or delete what is never changed or deleted.

-- The truth of a case: its events in order, seq from 1 without gaps.
CREATE TABLE case_journal (
    centre  text        COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    case_id uuid        NOT NULL,
    seq     bigint      NOT NULL CHECK (seq >= 1),
    at      timestamptz NOT NULL,
    actor   uuid,
    event   text        NOT NULL CHECK (event::json IS NOT NULL),
    PRIMARY KEY (centre, case_id, seq)
);

-- A case has one journal, whatever the centre.
CREATE UNIQUE INDEX case_journal_case ON case_journal (case_id, seq);

-- Projection: one line of a list of cases.
CREATE TABLE case_row (
    centre     text        COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    case_id    uuid        NOT NULL UNIQUE,
    number     text        COLLATE "C" NOT NULL UNIQUE,
    version    bigint      NOT NULL CHECK (version >= 1),
    candidate  uuid,
    name       text        NOT NULL,
    name_key   text        NOT NULL,
    iin        text        COLLATE "C" NOT NULL,
    stage      text        COLLATE "C" NOT NULL,
    programme  text        NOT NULL,
    filed_on   date        NOT NULL,
    due        date,
    due_clause text,
    sitting_on date,
    sitting_at time,
    protocol   text        COLLATE "C",
    serial     text        COLLATE "C" UNIQUE,
    changed_at timestamptz NOT NULL,
    -- Order of lists: what falls due first, then what has no term.
    due_order  date        NOT NULL GENERATED ALWAYS AS (coalesce(due, '9999-12-31')) STORED,
    PRIMARY KEY (centre, case_id)
);

CREATE INDEX case_row_due       ON case_row (centre, due_order, filed_on);
CREATE INDEX case_row_stage     ON case_row (centre, stage, due_order, filed_on);
CREATE INDEX case_row_sitting   ON case_row (centre, sitting_on) WHERE sitting_on IS NOT NULL;
CREATE INDEX case_row_protocol  ON case_row (centre, protocol) WHERE protocol IS NOT NULL;
CREATE INDEX case_row_candidate ON case_row (candidate, filed_on) WHERE candidate IS NOT NULL;
CREATE INDEX case_row_iin       ON case_row (iin);
CREATE INDEX case_row_country   ON case_row (due_order, filed_on);

-- Projection for search: each word of a folded name.
CREATE TABLE case_name (
    centre  text COLLATE "C" NOT NULL,
    word    text COLLATE "C" NOT NULL CHECK (word <> ''),
    case_id uuid NOT NULL REFERENCES case_row (case_id),
    PRIMARY KEY (centre, word, case_id)
);

CREATE INDEX case_name_country ON case_name (word);

-- Projection: the register of recognition documents. A serial number, an ordinal and a case are used once.
CREATE TABLE register (
    serial      text    COLLATE "C" NOT NULL PRIMARY KEY,
    ordinal     integer NOT NULL UNIQUE CHECK (ordinal BETWEEN 1 AND 999999999),
    case_id     uuid    NOT NULL UNIQUE REFERENCES case_row (case_id),
    centre      text    COLLATE "C" NOT NULL,
    programme   text    NOT NULL,
    holder      text    NOT NULL,
    issued_on   date    NOT NULL,
    valid_until date    NOT NULL,
    annulled_on date,
    digest      text    NOT NULL
);

-- Gap-free sequences: the number given last.
CREATE TABLE counter (
    name  text   COLLATE "C" NOT NULL PRIMARY KEY,
    value bigint NOT NULL CHECK (value >= 1)
);

-- The first answer to each request id.
CREATE TABLE request (
    id      uuid        NOT NULL PRIMARY KEY,
    account uuid        NOT NULL,
    about   text        NOT NULL,
    receipt text        NOT NULL CHECK (receipt::json IS NOT NULL),
    at      timestamptz NOT NULL
);

-- What the personal account shows.
CREATE TABLE message (
    centre    text        COLLATE "C" NOT NULL,
    case_id   uuid        NOT NULL REFERENCES case_row (case_id),
    id        uuid        NOT NULL,
    recipient uuid,
    kind      text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (centre, case_id, id)
);

CREATE INDEX message_case ON message (case_id, at);

CREATE TABLE account (
    id         uuid        NOT NULL PRIMARY KEY,
    login      text        COLLATE "C" NOT NULL UNIQUE,
    name       text        COLLATE "C" NOT NULL,
    password   text        NOT NULL,
    created_at timestamptz NOT NULL
);

-- Roles held, in the order they were given.
CREATE TABLE seat (
    account uuid    NOT NULL REFERENCES account (id),
    place   integer NOT NULL CHECK (place >= 0),
    role    text    COLLATE "C" NOT NULL,
    centre  text    COLLATE "C" CHECK (centre ~ '^[0-9]{4}$'),
    PRIMARY KEY (account, place)
);

CREATE INDEX seat_centre ON seat (centre, role);

-- The id is a digest of what the cookie holds.
CREATE TABLE session (
    id      text        COLLATE "C" NOT NULL PRIMARY KEY,
    data    text        NOT NULL,
    expires timestamptz NOT NULL
);

CREATE INDEX session_expires ON session (expires);

-- An application being written; a filing deletes it.
CREATE TABLE draft (
    id      uuid        NOT NULL PRIMARY KEY,
    account uuid        NOT NULL,
    version bigint      NOT NULL CHECK (version >= 1),
    at      timestamptz NOT NULL,
    data    text        NOT NULL CHECK (data::json IS NOT NULL)
);

CREATE INDEX draft_account ON draft (account, at);

GRANT SELECT, INSERT ON case_journal, request, message TO app;
GRANT SELECT, INSERT, UPDATE ON case_row, register, counter, account TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON case_name, seat, session, draft TO app;
