-- What each household takes, in bytes, about: the bodies of its ops and what is around each.
ALTER TABLE household ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
