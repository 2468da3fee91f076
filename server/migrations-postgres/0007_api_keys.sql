-- Programs that a household lets in beside its devices. Each proves itself by a key, and may
-- do what its scope says.

CREATE TABLE api_key (
    id         BYTEA   NOT NULL PRIMARY KEY,
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    -- What its maker calls the program.
    name       TEXT    NOT NULL,
    -- SHA-256 of the secret; the secret itself is the program's alone.
    secret     BYTEA   NOT NULL UNIQUE,
    scope      BIGINT  NOT NULL,
    -- The device of the member who made it; none where the server's keeper did.
    by_device  BYTEA            REFERENCES device ON DELETE SET NULL,
    made_ms    BIGINT  NOT NULL,
    used_ms    BIGINT,
    revoked_ms BIGINT
);

CREATE INDEX api_key_by_household ON api_key (household);
CREATE INDEX api_key_by_device ON api_key (by_device);

-- Under which ids the server itself writes, for a key or for a device that asks by requests
-- instead of ops: no device may. A writer's latest one counts.
CREATE TABLE api_replica (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    replica   BIGINT  NOT NULL,
    -- The id of a key or of a device.
    writer    BYTEA   NOT NULL,
    made_ms   BIGINT  NOT NULL,
    PRIMARY KEY (household, replica)
);

CREATE INDEX api_replica_by_writer ON api_replica (household, writer, made_ms);
