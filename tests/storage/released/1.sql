-- What the first release's tables looked like, and a little of everybody's data. Never changed afterwards.

CREATE TABLE migration (
  owner TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (owner, number));

-- bot.storage 0001
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

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('bot.storage', 1, 'core', '3a19f5a613f54e2653c525b0247a4ac0801c128744a348f84d56c15bae70a3e1', 1795456800000);

-- bot.storage 0002
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
CREATE TABLE lobby_seat (
  room TEXT NOT NULL,
  tab TEXT NOT NULL,
  PRIMARY KEY (room, tab)
);
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
CREATE TABLE lobby_counter (
  rev INTEGER NOT NULL
);
INSERT INTO lobby_counter (rev) VALUES (0);

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('bot.storage', 2, 'lobby', 'cfe78604d34a733e3cf52a00f1ec6104de3cc897a03437ea4725f06212386fa2', 1795456800000);

-- bot.storage 0003
DROP INDEX inbox_open;
CREATE INDEX inbox_new ON inbox (id) WHERE state = 'new';
DROP INDEX outbox_open;
DROP INDEX outbox_makes;
CREATE INDEX outbox_new ON outbox (platform, urgency, id) WHERE state = 'new';
CREATE INDEX outbox_waiting ON outbox (lane) WHERE state = 'waiting';
CREATE INDEX outbox_held ON outbox (community, id) WHERE state = 'held';
CREATE INDEX guest_member_member ON guest_member (platform, member);

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('bot.storage', 3, 'indexes', '099fe22c2669cb89d79a1f2ec8f6e68b38d42b71ba3a9964773e431234f53a4e', 1795456800000);

-- cogs.door 0001
CREATE TABLE door_case (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mute', 'unmute', 'report', 'note')),
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  name TEXT NOT NULL,
  actor_platform TEXT NOT NULL DEFAULT '',
  actor TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL DEFAULT 0,
  held_until INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('open', 'ended', 'undone')),
  outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'nothing', 'muted', 'erased', 'replaced')),
  evidence TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  closer_platform TEXT NOT NULL DEFAULT '',
  closer TEXT NOT NULL DEFAULT '',
  failures TEXT NOT NULL DEFAULT '[]',
  card TEXT NOT NULL DEFAULT '',
  reports INTEGER NOT NULL DEFAULT 0,
  forgotten INTEGER NOT NULL DEFAULT 0,
  UNIQUE (community, number)
);
CREATE INDEX door_case_member ON door_case (platform, member, community);
CREATE INDEX door_case_running ON door_case (platform, community) WHERE kind = 'mute' AND state = 'open';
CREATE INDEX door_case_message ON door_case (platform, place, message) WHERE message <> '';
CREATE TABLE door_number (
  community TEXT PRIMARY KEY,
  last INTEGER NOT NULL
);
CREATE TABLE door_report (
  case_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (case_id, platform, member)
);
CREATE INDEX door_report_member ON door_report (platform, member, at);
CREATE TABLE door_forward (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  name TEXT NOT NULL,
  evidence TEXT NOT NULL
);
CREATE INDEX door_forward_member ON door_forward (platform, member);
CREATE TABLE door_owner (
  platform TEXT NOT NULL,
  server TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (platform, server)
);

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('cogs.door', 1, 'door', '605a43ec19d563245486e5e391356abadb0b3553ede1bcf9b2150f134ba13915', 1795456800000);

-- cogs.faq 0001
CREATE TABLE faq_entry (
  community TEXT NOT NULL,
  key TEXT NOT NULL,
  language TEXT NOT NULL,
  asks TEXT NOT NULL,
  answer TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  by_member TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (community, key, language)
);
CREATE TABLE faq_change (
  id INTEGER PRIMARY KEY,
  community TEXT NOT NULL,
  key TEXT NOT NULL,
  language TEXT NOT NULL,
  before TEXT NOT NULL,
  by_member TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX faq_change_entry ON faq_change (community, key, language);
CREATE TABLE faq_gap (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  guest TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  language TEXT NOT NULL,
  question TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX faq_gap_community ON faq_gap (community, at);
CREATE INDEX faq_gap_guest ON faq_gap (guest);
CREATE TABLE faq_said (
  platform TEXT NOT NULL,
  place TEXT NOT NULL,
  what TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (platform, place, what)
);

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('cogs.faq', 1, 'faq', 'ac2930873996b7d821f8021053df0fb847dceda6d76849b2b5859569a54f0269', 1795456800000);

-- cogs.greeter 0001
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

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('cogs.greeter', 1, 'greeter', 'd6ab3ba5c8d6bd6e4b7c1bd2ffa0970c95bbdfd96f7498fad9a2c42a68650262', 1795456800000);

-- cogs.guestbook 0001
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

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('cogs.guestbook', 1, 'guestbook', 'e588287e73971228a738204fc77078fd8b4e5ffae3eaa1618bf7e3258f3a6213', 1795456800000);

-- cogs.parties 0001
CREATE TABLE party (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  kind TEXT NOT NULL,
  motto TEXT NOT NULL,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  address TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'running', 'paused', 'ended', 'withdrawn')),
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  starts INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  seats INTEGER NOT NULL,
  reminders TEXT NOT NULL,
  host TEXT NOT NULL,
  host_platform TEXT NOT NULL,
  host_member TEXT NOT NULL,
  voice_platform TEXT NOT NULL,
  voice_place TEXT NOT NULL,
  auto INTEGER NOT NULL,
  attended INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  recap TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  recapped_at INTEGER NOT NULL
);
CREATE INDEX party_community ON party (community, state, starts);
CREATE TABLE party_card (
  party TEXT NOT NULL REFERENCES party (id),
  number INTEGER NOT NULL,
  platform TEXT NOT NULL,
  place TEXT NOT NULL,
  room TEXT NOT NULL DEFAULT '',
  room_place TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (party, number)
);
CREATE INDEX party_card_place ON party_card (platform, place);
CREATE TABLE party_rsvp (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'maybe', 'no')),
  seated INTEGER NOT NULL,
  ticket INTEGER NOT NULL,
  claim_by INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (party, guest)
);
CREATE INDEX party_rsvp_line ON party_rsvp (party, answer, seated, ticket);
CREATE INDEX party_rsvp_guest ON party_rsvp (guest);
CREATE TABLE party_name (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (party, guest, platform)
);
CREATE TABLE party_wish (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (party, guest)
);
CREATE TABLE party_act (
  party TEXT NOT NULL REFERENCES party (id),
  number INTEGER NOT NULL,
  act TEXT NOT NULL,
  line TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  person INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'skipped')),
  body TEXT NOT NULL,
  PRIMARY KEY (party, number)
);
CREATE TABLE party_vote (
  party TEXT NOT NULL REFERENCES party (id),
  act INTEGER NOT NULL,
  guest TEXT NOT NULL,
  choice INTEGER NOT NULL,
  PRIMARY KEY (party, act, guest, choice)
);
CREATE TABLE party_song (
  party TEXT NOT NULL REFERENCES party (id),
  act INTEGER NOT NULL,
  number INTEGER NOT NULL,
  guest TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (party, act, number)
);
CREATE TABLE party_seen (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('here', 'pressed', 'voted', 'wrote', 'voice')),
  at INTEGER NOT NULL,
  PRIMARY KEY (party, guest, how)
);
CREATE INDEX party_seen_guest ON party_seen (guest);
CREATE TABLE party_voice (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (party, guest)
);
CREATE TABLE party_trouble (
  party TEXT NOT NULL REFERENCES party (id),
  kind TEXT NOT NULL CHECK (kind IN ('missed', 'unknown', 'unreached', 'unposted')),
  about TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (party, kind, about)
);
CREATE TABLE party_fan (
  community TEXT NOT NULL,
  guest TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (community, guest)
);

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('cogs.parties', 1, 'parties', '6e30f334f61bc2f1dde86e01abce2b92ff6ff015aa1f8a769caf07e3df8cb046', 1795456800000);

-- cogs.setup 0001
CREATE TABLE setup_mark (
  community TEXT NOT NULL,
  mark TEXT NOT NULL,
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (community, mark)
);

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('cogs.setup', 1, 'setup', 'addb1acb357e93aea528dcb0f5ec544beeedc627ae18fa5d8f6eb67870aac800', 1795456800000);

-- cogs.team 0001
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

INSERT INTO migration (owner, number, name, checksum, at) VALUES
  ('cogs.team', 1, 'team', 'aade1955d2367a92342104a3b79b85b00639aa8f9bd2991a1b54fc0f4c6747cb', 1795456800000);

-- data
INSERT INTO community (id, name, language, zone, state, founded_at) VALUES ('c1', 'Town', 'de', 'Europe/Berlin', 'open', 1795000000000);
INSERT INTO server (platform, id, community, name, seen_at) VALUES ('telegram', '-1001', 'c1', 'Town group', 1795000000000);
INSERT INTO place (platform, id, server, name, kind) VALUES ('telegram', '-1001', '-1001', 'Town group', 'room');
INSERT INTO member (platform, id, name) VALUES ('telegram', '7', 'Zoë');
INSERT INTO guest (id, community, since) VALUES ('g1', 'c1', 1795000000000);
INSERT INTO guest_member (community, platform, member, guest, first_guest) VALUES ('c1', 'telegram', '7', 'g1', 'g1');
INSERT INTO inbox (key, lane, at, body, state) VALUES ('tg:1', 'telegram:-1001', 1795000000000, '', 'done');
INSERT INTO inbox (key, lane, at, body, state) VALUES ('tg:2', 'telegram:-1001', 1795000000000, 'kept', 'aside');
INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, unasked, body, state, made_at, due, ended_at) VALUES
  ('greet/1', 'n1', 'telegram', 'telegram:-1001', 2, 'once', 'c1', 1, '', 'sent', 1795000000000, 1795000000000, 1795000000000);
INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due) VALUES
  ('remind/1', 'n2', 'telegram', 'telegram:-1001', 2, 'sure', 'c1', 'the words', 'new', 1795000000000, 1795000000000);
INSERT INTO timer (key, feature, kind, community, local, zone, due, body) VALUES
  ('party/p1/remind', 'parties', 'remind', 'c1', '2026-12-01T19:00', 'Europe/Berlin', 1796148000000, '');
INSERT INTO knob (community, key, value, by_member, at) VALUES ('c1', 'manners.night_from', '"22:00"', 'telegram:7', 1795000000000);
INSERT INTO recent (platform, place, message, member, fingerprint, at) VALUES ('telegram', '-1001', '9', '7', -9223372036854775808, 1795000000000);
INSERT INTO lobby_message (rev, room, author, at, nonce, body) VALUES (3, 'r1', 't1', 1795000000000, 'm1', 'hello');
UPDATE lobby_counter SET rev = 3;
INSERT INTO party (id, community, kind, motto, title, about, address, state, local, zone, starts, minutes, seats, reminders,
  host, host_platform, host_member, voice_platform, voice_place, auto, attended, sample, recap, made_at, published_at,
  opened_at, ended_at, recapped_at) VALUES ('p1', 'c1', 'cozy', '', 'Gartenfest', '', '', 'published', '2026-12-01T20:00',
  'Europe/Berlin', 1796151600000, 120, 1, '[]', 'g1', 'telegram', '7', '', '', 0, 0, 0, '', 1795000000000, 1795000000000,
  0, 0, 0);
INSERT INTO party_rsvp (party, guest, platform, member, answer, seated, ticket, claim_by, at) VALUES
  ('p1', 'g1', 'telegram', '7', 'yes', 1, 1, 0, 1795000000000);
