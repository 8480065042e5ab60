-- Projection: every term of every case, with what became of it.
CREATE TABLE case_term (
    centre      text COLLATE "C" NOT NULL,
    case_id     uuid NOT NULL REFERENCES case_row (case_id),
    place       integer NOT NULL CHECK (place >= 0),
    clause      text COLLATE "C" NOT NULL,
    started     date NOT NULL,
    due         date NOT NULL,
    state       text COLLATE "C" NOT NULL CHECK (state IN ('running', 'met', 'void')),
    closed_on   date,
    PRIMARY KEY (centre, case_id, place)
);

CREATE INDEX case_term_due        ON case_term (due);
CREATE INDEX case_term_centre_due ON case_term (centre, due);
CREATE INDEX case_term_running    ON case_term (due, centre, clause) WHERE state = 'running';

-- Projection: how each case went, without a word about the person. 1 is yes.
CREATE TABLE case_outcome (
    centre      text COLLATE "C" NOT NULL,
    case_id     uuid NOT NULL REFERENCES case_row (case_id),
    programme   text COLLATE "C" NOT NULL,
    filed_on    date NOT NULL,
    theory      integer CHECK (theory IN (0, 1)),
    practice    integer CHECK (practice IN (0, 1)),
    passed      integer CHECK (passed IN (0, 1)),
    decided_on  date,
    violations  integer NOT NULL CHECK (violations >= 0),
    terminated  integer NOT NULL CHECK (terminated IN (0, 1)),
    issued_on   date,
    annulled_on date,
    appealed_on date,
    appeal      text COLLATE "C" CHECK (appeal IN ('upheld', 'rejected', 'late')),
    closed_on   date,
    PRIMARY KEY (centre, case_id)
);

CREATE INDEX case_outcome_filed    ON case_outcome (filed_on, centre, programme);
CREATE INDEX case_outcome_decided  ON case_outcome (decided_on) WHERE decided_on IS NOT NULL;
CREATE INDEX case_outcome_issued   ON case_outcome (issued_on, centre, programme) WHERE issued_on IS NOT NULL;
CREATE INDEX case_outcome_annulled ON case_outcome (annulled_on, centre, programme) WHERE annulled_on IS NOT NULL;
CREATE INDEX case_outcome_appealed ON case_outcome (appealed_on, centre, appeal) WHERE appealed_on IS NOT NULL;
CREATE INDEX case_outcome_open     ON case_outcome (centre, programme) WHERE closed_on IS NULL AND issued_on IS NULL;

-- What the platform outside is told of documents, until it has confirmed it. Only the way of each entry: what is sent is
-- read from the journal.
CREATE TABLE platform_entry (
    centre      text COLLATE "C" NOT NULL,
    case_id     uuid NOT NULL REFERENCES case_row (case_id),
    kind        text COLLATE "C" NOT NULL CHECK (kind IN ('pass', 'annulment')),
    serial      text COLLATE "C" NOT NULL,
    ordinal     integer NOT NULL CHECK (ordinal BETWEEN 1 AND 999999999),
    state       text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'refused')),
    made_at     timestamptz NOT NULL,
    tries       integer NOT NULL CHECK (tries >= 0),
    next_at     timestamptz NOT NULL,
    reference   text COLLATE "C",
    reason      text,
    moved_at    timestamptz NOT NULL,
    PRIMARY KEY (centre, case_id, kind)
);

CREATE INDEX platform_entry_case    ON platform_entry (case_id, kind);
CREATE INDEX platform_entry_open    ON platform_entry (ordinal, kind) WHERE state IN ('waiting', 'sent');
CREATE INDEX platform_entry_oldest  ON platform_entry (made_at) WHERE state IN ('waiting', 'sent');
CREATE INDEX platform_entry_refused ON platform_entry (centre, ordinal) WHERE state = 'refused';

CREATE INDEX register_centre   ON register (centre, ordinal);
CREATE INDEX register_issued   ON register (issued_on);
CREATE INDEX register_annulled ON register (annulled_on) WHERE annulled_on IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON case_term, case_outcome, platform_entry TO app;
