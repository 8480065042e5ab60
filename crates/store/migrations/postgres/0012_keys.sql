-- Passkeys: the public half, with the counter that tells a copy. Whoever removes a passkey removes the row.

CREATE TABLE passkey (
    id uuid NOT NULL PRIMARY KEY,
    account uuid NOT NULL REFERENCES account (id),
    name text COLLATE "C" NOT NULL CHECK (name <> ''),
    credential text COLLATE "C" NOT NULL UNIQUE CHECK (credential <> ''),
    public_key text COLLATE "C" NOT NULL CHECK (public_key::json IS NOT NULL),
    made_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX passkey_account ON passkey (account, made_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON passkey TO app;
