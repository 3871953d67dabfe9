-- Parties of every kind. Times are unix milliseconds, 0 for never; JSON is text.

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

-- Who agreed to be named on which platform.
CREATE TABLE party_name (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (party, guest, platform)
);

-- Who asked to be reminded in private.
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

-- How somebody was seen at a party; silent readers cannot be.
CREATE TABLE party_seen (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('here', 'pressed', 'voted', 'wrote', 'voice')),
  at INTEGER NOT NULL,
  PRIMARY KEY (party, guest, how)
);
CREATE INDEX party_seen_guest ON party_seen (guest);

-- Who is in a party's voice channel since when.
CREATE TABLE party_voice (
  party TEXT NOT NULL REFERENCES party (id),
  guest TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (party, guest)
);

-- What did not go as planned: reminders that came too late, lines that reached nobody.
CREATE TABLE party_trouble (
  party TEXT NOT NULL REFERENCES party (id),
  kind TEXT NOT NULL CHECK (kind IN ('missed', 'unknown', 'unreached', 'unposted')),
  about TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (party, kind, about)
);

-- Who wants to hear of the next party.
CREATE TABLE party_fan (
  community TEXT NOT NULL,
  guest TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (community, guest)
);
