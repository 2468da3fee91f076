-- Who has the machine may invite too, by no device: `larder admin invite`.

CREATE TABLE invitation_by_anybody (
    -- SHA-256 of the code.
    code       BLOB    NOT NULL PRIMARY KEY,
    household  BLOB    NOT NULL REFERENCES household ON DELETE CASCADE,
    role       INTEGER NOT NULL,
    -- The device of the member who made it; none where the server's keeper did.
    by_device  BLOB             REFERENCES device ON DELETE CASCADE,
    expires_ms INTEGER NOT NULL,
    used_ms    INTEGER
) STRICT, WITHOUT ROWID;

INSERT INTO invitation_by_anybody SELECT * FROM invitation;
DROP TABLE invitation;
ALTER TABLE invitation_by_anybody RENAME TO invitation;

CREATE INDEX invitation_by_household ON invitation (household);
CREATE INDEX invitation_by_device ON invitation (by_device);
