-- Who may act upon alerts. A constant default touches no row, so that the table is locked for a moment only; a service of
-- the version before neither reads nor writes the column. Alerts are a department's: a commune's key never acts upon them.
ALTER TABLE reference.api_key
    ADD COLUMN can_alert boolean NOT NULL DEFAULT false CHECK (NOT can_alert OR commune IS NULL);
