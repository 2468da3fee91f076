-- Passkeys: ways into an account beside its password. What opens it stays on the person's device.

CREATE TABLE passkey (
    id           BLOB    NOT NULL PRIMARY KEY,
    account      BLOB    NOT NULL REFERENCES account ON DELETE CASCADE,
    -- What the authenticator calls it.
    credential   BLOB    NOT NULL UNIQUE,
    -- A COSE_Key (RFC 9052).
    public_key   BLOB    NOT NULL,
    -- What the person calls it.
    name         TEXT    NOT NULL,
    -- The highest count of signatures that came.
    counter      INTEGER NOT NULL,
    -- 1 where it may be kept by more than one device.
    synced       INTEGER NOT NULL,
    made_ms      INTEGER NOT NULL,
    used_ms      INTEGER,
    -- When a count came that was not higher: somebody may have a copy.
    regressed_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_by_account ON passkey (account);

-- What was begun in a browser and goes on there, once and soon: a passkey is made or used, or
-- another server says who somebody is.
CREATE TABLE ceremony (
    -- SHA-256 of the browser's cookie.
    token      BLOB    NOT NULL PRIMARY KEY,
    -- 1 a passkey is made, 2 a passkey signs in, 3 a provider says who it is.
    kind       INTEGER NOT NULL,
    -- Whose session it was begun in, if somebody had signed in.
    session    BLOB             REFERENCES account_session ON DELETE CASCADE,
    -- What has to come back.
    said       TEXT    NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ceremony_by_session ON ceremony (session);
CREATE INDEX ceremony_by_expiry ON ceremony (expires_ms);
