-- What Ingest needs to believe a token that Portal signed: the public halves of the keys, and who is no longer believed.
CREATE TABLE reference.token_key (
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{16}$'),
    -- Ed25519.
    public_key bytea NOT NULL CHECK (length(public_key) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK (expires_at > created_at AND expires_at <= created_at + interval '4 days')
);
CREATE INDEX token_key_expires ON reference.token_key (expires_at);

-- Tokens of the account that were issued at or before that instant open nothing. Kept a day; a token lives for ten minutes.
CREATE TABLE reference.token_revocation (
    account uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account, at)
);
CREATE INDEX token_revocation_at ON reference.token_revocation (at);

-- Portal deletes what has expired, and nothing before: a key that is gone too early would stop intake, a revocation that is
-- gone too early would undo it.
ALTER TABLE reference.token_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY token_key_read ON reference.token_key FOR SELECT TO vigie_portal, vigie_ingest USING (true);
CREATE POLICY token_key_publish ON reference.token_key FOR INSERT TO vigie_portal WITH CHECK (true);
CREATE POLICY token_key_expire ON reference.token_key FOR DELETE TO vigie_portal USING (expires_at < now());
ALTER TABLE reference.token_revocation ENABLE ROW LEVEL SECURITY;
CREATE POLICY token_revocation_read ON reference.token_revocation FOR SELECT TO vigie_portal, vigie_ingest USING (true);
CREATE POLICY token_revocation_write ON reference.token_revocation FOR INSERT TO vigie_portal WITH CHECK (true);
CREATE POLICY token_revocation_expire ON reference.token_revocation FOR DELETE TO vigie_portal USING (at < now() - interval '1 day');

GRANT SELECT, INSERT (id, public_key, expires_at), DELETE ON reference.token_key TO vigie_portal;
GRANT SELECT, INSERT (account), DELETE ON reference.token_revocation TO vigie_portal;
GRANT SELECT ON reference.token_key, reference.token_revocation TO vigie_ingest;
