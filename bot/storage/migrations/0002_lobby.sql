-- The lobby's own tables: who sits at which tab, the rooms, and the last messages of each.

-- muted_until and banned_until: 0 is not at all, -1 without end, otherwise unix milliseconds.
CREATE TABLE lobby_tab (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  badge INTEGER NOT NULL DEFAULT 0,
  pretend INTEGER NOT NULL DEFAULT 0,
  stay INTEGER NOT NULL DEFAULT 1,
  announced INTEGER NOT NULL DEFAULT 0,
  link TEXT NOT NULL DEFAULT '',
  joined_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  muted_until INTEGER NOT NULL DEFAULT 0,
  banned_until INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX lobby_tab_seen ON lobby_tab (seen_at);

CREATE TABLE lobby_room (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  parent TEXT NOT NULL,
  secluded INTEGER NOT NULL DEFAULT 0,
  closed INTEGER NOT NULL DEFAULT 0,
  nonce TEXT NOT NULL UNIQUE,
  made_at INTEGER NOT NULL
);

-- Who may see a secluded room, besides the badge.
CREATE TABLE lobby_seat (
  room TEXT NOT NULL,
  tab TEXT NOT NULL,
  PRIMARY KEY (room, tab)
);

-- rev grows with every change, so that a tab which was away asks for what is newer than the last one it saw.
-- audience is a tab's id for what only that tab may see. kept rows are cards, which outlive the chatter around them.
CREATE TABLE lobby_message (
  id INTEGER PRIMARY KEY,
  rev INTEGER NOT NULL,
  room TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL,
  author_name TEXT NOT NULL DEFAULT '',
  sample TEXT NOT NULL DEFAULT '',
  reply_to INTEGER NOT NULL DEFAULT 0,
  picture TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  edited INTEGER NOT NULL DEFAULT 0,
  gone INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0,
  nonce TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
);
CREATE INDEX lobby_message_room ON lobby_message (room, audience, kept, id);
CREATE INDEX lobby_message_rev ON lobby_message (rev);

CREATE TABLE lobby_picture (
  id TEXT PRIMARY KEY,
  png TEXT NOT NULL
);

CREATE TABLE lobby_link (
  bookmark TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  uses INTEGER NOT NULL,
  until INTEGER NOT NULL DEFAULT 0
);

-- One row: the newest rev ever given, also when the message that had it is pruned.
CREATE TABLE lobby_counter (
  rev INTEGER NOT NULL
);
INSERT INTO lobby_counter (rev) VALUES (0);
