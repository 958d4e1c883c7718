-- Telephone calls to communes: when, and what came of it, out of a list. Nothing is written of whom was spoken to.
CREATE TABLE portal.calls (
    -- Drawn by whoever notes it: sent twice, it is one call.
    id uuid PRIMARY KEY,
    commune text NOT NULL CHECK (commune ~ '^[0-9][0-9AB][0-9]{3}$'),
    -- The department that the commune lies in.
    department text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN commune ~ '^9[78]' THEN substr(commune, 1, 3) ELSE substr(commune, 1, 2) END) STORED,
    called_at timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome ~ '^[a-z][a-z-]{2,39}$'),
    noted_at timestamptz NOT NULL DEFAULT now(),
    noted_by uuid NOT NULL REFERENCES portal.account,
    CHECK (called_at <= noted_at + interval '5 minutes')
);
CREATE INDEX calls_commune ON portal.calls (department, commune, called_at DESC, noted_at DESC);
-- Foreign keys are looked for when a person asks for what is kept of them.
CREATE INDEX calls_noted_by ON portal.calls (noted_by, called_at);

-- What was noted stays as it was noted.
GRANT SELECT, INSERT (id, commune, called_at, outcome, noted_by) ON portal.calls TO vigie_portal;

-- As on Portal's other tables (portal_0005): policies go by verb, and the owner has its own.
ALTER TABLE portal.calls ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON portal.calls TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY service_reads ON portal.calls FOR SELECT TO vigie_portal USING (true);
CREATE POLICY service_adds ON portal.calls FOR INSERT TO vigie_portal WITH CHECK (true);
