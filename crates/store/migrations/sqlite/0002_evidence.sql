-- Each entry carries the link of its chain: SHA-256 over the entry and the link before it. What was written before this
-- migration gets its links with it.
ALTER TABLE case_journal ADD COLUMN link BLOB NOT NULL
    DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000' CHECK (length(link) = 32);

-- The head of each act, until the log takes it up.
CREATE TABLE log_waiting (
    centre  TEXT    NOT NULL,
    case_id BLOB    NOT NULL CHECK (length(case_id) = 16),
    version INTEGER NOT NULL CHECK (version >= 1),
    link    BLOB    NOT NULL CHECK (length(link) = 32),
    PRIMARY KEY (centre, case_id, version)
) STRICT, WITHOUT ROWID;

-- Records of the Merkle log over the heads, from 0 without gaps. Never updated, never deleted.
CREATE TABLE log_record (
    position INTEGER NOT NULL PRIMARY KEY CHECK (position >= 0),
    centre   TEXT    NOT NULL,
    case_id  BLOB    NOT NULL CHECK (length(case_id) = 16),
    version  INTEGER NOT NULL CHECK (version >= 1),
    link     BLOB    NOT NULL CHECK (length(link) = 32)
) STRICT;

CREATE UNIQUE INDEX log_record_head ON log_record (centre, case_id, version);

-- Nodes of its tree, in the storage order of Crosby and Wallach.
CREATE TABLE log_node (
    position INTEGER NOT NULL PRIMARY KEY CHECK (position >= 0),
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Signed notes: size and root of the log.
CREATE TABLE log_checkpoint (
    size INTEGER NOT NULL PRIMARY KEY CHECK (size >= 1),
    note TEXT    NOT NULL
) STRICT;

-- Jobs: when each is due, and whose turn it is until when.
CREATE TABLE job (
    name       TEXT    NOT NULL PRIMARY KEY,
    node       BLOB    CHECK (length(node) = 16),
    turn_until INTEGER NOT NULL,
    due        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
