/// The SQL that derives the tables from the ledger. The rule itself is described where it is applied to a batch, at ``BatchPlan``.
package enum DerivedSQL {
    /// The commune that a ledger row counts in: for an arrondissement of Paris, Marseille or Lyon, that city.
    private static let municipality = """
        CASE WHEN commune BETWEEN '75101' AND '75120' THEN '75056'
             WHEN commune BETWEEN '13201' AND '13216' THEN '13055'
             WHEN commune BETWEEN '69381' AND '69389' THEN '69123'
             ELSE commune END
        """

    /// The common table expressions `admitted` (every revision that was not refused), `holding` (the highest one of each declaration),
    /// `derived_cell` and `derived_report`.
    private static let derived = """
        WITH admitted AS MATERIALIZED (
            SELECT *, \(municipality) AS municipality,
                row_number() OVER (PARTITION BY commune, id ORDER BY revision DESC) = 1 AS holds
            FROM aggregation.ledger WHERE state <> 4
        ), holding AS (
            SELECT * FROM admitted WHERE holds
        ), derived_cell AS (
            SELECT municipality AS commune, day, place, cause, sum(deaths)::int AS deaths FROM holding
            WHERE NOT withdrawn AND deaths > 0 AND place IS NOT NULL AND cause IS NOT NULL
            GROUP BY municipality, day, place, cause
        ), derived_report AS (
            SELECT municipality AS commune, day, (count(*) FILTER (WHERE holds AND NOT withdrawn))::int AS declarations,
                max(received_at) AS last_received_at
            FROM admitted GROUP BY municipality, day
        )
        """

    /// Selects the cells that differ; an absent one is a zero.
    package static let cells = """
        \(derived)
        SELECT commune, day, place, cause, coalesce(held.deaths, 0) AS found, coalesce(derived.deaths, 0) AS expected
        FROM aggregation.count_cell AS held FULL JOIN derived_cell AS derived USING (commune, day, place, cause)
        WHERE coalesce(held.deaths, 0) <> coalesce(derived.deaths, 0)
        ORDER BY commune, day, place, cause
        """

    /// Selects the reports that differ.
    package static let reports = """
        \(derived)
        SELECT commune, day, held.declarations AS found, derived.declarations AS expected,
            held.last_received_at AS found_at, derived.last_received_at AS expected_at
        FROM aggregation.report AS held FULL JOIN derived_report AS derived USING (commune, day)
        WHERE (held.declarations, held.last_received_at) IS DISTINCT FROM (derived.declarations, derived.last_received_at)
            AND NOT (derived.commune IS NULL AND held.declarations = 0)
        ORDER BY commune, day
        """

    /// Selects the declarations whose current state is not their highest revision.
    package static let declarations = """
        \(derived)
        SELECT commune, id, held.revision AS found, derived.revision AS expected
        FROM aggregation.declaration AS held FULL JOIN holding AS derived USING (commune, id)
        WHERE (held.revision, held.day, held.place, held.cause, held.deaths, held.withdrawn, held.reason, held.fingerprint, held.received_at)
            IS DISTINCT FROM (derived.revision, derived.day, derived.place, derived.cause, derived.deaths, derived.withdrawn,
                derived.reason, derived.fingerprint, derived.received_at)
        ORDER BY commune, id
        """

    /// Selects the ledger rows whose state does not follow from the others.
    package static let states = """
        \(derived)
        SELECT commune, id, revision, state AS found, CASE WHEN NOT holds THEN 2 WHEN withdrawn THEN 3 ELSE 1 END AS expected
        FROM admitted WHERE state <> CASE WHEN NOT holds THEN 2 WHEN withdrawn THEN 3 ELSE 1 END
        ORDER BY commune, id, revision
        """

    // MARK: Making it so

    /// Locks the tables in the order in which aggregators use them.
    package static let lock = """
        LOCK TABLE aggregation.declaration, aggregation.ledger, aggregation.count_cell, aggregation.report
            IN SHARE ROW EXCLUSIVE MODE
        """

    package static let repairStates = """
        \(derived)
        UPDATE aggregation.ledger AS held SET state = CASE WHEN NOT a.holds THEN 2 WHEN a.withdrawn THEN 3 ELSE 1 END
        FROM admitted AS a WHERE held.seq = a.seq AND held.state <> CASE WHEN NOT a.holds THEN 2 WHEN a.withdrawn THEN 3 ELSE 1 END
        """

    package static let removeDeclarations = """
        DELETE FROM aggregation.declaration AS held
        WHERE NOT EXISTS (SELECT FROM aggregation.ledger AS l WHERE l.commune = held.commune AND l.id = held.id AND l.state <> 4)
        """

    package static let repairDeclarations = """
        \(derived)
        INSERT INTO aggregation.declaration AS held
            (commune, id, revision, day, place, cause, deaths, withdrawn, reason, fingerprint, received_at)
        SELECT commune, id, revision, day, place, cause, deaths, withdrawn, reason, fingerprint, received_at FROM holding
        ON CONFLICT (commune, id) DO UPDATE SET revision = excluded.revision, day = excluded.day, place = excluded.place,
            cause = excluded.cause, deaths = excluded.deaths, withdrawn = excluded.withdrawn, reason = excluded.reason,
            fingerprint = excluded.fingerprint, received_at = excluded.received_at, recorded_at = now()
        WHERE (held.revision, held.day, held.place, held.cause, held.deaths, held.withdrawn, held.reason, held.fingerprint, held.received_at)
            IS DISTINCT FROM (excluded.revision, excluded.day, excluded.place, excluded.cause, excluded.deaths, excluded.withdrawn,
                excluded.reason, excluded.fingerprint, excluded.received_at)
        """

    /// Sets every cell that differs. A cell that was lost comes back above any version that a copy may remember; one too many is set to zero,
    /// not deleted, so that copies hear of it.
    package static let repairCells = """
        \(derived), newest AS (SELECT coalesce(max(version), 0) AS version FROM aggregation.count_cell)
        INSERT INTO aggregation.count_cell AS held (commune, day, place, cause, deaths, version)
        SELECT commune, day, place, cause, coalesce(d.deaths, 0), newest.version + 1000000
        FROM aggregation.count_cell AS h FULL JOIN derived_cell AS d USING (commune, day, place, cause), newest
        WHERE coalesce(h.deaths, 0) <> coalesce(d.deaths, 0)
        ON CONFLICT (commune, day, place, cause) DO UPDATE SET deaths = excluded.deaths, version = held.version + 1
        RETURNING commune, day, place, cause, deaths, version
        """

    package static let repairReports = """
        \(derived), newest AS (SELECT coalesce(max(version), 0) AS version FROM aggregation.report)
        INSERT INTO aggregation.report AS held (commune, day, declarations, last_received_at, version)
        SELECT commune, day, coalesce(d.declarations, 0), coalesce(d.last_received_at, h.last_received_at), newest.version + 1000000
        FROM aggregation.report AS h FULL JOIN derived_report AS d USING (commune, day), newest
        WHERE (h.declarations, h.last_received_at) IS DISTINCT FROM (d.declarations, d.last_received_at)
            AND NOT (d.commune IS NULL AND h.declarations = 0)
        ON CONFLICT (commune, day) DO UPDATE SET declarations = excluded.declarations, last_received_at = excluded.last_received_at,
            version = held.version + 1
        RETURNING commune, day, declarations, last_received_at, version
        """
}
