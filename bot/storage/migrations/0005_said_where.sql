-- Where an unasked line was said, whatever lane it took there: the hour's limit is a place's.
ALTER TABLE outbox ADD COLUMN place TEXT NOT NULL DEFAULT '';
UPDATE outbox SET place = substr(lane, length(platform) + 2) WHERE unasked = 1 AND aims = '';
DROP INDEX outbox_unasked;
CREATE INDEX outbox_said ON outbox (platform, place, ended_at) WHERE unasked = 1;
