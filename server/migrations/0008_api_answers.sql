-- What was answered to requests that carry an idempotency key: who asks again with it is
-- answered as before, and nothing is done twice.

CREATE TABLE api_answer (
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    -- The id of the key or the device that asked.
    writer     BLOB    NOT NULL,
    -- SHA-256 of the idempotency key.
    key        BLOB    NOT NULL,
    -- SHA-256 of the request: with the same key another one is an error.
    request    BLOB    NOT NULL,
    -- None while it is under way.
    status     INTEGER,
    media_type TEXT,
    location   TEXT,
    body       BLOB,
    made_ms    INTEGER NOT NULL,
    PRIMARY KEY (household, writer, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX api_answer_by_time ON api_answer (made_ms);
