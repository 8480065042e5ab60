-- Answers and signals of attempts, as they come. Never updated, never deleted but with the attempt.
CREATE TABLE save (
    centre  TEXT    NOT NULL,
    attempt BLOB    NOT NULL CHECK (length(attempt) = 16),
    client  BLOB    NOT NULL CHECK (length(client) = 16),
    seq     INTEGER NOT NULL CHECK (seq >= 1),
    at      INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    body    TEXT    NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (centre, attempt, client, seq)
) STRICT, WITHOUT ROWID;
