-- Browsers that show what they are sent, each with what its person wants to be told and when.

CREATE TABLE push_subscription (
    id         BYTEA   NOT NULL PRIMARY KEY,
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    member     BYTEA   NOT NULL REFERENCES member ON DELETE CASCADE,
    -- None where a person has signed in on a page that is no device.
    device     BYTEA   REFERENCES device ON DELETE CASCADE,
    -- Where its push service takes messages: whoever knows it may send some.
    endpoint   TEXT    NOT NULL UNIQUE,
    -- By which they are sealed for the browser alone.
    p256dh     BYTEA   NOT NULL,
    auth       BYTEA   NOT NULL,
    -- True where food may be named.
    names      BOOLEAN NOT NULL,
    -- True where it is to tell of receipts that were read here.
    receipts   BOOLEAN NOT NULL,
    -- As in reminder.
    due        BOOLEAN NOT NULL,
    soon       BOOLEAN NOT NULL,
    minute     BIGINT  NOT NULL,
    zone       TEXT    NOT NULL,
    quiet_days BIGINT  NOT NULL,
    quiet_from BIGINT,
    quiet_to   BIGINT,
    language   TEXT    NOT NULL,
    day        TEXT COLLATE "C",
    made_ms    BIGINT  NOT NULL
);

CREATE INDEX push_subscription_by_member ON push_subscription (member);
CREATE INDEX push_subscription_by_household ON push_subscription (household);

-- Receipts that are still to be told of. Whoever takes a row out tells it.
CREATE TABLE push_due (
    subscription BYTEA   NOT NULL REFERENCES push_subscription ON DELETE CASCADE,
    household    BYTEA   NOT NULL,
    event        BYTEA   NOT NULL,
    PRIMARY KEY (subscription, event),
    FOREIGN KEY (household, event) REFERENCES event (household, id) ON DELETE CASCADE
);

CREATE INDEX push_due_by_event ON push_due (household, event);
