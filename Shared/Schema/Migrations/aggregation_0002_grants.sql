-- The ledger and the conflicts cannot be rewritten by the service: a ledger row changes its state, nothing else.
GRANT USAGE ON SCHEMA aggregation TO vigie_aggregation;
GRANT SELECT, INSERT, UPDATE (state) ON aggregation.ledger TO vigie_aggregation;
GRANT SELECT, INSERT ON aggregation.conflict TO vigie_aggregation;
GRANT SELECT, INSERT, UPDATE ON aggregation.declaration, aggregation.count_cell, aggregation.report TO vigie_aggregation;
-- FOR UPDATE takes the right to update some column.
GRANT SELECT, INSERT, DELETE, UPDATE (created_at) ON aggregation.outbox TO vigie_aggregation;
