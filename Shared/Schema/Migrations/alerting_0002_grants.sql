GRANT USAGE ON SCHEMA alerting TO vigie_alerting;
-- The copy may be taken anew, so its rows may go; a judgement or an alert never does.
GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.count_cell, alerting.report TO vigie_alerting;
GRANT SELECT, INSERT, UPDATE ON alerting.assessment, alerting.alert TO vigie_alerting;
-- FOR UPDATE takes the right to update some column.
GRANT SELECT, INSERT, DELETE, UPDATE (created_at) ON alerting.outbox TO vigie_alerting;
