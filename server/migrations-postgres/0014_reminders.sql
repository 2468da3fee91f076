-- What persons with an account want to be told of a household's food, once a day. Nobody is told
-- anything who has not asked for it.

CREATE TABLE reminder (
    member     BYTEA   NOT NULL PRIMARY KEY REFERENCES member ON DELETE CASCADE,
    -- Whose wish it is: whoever has the member after them has wishes of their own.
    account    BYTEA   NOT NULL REFERENCES account ON DELETE CASCADE,
    -- Whether the kind is wanted: what is due, and what will be.
    due        BOOLEAN NOT NULL,
    soon       BOOLEAN NOT NULL,
    -- Of the local day, from 0 to 1439.
    minute     BIGINT  NOT NULL,
    -- Its name in the IANA time zone database.
    zone       TEXT    NOT NULL,
    -- Days of the week without one: the sum of 1 for Monday, 2 for Tuesday, up to 64.
    quiet_days BIGINT  NOT NULL,
    -- Minutes of the local day from which and until which none is sent, if there are such.
    quiet_from BIGINT,
    quiet_to   BIGINT,
    -- Its tag, such as de.
    language   TEXT    NOT NULL,
    -- The last local day that is done, such as 2026-11-30: one was sent, or nothing was to tell. Days
    -- are compared as text.
    day        TEXT COLLATE "C"
);

CREATE INDEX reminder_by_account ON reminder (account);

-- Links that end them, one of each letter.
CREATE TABLE reminder_link (
    -- SHA-256 of the token in the link.
    token      BYTEA   NOT NULL PRIMARY KEY,
    member     BYTEA   NOT NULL REFERENCES reminder ON DELETE CASCADE,
    expires_ms BIGINT  NOT NULL
);

CREATE INDEX reminder_link_by_member ON reminder_link (member);
