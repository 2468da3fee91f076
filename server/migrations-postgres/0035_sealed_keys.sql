-- The server's own keys, where several servers have them from here and not from files. Each is
-- sealed by a secret that stands in no database.

CREATE TABLE sealed_key (
    -- What its file would be called.
    name   TEXT  NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);
