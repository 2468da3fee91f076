-- By which it shows that what is stored is still what was put there: the first 8 bytes of
-- BLAKE3 over all that a device is told of an op, as a number. None in rows of before, until a
-- start of the server has gone through them.
ALTER TABLE op ADD COLUMN sum INTEGER;

CREATE INDEX op_without_sum ON op (household, seq) WHERE sum IS NULL;

-- The same of a part's frame. None in snapshots of before; the next one has it.
ALTER TABLE snapshot_part ADD COLUMN sum INTEGER;
