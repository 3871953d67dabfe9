-- Offers to link two communities: the other side has agreed, the one that issued the code has not decided yet.

CREATE TABLE link_offer (
  id TEXT PRIMARY KEY,
  asked TEXT NOT NULL,
  asked_platform TEXT NOT NULL,
  asked_member TEXT NOT NULL,
  other TEXT NOT NULL,
  other_platform TEXT NOT NULL,
  other_member TEXT NOT NULL,
  expires INTEGER NOT NULL
);
CREATE INDEX link_offer_asked ON link_offer (asked);
