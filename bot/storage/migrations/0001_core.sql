-- The core's own tables. Times are unix milliseconds; JSON is text. Portable to SQLite (STRICT) and PostgreSQL.

CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  lane TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'done', 'aside')),
  tries INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX inbox_open ON inbox (state, id) WHERE state <> 'done';

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  idem TEXT NOT NULL UNIQUE,
  nonce TEXT NOT NULL,
  platform TEXT NOT NULL,
  lane TEXT NOT NULL,
  urgency INTEGER NOT NULL,
  policy TEXT NOT NULL CHECK (policy IN ('once', 'sure', 'free')),
  community TEXT NOT NULL,
  unasked INTEGER NOT NULL DEFAULT 0,
  in_party INTEGER NOT NULL DEFAULT 0,
  makes TEXT NOT NULL DEFAULT '',
  collapse TEXT NOT NULL DEFAULT '',
  aims TEXT NOT NULL DEFAULT '',
  tag TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  scene TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL
    CHECK (state IN ('new', 'sending', 'sent', 'failed', 'unknown', 'dropped', 'held', 'waiting')),
  epoch INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  made_at INTEGER NOT NULL,
  due INTEGER NOT NULL,
  stale_at INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_open ON outbox (platform, state, urgency, id) WHERE state IN ('new', 'sending', 'held', 'waiting');
CREATE INDEX outbox_makes ON outbox (makes) WHERE makes <> '';
CREATE INDEX outbox_collapse ON outbox (collapse) WHERE state = 'new' AND collapse <> '';
CREATE INDEX outbox_unasked ON outbox (lane, ended_at) WHERE unasked = 1;

CREATE TABLE bookmark (
  name TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'there' CHECK (state IN ('there', 'failed', 'gone')),
  made_at INTEGER NOT NULL
);

CREATE TABLE timer (
  key TEXT PRIMARY KEY,
  feature TEXT NOT NULL,
  kind TEXT NOT NULL,
  community TEXT NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  due INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'set' CHECK (state IN ('set', 'fired', 'cancelled')),
  fired_at INTEGER NOT NULL DEFAULT 0,
  epoch INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX timer_due ON timer (state, due);

CREATE TABLE lease (
  role TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  expires INTEGER NOT NULL
);

CREATE TABLE adapter_state (
  platform TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (platform, key)
);

CREATE TABLE community (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  zone TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('closed', 'open', 'left', 'merged')),
  paused INTEGER NOT NULL DEFAULT 0,
  paused_until INTEGER NOT NULL DEFAULT 0,
  founded_at INTEGER NOT NULL,
  left_at INTEGER NOT NULL DEFAULT 0,
  merged_into TEXT NOT NULL DEFAULT ''
);

CREATE TABLE server (
  platform TEXT NOT NULL,
  id TEXT NOT NULL,
  community TEXT NOT NULL REFERENCES community (id),
  name TEXT NOT NULL,
  there INTEGER NOT NULL DEFAULT 1,
  added_by TEXT NOT NULL DEFAULT '',
  house_rights TEXT NOT NULL DEFAULT '',
  house_rank INTEGER NOT NULL DEFAULT 0,
  house_member TEXT NOT NULL DEFAULT '',
  roles TEXT NOT NULL DEFAULT '[]',
  other_bots TEXT NOT NULL DEFAULT '[]',
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (platform, id)
);
CREATE INDEX server_community ON server (community);

CREATE TABLE place (
  platform TEXT NOT NULL,
  id TEXT NOT NULL,
  server TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent TEXT NOT NULL DEFAULT '',
  writable INTEGER NOT NULL DEFAULT 1,
  there INTEGER NOT NULL DEFAULT 1,
  language TEXT NOT NULL DEFAULT '',
  zone TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (platform, id)
);
CREATE INDEX place_server ON place (platform, server);

CREATE TABLE member (
  platform TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL DEFAULT '',
  own_language TEXT NOT NULL DEFAULT '',
  direct TEXT NOT NULL DEFAULT 'unknown' CHECK (direct IN ('unknown', 'open', 'closed')),
  last_community TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (platform, id)
);

CREATE TABLE guest (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  since INTEGER NOT NULL
);

CREATE TABLE guest_member (
  community TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  guest TEXT NOT NULL REFERENCES guest (id),
  first_guest TEXT NOT NULL,
  PRIMARY KEY (community, platform, member)
);
CREATE INDEX guest_member_guest ON guest_member (guest);

CREATE TABLE server_right (
  platform TEXT NOT NULL,
  server TEXT NOT NULL,
  member TEXT NOT NULL,
  name TEXT NOT NULL,
  rights TEXT NOT NULL,
  rank INTEGER NOT NULL,
  roles TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (platform, server, member)
);

CREATE TABLE role_grant (
  community TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  role TEXT NOT NULL,
  by_member TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (community, platform, member, role)
);

CREATE TABLE role_map (
  community TEXT NOT NULL,
  platform TEXT NOT NULL,
  server TEXT NOT NULL,
  platform_role TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (community, platform, server, platform_role, role)
);

CREATE TABLE knob (
  community TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  by_member TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (community, key)
);

CREATE TABLE knob_change (
  id INTEGER PRIMARY KEY,
  community TEXT NOT NULL,
  key TEXT NOT NULL,
  before TEXT,
  after TEXT,
  by_member TEXT NOT NULL,
  at INTEGER NOT NULL
);

CREATE TABLE code (
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  community TEXT NOT NULL,
  body TEXT NOT NULL,
  made_by TEXT NOT NULL,
  expires INTEGER NOT NULL,
  used_at INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE code_try (
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX code_try_member ON code_try (platform, member, at);

CREATE TABLE dialog (
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  community TEXT NOT NULL,
  form TEXT NOT NULL,
  step INTEGER NOT NULL,
  given TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  PRIMARY KEY (platform, member)
);

CREATE TABLE recent (
  platform TEXT NOT NULL,
  place TEXT NOT NULL,
  message TEXT NOT NULL,
  member TEXT NOT NULL,
  fingerprint INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (platform, place, message)
) WITHOUT ROWID;
