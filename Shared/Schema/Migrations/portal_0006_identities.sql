-- Who accounts are to an identity provider (OpenID Connect). An identity is one account's, and is told by issuer, provider behind it
-- and subject alone: never by an e-mail address or the number of an organisation, which change hands.
CREATE TABLE portal.identity (
    issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 255),
    -- Which of the providers that the issuer federates knew the person; empty where it tells none.
    idp text NOT NULL CHECK (length(idp) <= 255),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    account uuid NOT NULL UNIQUE REFERENCES portal.account,
    tied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, idp, subject)
);

-- The sessions that a provider opened, and what it wants to see when they end: the ID token, sealed with a key of the portal's secret.
CREATE TABLE portal.session_identity (
    reference bytea PRIMARY KEY REFERENCES portal.session ON DELETE CASCADE,
    hint bytea CHECK (length(hint) BETWEEN 1 AND 8400)
);

-- Ways to the provider that came to their end: SHA-256 of the state. None ends twice. They are forgotten once they are over.
CREATE TABLE portal.used_flow (
    reference bytea PRIMARY KEY CHECK (length(reference) = 32),
    used_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX used_flow_used_at ON portal.used_flow (used_at);

GRANT SELECT, INSERT (issuer, idp, subject, account), DELETE ON portal.identity TO vigie_portal;
GRANT SELECT, INSERT ON portal.session_identity TO vigie_portal;
GRANT SELECT, INSERT (reference), DELETE ON portal.used_flow TO vigie_portal;

-- As on Portal's other tables (portal_0005): policies go by verb, and the owner has its own.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['identity', 'session_identity', 'used_flow'] LOOP
        EXECUTE format('ALTER TABLE portal.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON portal.%I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY service_reads ON portal.%I FOR SELECT TO vigie_portal USING (true)', name);
        EXECUTE format('CREATE POLICY service_adds ON portal.%I FOR INSERT TO vigie_portal WITH CHECK (true)', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['identity', 'used_flow'] LOOP
        EXECUTE format('CREATE POLICY service_removes ON portal.%I FOR DELETE TO vigie_portal USING (true)', name);
    END LOOP;
END
$$;
