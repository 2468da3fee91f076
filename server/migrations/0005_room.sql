-- What each household takes, in bytes, about: the bodies of its ops and what is around each.
ALTER TABLE household ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

UPDATE household SET bytes =
    (SELECT coalesce(sum(length(body) + 64), 0) FROM op WHERE op.household = household.id);
