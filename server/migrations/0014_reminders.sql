-- What persons with an account want to be told of a household's food, once a day. Nobody is told
-- anything who has not asked for it.

CREATE TABLE reminder (
    member     BLOB    NOT NULL PRIMARY KEY REFERENCES member ON DELETE CASCADE,
    -- Whose wish it is: whoever has the member after them has wishes of their own.
    account    BLOB    NOT NULL REFERENCES account ON DELETE CASCADE,
    -- 1 where the kind is wanted: what is due, and what will be.
    due        INTEGER NOT NULL,
    soon       INTEGER NOT NULL,
    -- Of the local day, from 0 to 1439.
    minute     INTEGER NOT NULL,
    -- Its name in the IANA time zone database.
    zone       TEXT    NOT NULL,
    -- Days of the week without one: the sum of 1 for Monday, 2 for Tuesday, up to 64.
    quiet_days INTEGER NOT NULL,
    -- Minutes of the local day from which and until which none is sent, if there are such.
    quiet_from INTEGER,
    quiet_to   INTEGER,
    -- Its tag, such as de.
    language   TEXT    NOT NULL,
    -- The last local day that is done, such as 2026-11-30: one was sent, or nothing was to tell.
    day        TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX reminder_by_account ON reminder (account);

-- Links that end them, one of each letter.
CREATE TABLE reminder_link (
    -- SHA-256 of the token in the link.
    token      BLOB    NOT NULL PRIMARY KEY,
    member     BLOB    NOT NULL REFERENCES reminder ON DELETE CASCADE,
    expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX reminder_link_by_member ON reminder_link (member);
