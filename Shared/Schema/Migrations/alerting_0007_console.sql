-- Budgets of false alarms are set and listed by asking Alerting: vigiectl, which connects as the owner of all tables, names none of
-- Alerting's in a statement any more. A budget is only given another value, so that no row ever goes.
--
-- Grants and a policy change no row and write no table anew.
GRANT INSERT (department, orange_years, red_years), UPDATE (orange_years, red_years, changed_at) ON alerting.budget TO vigie_alerting;

GRANT SELECT ON alerting.budget TO vigie_alerting_reader;
CREATE POLICY reader ON alerting.budget FOR SELECT TO vigie_alerting_reader USING (
    department = (SELECT current_setting('vigie.scope', true))
    OR (SELECT current_setting('vigie.scope', true) = '*')
    OR department = ANY ((SELECT string_to_array(current_setting('vigie.scope', true), ','))::text[]));
