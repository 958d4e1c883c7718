-- Who may sign in, as what, and who is signed in. No secret stands here: passwords as argon2id, invitations and recovery codes as
-- an HMAC, session tokens as SHA-256, the second factor's secret sealed; the keys of HMAC and seal are not in the database.
CREATE SCHEMA portal;

CREATE TABLE portal.account (
    id uuid PRIMARY KEY,
    -- What a person types to sign in: lower case, 3 to 64 characters; an e-mail address fits.
    login text UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._@+-]{2,63}$'),
    name text CHECK (length(name) BETWEEN 1 AND 100),
    email text CHECK (length(email) BETWEEN 3 AND 254),
    telephone text CHECK (length(telephone) BETWEEN 3 AND 32),
    -- As argon2 writes it, with its parameters; none until an invitation is redeemed.
    password_hash text CHECK (length(password_hash) BETWEEN 1 AND 300),
    password_set_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- None for those that vigiectl made: the audit says by whom.
    created_by uuid REFERENCES portal.account,
    disabled_at timestamptz,
    last_sign_in_at timestamptz,
    -- Raised whenever what the account may do, or how it signs in, changes: who signs in with what was known before is turned away.
    version bigint NOT NULL DEFAULT 1,
    -- Made by ./vigie up, with a password that stands in a file.
    is_demo boolean NOT NULL DEFAULT false,
    -- An erased account is its id alone: a pseudonym for the ledger and the audit.
    erased_at timestamptz,
    CHECK ((erased_at IS NULL) = (login IS NOT NULL)),
    CHECK ((erased_at IS NULL) = (name IS NOT NULL)),
    CHECK (erased_at IS NULL OR (email IS NULL AND telephone IS NULL AND password_hash IS NULL AND disabled_at IS NOT NULL)),
    CHECK ((password_hash IS NULL) = (password_set_at IS NULL))
);
-- Foreign keys are looked for when accounts are counted by who made them.
CREATE INDEX account_created_by ON portal.account (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX account_demo ON portal.account (id) WHERE is_demo;

-- What an account may do, and where. It may do the union.
CREATE TABLE portal.role_grant (
    account uuid NOT NULL REFERENCES portal.account,
    role text NOT NULL CHECK (role ~ '^[a-z][a-z-]{2,39}$'),
    territory text NOT NULL CHECK (territory ~ '^(nation|(commune|department|region|zone):[0-9A-Za-z-]{1,30})$'),
    granted_at timestamptz NOT NULL DEFAULT now(),
    -- None for what vigiectl gave.
    granted_by uuid REFERENCES portal.account,
    -- Given by the first account of a commune to a colleague.
    is_colleague boolean NOT NULL DEFAULT false CHECK (NOT is_colleague OR (role = 'clerk' AND territory LIKE 'commune:%')),
    -- The department that the territory is or lies in; none for what is larger.
    department text GENERATED ALWAYS AS (
        CASE
            WHEN territory LIKE 'department:%' THEN substr(territory, 12)
            WHEN territory ~ '^commune:9[78]' THEN substr(territory, 9, 3)
            WHEN territory LIKE 'commune:%' THEN substr(territory, 9, 2)
        END) STORED,
    PRIMARY KEY (account, role, territory)
);
CREATE INDEX role_grant_territory ON portal.role_grant (territory, role);
CREATE INDEX role_grant_department ON portal.role_grant (department) WHERE department IS NOT NULL;

-- One an account: a new code takes the place of the old one. Used up by the redemption that sets a password.
CREATE TABLE portal.invitation (
    account uuid PRIMARY KEY REFERENCES portal.account,
    code_mac bytea NOT NULL UNIQUE CHECK (length(code_mac) = 32),
    issued_at timestamptz NOT NULL DEFAULT now(),
    issued_by uuid REFERENCES portal.account,
    expires_at timestamptz NOT NULL,
    CHECK (expires_at > issued_at AND expires_at <= issued_at + interval '31 days')
);

CREATE TABLE portal.session (
    -- SHA-256 of the token that the browser holds. Lists and addresses call it by this too; it opens nothing.
    reference bytea PRIMARY KEY CHECK (length(reference) = 32),
    account uuid NOT NULL REFERENCES portal.account,
    opened_at timestamptz NOT NULL DEFAULT now(),
    -- Written once a minute at most.
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    -- How long it lives unused: by the roles that the account holds.
    idle_seconds integer NOT NULL CHECK (idle_seconds BETWEEN 1 AND 2592000),
    -- How long it lives in any case.
    expires_at timestamptz NOT NULL,
    has_second_factor boolean NOT NULL,
    -- What the browser said it is, for its owner to know it by.
    device text NOT NULL DEFAULT '' CHECK (length(device) <= 200)
);
CREATE INDEX session_account ON portal.session (account, last_seen_at);

CREATE TABLE portal.second_factor (
    account uuid PRIMARY KEY REFERENCES portal.account,
    -- Sealed with a key of the portal's secret; none until a first code was shown.
    secret bytea CHECK (length(secret) BETWEEN 1 AND 200),
    confirmed_at timestamptz,
    -- The last time step whose code was taken: no code serves twice.
    last_step bigint NOT NULL DEFAULT 0,
    -- Shown as a picture, and not in force until its first code comes back.
    proposed_secret bytea CHECK (length(proposed_secret) BETWEEN 1 AND 200),
    proposed_at timestamptz,
    CHECK ((secret IS NULL) = (confirmed_at IS NULL)),
    CHECK ((proposed_secret IS NULL) = (proposed_at IS NULL))
);

-- Deleted as they are used.
CREATE TABLE portal.recovery_code (
    account uuid NOT NULL REFERENCES portal.account,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (account, hash)
);
