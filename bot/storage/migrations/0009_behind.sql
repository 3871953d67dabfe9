-- The number of the last message seen in the place before the first call: what such a call left behind comes after it.
ALTER TABLE outbox ADD COLUMN behind TEXT NOT NULL DEFAULT '';
