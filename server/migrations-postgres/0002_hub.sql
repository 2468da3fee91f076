-- The tables of migrations/ by the same numbers, but for 0001, which marks a file as ours.

-- Households in step: the ops that the hub has numbered, and what it must remember of
-- their authors. Replicas are their 64 bits as a signed integer.

CREATE TABLE household (
    id          BYTEA   NOT NULL PRIMARY KEY,
    epoch       BYTEA   NOT NULL,
    seq         BIGINT  NOT NULL,
    floor       BIGINT  NOT NULL,
    digest      BYTEA   NOT NULL,
    restored_ms BIGINT,
    made_ms     BIGINT  NOT NULL
);

-- Numberings that were given up when the household was restored from a backup.
CREATE TABLE ended_epoch (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    position  BIGINT  NOT NULL,
    epoch     BYTEA   NOT NULL,
    last      BIGINT  NOT NULL,
    PRIMARY KEY (household, position)
);

CREATE TABLE seat (
    household     BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    replica       BIGINT  NOT NULL,
    next_rseq     BIGINT  NOT NULL,
    chain         BYTEA   NOT NULL,
    held_since_ms BIGINT  NOT NULL,
    -- What it still needs, and when it said so: compaction waits for it.
    needs         BIGINT  NOT NULL DEFAULT 0,
    heard_ms      BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (household, replica)
);

-- Ops whose transaction is not whole yet.
CREATE TABLE held_op (
    household   BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    replica     BIGINT  NOT NULL,
    rseq        BIGINT  NOT NULL,
    body        BYTEA   NOT NULL,
    basis_limit BIGINT,
    previous    BYTEA   NOT NULL,
    PRIMARY KEY (household, replica, rseq)
);

CREATE TABLE op (
    household   BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    seq         BIGINT  NOT NULL,
    replica     BIGINT  NOT NULL,
    rseq        BIGINT  NOT NULL,
    body        BYTEA   NOT NULL,
    basis_limit BIGINT,
    stored_ms   BIGINT  NOT NULL,
    PRIMARY KEY (household, seq)
);

CREATE UNIQUE INDEX op_by_author ON op (household, replica, rseq);

-- What each entity is: the least type that a numbered op gave it. Compaction leaves it
-- as it is.
CREATE TABLE entity_type (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    entity    BYTEA   NOT NULL,
    type      BIGINT  NOT NULL,
    PRIMARY KEY (household, entity)
);

CREATE TABLE rejected_op (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    replica   BIGINT  NOT NULL,
    rseq      BIGINT  NOT NULL,
    hash      BYTEA   NOT NULL,
    reason    BIGINT  NOT NULL,
    PRIMARY KEY (household, replica, rseq)
);

-- Entities that are gone for ever.
CREATE TABLE tombstone (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    entity    BYTEA   NOT NULL,
    seq       BIGINT  NOT NULL,
    PRIMARY KEY (household, entity)
);

-- The latest snapshot, as the frames that are sent.
CREATE TABLE snapshot_part (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    part      BIGINT  NOT NULL,
    at        BIGINT  NOT NULL,
    floor     BIGINT  NOT NULL,
    frame     BYTEA   NOT NULL,
    PRIMARY KEY (household, part)
);
