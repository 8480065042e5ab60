-- Files of people lie outside, as sealed objects; here stands whose they are, where they lie and who names them.

-- What this installation is known by, such as the fingerprint of its master key.
CREATE TABLE fact (
    name  text COLLATE "C" NOT NULL PRIMARY KEY,
    value text             NOT NULL
);

-- The key of each person's files, sealed with the master key. Without it their files are noise.
CREATE TABLE person_key (
    account uuid        NOT NULL PRIMARY KEY,
    sealed  bytea       NOT NULL CHECK (octet_length(sealed) = 72),
    made_at timestamptz NOT NULL
);

CREATE TABLE file (
    account uuid                    NOT NULL REFERENCES person_key (account),
    digest  text        COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    object  uuid                    NOT NULL UNIQUE,
    size    bigint                  NOT NULL CHECK (size >= 0),
    put_at  timestamptz             NOT NULL,
    PRIMARY KEY (account, digest)
);

-- Who names a file: a case or a draft. A file that is named cannot be removed, one that was removed cannot be named.
CREATE TABLE file_holder (
    account uuid             NOT NULL,
    digest  text COLLATE "C" NOT NULL,
    holder  uuid             NOT NULL,
    PRIMARY KEY (account, digest, holder),
    FOREIGN KEY (account, digest) REFERENCES file (account, digest)
);

CREATE INDEX file_holder_holder ON file_holder (holder);

-- Objects being written, and objects to be removed: all that lies outside and is neither a file nor a slice.
CREATE TABLE loose_object (
    object uuid        NOT NULL PRIMARY KEY,
    at     timestamptz NOT NULL,
    doomed boolean     NOT NULL
);

CREATE INDEX loose_object_at ON loose_object (at);

-- Files on their way, slice after slice.
CREATE TABLE upload (
    id       uuid        NOT NULL PRIMARY KEY,
    account  uuid        NOT NULL REFERENCES person_key (account),
    length   bigint      NOT NULL CHECK (length >= 0),
    moved_at timestamptz NOT NULL,
    -- Once all of it has become a file.
    digest   text        COLLATE "C" CHECK (length(digest) = 64)
);

CREATE TABLE upload_slice (
    upload uuid   NOT NULL REFERENCES upload (id),
    start  bigint NOT NULL CHECK (start >= 0),
    length bigint NOT NULL CHECK (length >= 1),
    object uuid   NOT NULL UNIQUE,
    PRIMARY KEY (upload, start)
);

GRANT SELECT, INSERT ON fact, person_key TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON file, loose_object, upload TO app;
GRANT SELECT, INSERT, DELETE ON file_holder, upload_slice TO app;
