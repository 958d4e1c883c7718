-- The life of an alert with people in it, what it was judged from, clusters, and thresholds.
-- Kinds: excess 1, missingData 2. Status: raised 1, acknowledged 2, closed 3.
-- Confirmation: notNeeded 1, pending 2, confirmed 3, declined 4.
ALTER TABLE alerting.alert
    ADD COLUMN kind smallint NOT NULL DEFAULT 1 CHECK (kind BETWEEN 1 AND 2),
    -- What was computed; null of alerts from before people could set another.
    ADD COLUMN computed_level smallint CHECK (computed_level BETWEEN 1 AND 5),
    ADD COLUMN status smallint NOT NULL DEFAULT 1 CHECK (status BETWEEN 1 AND 3),
    ADD COLUMN confirmation smallint NOT NULL DEFAULT 1 CHECK (confirmation BETWEEN 1 AND 4),
    ADD COLUMN acknowledged_by text,
    ADD COLUMN acknowledged_at timestamptz,
    ADD COLUMN confirmed_by text,
    ADD COLUMN confirmed_at timestamptz,
    ADD COLUMN closing_reason text NOT NULL DEFAULT '',
    ADD COLUMN dossiers integer NOT NULL DEFAULT 0 CHECK (dossiers >= 0),
    -- The level that a person set, and what was computed then: a rise beyond it ends what was set.
    ADD COLUMN assigned_level smallint CHECK (assigned_level BETWEEN 2 AND 4),
    ADD COLUMN assigned_over smallint CHECK (assigned_over BETWEEN 1 AND 5),
    -- What was computed when a person closed it: only a rise beyond it opens the same episode again.
    ADD COLUMN closed_over smallint CHECK (closed_over BETWEEN 1 AND 5);
UPDATE alerting.alert SET status = 3 WHERE closed_at IS NOT NULL;

-- One open alert of each kind.
DROP INDEX alerting.alert_open;
CREATE UNIQUE INDEX alert_open ON alerting.alert (department, kind) WHERE closed_at IS NULL;

-- Everything that happened to an alert, for good. Kinds as in the messages: raised 1 … reopened 11.
CREATE TABLE alerting.alert_event (
    alert uuid NOT NULL REFERENCES alerting.alert,
    number integer NOT NULL CHECK (number >= 1),
    id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 11),
    by_whom text NOT NULL,
    key_id text NOT NULL DEFAULT '',
    comment text NOT NULL,
    level_before smallint NOT NULL CHECK (level_before BETWEEN 1 AND 5),
    level_after smallint NOT NULL CHECK (level_after BETWEEN 1 AND 5),
    day date,
    PRIMARY KEY (alert, number)
);

-- What an alert was judged from, as it was known then: a message `AlertDossier`. Written once.
CREATE TABLE alerting.dossier (
    alert uuid NOT NULL REFERENCES alerting.alert,
    number integer NOT NULL CHECK (number >= 1),
    frozen_at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (alert, number)
);

-- The most surprising cluster of each day. `input` is a message `ScanInput`, kept of those worth a look.
CREATE TABLE alerting.cluster (
    department text NOT NULL,
    day date NOT NULL,
    first_day date NOT NULL,
    communes text[] NOT NULL,
    observed integer NOT NULL,
    expected double precision NOT NULL,
    score double precision NOT NULL,
    p_value double precision NOT NULL,
    recurrence_days double precision NOT NULL,
    areas integer NOT NULL,
    left_out integer NOT NULL,
    study_days integer NOT NULL,
    input bytea,
    version bigint NOT NULL,
    PRIMARY KEY (department, day)
);

-- Days whose counts moved since clusters were last looked for; taken by whoever looks now. What moves meanwhile stands
-- beside it, so nobody waits and nothing is missed.
CREATE TABLE alerting.scan_due (
    department text NOT NULL,
    day date NOT NULL,
    is_taken boolean NOT NULL DEFAULT false,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (department, day, is_taken)
);

-- What a department's communes declared of each day: sums over the copy of the counts, kept so that judging reads a row a day.
CREATE TABLE alerting.reported_day (
    department text NOT NULL,
    day date NOT NULL,
    deaths integer NOT NULL CHECK (deaths >= 0),
    reports integer NOT NULL CHECK (reports >= 0),
    population integer NOT NULL CHECK (population >= 0),
    PRIMARY KEY (department, day)
);

-- The thresholds derived for each department, and the digest of what they were derived from.
CREATE TABLE alerting.threshold (
    department text PRIMARY KEY,
    digest text NOT NULL,
    body text NOT NULL,
    derived_at timestamptz NOT NULL DEFAULT now()
);

-- False alarms that a department allows for: years between two without cause. Others have the usual ones.
CREATE TABLE alerting.budget (
    department text PRIMARY KEY,
    orange_years double precision NOT NULL CHECK (orange_years BETWEEN 1 AND 1000),
    red_years double precision NOT NULL CHECK (red_years BETWEEN 1 AND 10000),
    changed_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE alerting.assessment
    ADD COLUMN nowcast double precision,
    ADD COLUMN nowcast_variance double precision,
    ADD COLUMN cluster_recurrence double precision,
    -- Whether declarations seem to be missing.
    ADD COLUMN is_missing boolean NOT NULL DEFAULT false;

-- What happened and what was known then never changes.
GRANT SELECT, INSERT ON alerting.alert_event, alerting.dossier TO vigie_alerting;
GRANT SELECT, INSERT, UPDATE ON alerting.cluster, alerting.threshold TO vigie_alerting;
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.scan_due, alerting.reported_day TO vigie_alerting;
GRANT SELECT ON alerting.budget TO vigie_alerting;
