-- Who somebody is to another server that signs them in here (OpenID Connect). By its subject
-- alone: an e-mail address may be another person's tomorrow.

CREATE TABLE linked_identity (
    issuer  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    account BLOB    NOT NULL REFERENCES account ON DELETE CASCADE,
    made_ms INTEGER NOT NULL,
    used_ms INTEGER,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX linked_identity_by_account ON linked_identity (account);
