-- A copy of the counts, the judgement of each day, and the life of each alert.
-- Levels: green 1, yellow 2, orange 3, red 4, unknown 5.
CREATE SCHEMA alerting;

CREATE TABLE alerting.count_cell (
    department text NOT NULL,
    day date NOT NULL,
    commune text NOT NULL,
    place smallint NOT NULL,
    cause smallint NOT NULL,
    deaths integer NOT NULL CHECK (deaths >= 0),
    version bigint NOT NULL,
    PRIMARY KEY (department, day, commune, place, cause)
);

CREATE TABLE alerting.report (
    department text NOT NULL,
    day date NOT NULL,
    commune text NOT NULL,
    declarations integer NOT NULL CHECK (declarations >= 0),
    last_received_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (department, day, commune)
);

-- The seven days that end on `day`. Without a baseline there is nothing expected.
CREATE TABLE alerting.assessment (
    department text NOT NULL,
    day date NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
    observed integer NOT NULL,
    expected double precision,
    lower double precision,
    upper double precision,
    z_score double precision,
    phi double precision,
    has_baseline boolean NOT NULL,
    reported_days integer NOT NULL CHECK (reported_days BETWEEN 0 AND 7),
    reported_share double precision NOT NULL,
    method text NOT NULL,
    version bigint NOT NULL,
    judged_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (department, day)
);

CREATE TABLE alerting.alert (
    id uuid PRIMARY KEY,
    department text NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 5),
    peak_level smallint NOT NULL CHECK (peak_level BETWEEN 2 AND 4),
    first_day date NOT NULL,
    last_day date NOT NULL,
    raised_at timestamptz NOT NULL,
    closed_at timestamptz,
    explanation text NOT NULL,
    version bigint NOT NULL,
    CHECK (last_day >= first_day)
);
-- An alert is raised once, whoever judges and however often.
CREATE UNIQUE INDEX alert_open ON alerting.alert (department) WHERE closed_at IS NULL;
CREATE INDEX alert_department ON alerting.alert (department, raised_at DESC);

CREATE TABLE alerting.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    exchange text NOT NULL,
    routing_key text NOT NULL,
    message_id uuid NOT NULL,
    type text NOT NULL,
    headers text NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE alerting.outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
