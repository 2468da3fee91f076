-- Receipts that the server is asked to read. The truth of the queue stands here; the pictures
-- are files beside the database, sealed, and gone with the end of their job.

CREATE TABLE scan_job (
    id        BYTEA   NOT NULL PRIMARY KEY,
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    -- The id of the key, the device or the member that asked.
    asker     BYTEA   NOT NULL,
    -- SHA-256 of the idempotency key that came with it, if one did.
    key       BYTEA,
    -- SHA-256 of the file as it was sent: with the same key another one is an error.
    sent      BYTEA   NOT NULL,
    -- `dead` is given up for good.
    state     TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
    -- From when on it may be taken; of one that is running, when its lease ends.
    due_ms    BIGINT  NOT NULL,
    -- How often it was taken and not given back.
    attempts  BIGINT  NOT NULL DEFAULT 0,
    -- Raised whenever it is taken. What is written of a job names the number that its writer
    -- got: who lost the lease changes nothing any more.
    fence     BIGINT  NOT NULL DEFAULT 0,
    -- Thousandths.
    progress  BIGINT  NOT NULL DEFAULT 0,
    -- Why it is dead: a stable word, and a sentence.
    reason    TEXT,
    detail    TEXT,
    -- What was read, as the API tells it (JSON).
    receipt   TEXT,
    made_ms   BIGINT  NOT NULL,
    ended_ms  BIGINT
);

CREATE UNIQUE INDEX scan_job_by_key ON scan_job (household, asker, key) WHERE key IS NOT NULL;
CREATE INDEX scan_job_by_asker ON scan_job (household, asker, made_ms);
CREATE INDEX scan_job_open ON scan_job (due_ms) WHERE state IN ('queued', 'running');
CREATE INDEX scan_job_ended ON scan_job (ended_ms) WHERE ended_ms IS NOT NULL;
