-- Browsers that show what they are sent, each with what its person wants to be told and when.

CREATE TABLE push_subscription (
    id         BLOB    NOT NULL PRIMARY KEY,
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    member     BLOB    NOT NULL REFERENCES member ON DELETE CASCADE,
    -- None where a person has signed in on a page that is no device.
    device     BLOB    REFERENCES device ON DELETE CASCADE,
    -- Where its push service takes messages: whoever knows it may send some.
    endpoint   TEXT    NOT NULL UNIQUE,
    -- By which they are sealed for the browser alone.
    p256dh     BLOB    NOT NULL,
    auth       BLOB    NOT NULL,
    -- 1 where food may be named.
    names      INTEGER NOT NULL,
    -- 1 where it is to tell of receipts that were read here.
    receipts   INTEGER NOT NULL,
    -- As in reminder.
    due        INTEGER NOT NULL,
    soon       INTEGER NOT NULL,
    minute     INTEGER NOT NULL,
    zone       TEXT    NOT NULL,
    quiet_days INTEGER NOT NULL,
    quiet_from INTEGER,
    quiet_to   INTEGER,
    language   TEXT    NOT NULL,
    day        TEXT,
    made_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX push_subscription_by_member ON push_subscription (member);
CREATE INDEX push_subscription_by_household ON push_subscription (household);

-- Receipts that are still to be told of. Whoever takes a row out tells it.
CREATE TABLE push_due (
    subscription BLOB    NOT NULL REFERENCES push_subscription ON DELETE CASCADE,
    household    BLOB    NOT NULL,
    event        BLOB    NOT NULL,
    PRIMARY KEY (subscription, event),
    FOREIGN KEY (household, event) REFERENCES event (household, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX push_due_by_event ON push_due (household, event);
