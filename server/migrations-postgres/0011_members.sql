-- A member may have an account, and an account a member in each of several households.

ALTER TABLE member ADD COLUMN account BYTEA REFERENCES account ON DELETE SET NULL;
-- What a member did stays, and so does the row.
ALTER TABLE member ADD COLUMN removed_ms BIGINT;

CREATE UNIQUE INDEX member_by_account ON member (account, household)
    WHERE account IS NOT NULL AND removed_ms IS NULL;

-- Who invited, by a device or not; none where the server's keeper did.
ALTER TABLE invitation ADD COLUMN by_member BYTEA REFERENCES member ON DELETE CASCADE;
CREATE INDEX invitation_by_member ON invitation (by_member);
