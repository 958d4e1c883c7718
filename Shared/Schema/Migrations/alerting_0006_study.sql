-- Clusters are looked for in memory, in a study that reads only the days which moved since it was last read.

-- Given anew to a department's day with each change, under the department's lock: within a department it rises in the order
-- in which transactions commit. A column with a constant default writes no table anew.
CREATE SEQUENCE alerting.told_revision;
ALTER TABLE alerting.told_day ADD COLUMN revision bigint NOT NULL DEFAULT 0;

-- By a trigger: a writer of the version before says nothing of revisions, and goes on writing.
CREATE FUNCTION alerting.take_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.revision := nextval('alerting.told_revision');
    RETURN NEW;
END
$$;
CREATE TRIGGER take_revision BEFORE INSERT OR UPDATE ON alerting.told_day FOR EACH ROW EXECUTE FUNCTION alerting.take_revision();

GRANT USAGE ON SEQUENCE alerting.told_revision TO vigie_alerting;

-- When a cluster was looked for: a later report of one of its days may have moved what the same scan would find now.
ALTER TABLE alerting.cluster ADD COLUMN scanned_at timestamptz;
