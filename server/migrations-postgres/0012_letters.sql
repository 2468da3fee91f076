-- Links that were sent by e-mail: each opens one thing, once, and only its hash is kept.

-- When the person showed that the address is theirs.
ALTER TABLE account ADD COLUMN verified_ms BIGINT;

-- Who has signed up and not opened the link yet: an account is made of one of these, by the
-- letter that was opened, with the password that was given for it.
CREATE TABLE newcomer (
    -- SHA-256 of the token in the link.
    token      BYTEA   NOT NULL PRIMARY KEY,
    -- As in the account.
    email      TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    password   TEXT    NOT NULL,
    -- Whether a device asked that was in a household of somebody with an account.
    is_known   BOOLEAN NOT NULL,
    expires_ms BIGINT  NOT NULL
);

CREATE INDEX newcomer_by_email ON newcomer (email);

CREATE TABLE letter (
    -- SHA-256 of the token in the link.
    token      BYTEA   NOT NULL PRIMARY KEY,
    account    BYTEA   NOT NULL REFERENCES account ON DELETE CASCADE,
    -- 1 shows that the address is the person's, 2 sets another password.
    purpose    BIGINT  NOT NULL,
    expires_ms BIGINT  NOT NULL
);

CREATE INDEX letter_by_account ON letter (account);
