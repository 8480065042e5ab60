-- Answers and signals of attempts, as they come. Never updated, never deleted but with the attempt.
CREATE TABLE save (
    centre  text        COLLATE "C" NOT NULL,
    attempt uuid        NOT NULL,
    client  uuid        NOT NULL,
    seq     bigint      NOT NULL CHECK (seq >= 1),
    at      timestamptz NOT NULL,
    kind    text        NOT NULL,
    body    text        NOT NULL CHECK (body::json IS NOT NULL),
    PRIMARY KEY (centre, attempt, client, seq)
);

GRANT SELECT, INSERT ON save TO app;
