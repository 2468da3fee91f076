-- Receipts' pictures. The bytes are files beside the database, named by their SHA-256.

CREATE TABLE blob (
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    -- SHA-256 of the bytes.
    hash       BLOB    NOT NULL,
    size       INTEGER NOT NULL,
    media_type TEXT    NOT NULL,
    stored_ms  INTEGER NOT NULL,
    PRIMARY KEY (household, hash)
) STRICT, WITHOUT ROWID;

-- Those that are on their way, with the size that they will have: it is kept free for them.
CREATE TABLE upload (
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    hash       BLOB    NOT NULL,
    size       INTEGER NOT NULL,
    touched_ms INTEGER NOT NULL,
    PRIMARY KEY (household, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX upload_by_time ON upload (touched_ms);

-- Those that are gone for ever: a device that has one still does not bring it back.
CREATE TABLE deleted_blob (
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    hash       BLOB    NOT NULL,
    deleted_ms INTEGER NOT NULL,
    PRIMARY KEY (household, hash)
) STRICT, WITHOUT ROWID;
