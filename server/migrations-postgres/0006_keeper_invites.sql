-- Who has the machine may invite too, by no device: `larder admin invite`.

ALTER TABLE invitation ALTER COLUMN by_device DROP NOT NULL;
