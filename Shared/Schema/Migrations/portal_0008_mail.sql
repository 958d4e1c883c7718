-- Mails that wait to be sent, and what became of those that did not wait long ago. To whom and what is written stands in the letter, which
-- is sealed with a key of the portal's secret, since it may hold a code that opens an account; it is gone once the mail is.
CREATE TABLE portal.mail (
    -- The Message-ID is made of it: a copy has the same.
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind ~ '^[a-z][a-z-]{2,39}$'),
    -- What the mail is about, once: whoever keeps it again, here or in another instance, keeps nothing.
    key text NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
    account uuid REFERENCES portal.account,
    commune text CHECK (commune ~ '^[0-9][0-9AB][0-9]{3}$'),
    letter bytea CHECK (length(letter) BETWEEN 1 AND 200000),
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Nobody tries before: it is put off after each try, and while somebody is trying.
    not_before timestamptz NOT NULL DEFAULT now(),
    -- Afterwards it is not sent any more.
    worth_until timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    -- After the server's 250.
    sent_at timestamptz,
    failed_at timestamptz,
    -- What the server, or nobody, said at the last try that failed.
    reason text CHECK (length(reason) BETWEEN 1 AND 1000),
    CHECK (num_nonnulls(letter, sent_at, failed_at) = 1),
    CHECK (worth_until > created_at AND worth_until <= created_at + interval '49 hours')
);
CREATE INDEX mail_waiting ON portal.mail (not_before, id) WHERE letter IS NOT NULL;
CREATE INDEX mail_over ON portal.mail (created_at) WHERE letter IS NULL;
CREATE INDEX mail_account ON portal.mail (account, created_at) WHERE account IS NOT NULL;

-- A code that was mailed to who forgot the password: beside the invitation, so that neither it nor the password ends because somebody asked.
CREATE TABLE portal.mailed_code (
    account uuid PRIMARY KEY REFERENCES portal.account,
    code_mac bytea NOT NULL UNIQUE CHECK (length(code_mac) = 32),
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK (expires_at > issued_at AND expires_at <= issued_at + interval '1 day')
);
CREATE INDEX account_email ON portal.account (lower(email)) WHERE email IS NOT NULL;

-- When a commune is reminded by mail that nothing was said for the day. No row, no reminder.
CREATE TABLE portal.reminder (
    commune text PRIMARY KEY CHECK (commune ~ '^[0-9][0-9AB][0-9]{3}$'),
    -- Whose address is written to.
    account uuid NOT NULL REFERENCES portal.account,
    -- By the commune's clock.
    hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
    -- The days that the town hall is open: 1 is Monday, 64 Sunday.
    weekdays smallint NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
    changed_at timestamptz NOT NULL DEFAULT now(),
    -- The day that was last reminded of.
    last_on date
);
CREATE INDEX reminder_account ON portal.reminder (account);

GRANT SELECT, INSERT (id, kind, key, account, commune, letter, worth_until), DELETE ON portal.mail TO vigie_portal;
GRANT UPDATE (letter, not_before, attempts, sent_at, failed_at, reason) ON portal.mail TO vigie_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal.mailed_code TO vigie_portal;
GRANT SELECT, INSERT (commune, account, hour, weekdays), DELETE ON portal.reminder TO vigie_portal;
GRANT UPDATE (account, hour, weekdays, changed_at, last_on) ON portal.reminder TO vigie_portal;

-- As on Portal's other tables (portal_0005): policies go by verb, and the owner has its own.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['mail', 'mailed_code', 'reminder'] LOOP
        EXECUTE format('ALTER TABLE portal.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON portal.%I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY service_reads ON portal.%I FOR SELECT TO vigie_portal USING (true)', name);
        EXECUTE format('CREATE POLICY service_adds ON portal.%I FOR INSERT TO vigie_portal WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY service_changes ON portal.%I FOR UPDATE TO vigie_portal USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY service_removes ON portal.%I FOR DELETE TO vigie_portal USING (true)', name);
    END LOOP;
END
$$;
