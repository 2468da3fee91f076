-- Accounts of persons, beside the tokens of devices and the keys of programs. Nobody needs one
-- to use a household: it is the way to sign in by an e-mail address and a password.

CREATE TABLE account (
    id       BYTEA   NOT NULL PRIMARY KEY,
    -- In small letters.
    email    TEXT    NOT NULL UNIQUE,
    -- What others call the person.
    name     TEXT    NOT NULL,
    -- What argon2id made of the password, as a PHC string.
    password TEXT    NOT NULL,
    made_ms  BIGINT  NOT NULL
);

CREATE TABLE account_session (
    id       BYTEA   NOT NULL PRIMARY KEY,
    account  BYTEA   NOT NULL REFERENCES account ON DELETE CASCADE,
    -- 1 a page with a cookie, 2 a program with a token that it exchanges.
    kind     BIGINT  NOT NULL,
    -- SHA-256 of the cookie's value, or of the refresh token that counts now.
    token    BYTEA   NOT NULL UNIQUE,
    -- What the browser or the program called itself.
    agent    TEXT    NOT NULL,
    made_ms  BIGINT  NOT NULL,
    used_ms  BIGINT  NOT NULL,
    ended_ms BIGINT
);

CREATE INDEX account_session_by_account ON account_session (account);

-- Refresh tokens that were exchanged: whoever comes with one of them has a copy.
CREATE TABLE spent_token (
    -- SHA-256 of the token.
    token    BYTEA   NOT NULL PRIMARY KEY,
    session  BYTEA   NOT NULL REFERENCES account_session ON DELETE CASCADE,
    spent_ms BIGINT  NOT NULL
);

CREATE INDEX spent_token_by_session ON spent_token (session);
