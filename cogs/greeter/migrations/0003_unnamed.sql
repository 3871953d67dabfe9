-- What no welcome names any more goes after two days: found without looking at those that are kept for longer.
CREATE INDEX welcome_unnamed ON welcome (joined_at) WHERE bookmark = '';
