-- Which instances of a service run, and whether they are ready, as they say so themselves every few seconds: for whoever looks after
-- the house. Nothing waits for it, and nothing hangs on it. A new table locks nothing.
CREATE TABLE reference.instance (
    name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
    service text NOT NULL CHECK (length(service) BETWEEN 1 AND 40),
    is_ready boolean NOT NULL,
    -- Why it is not ready; nothing where it is.
    reason text CHECK (length(reason) BETWEEN 1 AND 500),
    -- Since when it has been ready, or not.
    since timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
-- Of the other services the broker tells who answers questions; Ingest answers none.
GRANT SELECT, DELETE, INSERT (name, service, is_ready, reason), UPDATE (service, is_ready, reason, since, seen_at) ON reference.instance TO vigie_ingest;
GRANT SELECT ON reference.instance TO vigie_portal;
