-- A department sees itself and nothing else, whatever a statement's WHERE forgets: as in aggregation_0005_isolation.
--
-- `vigie_alerting_reader` answers questions, within the departments of the setting `vigie.scope`; where nothing is set it sees nothing.
-- `vigie_alerting` judges all departments and sees them all; so does the owner.

-- In the order in which a judgement takes them, so that none waits for us while we wait for it.
LOCK TABLE alerting.count_cell, alerting.report, alerting.reported_day, alerting.declaring_commune, alerting.told_day, alerting.scan_due,
    alerting.assessment, alerting.alert, alerting.cluster, alerting.dossier, alerting.alert_event, alerting.outbox, alerting.threshold,
    alerting.budget IN ACCESS EXCLUSIVE MODE;

-- An alert's department beside what belongs to it, for the policies: who reads a hundred events does not look a hundred alerts up.
-- A nullable column writes no table anew. The rows that are there, some hundreds a department, are filled in.
ALTER TABLE alerting.alert_event ADD COLUMN department text;
ALTER TABLE alerting.dossier ADD COLUMN department text;
UPDATE alerting.alert_event AS e SET department = a.department FROM alerting.alert AS a WHERE a.id = e.alert;
UPDATE alerting.dossier AS d SET department = a.department FROM alerting.alert AS a WHERE a.id = d.alert;
ALTER TABLE alerting.alert_event ADD CHECK (department IS NOT NULL);
ALTER TABLE alerting.dossier ADD CHECK (department IS NOT NULL);

-- Filled in here whatever a writer says: one of the version before says nothing and goes on writing, and none can say another's.
CREATE FUNCTION alerting.take_department() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT department INTO NEW.department FROM alerting.alert WHERE id = NEW.alert;
    RETURN NEW;
END
$$;
CREATE TRIGGER take_department BEFORE INSERT ON alerting.alert_event FOR EACH ROW EXECUTE FUNCTION alerting.take_department();
CREATE TRIGGER take_department BEFORE INSERT ON alerting.dossier FOR EACH ROW EXECUTE FUNCTION alerting.take_department();

-- Days to look for clusters in, messages that leave, thresholds and their budgets are for the writer alone: nobody is answered from
-- these four tables, so the reader has no policy there, and no right.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'count_cell', 'report', 'reported_day', 'declaring_commune', 'told_day', 'scan_due', 'assessment', 'alert', 'cluster', 'dossier',
        'alert_event', 'outbox', 'threshold', 'budget'
    ] LOOP
        EXECUTE format('ALTER TABLE alerting.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON alerting.%I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY writer ON alerting.%I TO vigie_alerting USING (true) WITH CHECK (true)', name);
    END LOOP;
    -- Sub-selects are computed once a statement, not once a row. Most questions are of one department.
    FOREACH name IN ARRAY ARRAY[
        'count_cell', 'report', 'reported_day', 'declaring_commune', 'told_day', 'assessment', 'alert', 'cluster', 'dossier', 'alert_event'
    ] LOOP
        EXECUTE format(
            $policy$
            CREATE POLICY reader ON alerting.%I FOR SELECT TO vigie_alerting_reader USING (
                department = (SELECT current_setting('vigie.scope', true))
                OR (SELECT current_setting('vigie.scope', true) = '*')
                OR department = ANY ((SELECT string_to_array(current_setting('vigie.scope', true), ','))::text[]))
            $policy$, name);
        EXECUTE format('GRANT SELECT ON alerting.%I TO vigie_alerting_reader', name);
    END LOOP;
END
$$;
GRANT USAGE ON SCHEMA alerting TO vigie_alerting_reader;
