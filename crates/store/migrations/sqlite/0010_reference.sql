-- Reference data that people keep: one list of changes, each on top of the one before. Never updated, never deleted.

CREATE TABLE reference_change (
    position INTEGER NOT NULL PRIMARY KEY CHECK (position >= 1),
    request  BLOB    NOT NULL UNIQUE CHECK (length(request) = 16),
    account  BLOB    NOT NULL REFERENCES account (id),
    at       INTEGER NOT NULL,
    about    TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    data     TEXT    NOT NULL CHECK (json_valid(data))
) STRICT;

-- ¶9. What a member of commissions may judge, on what document; the newest row of a member stands.
CREATE TABLE commission_member (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    centre      TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    account     BLOB    NOT NULL REFERENCES account (id),
    professions TEXT    NOT NULL CHECK (json_valid(professions)),
    basis       TEXT    NOT NULL,
    made_by     BLOB    NOT NULL REFERENCES account (id),
    made_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX commission_member_centre ON commission_member (centre, account, made_at);

-- ¶9 ¶21. With whom a member has a conflict of interest: a person by IIN, an organisation by BIN.
CREATE TABLE commission_conflict (
    id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    centre   TEXT    NOT NULL CHECK (centre GLOB '[0-9][0-9][0-9][0-9]'),
    account  BLOB    NOT NULL REFERENCES account (id),
    kind     TEXT    NOT NULL CHECK (kind IN ('relative', 'employer', 'teacher')),
    iin      TEXT    CHECK (length(iin) = 12),
    bin      TEXT    CHECK (length(bin) = 12),
    note     TEXT    NOT NULL,
    made_by  BLOB    NOT NULL REFERENCES account (id),
    made_at  INTEGER NOT NULL,
    ended_by BLOB    REFERENCES account (id),
    ended_at INTEGER,
    CHECK ((iin IS NULL) <> (bin IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX commission_conflict_centre ON commission_conflict (centre, account);
