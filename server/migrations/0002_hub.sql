-- Households in step: the ops that the hub has numbered, and what it must remember of
-- their authors. Replicas are their 64 bits as a signed integer.

CREATE TABLE household (
    id          BLOB    NOT NULL PRIMARY KEY,
    epoch       BLOB    NOT NULL,
    seq         INTEGER NOT NULL,
    floor       INTEGER NOT NULL,
    digest      BLOB    NOT NULL,
    restored_ms INTEGER,
    made_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Numberings that were given up when the household was restored from a backup.
CREATE TABLE ended_epoch (
    household BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    epoch     BLOB    NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (household, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE seat (
    household     BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    replica       INTEGER NOT NULL,
    next_rseq     INTEGER NOT NULL,
    chain         BLOB    NOT NULL,
    held_since_ms INTEGER NOT NULL,
    -- What it still needs, and when it said so: compaction waits for it.
    needs         INTEGER NOT NULL DEFAULT 0,
    heard_ms      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (household, replica)
) STRICT, WITHOUT ROWID;

-- Ops whose transaction is not whole yet.
CREATE TABLE held_op (
    household   BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    replica     INTEGER NOT NULL,
    rseq        INTEGER NOT NULL,
    body        BLOB    NOT NULL,
    basis_limit INTEGER,
    previous    BLOB    NOT NULL,
    PRIMARY KEY (household, replica, rseq)
) STRICT, WITHOUT ROWID;

CREATE TABLE op (
    household   BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    replica     INTEGER NOT NULL,
    rseq        INTEGER NOT NULL,
    body        BLOB    NOT NULL,
    basis_limit INTEGER,
    stored_ms   INTEGER NOT NULL,
    PRIMARY KEY (household, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX op_by_author ON op (household, replica, rseq);

-- What each entity is: the least type that a numbered op gave it. Compaction leaves it
-- as it is.
CREATE TABLE entity_type (
    household BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    entity    BLOB    NOT NULL,
    type      INTEGER NOT NULL,
    PRIMARY KEY (household, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejected_op (
    household BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    replica   INTEGER NOT NULL,
    rseq      INTEGER NOT NULL,
    hash      BLOB    NOT NULL,
    reason    INTEGER NOT NULL,
    PRIMARY KEY (household, replica, rseq)
) STRICT, WITHOUT ROWID;

-- Entities that are gone for ever.
CREATE TABLE tombstone (
    household BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    entity    BLOB    NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (household, entity)
) STRICT, WITHOUT ROWID;

-- The latest snapshot, as the frames that are sent.
CREATE TABLE snapshot_part (
    household BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    part      INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    floor     INTEGER NOT NULL,
    frame     BLOB    NOT NULL,
    PRIMARY KEY (household, part)
) STRICT, WITHOUT ROWID;
