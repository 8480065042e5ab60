-- Programs of a centre: tokens, keys of their requests, and webhooks with what they are owed.

-- A program that asks with a token; of the token only a digest is kept. It acts in the name of its account, which has
-- neither role nor password.
CREATE TABLE service (
    account uuid NOT NULL PRIMARY KEY REFERENCES account (id),
    centre text COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    name text COLLATE "C" NOT NULL CHECK (name <> ''),
    scopes text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL UNIQUE CHECK (length(digest) = 64),
    made_by uuid NOT NULL REFERENCES account (id),
    made_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    ended_at timestamptz,
    used_at timestamptz
);

CREATE INDEX service_centre ON service (centre, made_at);

-- A key that came with a request, bound to it for a month, and the first answer.
CREATE TABLE service_key (
    account uuid NOT NULL REFERENCES service (account),
    key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
    digest text COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    at timestamptz NOT NULL,
    status bigint CHECK (status BETWEEN 200 AND 299),
    body text COLLATE "C",
    PRIMARY KEY (account, key),
    CHECK ((status IS NULL) = (body IS NULL))
);

CREATE INDEX service_key_at ON service_key (at);

-- Addresses that are told what happens. Their secrets are made of a key that lies elsewhere. `occasions` are kinds of
-- events, each with a space before and after.
CREATE TABLE hook (
    id uuid NOT NULL PRIMARY KEY,
    centre text COLLATE "C" NOT NULL CHECK (centre ~ '^[0-9]{4}$'),
    address text COLLATE "C" NOT NULL,
    occasions text COLLATE "C" NOT NULL CHECK (occasions LIKE ' % '),
    made_by uuid NOT NULL REFERENCES account (id),
    made_at timestamptz NOT NULL,
    ended_at timestamptz,
    failing_since timestamptz,
    paused_at timestamptz
);

CREATE INDEX hook_centre ON hook (centre) WHERE ended_at IS NULL;

-- What an address is owed; written in the transaction of the act. `body` speaks of no person.
CREATE TABLE hook_delivery (
    hook uuid NOT NULL REFERENCES hook (id),
    event uuid NOT NULL,
    occasion text COLLATE "C" NOT NULL,
    case_id uuid NOT NULL,
    body text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    tries bigint NOT NULL CHECK (tries >= 0),
    made_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    answer text COLLATE "C" NOT NULL,
    PRIMARY KEY (hook, event)
);

CREATE INDEX hook_delivery_due  ON hook_delivery (next_at) WHERE state = 'waiting';
CREATE INDEX hook_delivery_made ON hook_delivery (hook, made_at);
CREATE INDEX hook_delivery_old  ON hook_delivery (made_at);

GRANT SELECT, INSERT, UPDATE ON service, hook TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON service_key, hook_delivery TO app;
