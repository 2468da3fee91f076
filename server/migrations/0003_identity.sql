-- Who is who, as far as keeping in step needs it. No names of people: a device's name is
-- its owner's words for a thing.

CREATE TABLE member (
    id        BLOB    NOT NULL PRIMARY KEY,
    household BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    role      INTEGER NOT NULL,
    made_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id         BLOB    NOT NULL PRIMARY KEY,
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    member     BLOB    NOT NULL REFERENCES member ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    -- SHA-256 of the token; the token itself is the device's alone.
    token      BLOB    NOT NULL UNIQUE,
    made_ms    INTEGER NOT NULL,
    seen_ms    INTEGER NOT NULL,
    revoked_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX device_by_household ON device (household);
CREATE INDEX device_by_member ON device (member);
CREATE INDEX member_by_household ON member (household);

-- Under which ids a device writes: nobody else may.
CREATE TABLE device_replica (
    household BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    replica   INTEGER NOT NULL,
    device    BLOB    NOT NULL REFERENCES device ON DELETE CASCADE,
    PRIMARY KEY (household, replica)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    -- SHA-256 of the code.
    code       BLOB    NOT NULL PRIMARY KEY,
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    role       INTEGER NOT NULL,
    by_device  BLOB    NOT NULL REFERENCES device ON DELETE CASCADE,
    expires_ms INTEGER NOT NULL,
    used_ms    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX device_replica_by_device ON device_replica (device);
CREATE INDEX invitation_by_household ON invitation (household);
CREATE INDEX invitation_by_device ON invitation (by_device);
