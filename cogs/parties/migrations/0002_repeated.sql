-- One more kind of trouble: a reminder that may have been posted twice.

CREATE TABLE party_trouble_new (
  party TEXT NOT NULL REFERENCES party (id),
  kind TEXT NOT NULL CHECK (kind IN ('missed', 'unknown', 'unreached', 'unposted', 'repeated')),
  about TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (party, kind, about)
);

INSERT INTO party_trouble_new (party, kind, about, at) SELECT party, kind, about, at FROM party_trouble;

DROP TABLE party_trouble;

ALTER TABLE party_trouble_new RENAME TO party_trouble;
