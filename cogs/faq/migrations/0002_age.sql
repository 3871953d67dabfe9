-- Questions that nobody answered in time are found over all communities at once.
CREATE INDEX faq_gap_age ON faq_gap (at);
