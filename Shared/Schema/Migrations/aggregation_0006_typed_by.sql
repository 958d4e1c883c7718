-- Who typed it, where the device tells of another account than the one that sent it: a colleague's declaration, kept on the tablet of
-- the town hall and sent by the next who signed in. Without a default, so that no row is rewritten.
ALTER TABLE aggregation.ledger ADD COLUMN typed_by uuid;
ALTER TABLE aggregation.conflict ADD COLUMN typed_by uuid;
