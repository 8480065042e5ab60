-- People: for how long a role is held and whose gift it is, invitations, second factors, sign-in by code, and who read a
-- personal file.

-- A role is held from one moment to another; a row is never removed. NULL: without an end; given by nobody is given by the
-- operator at the set-up.
ALTER TABLE seat ADD COLUMN since      timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00Z';
ALTER TABLE seat ADD COLUMN until timestamptz;
ALTER TABLE seat ADD COLUMN given_by uuid;
ALTER TABLE seat ADD COLUMN ended_by uuid;
ALTER TABLE seat ADD COLUMN stands_for uuid;

-- Of the link only a digest is kept.
CREATE TABLE invitation (
    id uuid NOT NULL PRIMARY KEY,
    centre     text COLLATE "C" CHECK (centre ~ '^[0-9]{4}$'),
    name text NOT NULL,
    email text NOT NULL,
    roles text NOT NULL CHECK (roles::json IS NOT NULL),
    key_digest text COLLATE "C" NOT NULL UNIQUE CHECK (length(key_digest) = 64),
    made_by uuid NOT NULL REFERENCES account (id),
    made_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    used_by uuid REFERENCES account (id),
    ended_at timestamptz,
    CHECK (used_by IS NULL OR ended_at IS NOT NULL)
);

CREATE INDEX invitation_centre ON invitation (centre, made_at);

-- Who opened what of a case, written before it is shown. Never updated, never deleted but with the case.
CREATE TABLE read_log (
    centre text COLLATE "C" NOT NULL,
    case_id uuid NOT NULL REFERENCES case_row (case_id),
    id uuid NOT NULL,
    account uuid NOT NULL,
    role text COLLATE "C" NOT NULL,
    what text COLLATE "C" NOT NULL,
    reason text,
    at timestamptz NOT NULL,
    PRIMARY KEY (centre, case_id, id)
);

CREATE INDEX read_log_case ON read_log (case_id, at);

-- An authenticator app: its secret is made of the salt and a key that lies elsewhere. The step of the code taken last.
CREATE TABLE factor (
    account uuid NOT NULL PRIMARY KEY REFERENCES account (id),
    salt uuid NOT NULL,
    made_at timestamptz NOT NULL,
    last_step bigint NOT NULL CHECK (last_step >= 0)
);

CREATE TABLE recovery_code (
    account uuid NOT NULL REFERENCES factor (account),
    digest text COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    used_at timestamptz,
    PRIMARY KEY (account, digest)
);

-- Addresses that a person proved to have, for signing in by a code.
CREATE TABLE contact (
    address text COLLATE "C" NOT NULL PRIMARY KEY,
    account uuid NOT NULL REFERENCES account (id),
    proved_at timestamptz NOT NULL
);

CREATE INDEX contact_account ON contact (account);

-- Codes sent, as digests made with a key that lies elsewhere; bound to the browser that asked.
CREATE TABLE sign_in_code (
    id uuid NOT NULL PRIMARY KEY,
    asking uuid NOT NULL,
    digest text COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    until timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX sign_in_code_asking ON sign_in_code (asking);

-- Tries of a kind by a subject (a digest) since a moment.
CREATE TABLE tries (
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    began timestamptz NOT NULL,
    count bigint NOT NULL CHECK (count >= 1),
    PRIMARY KEY (kind, subject)
);

CREATE INDEX tries_began ON tries (began);

GRANT SELECT, INSERT ON read_log TO app;
GRANT SELECT, INSERT, UPDATE ON invitation, factor TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_code, sign_in_code, tries TO app;
GRANT SELECT, INSERT, DELETE ON contact TO app;
GRANT DELETE ON factor TO app;
-- A role that was held once stays in the books.
REVOKE DELETE ON seat FROM app;
