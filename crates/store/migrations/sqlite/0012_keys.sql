-- Passkeys: the public half, with the counter that tells a copy. Whoever removes a passkey removes the row.

CREATE TABLE passkey (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    account    BLOB    NOT NULL REFERENCES account (id),
    name       TEXT    NOT NULL CHECK (name <> ''),
    credential TEXT    NOT NULL UNIQUE CHECK (credential <> ''),
    public_key TEXT    NOT NULL CHECK (json_valid(public_key)),
    made_at    INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_account ON passkey (account, made_at);
