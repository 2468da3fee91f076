-- Receipts' pictures. The bytes are files beside the database, named by their SHA-256.

CREATE TABLE blob (
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    -- SHA-256 of the bytes.
    hash       BYTEA   NOT NULL,
    size       BIGINT  NOT NULL,
    media_type TEXT    NOT NULL,
    stored_ms  BIGINT  NOT NULL,
    PRIMARY KEY (household, hash)
);

-- Those that are on their way, with the size that they will have: it is kept free for them.
CREATE TABLE upload (
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    hash       BYTEA   NOT NULL,
    size       BIGINT  NOT NULL,
    touched_ms BIGINT  NOT NULL,
    PRIMARY KEY (household, hash)
);

CREATE INDEX upload_by_time ON upload (touched_ms);

-- Those that are gone for ever: a device that has one still does not bring it back.
CREATE TABLE deleted_blob (
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    hash       BYTEA   NOT NULL,
    deleted_ms BIGINT  NOT NULL,
    PRIMARY KEY (household, hash)
);
