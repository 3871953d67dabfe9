-- What a welcome asks stays quick however many there were: the last ones in a place, who is in one, which are old.
DROP INDEX welcome_place;
CREATE INDEX welcome_spoken ON welcome (platform, place, state, said_at);
CREATE INDEX welcome_told ON welcome (bookmark, joined_at);
CREATE INDEX welcome_age ON welcome (joined_at);
