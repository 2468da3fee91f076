-- What a device keeps of its household. The log (`ops`) is the truth; `items`, `pantry_items`,
-- `receipts` and `shopping_entries` are made of it, for people and tools that look in here.

PRAGMA application_id = 0x4C617264; -- "Lard"

-- Every op of the household. The id is its author's replica and running number, 8 big-endian
-- bytes each; the body is CBOR.
CREATE TABLE ops (
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    seq       INTEGER,
    seq_limit INTEGER,
    rejected  INTEGER,
    body      BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ops_by_seq ON ops (seq);

-- This device's ops that the server has not numbered.
CREATE TABLE pending_sync (
    id BLOB NOT NULL PRIMARY KEY REFERENCES ops (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Changes that do not count and wait for a person to look at them.
CREATE TABLE set_aside (
    id     BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    change BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What is gone for ever.
CREATE TABLE tombstones (
    entity BLOB NOT NULL PRIMARY KEY CHECK (length(entity) = 16),
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the device knows of itself.
CREATE TABLE facts (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Photos of receipts: the first has its receipt's id, later ones their position behind it.
CREATE TABLE receipt_images (
    id         BLOB NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes      BLOB NOT NULL
) STRICT;

-- Photos that are to be sent.
CREATE TABLE uploads (
    id     BLOB NOT NULL PRIMARY KEY,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT, WITHOUT ROWID;

-- Receipts on their way to review.
CREATE TABLE drafts (
    id      BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    next    TEXT NOT NULL,
    extends BLOB,
    again   BLOB,
    sample  INTEGER NOT NULL CHECK (sample IN (0, 1)),
    tries   INTEGER NOT NULL,
    scan    BLOB,
    edits   BLOB
) STRICT;

CREATE TABLE draft_photos (
    draft      BLOB NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    PRIMARY KEY (draft, position)
) STRICT;

-- The tables made of the log. What is not known is null; quantities and sums of money are
-- decimal text, days are ISO 8601.
CREATE TABLE items (
    entity   BLOB NOT NULL PRIMARY KEY,
    id       TEXT,
    name     TEXT,
    category TEXT,
    unit     TEXT,
    note     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE pantry_items (
    entity     BLOB NOT NULL PRIMARY KEY,
    id         TEXT,
    item_id    TEXT,
    quantity   TEXT,
    unit       TEXT,
    place_id   TEXT,
    purchased  TEXT,
    date       TEXT,
    due        TEXT,
    opened     TEXT,
    frozen     TEXT,
    price      TEXT,
    currency   TEXT,
    receipt_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX pantry_items_by_due ON pantry_items (due);
CREATE INDEX pantry_items_by_item ON pantry_items (item_id);

CREATE TABLE receipts (
    entity   BLOB NOT NULL PRIMARY KEY,
    id       TEXT,
    merchant TEXT,
    date     TEXT,
    total    TEXT,
    currency TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE shopping_entries (
    entity   BLOB NOT NULL PRIMARY KEY,
    id       TEXT,
    name     TEXT,
    item_id  TEXT,
    quantity TEXT,
    unit     TEXT,
    category TEXT,
    note     TEXT,
    ticked   TEXT
) STRICT, WITHOUT ROWID;
