-- Who declared, where a person did: the account, which is a pseudonym here, and whether they declared for a commune that is not
-- their own. A constant default touches no row; a service of the version before neither reads nor writes the columns.
ALTER TABLE aggregation.ledger
    ADD COLUMN account uuid,
    ADD COLUMN on_behalf boolean NOT NULL DEFAULT false;
ALTER TABLE aggregation.conflict
    ADD COLUMN account uuid,
    ADD COLUMN on_behalf boolean NOT NULL DEFAULT false;
