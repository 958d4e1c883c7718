/// The SQL of Alerting's own tables.
enum Statements {
    /// Takes the lock under which a department is judged, so that one transaction at a time judges it.
    static let lock = "SELECT pg_advisory_xact_lock(hashtextextended('vigie alerting ' || $1, 0))"

    /// Takes the same lock, then copies the cells and reports that are newer than those held, and returns the days that changed. An insertion
    /// that meets a conflict sees the newest row, however long the lock was waited for.
    static let copy = """
        WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended('vigie alerting ' || $1::text, 0))
        ), cells AS (
            INSERT INTO alerting.count_cell AS held (department, commune, day, place, cause, deaths, version)
            SELECT $1::text, cell.* FROM lock CROSS JOIN unnest($2::text[], $3::date[], $4::int2[], $5::int2[], $6::int4[], $7::int8[])
                AS cell (commune, day, place, cause, deaths, version)
            WHERE NOT EXISTS (
                SELECT FROM alerting.count_cell AS known
                WHERE known.department = $1 AND known.day = cell.day AND known.commune = cell.commune AND known.place = cell.place
                    AND known.cause = cell.cause AND known.version >= cell.version)
            ON CONFLICT (department, day, commune, place, cause) DO UPDATE SET deaths = excluded.deaths, version = excluded.version
            WHERE held.version < excluded.version
            RETURNING day
        ), reports AS (
            INSERT INTO alerting.report AS held (department, commune, day, declarations, last_received_at, version)
            SELECT $1::text, report.* FROM lock CROSS JOIN unnest($8::text[], $9::date[], $10::int4[], $11::timestamptz[], $12::int8[])
                AS report (commune, day, declarations, last_received_at, version)
            WHERE NOT EXISTS (
                SELECT FROM alerting.report AS known
                WHERE known.department = $1 AND known.day = report.day AND known.commune = report.commune AND known.version >= report.version)
            ON CONFLICT (department, day, commune) DO UPDATE
            SET declarations = excluded.declarations, last_received_at = excluded.last_received_at, version = excluded.version
            WHERE held.version < excluded.version
            RETURNING day
        ) SELECT day FROM cells UNION SELECT day FROM reports
        """

    /// Selects every day from one to another of which something is held.
    static let heldDaysWithin = """
        SELECT day FROM alerting.count_cell WHERE department = $1 AND day BETWEEN $2 AND $3
        UNION SELECT day FROM alerting.report WHERE department = $1 AND day BETWEEN $2 AND $3
        """

    /// Selects the first day of which something is held.
    static let firstHeldDay = """
        SELECT least((SELECT min(day) FROM alerting.count_cell WHERE department = $1), (SELECT min(day) FROM alerting.report WHERE department = $1)) AS day
        """

    private static let assessmentColumns = [
        "department", "day", "level", "observed", "expected", "lower", "upper", "z_score", "phi", "has_baseline", "reported_days",
        "reported_share", "method", "version", "nowcast", "nowcast_variance", "cluster_recurrence", "rules_version", "ground",
        "panel_communes", "panel_share", "summed_days",
    ]

    /// The columns that ``StoredRow/assessment(_:)`` reads.
    static func assessmentColumns(of table: String) -> String { self.assessmentColumns.map { "\(table).\($0)" }.joined(separator: ", ") }

    static let assessmentsBetween = """
        SELECT \(assessmentColumns(of: "assessment")) FROM alerting.assessment WHERE department = $1 AND day BETWEEN $2 AND $3 ORDER BY day
        """

    /// Writes judgements down, and notes the days on which clusters are to be looked for anew.
    static let saveAssessments = """
        WITH due AS (
            INSERT INTO alerting.scan_due (department, day) SELECT $1::text, due.day FROM unnest($24::date[]) AS due (day) ON CONFLICT DO NOTHING
        )
        INSERT INTO alerting.assessment AS held (
            department, day, level, observed, expected, lower, upper, z_score, phi, has_baseline, reported_days, reported_share,
            method, version, nowcast, nowcast_variance, cluster_recurrence, is_missing, rules_version, ground, panel_communes,
            panel_share, summed_days)
        SELECT $1::text, * FROM unnest($2::date[], $3::int2[], $4::int4[], $5::float8[], $6::float8[], $7::float8[], $8::float8[],
            $9::float8[], $10::bool[], $11::int2[], $12::float8[], $13::text[], $14::int8[], $15::float8[], $16::float8[], $17::float8[],
            $18::bool[], $19::int2[], $20::int2[], $21::int4[], $22::float8[], $23::int2[])
        ON CONFLICT (department, day) DO UPDATE SET
            level = excluded.level, observed = excluded.observed, expected = excluded.expected, lower = excluded.lower,
            upper = excluded.upper, z_score = excluded.z_score, phi = excluded.phi, has_baseline = excluded.has_baseline,
            reported_days = excluded.reported_days, reported_share = excluded.reported_share, method = excluded.method,
            version = excluded.version, nowcast = excluded.nowcast, nowcast_variance = excluded.nowcast_variance,
            cluster_recurrence = excluded.cluster_recurrence, is_missing = excluded.is_missing,
            rules_version = excluded.rules_version, ground = excluded.ground, panel_communes = excluded.panel_communes,
            panel_share = excluded.panel_share, summed_days = excluded.summed_days, judged_at = now()
        """
}
