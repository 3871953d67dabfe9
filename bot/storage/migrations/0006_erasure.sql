-- Who was forgotten since the list of erasures outside the database was last written: a keyed hash, no more.
CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  account TEXT NOT NULL
);
