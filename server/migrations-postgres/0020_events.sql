-- What happened in households, for programs that follow it: each event once, numbered in the
-- order in which it was noted.

CREATE TABLE event (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    -- Made of what it tells, so whoever notes it a second time notes the same.
    id        BYTEA   NOT NULL,
    seq       BIGINT  NOT NULL,
    -- Such as item.added.
    kind      TEXT    NOT NULL,
    -- What it tells (JSON).
    data      TEXT    NOT NULL,
    at_ms     BIGINT  NOT NULL,
    PRIMARY KEY (household, id)
);

CREATE UNIQUE INDEX event_by_seq ON event (household, seq);
CREATE INDEX event_by_age ON event (at_ms);

-- How far each household is told of.
CREATE TABLE event_log (
    household BYTEA   NOT NULL PRIMARY KEY REFERENCES household ON DELETE CASCADE,
    -- The number of the last event.
    seq       BIGINT  NOT NULL,
    -- The number of the last op that was looked at.
    followed  BIGINT  NOT NULL,
    -- The day by which dates were looked at last, such as 2026-11-30.
    day       TEXT COLLATE "C"
);

-- What was before is not told.
INSERT INTO event_log (household, seq, followed) SELECT id, 0, seq FROM household;
