-- A department sees itself and nothing else, whatever a statement's WHERE forgets.
--
-- Who answers questions has a role of its own, `vigie_aggregation_reader`: it reads, and of the rows only those of the departments
-- that its transaction names in the setting `vigie.scope` ("56", "56,29", or "*" for all). Where nothing is set it sees nothing. The
-- writer's batches span departments, so that its policy lets all pass; so does the owner's, which must be said as well: under FORCE,
-- an owner who is no superuser would otherwise find the ledger empty, and rebuild the counts from that.

-- In the order in which a batch takes them, so that none waits for us while we wait for it.
LOCK TABLE aggregation.declaration, aggregation.ledger, aggregation.conflict, aggregation.count_cell, aggregation.report, aggregation.outbox
    IN ACCESS EXCLUSIVE MODE;

-- The outbox too: its messages speak of one department each. Nobody is answered from it, so the reader has no policy there, and no right.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['declaration', 'ledger', 'conflict', 'count_cell', 'report', 'outbox'] LOOP
        EXECUTE format('ALTER TABLE aggregation.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON aggregation.%I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY writer ON aggregation.%I TO vigie_aggregation USING (true) WITH CHECK (true)', name);
    END LOOP;
    -- A commune's code begins with its department's: three signs overseas, two elsewhere. No column says so, since one that is
    -- computed would write tables anew that hold years of declarations.
    --
    -- Sub-selects are computed once a statement, not once a row. Most questions are of one department, which two comparisons of bytes
    -- tell: from "56" on, and before "56:", since a colon comes after all digits. The rest is for the others.
    FOREACH name IN ARRAY ARRAY['declaration', 'ledger', 'conflict', 'count_cell', 'report'] LOOP
        EXECUTE format(
            $policy$
            CREATE POLICY reader ON aggregation.%I FOR SELECT TO vigie_aggregation_reader USING (
                (commune COLLATE "C" >= (SELECT substring(current_setting('vigie.scope', true) FROM '^(?:9[78][0-9]|(?!9[78])[0-9][0-9AB])$'))
                    AND commune COLLATE "C" < (SELECT substring(current_setting('vigie.scope', true)
                        FROM '^(?:9[78][0-9]|(?!9[78])[0-9][0-9AB])$') || ':'))
                OR (SELECT current_setting('vigie.scope', true) = '*')
                OR left(commune, CASE WHEN commune COLLATE "C" >= '97' AND commune COLLATE "C" < '99' THEN 3 ELSE 2 END)
                    = ANY ((SELECT string_to_array(current_setting('vigie.scope', true), ','))::text[]))
            $policy$, name);
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA aggregation TO vigie_aggregation_reader;
GRANT SELECT ON aggregation.declaration, aggregation.ledger, aggregation.conflict, aggregation.count_cell, aggregation.report
    TO vigie_aggregation_reader;
-- Which communes a department has, its zone, and where the codes of the past lead.
GRANT USAGE ON SCHEMA reference TO vigie_aggregation_reader;
GRANT SELECT ON reference.department, reference.commune, reference.succession TO vigie_aggregation_reader;
