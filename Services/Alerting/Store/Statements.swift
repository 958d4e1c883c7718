/// The SQL of Alerting's own tables.
enum Statements {
    /// One at a time judges a department.
    static let lock = "SELECT pg_advisory_xact_lock(hashtextextended('vigie alerting ' || $1, 0))"

    /// Takes cells that are newer than what is held; answers the days that they moved.
    static let copyCells = """
        WITH moved AS (
            INSERT INTO alerting.count_cell AS held (department, commune, day, place, cause, deaths, version)
            SELECT $1::text, * FROM unnest($2::text[], $3::date[], $4::int2[], $5::int2[], $6::int4[], $7::int8[])
            ON CONFLICT (department, day, commune, place, cause) DO UPDATE SET deaths = excluded.deaths, version = excluded.version
            WHERE held.version < excluded.version
            RETURNING day
        ) SELECT DISTINCT day FROM moved
        """

    /// Takes reports that are newer than what is held; answers the days that they moved.
    static let copyReports = """
        WITH moved AS (
            INSERT INTO alerting.report AS held (department, commune, day, declarations, last_received_at, version)
            SELECT $1::text, * FROM unnest($2::text[], $3::date[], $4::int4[], $5::timestamptz[], $6::int8[])
            ON CONFLICT (department, day, commune) DO UPDATE
            SET declarations = excluded.declarations, last_received_at = excluded.last_received_at, version = excluded.version
            WHERE held.version < excluded.version
            RETURNING day
        ) SELECT DISTINCT day FROM moved
        """

    /// Every day of a department that something is held of.
    static let heldDays = """
        SELECT day FROM alerting.count_cell WHERE department = $1 UNION SELECT day FROM alerting.report WHERE department = $1
        """

    /// A department's deaths and reports of given days.
    static let days = """
        SELECT wanted.day, counted.deaths, told.reports, told.population
        FROM unnest($2::date[]) AS wanted (day)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(deaths), 0)::int8 AS deaths FROM alerting.count_cell
            WHERE count_cell.department = $1 AND count_cell.day = wanted.day
        ) AS counted
        CROSS JOIN LATERAL (
            SELECT count(*) AS reports, coalesce(sum(place.population), 0)::int8 AS population
            FROM alerting.report LEFT JOIN reference.commune AS place ON place.code = report.commune AND place.municipality IS NULL
            WHERE report.department = $1 AND report.day = wanted.day AND report.declarations > 0
        ) AS told
        """

    private static let assessmentColumns = """
        department, day, level, observed, expected, lower, upper, z_score, phi, has_baseline, reported_days, reported_share, method, version
        """

    static let assessmentsOn = "SELECT \(assessmentColumns) FROM alerting.assessment WHERE department = $1 AND day = ANY($2)"

    static let assessmentsBetween = """
        SELECT \(assessmentColumns) FROM alerting.assessment WHERE department = $1 AND day BETWEEN $2 AND $3 ORDER BY day
        """

    /// The last day of a department that could be judged.
    static let lastJudged = """
        SELECT \(assessmentColumns) FROM alerting.assessment WHERE department = $1 AND level <> 5 ORDER BY day DESC LIMIT 1
        """

    /// The days judged since the last green one.
    static let raisedDays = """
        SELECT day, level FROM alerting.assessment
        WHERE department = $1 AND level BETWEEN 2 AND 4
            AND day > coalesce((SELECT max(day) FROM alerting.assessment WHERE department = $1 AND level = 1), '-infinity')
        ORDER BY day
        """

    static let saveAssessments = """
        INSERT INTO alerting.assessment AS held (
            department, day, level, observed, expected, lower, upper, z_score, phi, has_baseline, reported_days, reported_share,
            method, version)
        SELECT $1::text, * FROM unnest($2::date[], $3::int2[], $4::int4[], $5::float8[], $6::float8[], $7::float8[], $8::float8[],
            $9::float8[], $10::bool[], $11::int2[], $12::float8[], $13::text[], $14::int8[])
        ON CONFLICT (department, day) DO UPDATE SET
            level = excluded.level, observed = excluded.observed, expected = excluded.expected, lower = excluded.lower,
            upper = excluded.upper, z_score = excluded.z_score, phi = excluded.phi, has_baseline = excluded.has_baseline,
            reported_days = excluded.reported_days, reported_share = excluded.reported_share, method = excluded.method, version = excluded.version, judged_at = now()
        """

    private static let alertColumns = """
        id, department, level, peak_level, first_day, last_day, raised_at, closed_at, explanation, version
        """

    /// The alert that is open, else the last that was raised.
    static let lastAlert = """
        SELECT \(alertColumns) FROM alerting.alert WHERE department = $1 ORDER BY closed_at IS NULL DESC, raised_at DESC LIMIT 1
        """

    /// The newest alerts of some departments; null stands for all.
    static let alerts = """
        SELECT \(alertColumns) FROM alerting.alert WHERE $1::text[] IS NULL OR department = ANY($1)
        ORDER BY closed_at IS NULL DESC, raised_at DESC, id LIMIT $2
        """

    static let saveAlert = """
        INSERT INTO alerting.alert (id, department, level, peak_level, first_day, last_day, raised_at, closed_at, explanation, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET
            level = excluded.level, peak_level = excluded.peak_level, first_day = excluded.first_day, last_day = excluded.last_day,
            closed_at = excluded.closed_at, explanation = excluded.explanation, version = excluded.version
        """
}
