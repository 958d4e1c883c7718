-- What a reader may see is nearly all that its statements ask for, since they name the department as well. The planner guessed that
-- half of it would pass, as it does of every truth that a sub-select tells, and so sorted whole communes where an index has their last
-- declarations in order. As a comparison of numbers the same is guessed to let all pass; what passes is the same.
LOCK TABLE aggregation.declaration, aggregation.ledger, aggregation.conflict, aggregation.count_cell, aggregation.report
    IN ACCESS EXCLUSIVE MODE;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['declaration', 'ledger', 'conflict', 'count_cell', 'report'] LOOP
        EXECUTE format(
            $policy$
            ALTER POLICY reader ON aggregation.%I USING (
                (commune COLLATE "C" >= (SELECT substring(current_setting('vigie.scope', true) FROM '^(?:9[78][0-9]|(?!9[78])[0-9][0-9AB])$'))
                    AND commune COLLATE "C" < (SELECT substring(current_setting('vigie.scope', true)
                        FROM '^(?:9[78][0-9]|(?!9[78])[0-9][0-9AB])$') || ':'))
                OR (SELECT (current_setting('vigie.scope', true) = '*')::int) <> 0
                OR left(commune, CASE WHEN commune COLLATE "C" >= '97' AND commune COLLATE "C" < '99' THEN 3 ELSE 2 END)
                    = ANY ((SELECT string_to_array(current_setting('vigie.scope', true), ','))::text[]))
            $policy$, name);
    END LOOP;
END
$$;
