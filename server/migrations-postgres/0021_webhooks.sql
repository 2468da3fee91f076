-- Addresses that are told of events, and the outbox of what is still to be told.

CREATE TABLE webhook (
    id        BYTEA   NOT NULL PRIMARY KEY,
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    url       TEXT    NOT NULL,
    -- Of which kinds: the sum of their bits.
    kinds     BIGINT  NOT NULL,
    made_ms   BIGINT  NOT NULL,
    -- When it took one last.
    ok_ms     BIGINT,
    -- When it was given up, and why.
    ended_ms  BIGINT,
    reason    TEXT
);

CREATE INDEX webhook_by_household ON webhook (household);

-- One event for one address. It is written with its event, and stays as long to be looked up.
CREATE TABLE webhook_delivery (
    webhook   BYTEA   NOT NULL REFERENCES webhook ON DELETE CASCADE,
    household BYTEA   NOT NULL,
    event     BYTEA   NOT NULL,
    made_ms   BIGINT  NOT NULL,
    -- From when on it may be sent; of one that is being sent, when that counts as lost.
    due_ms    BIGINT  NOT NULL,
    -- How often it was sent. What is written of it names the number that its sender got.
    attempts  BIGINT  NOT NULL DEFAULT 0,
    -- What came of the last time: the status, where there was one, and a sentence.
    status    BIGINT,
    detail    TEXT,
    -- When it was taken or given up.
    ended_ms  BIGINT,
    taken     BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (webhook, event),
    FOREIGN KEY (household, event) REFERENCES event (household, id) ON DELETE CASCADE
);

CREATE INDEX webhook_delivery_open ON webhook_delivery (due_ms) WHERE ended_ms IS NULL;
CREATE INDEX webhook_delivery_by_event ON webhook_delivery (household, event);
