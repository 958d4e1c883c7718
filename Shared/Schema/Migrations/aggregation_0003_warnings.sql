-- What struck the door when it took a revision, for people; nothing when nothing did. Without a default, so that no row is
-- rewritten.
ALTER TABLE aggregation.ledger ADD COLUMN warning text;
ALTER TABLE aggregation.conflict ADD COLUMN warning text;
