-- Each entry carries the link of its chain: SHA-256 over the entry and the link before it.
ALTER TABLE case_journal ADD COLUMN link bytea NOT NULL
    DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000' CHECK (octet_length(link) = 32);

-- The head of each act, until the log takes it up.
CREATE TABLE log_waiting (
    centre  text   COLLATE "C" NOT NULL,
    case_id uuid   NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    link    bytea  NOT NULL CHECK (octet_length(link) = 32),
    PRIMARY KEY (centre, case_id, version)
);

-- Records of the Merkle log over the heads, from 0 without gaps. Never updated, never deleted.
CREATE TABLE log_record (
    position bigint NOT NULL PRIMARY KEY CHECK (position >= 0),
    centre   text   COLLATE "C" NOT NULL,
    case_id  uuid   NOT NULL,
    version  bigint NOT NULL CHECK (version >= 1),
    link     bytea  NOT NULL CHECK (octet_length(link) = 32)
);

CREATE UNIQUE INDEX log_record_head ON log_record (centre, case_id, version);

-- Nodes of its tree, in the storage order of Crosby and Wallach.
CREATE TABLE log_node (
    position bigint NOT NULL PRIMARY KEY CHECK (position >= 0),
    hash     bytea  NOT NULL CHECK (octet_length(hash) = 32)
);

-- Signed notes: size and root of the log.
CREATE TABLE log_checkpoint (
    size bigint NOT NULL PRIMARY KEY CHECK (size >= 1),
    note text   NOT NULL
);

-- Jobs: when each is due, and whose turn it is until when.
CREATE TABLE job (
    name       text        COLLATE "C" NOT NULL PRIMARY KEY,
    node       uuid,
    turn_until timestamptz NOT NULL,
    due        timestamptz NOT NULL
);

GRANT SELECT, INSERT ON log_record, log_node, log_checkpoint TO app;
GRANT SELECT, INSERT, DELETE ON log_waiting TO app;
GRANT SELECT, INSERT, UPDATE ON job TO app;
