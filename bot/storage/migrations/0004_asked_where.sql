-- What somebody asked in a private chat that could be about several communities: kept until they say which, then done.
CREATE TABLE asked_where (
  platform TEXT NOT NULL,
  member TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (platform, member)
);
