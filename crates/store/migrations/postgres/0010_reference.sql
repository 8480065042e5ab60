-- Reference data that people keep: one list of changes, each on top of the one before. Never updated, never deleted.

CREATE TABLE reference_change (
    position bigint NOT NULL PRIMARY KEY CHECK (position >= 1),
    request uuid NOT NULL UNIQUE,
    account uuid NOT NULL REFERENCES account (id),
    at timestamptz NOT NULL,
    about text NOT NULL,
    kind text COLLATE "C" NOT NULL,
    data text NOT NULL CHECK (data::json IS NOT NULL)
);

-- ¶9. What a member of commissions may judge, on what document; the newest row of a member stands.
CREATE TABLE commission_member (
    id uuid NOT NULL PRIMARY KEY,
    centre text COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    account uuid NOT NULL REFERENCES account (id),
    professions text NOT NULL CHECK (professions::json IS NOT NULL),
    basis text NOT NULL,
    made_by uuid NOT NULL REFERENCES account (id),
    made_at timestamptz NOT NULL
);

CREATE INDEX commission_member_centre ON commission_member (centre, account, made_at);

-- ¶9 ¶21. With whom a member has a conflict of interest: a person by IIN, an organisation by BIN.
CREATE TABLE commission_conflict (
    id uuid NOT NULL PRIMARY KEY,
    centre text COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    account uuid NOT NULL REFERENCES account (id),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('relative', 'employer', 'teacher')),
    iin text COLLATE "C" CHECK (length(iin) = 12),
    bin text COLLATE "C" CHECK (length(bin) = 12),
    note text NOT NULL,
    made_by uuid NOT NULL REFERENCES account (id),
    made_at timestamptz NOT NULL,
    ended_by uuid REFERENCES account (id),
    ended_at timestamptz,
    CHECK ((iin IS NULL) <> (bin IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);

CREATE INDEX commission_conflict_centre ON commission_conflict (centre, account);

GRANT SELECT, INSERT ON reference_change, commission_member TO app;
GRANT SELECT, INSERT, UPDATE ON commission_conflict TO app;
