-- Projection: the numbered papers of each case by their day, for journals and registers.
CREATE TABLE paper (
    centre  text   COLLATE "C" NOT NULL,
    case_id uuid   NOT NULL REFERENCES case_row (case_id),
    -- Of the entry that made it.
    seq     bigint NOT NULL CHECK (seq >= 1),
    kind    text   COLLATE "C" NOT NULL,
    number  text   COLLATE "C" NOT NULL,
    made_on date   NOT NULL,
    PRIMARY KEY (centre, case_id, seq)
);

CREATE INDEX paper_day ON paper (centre, kind, made_on);

-- The papers of the journals that are there already.
INSERT INTO paper (centre, case_id, seq, kind, number, made_on)
SELECT centre, case_id, seq, kind, number, made_on::date FROM (
    SELECT centre, case_id, seq,
           CASE event::json ->> 'event'
               WHEN 'refusal-signed' THEN 'refusal'
               WHEN 'contract-offered' THEN 'contract'
               WHEN 'briefed' THEN 'briefing'
               WHEN 'violation-act-drawn' THEN 'violation-act'
               WHEN 'decided' THEN 'protocol'
               WHEN 'document-issued' THEN 'document'
               WHEN 'appeal-registered' THEN 'appeal'
           END AS kind,
           coalesce(event::json -> 'briefing' ->> 'journal_line', event::json ->> 'protocol',
                    event::json ->> 'serial', event::json ->> 'number') AS number,
           coalesce(event::json -> 'briefing' ->> 'on', event::json ->> 'on') AS made_on
    FROM case_journal
) AS made WHERE kind IS NOT NULL;

-- Employers that refer people; what they say of themselves.
CREATE TABLE employer (
    account uuid        NOT NULL PRIMARY KEY REFERENCES account (id),
    bin     text        COLLATE "C" NOT NULL CHECK (bin ~ '^[0-9]{12}$'),
    name    text        NOT NULL,
    since   timestamptz NOT NULL
);

-- Referrals: whom an employer refers. The id stands in the letter; who holds it answers.
CREATE TABLE referral (
    id          uuid        NOT NULL PRIMARY KEY,
    employer    uuid        NOT NULL REFERENCES employer (account),
    iin         text        COLLATE "C" NOT NULL,
    name        text        NOT NULL,
    programme   text        NOT NULL,
    pays        integer     NOT NULL CHECK (pays IN (0, 1)),
    made_at     timestamptz NOT NULL,
    answer      text        COLLATE "C" CHECK (answer IN ('accepted', 'declined')),
    answered_by uuid,
    answered_at timestamptz,
    case_id     uuid        UNIQUE REFERENCES case_row (case_id)
);

CREATE INDEX referral_employer ON referral (employer, made_at);

GRANT SELECT, INSERT ON paper TO app;
GRANT SELECT, INSERT, UPDATE ON employer, referral TO app;
