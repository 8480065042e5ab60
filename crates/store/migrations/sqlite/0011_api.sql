-- Programs of a centre: tokens, keys of their requests, and webhooks with what they are owed.

-- A program that asks with a token; of the token only a digest is kept. It acts in the name of its account, which has
-- neither role nor password.
CREATE TABLE service (
    account  BLOB    NOT NULL PRIMARY KEY REFERENCES account (id),
    centre   TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    name     TEXT    NOT NULL CHECK (name <> ''),
    scopes   TEXT    NOT NULL CHECK (json_valid(scopes)),
    digest   TEXT    NOT NULL UNIQUE CHECK (length(digest) = 64),
    made_by  BLOB    NOT NULL REFERENCES account (id),
    made_at  INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    ended_at INTEGER,
    used_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX service_centre ON service (centre, made_at);

-- A key that came with a request, bound to it for a month, and the first answer.
CREATE TABLE service_key (
    account BLOB    NOT NULL REFERENCES service (account),
    key     TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
    digest  TEXT    NOT NULL CHECK (length(digest) = 64),
    at      INTEGER NOT NULL,
    status  INTEGER CHECK (status BETWEEN 200 AND 299),
    body    TEXT,
    PRIMARY KEY (account, key),
    CHECK ((status IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX service_key_at ON service_key (at);

-- Addresses that are told what happens. Their secrets are made of a key that lies elsewhere. `occasions` are kinds of
-- events, each with a space before and after.
CREATE TABLE hook (
    id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    centre        TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    address       TEXT    NOT NULL,
    occasions     TEXT    NOT NULL CHECK (occasions LIKE ' % '),
    made_by       BLOB    NOT NULL REFERENCES account (id),
    made_at       INTEGER NOT NULL,
    ended_at      INTEGER,
    failing_since INTEGER,
    paused_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX hook_centre ON hook (centre) WHERE ended_at IS NULL;

-- What an address is owed; written in the transaction of the act. `body` speaks of no person.
CREATE TABLE hook_delivery (
    hook     BLOB    NOT NULL REFERENCES hook (id),
    event    BLOB    NOT NULL CHECK (length(event) = 16),
    occasion TEXT    NOT NULL,
    case_id  BLOB    NOT NULL CHECK (length(case_id) = 16),
    body     TEXT    NOT NULL CHECK (json_valid(body)),
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    tries    INTEGER NOT NULL CHECK (tries >= 0),
    made_at  INTEGER NOT NULL,
    next_at  INTEGER NOT NULL,
    answer   TEXT    NOT NULL,
    PRIMARY KEY (hook, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX hook_delivery_due  ON hook_delivery (next_at) WHERE state = 'waiting';
CREATE INDEX hook_delivery_made ON hook_delivery (hook, made_at);
CREATE INDEX hook_delivery_old  ON hook_delivery (made_at);
