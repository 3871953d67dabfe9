-- SQLite takes a partial index only for a query that says the index's own condition word for word.

DROP INDEX inbox_open;
CREATE INDEX inbox_new ON inbox (id) WHERE state = 'new';

DROP INDEX outbox_open;
DROP INDEX outbox_makes;
CREATE INDEX outbox_new ON outbox (platform, urgency, id) WHERE state = 'new';
CREATE INDEX outbox_waiting ON outbox (lane) WHERE state = 'waiting';
CREATE INDEX outbox_held ON outbox (community, id) WHERE state = 'held';

CREATE INDEX guest_member_member ON guest_member (platform, member);
