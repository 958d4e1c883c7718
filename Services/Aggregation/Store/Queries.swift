import Mortality

/// The SQL of the questions that others ask.
enum Queries {
    /// The columns of the ledger that a ``LedgerEntry`` is read from.
    private static let ofLedger = """
        commune, id, revision, day, place, cause, deaths, withdrawn, reason, state, refusal, received_at, recorded_at, warning, on_behalf
        """
    /// The same columns of the conflicts, which stand for state 5.
    private static let ofConflict = """
        commune, id, revision, day, place, cause, deaths, withdrawn, reason, 5::int2 AS state, NULL AS refusal, received_at, recorded_at, warning,
            on_behalf
        """

    /// Selects a page of the cells of the communes between two codes, beginning after a key.
    static let cells = """
        SELECT commune, day, place, cause, deaths, version FROM aggregation.count_cell
        WHERE commune BETWEEN $1 AND $2 AND day BETWEEN $3 AND $4 AND (commune, day, place, cause) > ($5, $6, $7, $8)
        ORDER BY commune, day, place, cause LIMIT $9
        """

    /// Selects a page of the reports of the communes between two codes, beginning after a key.
    static let reports = """
        SELECT commune, day, declarations, last_received_at, version FROM aggregation.report
        WHERE commune BETWEEN $1 AND $2 AND day BETWEEN $3 AND $4 AND (commune, day) > ($5, $6)
        ORDER BY commune, day LIMIT $7
        """

    /// The same within days, a row a commune: each is looked up by itself, since those days are few of all that were ever told of. The
    /// arrays are in the order of the page.
    static let reportsWithin = """
        WITH RECURSIVE told (commune) AS (
            (SELECT commune FROM aggregation.report WHERE commune BETWEEN $1 AND $2 AND commune >= $5 ORDER BY commune LIMIT 1)
            UNION ALL
            SELECT next.commune FROM told CROSS JOIN LATERAL (
                SELECT commune FROM aggregation.report WHERE report.commune > told.commune AND report.commune <= $2 ORDER BY report.commune LIMIT 1
            ) AS next
        )
        SELECT commune, array_agg(day) AS days, array_agg(declarations) AS declarations, array_agg(last_received_at) AS received,
            array_agg(version) AS versions
        FROM (
            SELECT told.commune, report.day, report.declarations, report.last_received_at, report.version FROM told
            CROSS JOIN LATERAL (
                SELECT day, declarations, last_received_at, version FROM aggregation.report AS held
                WHERE held.commune = told.commune AND held.day BETWEEN $3 AND $4 ORDER BY held.day OFFSET 0
            ) AS report
            WHERE (told.commune, report.day) > ($5, $6)
            ORDER BY told.commune, report.day LIMIT $7
        ) AS page
        GROUP BY commune ORDER BY commune
        """

    /// The communes of a department that ever declared: when the last of their declarations was received, and whether any stands.
    static let declaring = """
        SELECT place.code, last.received_at,
            EXISTS (SELECT FROM aggregation.declaration WHERE declaration.commune = place.code AND NOT declaration.withdrawn) AS has_declared
        FROM reference.commune AS place
        CROSS JOIN LATERAL (
            SELECT received_at FROM aggregation.declaration WHERE declaration.commune = place.code ORDER BY received_at DESC LIMIT 1
        ) AS last
        WHERE place.department = $1
        """

    /// Selects everything received under an identifier, from all communes or from one and its predecessors; state 5 is a conflict.
    static let revisions = """
        SELECT \(ofLedger)
        FROM aggregation.ledger WHERE id = $1 AND ($2::text IS NULL OR commune = $2 OR commune IN (SELECT code FROM reference.succession WHERE successor = $2))
        UNION ALL
        SELECT \(ofConflict)
        FROM aggregation.conflict WHERE id = $1 AND ($2::text IS NULL OR commune = $2 OR commune IN (SELECT code FROM reference.succession WHERE successor = $2))
        ORDER BY commune, revision, recorded_at, state
        LIMIT 1000
        """

    /// Selects all revisions of those declarations of some communes that were received last, including declarations that were only ever
    /// refused; state 5 is a conflict.
    static let ofCommunes = """
        WITH received AS (
            (SELECT commune, id, received_at FROM aggregation.declaration WHERE commune = ANY($1) ORDER BY received_at DESC LIMIT $2)
            UNION ALL
            (SELECT commune, id, received_at FROM aggregation.ledger WHERE state = 4 AND commune = ANY($1) ORDER BY received_at DESC LIMIT $2)
        ), last AS (
            SELECT commune, id FROM received GROUP BY commune, id ORDER BY max(received_at) DESC, id LIMIT $2
        )
        SELECT \(ofLedger)
        FROM aggregation.ledger JOIN last USING (commune, id)
        UNION ALL
        SELECT \(ofConflict)
        FROM aggregation.conflict JOIN last USING (commune, id)
        ORDER BY commune, revision, recorded_at, state
        LIMIT 2000
        """

    /// Selects a page of what was refused, newest first. The index of refusals holds those rows alone.
    static let refused = """
        SELECT \(ofLedger), fingerprint
        FROM aggregation.ledger
        WHERE state = 4 AND commune BETWEEN $1 AND $2 AND ($3::text[] IS NULL OR commune = ANY($3))
            AND ($4::timestamptz IS NULL OR (recorded_at, commune, id, revision, fingerprint) < ($4, $5, $6, $7, $8))
        ORDER BY recorded_at DESC, commune DESC, id DESC, revision DESC, fingerprint DESC LIMIT $9
        """

    /// Selects a page of what contradicts the ledger, newest first.
    static let conflicts = """
        SELECT \(ofConflict), fingerprint
        FROM aggregation.conflict
        WHERE commune BETWEEN $1 AND $2 AND ($3::text[] IS NULL OR commune = ANY($3))
            AND ($4::timestamptz IS NULL OR (recorded_at, commune, id, revision, fingerprint) < ($4, $5, $6, $7, $8))
        ORDER BY recorded_at DESC, commune DESC, id DESC, revision DESC, fingerprint DESC LIMIT $9
        """

    /// The declarations of a department that were received last, as they stand. The last twenty are of the twenty communes that
    /// declared last, or that did at the same instant as the twentieth, and none is older than that one's: of each commune one row is
    /// looked at, in the index, and then few others. Where fewer communes ever declared, all of theirs may be among them.
    static let recent = """
        WITH latest AS (
            SELECT code, one.received_at FROM reference.commune
            CROSS JOIN LATERAL (
                SELECT received_at FROM aggregation.declaration WHERE declaration.commune = reference.commune.code
                ORDER BY received_at DESC LIMIT 1
            ) AS one
            WHERE reference.commune.department = $1
            ORDER BY one.received_at DESC FETCH FIRST ($2) ROWS WITH TIES
        )
        SELECT last.* FROM latest
        CROSS JOIN LATERAL (
            SELECT commune, id, revision, day, place, cause, deaths, withdrawn, reason, received_at
            FROM aggregation.declaration
            WHERE declaration.commune = latest.code AND declaration.received_at >= (
                SELECT CASE WHEN count(*) < $2 THEN '-infinity' ELSE min(latest.received_at) END FROM latest)
            ORDER BY received_at DESC LIMIT $2
        ) AS last
        ORDER BY last.received_at DESC, last.id LIMIT $2
        """

    /// Selects, by day of death and delay in days, the deaths that communes told in their first report of the day, and those that communes
    /// which had reported before added or took back. A revision counts from its reception, if it was its declaration's highest by then.
    static let reportingTriangle = """
        WITH received AS (
            SELECT commune, id, revision, ledger.day, seq, CASE WHEN withdrawn THEN 0 ELSE deaths END AS deaths,
                (received_at AT TIME ZONE coalesce(($9::text[])[array_position($8::text[], commune)], $1))::date AS received_on,
                max(revision) OVER (PARTITION BY commune, id ORDER BY received_at, seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest
            FROM aggregation.ledger
            WHERE commune BETWEEN $2 AND $3 AND ($7::text[] IS NULL OR commune = ANY($7)) AND state <> 4 AND (commune, id) IN (
                SELECT commune, id FROM aggregation.ledger WHERE commune BETWEEN $2 AND $3 AND ledger.day BETWEEN $4 AND $5)
        ), standing AS (
            SELECT *, lag(ledger.day) OVER revisions AS former_day, lag(deaths) OVER revisions AS former_deaths
            FROM received AS ledger WHERE highest IS NULL OR revision > highest
            WINDOW revisions AS (PARTITION BY commune, id ORDER BY revision)
        ), moves AS (
            SELECT commune, day, received_on, deaths AS change FROM standing
            UNION ALL
            SELECT commune, former_day, received_on, -former_deaths FROM standing WHERE former_day IS NOT NULL
        ), told AS (
            SELECT day, change, greatest(0, received_on - day) AS delay,
                greatest(0, min(received_on) OVER (PARTITION BY commune, day) - day) AS first_delay
            FROM moves WHERE day BETWEEN $4 AND $5
        )
        SELECT day, delay, coalesce(sum(change) FILTER (WHERE delay = first_delay), 0)::int8 AS first,
            coalesce(sum(change) FILTER (WHERE delay > first_delay), 0)::int8 AS added
        FROM told WHERE delay <= $6 GROUP BY day, delay ORDER BY day, delay
        """
}

/// The codes that a department's communes lie between: they all begin with its own.
struct CommuneRange: Hashable, Sendable {
    let first: String
    let last: String

    init(_ department: DepartmentCode) {
        let missing = 5 - department.text.utf8.count
        self.first = department.text + String(repeating: "0", count: missing)
        self.last = department.text + String(repeating: "9", count: missing)
    }
}
