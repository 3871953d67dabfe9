-- What a case keeps of a message, and a forwarded one, go by housekeeping: by age, and by each community's own setting.
CREATE INDEX door_case_evidence ON door_case (made_at) WHERE evidence <> '';

-- When it was forwarded; of what waits already the timer knows.
ALTER TABLE door_forward ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
UPDATE door_forward SET at = coalesce(
  (SELECT max(t.due) - 86400000 FROM timer t WHERE t.feature = 'door' AND t.kind = 'forward' AND t.body = door_forward.id), 0);
CREATE INDEX door_forward_age ON door_forward (at);

UPDATE timer SET state = 'cancelled' WHERE feature = 'door' AND kind IN ('evidence', 'forward') AND state = 'set';
