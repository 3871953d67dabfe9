-- Questions and answers of a community, what they were before each change, and what nobody could answer yet.

-- A removed row also hides the house's own entry of that key.
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

-- before is empty where there was nothing.
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

-- The only place that keeps a guest's question; a row goes when it is answered, dropped or 90 days old.
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

-- What was said in a room lately, without any words.
CREATE TABLE faq_said (
  platform TEXT NOT NULL,
  place TEXT NOT NULL,
  what TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (platform, place, what)
);
