-- Which old codes lead to a commune: asked by Aggregation for each batch. The table holds some thousand rows.
CREATE INDEX succession_successor ON reference.succession (successor);
