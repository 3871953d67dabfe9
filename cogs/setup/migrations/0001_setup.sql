-- What the setup remembers beside the settings themselves: steps that were answered, who was asked to begin, who opened.

CREATE TABLE setup_mark (
  community TEXT NOT NULL,
  mark TEXT NOT NULL,
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (community, mark)
);
