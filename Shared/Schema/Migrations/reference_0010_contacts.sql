-- How town halls are reached, and whether a department is open. Both are facts of the territory that several services read; new
-- tables lock nothing.
CREATE TABLE reference.contacts (
    commune text PRIMARY KEY REFERENCES reference.commune,
    -- That of the commune, for policies and for lists.
    department text NOT NULL REFERENCES reference.department,
    telephone text CHECK (length(telephone) BETWEEN 3 AND 32),
    mail text CHECK (length(mail) BETWEEN 3 AND 254),
    -- Where a letter goes, in lines.
    address text CHECK (length(address) BETWEEN 1 AND 300),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX contacts_department ON reference.contacts (department);

-- A department without a row is loaded, and nobody has opened, paused or closed it: its declarations are taken, as before.
CREATE TABLE reference.department_life (
    department text PRIMARY KEY REFERENCES reference.department,
    state text NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
    since timestamptz NOT NULL DEFAULT now(),
    -- What people are told while nothing is taken.
    word text CHECK (length(word) BETWEEN 1 AND 300),
    opened_at timestamptz,
    -- The number that town halls are told to call.
    call_centre text CHECK (length(call_centre) BETWEEN 3 AND 32)
);

GRANT SELECT ON reference.contacts TO vigie_portal;
GRANT SELECT ON reference.department_life TO vigie_ingest, vigie_portal;
-- The national administrator opens, pauses, resumes and closes from a page. When it happened is the database's to say.
GRANT INSERT (department, state, word, opened_at), UPDATE (state, since, word, opened_at, call_centre) ON reference.department_life TO vigie_portal;
