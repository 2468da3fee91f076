-- From where accounts were signed in to: there a person is let try, whatever strangers do.

CREATE TABLE account_home (
    account BLOB    NOT NULL REFERENCES account ON DELETE CASCADE,
    -- What this server's key makes of the network address.
    network BLOB    NOT NULL,
    used_ms INTEGER NOT NULL,
    PRIMARY KEY (account, network)
) STRICT, WITHOUT ROWID;
