-- Who is who, as far as keeping in step needs it. No names of people: a device's name is
-- its owner's words for a thing.

CREATE TABLE member (
    id        BYTEA   NOT NULL PRIMARY KEY,
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    role      BIGINT  NOT NULL,
    made_ms   BIGINT  NOT NULL
);

CREATE TABLE device (
    id         BYTEA   NOT NULL PRIMARY KEY,
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    member     BYTEA   NOT NULL REFERENCES member ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    -- SHA-256 of the token; the token itself is the device's alone.
    token      BYTEA   NOT NULL UNIQUE,
    made_ms    BIGINT  NOT NULL,
    seen_ms    BIGINT  NOT NULL,
    revoked_ms BIGINT
);

CREATE INDEX device_by_household ON device (household);
CREATE INDEX device_by_member ON device (member);
CREATE INDEX member_by_household ON member (household);

-- Under which ids a device writes: nobody else may.
CREATE TABLE device_replica (
    household BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    replica   BIGINT  NOT NULL,
    device    BYTEA   NOT NULL REFERENCES device ON DELETE CASCADE,
    PRIMARY KEY (household, replica)
);

CREATE TABLE invitation (
    -- SHA-256 of the code.
    code       BYTEA   NOT NULL PRIMARY KEY,
    household  BYTEA   NOT NULL REFERENCES household ON DELETE CASCADE,
    role       BIGINT  NOT NULL,
    by_device  BYTEA   NOT NULL REFERENCES device ON DELETE CASCADE,
    expires_ms BIGINT  NOT NULL,
    used_ms    BIGINT
);

CREATE INDEX device_replica_by_device ON device_replica (device);
CREATE INDEX invitation_by_household ON invitation (household);
CREATE INDEX invitation_by_device ON invitation (by_device);
