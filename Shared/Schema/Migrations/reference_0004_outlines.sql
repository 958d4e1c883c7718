-- The outline of every department that the official files know, also of those that are not loaded: maps of the nation show
-- where Vigie does not watch.
CREATE TABLE reference.outline (
    code text PRIMARY KEY CHECK (code ~ '^[0-9][0-9AB][0-9]?$'),
    name text NOT NULL,
    -- In the compact form of the map's code.
    shape bytea NOT NULL
);
GRANT SELECT ON reference.outline TO vigie_map_rendering;
