-- Communes that are no more, where the codes of the past lead, and past deaths by kind of place.
--
-- A nullable column and a constant default touch no row, so that the tables are locked for a moment only. A service of the
-- version before goes on reading what it knew, and takes a closed commune for an open one.
ALTER TABLE reference.commune
    -- The first day on which it is no commune any more; its row and its past stay.
    ADD COLUMN closed_on date;

-- From a code of the past to the commune of today that its land is part of, which need not be loaded.
CREATE TABLE reference.succession (
    code text PRIMARY KEY CHECK (code ~ '^[0-9][0-9AB][0-9]{3}$'),
    successor text NOT NULL CHECK (successor ~ '^[0-9][0-9AB][0-9]{3}$'),
    CHECK (code <> successor)
);

ALTER TABLE reference.historical_deaths
    -- Added up from deaths one by one; a published total takes its place.
    ADD COLUMN is_sum boolean NOT NULL DEFAULT false;

CREATE TABLE reference.historical_place_deaths (
    commune text NOT NULL REFERENCES reference.commune,
    day date NOT NULL,
    -- The number that Mortality gives to the kind of place.
    place smallint NOT NULL CHECK (place BETWEEN 1 AND 6),
    deaths integer NOT NULL CHECK (deaths > 0),
    PRIMARY KEY (commune, day, place)
);

GRANT SELECT ON reference.succession TO vigie_ingest, vigie_aggregation, vigie_alerting, vigie_map_rendering, vigie_portal;
GRANT SELECT ON reference.historical_place_deaths TO vigie_alerting;
