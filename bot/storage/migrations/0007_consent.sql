-- What a guest agreed to, each purpose by itself: when, to which version of the words, and whether it was taken back.
CREATE TABLE consent (
  guest TEXT NOT NULL,
  purpose TEXT NOT NULL,
  given INTEGER NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (guest, purpose)
);
