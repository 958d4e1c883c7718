-- What every service knows of the territory. Written by imports, as owner; read-only to services.
CREATE SCHEMA reference;

CREATE TABLE reference.department (
    code text PRIMARY KEY CHECK (code ~ '^[0-9][0-9AB][0-9]?$'),
    name text NOT NULL,
    region text NOT NULL DEFAULT '',
    population integer NOT NULL CHECK (population >= 0),
    commune_count integer NOT NULL CHECK (commune_count >= 0),
    -- The IANA name of the zone that the department's days are in.
    zone text NOT NULL,
    -- In the compact form of the map's code.
    outline bytea
);

CREATE TABLE reference.commune (
    code text PRIMARY KEY CHECK (code ~ '^[0-9][0-9AB][0-9]{3}$'),
    department text NOT NULL REFERENCES reference.department,
    name text NOT NULL,
    population integer NOT NULL CHECK (population >= 0),
    longitude double precision,
    latitude double precision,
    area_km2 double precision,
    zone text NOT NULL,
    shape bytea,
    -- The commune that an arrondissement of Paris, Lyon or Marseille is part of; its deaths and people are never added to the commune's.
    municipality text REFERENCES reference.commune
);
CREATE INDEX commune_department ON reference.commune (department);

-- Communes that share a border; each pair stands here both ways.
CREATE TABLE reference.commune_neighbour (
    commune text NOT NULL REFERENCES reference.commune ON DELETE CASCADE,
    neighbour text NOT NULL REFERENCES reference.commune ON DELETE CASCADE,
    PRIMARY KEY (commune, neighbour),
    CHECK (commune <> neighbour)
);

CREATE TABLE reference.historical_deaths (
    department text NOT NULL REFERENCES reference.department,
    day date NOT NULL,
    deaths integer NOT NULL CHECK (deaths >= 0),
    PRIMARY KEY (department, day)
);

CREATE TABLE reference.historical_commune_deaths (
    commune text NOT NULL REFERENCES reference.commune,
    day date NOT NULL,
    deaths integer NOT NULL CHECK (deaths >= 0),
    PRIMARY KEY (commune, day)
);

-- One row: what services look at to learn that the rest changed.
CREATE TABLE reference.state (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    version bigint NOT NULL,
    imported_at timestamptz
);
INSERT INTO reference.state (version) VALUES (0);
