-- Which old codes lead to a commune: asked by Aggregation for each batch. The table holds some thousand rows.
CREATE INDEX succession_successor ON reference.succession (successor);
-- Imports alone write communes; services go on reading meanwhile.
CREATE INDEX commune_closed ON reference.commune (code) WHERE closed_on IS NOT NULL;
