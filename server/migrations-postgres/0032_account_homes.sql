-- From where accounts were signed in to: there a person is let try, whatever strangers do.

CREATE TABLE account_home (
    account BYTEA   NOT NULL REFERENCES account ON DELETE CASCADE,
    -- What this server's key makes of the network address.
    network BYTEA   NOT NULL,
    used_ms BIGINT  NOT NULL,
    PRIMARY KEY (account, network)
);
