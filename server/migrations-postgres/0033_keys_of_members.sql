-- Whose a key is: with an account that is deleted go the keys that its person made, on whatever
-- device or none.

ALTER TABLE api_key ADD COLUMN by_member BYTEA REFERENCES member ON DELETE SET NULL;

UPDATE api_key SET by_member = (SELECT member FROM device WHERE device.id = by_device);

CREATE INDEX api_key_by_member ON api_key (by_member);
