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

    /// Sums a department's deaths and reports of days anew.
    static let refreshDays = """
        INSERT INTO alerting.reported_day AS held (department, day, deaths, reports, population)
        SELECT $1::text, moved.day, counted.deaths, told.reports, told.population
        FROM unnest($2::date[]) AS moved (day)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(deaths), 0)::int4 AS deaths FROM alerting.count_cell
            WHERE count_cell.department = $1 AND count_cell.day = moved.day
        ) AS counted
        CROSS JOIN LATERAL (
            SELECT count(*)::int4 AS reports, coalesce(sum(place.population), 0)::int4 AS population
            FROM alerting.report LEFT JOIN reference.commune AS place ON place.code = report.commune AND place.municipality IS NULL AND place.closed_on IS NULL
            WHERE report.department = $1 AND report.day = moved.day AND report.declarations > 0
        ) AS told
        ON CONFLICT (department, day) DO UPDATE SET deaths = excluded.deaths, reports = excluded.reports, population = excluded.population
        """

    /// A department's deaths and reports of given days; a day that nothing is held of is missing.
    static let days = "SELECT day, deaths, reports, population FROM alerting.reported_day WHERE department = $1 AND day = ANY($2)"

    /// Deaths of communes from a day to another.
    static let communeDeaths = """
        SELECT commune, sum(deaths)::int8 AS deaths FROM alerting.count_cell WHERE department = $1 AND day BETWEEN $2 AND $3 GROUP BY commune
        """

    /// Deaths by place, of seven days that end with one and of the 28 before.
    static let placeDeaths = """
        SELECT place, coalesce(sum(deaths) FILTER (WHERE day > $2::date - 7), 0)::int8 AS week,
            coalesce(sum(deaths) FILTER (WHERE day <= $2::date - 7), 0)::int8 AS before
        FROM alerting.count_cell WHERE department = $1 AND day BETWEEN $2::date - 34 AND $2 GROUP BY place ORDER BY place
        """

    private static let assessmentColumns = """
        department, day, level, observed, expected, lower, upper, z_score, phi, has_baseline, reported_days, reported_share, method, version,
        nowcast, nowcast_variance, cluster_recurrence, rules_version, ground, panel_communes, panel_share, summed_days
        """

    static let assessmentsOn = "SELECT \(assessmentColumns), is_missing FROM alerting.assessment WHERE department = $1 AND day = ANY($2)"

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

    /// The days since the last one on which nothing seemed to be missing.
    static let missingDays = """
        SELECT day FROM alerting.assessment
        WHERE department = $1 AND is_missing
            AND day > coalesce((SELECT max(day) FROM alerting.assessment WHERE department = $1 AND NOT is_missing AND level <> 5), '-infinity')
        ORDER BY day
        """

    static let saveAssessments = """
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
