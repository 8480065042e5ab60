-- Messages on their way out: one row for each way to the person. What was sent is never deleted: it is the proof.
CREATE TABLE dispatch (
    centre       TEXT    NOT NULL,
    case_id      BLOB    NOT NULL CHECK (length(case_id) = 16),
    id           BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    message      BLOB    NOT NULL CHECK (length(message) = 16),
    kind         TEXT    NOT NULL,
    way          TEXT    NOT NULL CHECK (way IN ('email', 'sms', 'paper')),
    address      TEXT    NOT NULL,
    letter       TEXT    NOT NULL CHECK (json_valid(letter)),
    state        TEXT    NOT NULL CHECK (state IN ('waiting', 'handed-over', 'delivered', 'failed', 'held')),
    tries        INTEGER NOT NULL CHECK (tries >= 0),
    owed_at      INTEGER NOT NULL,
    due          INTEGER NOT NULL,
    handed_at    INTEGER,
    delivered_at INTEGER,
    answer       TEXT    NOT NULL,
    account      BLOB    CHECK (length(account) = 16),
    PRIMARY KEY (centre, case_id, id),
    FOREIGN KEY (centre, case_id, message) REFERENCES message (centre, case_id, id),
    CHECK ((way = 'paper') = (address = '')),
    CHECK (state <> 'handed-over' OR handed_at IS NOT NULL),
    CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX dispatch_case  ON dispatch (case_id, owed_at);
CREATE INDEX dispatch_owed  ON dispatch (centre, owed_at);
CREATE INDEX dispatch_state ON dispatch (centre, state, owed_at);
CREATE INDEX dispatch_due   ON dispatch (due) WHERE state = 'waiting' AND way <> 'paper';
