-- Who declared what of each day, kept so that judging reads a row a day, and what judgements are held against.

-- Communes that ever declared, by number from 0 on. Numbers are never given anew: `told_day` refers to them.
CREATE TABLE alerting.declaring_commune (
    department text NOT NULL,
    commune text NOT NULL,
    number integer NOT NULL CHECK (number >= 0),
    PRIMARY KEY (department, commune),
    UNIQUE (department, number)
);

-- `told` has a character for each commune by its number: 1 for one that told of the day, 0 for a silent one; communes beyond
-- its end are silent. `places` and `deaths` are numbers of communes and their deaths, where there are some. Filled from the
-- copy of the counts when the service starts, as that is.
CREATE TABLE alerting.told_day (
    department text NOT NULL,
    day date NOT NULL,
    told text NOT NULL CHECK (told ~ '^[01]*$'),
    places integer[] NOT NULL,
    deaths bigint[] NOT NULL,
    PRIMARY KEY (department, day),
    CHECK (cardinality(places) = cardinality(deaths))
);

-- Grounds: declaredShare 1, panel 2, lowerBound 3.
ALTER TABLE alerting.assessment
    ADD COLUMN rules_version smallint NOT NULL DEFAULT 1 CHECK (rules_version >= 1),
    ADD COLUMN ground smallint NOT NULL DEFAULT 1 CHECK (ground BETWEEN 1 AND 3),
    ADD COLUMN panel_communes integer NOT NULL DEFAULT 0 CHECK (panel_communes >= 0),
    ADD COLUMN panel_share double precision NOT NULL DEFAULT 0 CHECK (panel_share BETWEEN 0 AND 1),
    ADD COLUMN summed_days smallint NOT NULL DEFAULT 7 CHECK (summed_days BETWEEN 1 AND 7);

GRANT SELECT, INSERT ON alerting.declaring_commune TO vigie_alerting;
GRANT SELECT, INSERT, UPDATE ON alerting.told_day TO vigie_alerting;
