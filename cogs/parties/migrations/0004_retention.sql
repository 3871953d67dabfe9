-- Whether a party's answers are numbers already. Any change to it is a reason to look once more.
ALTER TABLE party ADD COLUMN numbered INTEGER NOT NULL DEFAULT 0;
UPDATE party SET numbered = 1 WHERE ended_at > 0
  AND NOT EXISTS (SELECT 1 FROM party_rsvp r WHERE r.party = party.id AND r.platform <> '')
  AND NOT EXISTS (SELECT 1 FROM party_name n WHERE n.party = party.id)
  AND NOT EXISTS (SELECT 1 FROM party_wish w WHERE w.party = party.id)
  AND NOT EXISTS (SELECT 1 FROM party_vote v WHERE v.party = party.id)
  AND NOT EXISTS (SELECT 1 FROM party_voice c WHERE c.party = party.id)
  AND NOT EXISTS (SELECT 1 FROM party_song s WHERE s.party = party.id AND s.guest <> '');
CREATE INDEX party_named ON party (id) WHERE numbered = 0;

UPDATE timer SET state = 'cancelled' WHERE feature = 'parties' AND kind = 'tidy' AND state = 'set';
