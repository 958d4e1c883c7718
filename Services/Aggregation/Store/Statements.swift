/// The SQL of the ledger's transaction. Every parameter is an array, a row's values standing at the same place in each.
///
/// Locks are taken in the same order by everyone: new declarations, those that exist, cells, reports, each
/// by its key. Should two transactions wait for each other nevertheless, PostgreSQL ends one and it runs again.
enum Statements {
    /// Selects those of the codes that the reference list holds.
    static let communes = "SELECT code FROM reference.commune WHERE code = ANY($1)"

    /// Selects the declarations of former communes, with the commune that each former code leads to.
    static let firstKeys = """
        WITH gone AS MATERIALIZED (
            SELECT succession.code, succession.successor FROM reference.succession
            JOIN reference.commune ON commune.code = succession.code AND commune.closed_on IS NOT NULL
            WHERE succession.successor = ANY ($1)
        )
        SELECT declaration.commune, declaration.id, gone.successor FROM gone
        JOIN aggregation.declaration ON declaration.commune = gone.code AND declaration.id = ANY ($2)
        """

    /// Makes PostgreSQL plan each statement for the tables as they are now. A plan kept from when the tables were small reads them whole, and
    /// is twenty times slower once they have grown.
    static let planAfresh = "SET LOCAL plan_cache_mode = force_custom_plan"

    /// Inserts the declarations that do not exist yet, and returns which those were. Where another transaction is inserting one, this waits
    /// for its end; so afterwards each declaration is either this transaction's or visible to all.
    static let createDeclarations = """
        INSERT INTO aggregation.declaration
            (commune, id, revision, day, place, cause, deaths, withdrawn, reason, fingerprint, received_at)
        SELECT commune, id, revision, day, place, cause, deaths, withdrawn, reason, fingerprint, received_at
        FROM unnest(
            $1::text[], $2::uuid[], $3::int4[], $4::date[], $5::int2[], $6::int2[], $7::int4[], $8::bool[], $9::text[],
            $10::bytea[], $11::timestamptz[]
        ) WITH ORDINALITY AS new (
            commune, id, revision, day, place, cause, deaths, withdrawn, reason, fingerprint, received_at, nth
        )
        ORDER BY nth
        ON CONFLICT DO NOTHING RETURNING commune, id
        """

    /// Locks the declarations that exist and returns their states.
    static let lockDeclarations = """
        SELECT held.commune, held.id, held.revision, held.day, held.place, held.cause, held.deaths, held.withdrawn, held.reason,
            held.fingerprint, held.received_at
        FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS wanted (commune, id, place)
        CROSS JOIN LATERAL (
            SELECT * FROM aggregation.declaration WHERE commune = wanted.commune AND id = wanted.id FOR UPDATE
        ) AS held
        ORDER BY wanted.place
        """

    /// Selects those of some revisions that the ledger holds.
    static let findRevisions = """
        SELECT entry.commune, entry.id, entry.revision, entry.fingerprint, entry.state = 4 AS refused
        FROM unnest($1::text[], $2::uuid[], $3::int4[]) AS wanted (commune, id, revision)
        JOIN aggregation.ledger AS entry ON entry.id = wanted.id AND entry.commune = wanted.commune AND entry.revision = wanted.revision
        """

    /// Inserts rows into the ledger. Only a refusal can be there already, when another aggregator refused a copy meanwhile; then fewer rows
    /// come back than went in.
    static let record = """
        INSERT INTO aggregation.ledger
            (commune, id, revision, day, place, cause, deaths, withdrawn, reason, state, refusal, fingerprint, key_id,
            correlation, received_at, warning, account, on_behalf, typed_by)
        SELECT commune, id, revision, day, place, cause, deaths, withdrawn, reason, state, refusal, fingerprint, key_id,
            correlation, received_at, warning, account, on_behalf, typed_by
        FROM unnest(
            $1::text[], $2::uuid[], $3::int4[], $4::date[], $5::int2[], $6::int2[], $7::int4[], $8::bool[], $9::text[],
            $10::int2[], $11::text[], $12::bytea[], $13::text[], $14::text[], $15::timestamptz[], $16::text[], $17::uuid[], $18::bool[],
            $19::uuid[]
        ) WITH ORDINALITY AS new (
            commune, id, revision, day, place, cause, deaths, withdrawn, reason, state, refusal, fingerprint, key_id,
            correlation, received_at, warning, account, on_behalf, typed_by, nth
        )
        ORDER BY nth
        ON CONFLICT DO NOTHING
        """

    /// Replaces the states of declarations that are locked already.
    static let replace = """
        UPDATE aggregation.declaration AS held
        SET revision = new.revision, day = new.day, place = new.place, cause = new.cause, deaths = new.deaths,
            withdrawn = new.withdrawn, reason = new.reason, fingerprint = new.fingerprint, received_at = new.received_at,
            recorded_at = now()
        FROM unnest(
            $1::text[], $2::uuid[], $3::int4[], $4::date[], $5::int2[], $6::int2[], $7::int4[], $8::bool[], $9::text[],
            $10::bytea[], $11::timestamptz[]
        ) AS new (commune, id, revision, day, place, cause, deaths, withdrawn, reason, fingerprint, received_at)
        WHERE held.commune = new.commune AND held.id = new.id
        """

    /// Marks the ledger rows that no longer hold as superseded.
    static let supersede = """
        UPDATE aggregation.ledger AS entry SET state = 2
        FROM unnest($1::text[], $2::uuid[], $3::int4[]) AS old (commune, id, revision)
        WHERE entry.commune = old.commune AND entry.id = old.id AND entry.revision = old.revision AND entry.state <> 4
        """

    /// Inserts the contents that contradict the ledger into the table of conflicts.
    static let keepAside = """
        INSERT INTO aggregation.conflict
            (commune, id, revision, day, place, cause, deaths, withdrawn, reason, fingerprint, key_id, correlation, received_at, warning,
            account, on_behalf, typed_by)
        SELECT * FROM unnest(
            $1::text[], $2::uuid[], $3::int4[], $4::date[], $5::int2[], $6::int2[], $7::int4[], $8::bool[], $9::text[],
            $10::bytea[], $11::text[], $12::text[], $13::timestamptz[], $14::text[], $15::uuid[], $16::bool[],
            $17::uuid[]
        )
        ON CONFLICT DO NOTHING
        """

    /// Moves cells and reports, makes those that are missing, and answers all as they are now.
    ///
    /// One pass over the keys in their order, so that no two transactions wait for each other. PostgreSQL checks
    /// `deaths >= 0` on the row proposed, even when it ends as an update; a decrease therefore travels in the proposed
    /// version, which no insert may keep: one that comes back negative had no row to take away from.
    static let moveCounts = """
        WITH cell AS (
            INSERT INTO aggregation.count_cell AS held (commune, day, place, cause, deaths, version)
            SELECT commune, day, place, cause, greatest(delta, 0), CASE WHEN delta < 0 THEN delta ELSE 1 END
            FROM unnest($1::text[], $2::date[], $3::int2[], $4::int2[], $5::int4[]) WITH ORDINALITY
                AS moved (commune, day, place, cause, delta, nth)
            ORDER BY nth
            ON CONFLICT (commune, day, place, cause) DO UPDATE
            SET deaths = held.deaths + CASE WHEN excluded.version < 0 THEN excluded.version ELSE excluded.deaths END,
                version = held.version + 1
            RETURNING held.commune, held.day, held.place, held.cause, held.deaths, held.version
        ), report AS (
            INSERT INTO aggregation.report AS held (commune, day, declarations, last_received_at, version)
            SELECT commune, day, greatest(delta, 0), coalesce(received_at, '-infinity'), CASE WHEN delta < 0 THEN delta ELSE 1 END
            FROM unnest($6::text[], $7::date[], $8::int4[], $9::timestamptz[]) WITH ORDINALITY
                AS moved (commune, day, delta, received_at, nth)
            ORDER BY nth
            ON CONFLICT (commune, day) DO UPDATE
            SET declarations = held.declarations
                    + CASE WHEN excluded.version < 0 THEN excluded.version ELSE excluded.declarations END,
                last_received_at = greatest(held.last_received_at, excluded.last_received_at), version = held.version + 1
            RETURNING held.commune, held.day, held.declarations, held.last_received_at, held.version
        )
        SELECT commune, day, place, cause, deaths AS amount, version, NULL::timestamptz AS last_received_at FROM cell
        UNION ALL
        SELECT commune, day, NULL, NULL, declarations, version, last_received_at FROM report
        """

    /// Selects those of some commune-days that have more deaths than a number.
    static let crowded = """
        SELECT risen.commune, risen.day
        FROM unnest($1::text[], $2::date[]) AS risen (commune, day)
        CROSS JOIN LATERAL (
            SELECT sum(deaths) AS deaths FROM aggregation.count_cell AS cell WHERE cell.commune = risen.commune AND cell.day = risen.day
        ) AS counted
        WHERE counted.deaths > $3::int8
        """

    /// Selects the number of deaths of a commune's day.
    static let total = "SELECT coalesce(sum(deaths), 0)::int8 FROM aggregation.count_cell WHERE commune = $1 AND day = $2"
}
