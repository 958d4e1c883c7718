-- Who did what, chained by hash so that what is changed, removed or slipped in afterwards shows. It holds identities of accounts,
-- never names or logins: when a person is erased, the id stays.
CREATE TABLE portal.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- account:<uuid>, console:<user>@<host>, key:<id>, service:<name> or nobody.
    actor text NOT NULL CHECK (actor ~ '^(nobody|(account|console|key|service):.{1,200})$'),
    action text NOT NULL CHECK (action ~ '^[a-z][a-z-]{1,39}$'),
    -- What it was done to: account:<uuid>, department:56, alert:<id>, …
    subject text CHECK (length(subject) BETWEEN 1 AND 200),
    detail text CHECK (length(detail) BETWEEN 1 AND 1000),
    -- Where the request came from.
    address text CHECK (length(address) BETWEEN 1 AND 64),
    correlation text CHECK (length(correlation) BETWEEN 1 AND 128)
);
CREATE INDEX audit_at ON portal.audit (at, id);
CREATE INDEX audit_actor ON portal.audit (actor, id);
CREATE INDEX audit_subject ON portal.audit (subject, id) WHERE subject IS NOT NULL;

-- The chain: number n holds the SHA-256 of n, the hash before it and the entry. Numbers have no gap, and each entry one link,
-- so a chain cannot fork.
CREATE TABLE portal.audit_link (
    number bigint PRIMARY KEY CHECK (number > 0),
    entry bigint NOT NULL UNIQUE,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    linked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What stands for a part of the chain that was removed because it is old: the chain goes on from its hash.
CREATE TABLE portal.audit_seal (
    first_number bigint NOT NULL UNIQUE CHECK (first_number > 0),
    last_number bigint PRIMARY KEY,
    entries bigint NOT NULL CHECK (entries = last_number - first_number + 1),
    from_at timestamptz NOT NULL,
    through_at timestamptz NOT NULL,
    -- That of the last link removed.
    hash bytea NOT NULL CHECK (length(hash) = 32),
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How long things are kept. The owner's role alone changes it.
CREATE TABLE portal.retention (
    subject text PRIMARY KEY CHECK (subject IN ('audit')),
    months integer NOT NULL CHECK (months BETWEEN 1 AND 120),
    changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO portal.retention (subject, months) VALUES ('audit', 12);

-- Removes the oldest links, with their entries, that are older than the retention, and leaves a seal in their place. It takes an
-- unbroken run from the chain's beginning, at most 5000 links, and stops before the first that is younger: entry or link. It
-- answers how many it removed. It runs as the owner, so that who may not delete may still let age do it.
CREATE FUNCTION portal.seal_audit() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    horizon timestamptz;
    begins bigint;
    ends bigint;
    removed bigint;
BEGIN
    -- The same lock as whoever links: one writer at a time.
    PERFORM pg_advisory_xact_lock(8532464671400228196);
    SELECT clock_timestamp() - make_interval(months => months) INTO STRICT horizon FROM portal.retention WHERE subject = 'audit';
    SELECT min(number), max(number) INTO begins, ends
    FROM (
        SELECT number, bool_and(is_old) OVER (ORDER BY number) AS is_old
        FROM (
            SELECT l.number, l.linked_at < horizon AND e.at < horizon AS is_old
            FROM portal.audit_link AS l JOIN portal.audit AS e ON e.id = l.entry
            ORDER BY l.number LIMIT 5000
        ) AS oldest
    ) AS run
    WHERE is_old;
    IF ends IS NULL THEN
        RETURN 0;
    END IF;
    -- Where a link or an entry is missing, somebody removed it: nothing is sealed over that.
    IF begins <> coalesce((SELECT max(last_number) FROM portal.audit_seal), 0) + 1
        OR ends - begins + 1 <> (
            SELECT count(*) FROM portal.audit_link AS l JOIN portal.audit AS e ON e.id = l.entry WHERE l.number BETWEEN begins AND ends)
    THEN
        RAISE EXCEPTION 'the audit is broken between % and %: nothing is sealed', begins, ends;
    END IF;
    INSERT INTO portal.audit_seal (first_number, last_number, entries, from_at, through_at, hash)
    SELECT begins, ends, ends - begins + 1, min(e.at), max(e.at), (SELECT hash FROM portal.audit_link WHERE number = ends)
    FROM portal.audit_link AS l JOIN portal.audit AS e ON e.id = l.entry WHERE l.number BETWEEN begins AND ends;
    DELETE FROM portal.audit WHERE id IN (SELECT entry FROM portal.audit_link WHERE number BETWEEN begins AND ends);
    DELETE FROM portal.audit_link WHERE number BETWEEN begins AND ends;
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$$;
REVOKE EXECUTE ON FUNCTION portal.seal_audit() FROM PUBLIC;
