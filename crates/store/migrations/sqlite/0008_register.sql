-- Projection: every term of every case, with what became of it.
CREATE TABLE case_term (
    centre    TEXT    NOT NULL,
    case_id   BLOB    NOT NULL REFERENCES case_row (case_id),
    place     INTEGER NOT NULL CHECK (place >= 0),
    clause    TEXT    NOT NULL,
    started   TEXT    NOT NULL CHECK (started = date(started)),
    due       TEXT    NOT NULL CHECK (due = date(due)),
    state     TEXT    NOT NULL CHECK (state IN ('running', 'met', 'void')),
    closed_on TEXT    CHECK (closed_on = date(closed_on)),
    PRIMARY KEY (centre, case_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_term_due        ON case_term (due);
CREATE INDEX case_term_centre_due ON case_term (centre, due);
CREATE INDEX case_term_running    ON case_term (due, centre, clause) WHERE state = 'running';

-- Projection: how each case went, without a word about the person. 1 is yes.
CREATE TABLE case_outcome (
    centre      TEXT    NOT NULL,
    case_id     BLOB    NOT NULL REFERENCES case_row (case_id),
    programme   TEXT    NOT NULL,
    filed_on    TEXT    NOT NULL CHECK (filed_on = date(filed_on)),
    theory      INTEGER CHECK (theory IN (0, 1)),
    practice    INTEGER CHECK (practice IN (0, 1)),
    passed      INTEGER CHECK (passed IN (0, 1)),
    decided_on  TEXT    CHECK (decided_on = date(decided_on)),
    violations  INTEGER NOT NULL CHECK (violations >= 0),
    terminated  INTEGER NOT NULL CHECK (terminated IN (0, 1)),
    issued_on   TEXT    CHECK (issued_on = date(issued_on)),
    annulled_on TEXT    CHECK (annulled_on = date(annulled_on)),
    appealed_on TEXT    CHECK (appealed_on = date(appealed_on)),
    appeal      TEXT    CHECK (appeal IN ('upheld', 'rejected', 'late')),
    closed_on   TEXT    CHECK (closed_on = date(closed_on)),
    PRIMARY KEY (centre, case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_outcome_filed    ON case_outcome (filed_on, centre, programme);
CREATE INDEX case_outcome_decided  ON case_outcome (decided_on) WHERE decided_on IS NOT NULL;
CREATE INDEX case_outcome_issued   ON case_outcome (issued_on, centre, programme) WHERE issued_on IS NOT NULL;
CREATE INDEX case_outcome_annulled ON case_outcome (annulled_on, centre, programme) WHERE annulled_on IS NOT NULL;
CREATE INDEX case_outcome_appealed ON case_outcome (appealed_on, centre, appeal) WHERE appealed_on IS NOT NULL;
CREATE INDEX case_outcome_open     ON case_outcome (centre, programme) WHERE closed_on IS NULL AND issued_on IS NULL;

-- What the platform outside is told of documents, until it has confirmed it. Only the way of each entry: what is sent is
-- read from the journal.
CREATE TABLE platform_entry (
    centre    TEXT    NOT NULL,
    case_id   BLOB    NOT NULL REFERENCES case_row (case_id),
    kind      TEXT    NOT NULL CHECK (kind IN ('pass', 'annulment')),
    serial    TEXT    NOT NULL,
    ordinal   INTEGER NOT NULL CHECK (ordinal BETWEEN 1 AND 999999999),
    state     TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'confirmed', 'refused')),
    made_at   INTEGER NOT NULL,
    tries     INTEGER NOT NULL CHECK (tries >= 0),
    next_at   INTEGER NOT NULL,
    reference TEXT,
    reason    TEXT,
    moved_at  INTEGER NOT NULL,
    PRIMARY KEY (centre, case_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX platform_entry_case    ON platform_entry (case_id, kind);
CREATE INDEX platform_entry_open    ON platform_entry (ordinal, kind) WHERE state IN ('waiting', 'sent');
CREATE INDEX platform_entry_oldest  ON platform_entry (made_at) WHERE state IN ('waiting', 'sent');
CREATE INDEX platform_entry_refused ON platform_entry (centre, ordinal) WHERE state = 'refused';

CREATE INDEX register_centre   ON register (centre, ordinal);
CREATE INDEX register_issued   ON register (issued_on);
CREATE INDEX register_annulled ON register (annulled_on) WHERE annulled_on IS NOT NULL;
