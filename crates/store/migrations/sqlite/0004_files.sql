-- Files of people lie outside, as sealed objects; here stands whose they are, where they lie and who names them.

-- What this installation is known by, such as the fingerprint of its master key.
CREATE TABLE fact (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The key of each person's files, sealed with the master key. Without it their files are noise.
CREATE TABLE person_key (
    account BLOB    NOT NULL PRIMARY KEY CHECK (length(account) = 16),
    sealed  BLOB    NOT NULL CHECK (length(sealed) = 72),
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
    account BLOB    NOT NULL REFERENCES person_key (account),
    digest  TEXT    NOT NULL CHECK (length(digest) = 64),
    object  BLOB    NOT NULL UNIQUE CHECK (length(object) = 16),
    size    INTEGER NOT NULL CHECK (size >= 0),
    put_at  INTEGER NOT NULL,
    PRIMARY KEY (account, digest)
) STRICT, WITHOUT ROWID;

-- Who names a file: a case or a draft. A file that is named cannot be removed, one that was removed cannot be named.
CREATE TABLE file_holder (
    account BLOB NOT NULL,
    digest  TEXT NOT NULL,
    holder  BLOB NOT NULL CHECK (length(holder) = 16),
    PRIMARY KEY (account, digest, holder),
    FOREIGN KEY (account, digest) REFERENCES file (account, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_holder_holder ON file_holder (holder);

-- Objects being written, and objects to be removed: all that lies outside and is neither a file nor a slice.
CREATE TABLE loose_object (
    object BLOB    NOT NULL PRIMARY KEY CHECK (length(object) = 16),
    at     INTEGER NOT NULL,
    doomed INTEGER NOT NULL CHECK (doomed IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX loose_object_at ON loose_object (at);

-- Files on their way, slice after slice.
CREATE TABLE upload (
    id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    account  BLOB    NOT NULL REFERENCES person_key (account),
    length   INTEGER NOT NULL CHECK (length >= 0),
    moved_at INTEGER NOT NULL,
    -- Once all of it has become a file.
    digest   TEXT    CHECK (length(digest) = 64)
) STRICT, WITHOUT ROWID;

CREATE TABLE upload_slice (
    upload BLOB    NOT NULL REFERENCES upload (id),
    start  INTEGER NOT NULL CHECK (start >= 0),
    length INTEGER NOT NULL CHECK (length >= 1),
    object BLOB    NOT NULL UNIQUE CHECK (length(object) = 16),
    PRIMARY KEY (upload, start)
) STRICT, WITHOUT ROWID;
