-- What was answered to requests that carry an idempotency key: who asks again with it is
-- answered as before, and nothing is done twice.

CREATE TABLE api_answer (
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    -- The id of the key or the device that asked.
    writer     BYTEA   NOT NULL,
    -- SHA-256 of the idempotency key.
    key        BYTEA   NOT NULL,
    -- SHA-256 of the request: with the same key another one is an error.
    request    BYTEA   NOT NULL,
    -- None while it is under way.
    status     BIGINT,
    media_type TEXT,
    location   TEXT,
    body       BYTEA,
    made_ms    BIGINT  NOT NULL,
    PRIMARY KEY (household, writer, key)
);

CREATE INDEX api_answer_by_time ON api_answer (made_ms);
