-- Where jobs are delivered by a broker, it is told of each whenever it comes to be due. What it
-- was told of stands here, so that whoever tells it knows what is left.

-- The moment from which on the job was due when the broker had taken it. Another one is to be told.
ALTER TABLE scan_job ADD COLUMN told_ms INTEGER;
