-- Messages on their way out: one row for each way to the person. What was sent is never deleted: it is the proof.
CREATE TABLE dispatch (
    centre       text        COLLATE "C" NOT NULL,
    case_id      uuid        NOT NULL,
    id           uuid        NOT NULL UNIQUE,
    message      uuid        NOT NULL,
    kind         text        COLLATE "C" NOT NULL,
    way          text        COLLATE "C" NOT NULL CHECK (way IN ('email', 'sms', 'paper')),
    address      text        COLLATE "C" NOT NULL,
    letter       text        NOT NULL CHECK (letter::json IS NOT NULL),
    state        text        COLLATE "C" NOT NULL
                 CHECK (state IN ('waiting', 'handed-over', 'delivered', 'failed', 'held')),
    tries        bigint      NOT NULL CHECK (tries >= 0),
    owed_at      timestamptz NOT NULL,
    due          timestamptz NOT NULL,
    handed_at    timestamptz,
    delivered_at timestamptz,
    answer       text        NOT NULL,
    account      uuid,
    PRIMARY KEY (centre, case_id, id),
    FOREIGN KEY (centre, case_id, message) REFERENCES message (centre, case_id, id),
    CHECK ((way = 'paper') = (address = '')),
    CHECK (state <> 'handed-over' OR handed_at IS NOT NULL),
    CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
);

CREATE INDEX dispatch_case  ON dispatch (case_id, owed_at);
CREATE INDEX dispatch_owed  ON dispatch (centre, owed_at);
CREATE INDEX dispatch_state ON dispatch (centre, state, owed_at);
CREATE INDEX dispatch_due   ON dispatch (due) WHERE state = 'waiting' AND way <> 'paper';

GRANT SELECT, INSERT, UPDATE ON dispatch TO app;
