-- Projection: the numbered papers of each case by their day, for journals and registers.
CREATE TABLE paper (
    centre  TEXT    NOT NULL,
    case_id BLOB    NOT NULL REFERENCES case_row (case_id),
    -- Of the entry that made it.
    seq     INTEGER NOT NULL CHECK (seq >= 1),
    kind    TEXT    NOT NULL,
    number  TEXT    NOT NULL,
    made_on TEXT    NOT NULL CHECK (made_on = date(made_on)),
    PRIMARY KEY (centre, case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX paper_day ON paper (centre, kind, made_on);

-- The papers of the journals that are there already.
INSERT INTO paper (centre, case_id, seq, kind, number, made_on)
SELECT centre, case_id, seq, kind, number, made_on FROM (
    SELECT centre, case_id, seq,
           CASE json_extract(event, '$.event')
               WHEN 'refusal-signed' THEN 'refusal'
               WHEN 'contract-offered' THEN 'contract'
               WHEN 'briefed' THEN 'briefing'
               WHEN 'violation-act-drawn' THEN 'violation-act'
               WHEN 'decided' THEN 'protocol'
               WHEN 'document-issued' THEN 'document'
               WHEN 'appeal-registered' THEN 'appeal'
           END AS kind,
           coalesce(json_extract(event, '$.briefing.journal_line'), json_extract(event, '$.protocol'),
                    json_extract(event, '$.serial'), json_extract(event, '$.number')) AS number,
           coalesce(json_extract(event, '$.briefing.on'), json_extract(event, '$.on')) AS made_on
    FROM case_journal
) WHERE kind IS NOT NULL;

-- Employers that refer people; what they say of themselves.
CREATE TABLE employer (
    account BLOB    NOT NULL PRIMARY KEY REFERENCES account (id),
    bin     TEXT    NOT NULL CHECK (bin GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    name    TEXT    NOT NULL,
    since   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Referrals: whom an employer refers. The id stands in the letter; who holds it answers.
CREATE TABLE referral (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    employer    BLOB    NOT NULL REFERENCES employer (account),
    iin         TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    programme   TEXT    NOT NULL,
    pays        INTEGER NOT NULL CHECK (pays IN (0, 1)),
    made_at     INTEGER NOT NULL,
    answer      TEXT    CHECK (answer IN ('accepted', 'declined')),
    answered_by BLOB    CHECK (length(answered_by) = 16),
    answered_at INTEGER,
    case_id     BLOB    UNIQUE REFERENCES case_row (case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX referral_employer ON referral (employer, made_at);
