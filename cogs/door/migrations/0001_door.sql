-- What moderators decided: numbered cases, who reported what, and forwards that wait for a decision.

-- platform and member are the target; member is empty for a report about nobody in particular and once a guest who is
-- forgotten has no running mute any more. held_until is the end the platform itself knows of; a longer mute is renewed.
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

-- A message forwarded to the house in private, until a moderator says for how long; gone after a day.
CREATE TABLE door_forward (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL,
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  name TEXT NOT NULL,
  evidence TEXT NOT NULL
);
CREATE INDEX door_forward_member ON door_forward (platform, member);

-- Who owns a server: an owner outranks everybody there, whatever roles they wear.
CREATE TABLE door_owner (
  platform TEXT NOT NULL,
  server TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (platform, server)
);
