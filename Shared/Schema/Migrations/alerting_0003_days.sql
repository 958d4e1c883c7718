-- A judgement reads the communes of a department on a few days, however many days are kept.
CREATE INDEX count_cell_day ON alerting.count_cell (day, commune);
CREATE INDEX report_day ON alerting.report (day, commune);
-- The department's last days, and the last green one.
CREATE INDEX assessment_level ON alerting.assessment (department, level, day);
