-- Offers to link two accounts of one person: the other account has agreed, the one that issued the code has not yet.

CREATE TABLE account_offer (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  other_platform TEXT NOT NULL,
  other_member TEXT NOT NULL,
  expires INTEGER NOT NULL
);
CREATE INDEX account_offer_member ON account_offer (platform, member);
