-- Declarations as they came, the counts that follow from them, and what is still to be told to others.
-- Numbers: place home 1, careHome 2, healthFacility 3, publicSpace 4, other 5, unknown 6;
-- cause covidConfirmed 1, covidSuspected 2, other 3, unknown 4.
CREATE SCHEMA aggregation;

-- Every revision that was received, for good. Only its state changes.
CREATE TABLE aggregation.ledger (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    commune text NOT NULL,
    id uuid NOT NULL,
    revision integer NOT NULL,
    day date NOT NULL,
    place smallint CHECK (place BETWEEN 1 AND 6),
    cause smallint CHECK (cause BETWEEN 1 AND 4),
    deaths integer NOT NULL,
    withdrawn boolean NOT NULL,
    reason text,
    -- 1 counted, 2 superseded, 3 withdrawn, 4 refused.
    state smallint NOT NULL CHECK (state BETWEEN 1 AND 4),
    -- Why it was refused.
    refusal text,
    fingerprint bytea NOT NULL,
    key_id text NOT NULL,
    correlation text NOT NULL DEFAULT '',
    received_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 4) = (refusal IS NOT NULL)),
    CHECK (state = 4 OR (deaths BETWEEN 0 AND 10000 AND revision BETWEEN 1 AND 1000000)),
    CHECK (state = 4 OR deaths = 0 OR (place IS NOT NULL AND cause IS NOT NULL))
);
-- Counted once, however often it is delivered.
CREATE UNIQUE INDEX ledger_revision ON aggregation.ledger (commune, id, revision) WHERE state <> 4;
-- A refusal is remembered once as well.
CREATE UNIQUE INDEX ledger_refusal ON aggregation.ledger (commune, id, revision, fingerprint) WHERE state = 4;
CREATE INDEX ledger_id ON aggregation.ledger (id);

-- The same commune, id and revision with another content: kept aside, shown, never summed.
CREATE TABLE aggregation.conflict (
    commune text NOT NULL,
    id uuid NOT NULL,
    revision integer NOT NULL,
    fingerprint bytea NOT NULL,
    day date NOT NULL,
    place smallint,
    cause smallint,
    deaths integer NOT NULL,
    withdrawn boolean NOT NULL,
    reason text,
    key_id text NOT NULL,
    correlation text NOT NULL DEFAULT '',
    received_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (commune, id, revision, fingerprint)
);
CREATE INDEX conflict_id ON aggregation.conflict (id);

-- The highest revision of each declaration: what counts now.
CREATE TABLE aggregation.declaration (
    commune text NOT NULL,
    id uuid NOT NULL,
    revision integer NOT NULL,
    day date NOT NULL,
    place smallint,
    cause smallint,
    deaths integer NOT NULL,
    withdrawn boolean NOT NULL,
    reason text,
    fingerprint bytea NOT NULL,
    received_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (commune, id)
);
CREATE INDEX declaration_id ON aggregation.declaration (id);
CREATE INDEX declaration_commune_received ON aggregation.declaration (commune, received_at DESC);

-- How many died, by commune, day, place and cause. The version grows with each change of the cell.
CREATE TABLE aggregation.count_cell (
    commune text NOT NULL,
    day date NOT NULL,
    place smallint NOT NULL,
    cause smallint NOT NULL,
    deaths integer NOT NULL CHECK (deaths >= 0),
    version bigint NOT NULL,
    PRIMARY KEY (commune, day, place, cause)
);

-- How many declarations speak of a commune's day; none is silence, which is not a zero.
CREATE TABLE aggregation.report (
    commune text NOT NULL,
    day date NOT NULL,
    declarations integer NOT NULL CHECK (declarations >= 0),
    last_received_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (commune, day)
);

CREATE TABLE aggregation.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exchange text NOT NULL,
    routing_key text NOT NULL,
    message_id uuid NOT NULL,
    type text NOT NULL,
    headers text NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
-- Rows come and go within a second: clean up early.
ALTER TABLE aggregation.outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
