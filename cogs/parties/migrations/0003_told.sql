-- Whether a card has ever stood where it belongs: only a first announcement may ping. Those from before have had theirs.
ALTER TABLE party_card ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE party_card SET told = 1;
