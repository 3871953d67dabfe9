-- Who is waiting for a welcome or was welcomed, per place; names are gone once they were said.

CREATE TABLE welcome (
  key TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  platform TEXT NOT NULL,
  place TEXT NOT NULL,
  member TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL DEFAULT '',
  joined_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'said', 'skipped')),
  said_at INTEGER NOT NULL DEFAULT 0,
  bookmark TEXT NOT NULL DEFAULT ''
);
CREATE INDEX welcome_place ON welcome (platform, place, state);
CREATE INDEX welcome_member ON welcome (platform, member);
