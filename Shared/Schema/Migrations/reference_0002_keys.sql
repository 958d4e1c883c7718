-- API keys. The secret itself is nowhere: only its SHA-256.
CREATE TABLE reference.api_key (
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{8}$'),
    secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
    label text NOT NULL DEFAULT '',
    -- Exactly one of the three says what the key covers.
    department text REFERENCES reference.department,
    commune text REFERENCES reference.commune,
    covers_all boolean NOT NULL DEFAULT false,
    can_read boolean NOT NULL DEFAULT false,
    can_write boolean NOT NULL DEFAULT false,
    can_backdate boolean NOT NULL DEFAULT false,
    rate_per_second integer CHECK (rate_per_second > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    CHECK ((department IS NOT NULL)::int + (commune IS NOT NULL)::int + covers_all::int = 1)
);
