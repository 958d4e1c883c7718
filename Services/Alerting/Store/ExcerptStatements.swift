/// The SQL of what is needed to judge a department's days, and of what explains an alert.
enum ExcerptStatements {
    /// Sums the declarations of the days that changed anew, with the communes that reported and those that had deaths, and selects what is held
    /// of the days that are wanted. A statement does not see what it writes itself, so the new sums are returned by `RETURNING`.
    ///
    /// It also selects the judgements of the days that are judged now, and of the last other day that could be judged.
    static let days = """
        WITH moved AS MATERIALIZED (SELECT moved.day FROM unnest($2::date[]) AS moved (day)
        ), numbered AS (
            INSERT INTO alerting.declaring_commune (department, commune, number)
            SELECT $1::text, seen.commune,
                (SELECT coalesce(max(number), -1) FROM alerting.declaring_commune WHERE department = $1)
                    + (row_number() OVER (ORDER BY seen.commune))::int4
            FROM (
                SELECT commune FROM alerting.report WHERE department = $1 AND day = ANY($2)
                UNION SELECT commune FROM alerting.count_cell WHERE department = $1 AND day = ANY($2)
            ) AS seen
            WHERE NOT EXISTS (
                SELECT FROM alerting.declaring_commune AS known WHERE known.department = $1 AND known.commune = seen.commune)
            RETURNING commune, number
        ), declaring AS MATERIALIZED (
            SELECT commune, number FROM alerting.declaring_commune WHERE department = $1 UNION ALL SELECT commune, number FROM numbered
        ), summed AS (
            INSERT INTO alerting.reported_day AS held (department, day, deaths, reports, population)
            SELECT $1::text, moved.day, counted.deaths, coalesce(told.reports, 0), coalesce(told.population, 0)
            FROM moved
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(deaths), 0)::int4 AS deaths FROM alerting.count_cell
                WHERE count_cell.department = $1 AND count_cell.day = moved.day
            ) AS counted
            -- Of all days at once, and communes by their code alone: where tables are not analysed yet, whoever is no more would be
            -- taken for nearly all of them, and the list be read anew for each report.
            LEFT JOIN (
                SELECT report.day, count(*)::int4 AS reports,
                    sum(place.population) FILTER (WHERE place.municipality IS NULL AND place.closed_on IS NULL)::int4 AS population
                FROM alerting.report LEFT JOIN reference.commune AS place ON place.code = report.commune
                WHERE report.department = $1 AND report.day = ANY($2) AND report.declarations > 0 GROUP BY report.day
            ) AS told ON told.day = moved.day
            ON CONFLICT (department, day) DO UPDATE
            SET deaths = excluded.deaths, reports = excluded.reports, population = excluded.population
            RETURNING day, deaths, reports, population
        ), noted AS (
            INSERT INTO alerting.told_day AS held (department, day, told, places, deaths)
            SELECT $1::text, moved.day, told.told, died.places, died.deaths
            FROM moved
            CROSS JOIN LATERAL (
                SELECT coalesce(string_agg(CASE WHEN report.commune IS NULL THEN '0' ELSE '1' END, '' ORDER BY one.number), '') AS told
                FROM declaring AS one
                LEFT JOIN alerting.report ON report.department = $1 AND report.day = moved.day AND report.commune = one.commune
                    AND report.declarations > 0
            ) AS told
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(number ORDER BY number), '{}') AS places,
                    coalesce(array_agg(deaths ORDER BY number), '{}') AS deaths
                FROM (
                    SELECT one.number, sum(cell.deaths)::int8 AS deaths FROM alerting.count_cell AS cell
                    JOIN declaring AS one ON one.commune = cell.commune
                    WHERE cell.department = $1 AND cell.day = moved.day AND cell.deaths > 0 GROUP BY one.number
                ) AS counted
            ) AS died
            ON CONFLICT (department, day) DO UPDATE SET told = excluded.told, places = excluded.places, deaths = excluded.deaths
            RETURNING day, told, places, deaths
        ), last AS MATERIALIZED (
            SELECT day FROM alerting.assessment WHERE department = $1 AND level <> 5 AND NOT day = ANY($4) AND cardinality($4::date[]) > 0
            ORDER BY day DESC LIMIT 1
        )
        SELECT wanted.day AS wanted_day, summed.deaths, summed.reports, summed.population, noted.told, noted.places,
            noted.deaths AS place_deaths, cluster.recurrence_days, \(Statements.assessmentColumns(of: "judged")), judged.is_missing
        FROM (SELECT day FROM unnest($3::date[]) AS wanted (day) UNION SELECT day FROM last) AS wanted
        LEFT JOIN (
            SELECT day, deaths, reports, population FROM summed
            UNION ALL SELECT day, deaths, reports, population FROM alerting.reported_day AS held
            WHERE department = $1 AND day = ANY($3) AND NOT EXISTS (SELECT FROM moved WHERE moved.day = held.day)
        ) AS summed ON summed.day = wanted.day
        LEFT JOIN (
            SELECT day, told, places, deaths FROM noted
            UNION ALL SELECT day, told, places, deaths FROM alerting.told_day AS held
            WHERE department = $1 AND day = ANY($3) AND NOT EXISTS (SELECT FROM moved WHERE moved.day = held.day)
        ) AS noted ON noted.day = wanted.day
        LEFT JOIN alerting.cluster ON cluster.department = $1 AND cluster.day = wanted.day
        LEFT JOIN alerting.assessment AS judged ON judged.department = $1 AND judged.day = wanted.day
            AND (judged.day = ANY($4) OR judged.day = (SELECT day FROM last))
        """

    /// Selects the communes that have declared at least once, and a row for each kind of alert: the alert that is open, or else the last one.
    /// The row also holds what the judgements of all but some days say about episodes.
    static let standing = """
        SELECT alert.*, kinds.kind AS asked_kind,
            CASE WHEN kinds.kind = 1 THEN (
                SELECT coalesce(array_agg(commune ORDER BY number), '{}') FROM alerting.declaring_commune WHERE department = $1
            ) ELSE '{}' END AS declaring,
            green.day AS last_green, complete.day AS last_complete, raised.days AS raised_days, raised.levels AS raised_levels,
            missing.days AS missing_days,
            (SELECT coalesce(max(number), 0) FROM alerting.alert_event WHERE alert_event.alert = alert.id) AS events
        FROM (SELECT max(day) AS day FROM alerting.assessment WHERE department = $1 AND level = 1 AND NOT day = ANY($2)) AS green
        CROSS JOIN (
            SELECT max(day) AS day FROM alerting.assessment
            WHERE department = $1 AND NOT is_missing AND level <> 5 AND NOT day = ANY($2)
        ) AS complete
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(day ORDER BY day), '{}') AS days, coalesce(array_agg(level ORDER BY day), '{}') AS levels
            FROM alerting.assessment
            WHERE department = $1 AND level BETWEEN 2 AND 4 AND NOT day = ANY($2) AND day > coalesce(green.day, '-infinity')
        ) AS raised
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(day ORDER BY day), '{}') AS days FROM alerting.assessment
            WHERE department = $1 AND is_missing AND NOT day = ANY($2) AND day > coalesce(complete.day, '-infinity')
        ) AS missing
        CROSS JOIN (VALUES (1::int2), (2::int2)) AS kinds (kind)
        LEFT JOIN LATERAL (\(AlertStatements.last("kinds.kind"))) AS alert ON true
        """

    /// Selects what explains alerts, of some days: the deaths by commune in the seven days that end with each, the deaths by place in these and
    /// in the 28 days before, and the day's cluster.
    static let evidence = """
        SELECT shown.shown_day, died.communes AS died_communes, died.deaths AS died_counts, counted.places AS place_numbers,
            counted.week AS place_week, counted.before AS place_before, \(ClusterStatements.qualifiedColumns), cluster.input
        FROM unnest($2::date[]) AS shown (shown_day)
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(commune), '{}') AS communes, coalesce(array_agg(deaths), '{}') AS deaths FROM (
                SELECT commune, sum(deaths)::int8 AS deaths FROM alerting.count_cell
                WHERE department = $1 AND day BETWEEN shown.shown_day - 6 AND shown.shown_day GROUP BY commune
            ) AS commune
        ) AS died
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(place ORDER BY place), '{}') AS places, coalesce(array_agg(week ORDER BY place), '{}') AS week,
                coalesce(array_agg(before ORDER BY place), '{}') AS before
            FROM (
                SELECT place, coalesce(sum(deaths) FILTER (WHERE day > shown.shown_day - 7), 0)::int8 AS week,
                    coalesce(sum(deaths) FILTER (WHERE day <= shown.shown_day - 7), 0)::int8 AS before
                FROM alerting.count_cell WHERE department = $1 AND day BETWEEN shown.shown_day - 34 AND shown.shown_day GROUP BY place
            ) AS place
        ) AS counted
        LEFT JOIN alerting.cluster ON cluster.department = $1 AND cluster.day = shown.shown_day
        """

    /// Selects which communes declared what on some days, by which the panel of a day is chosen.
    static let told = """
        SELECT told_day.day, told_day.told, told_day.places, told_day.deaths AS place_deaths FROM alerting.told_day
        WHERE department = $1 AND day = ANY($2)
        """

    static let communes = "SELECT commune FROM alerting.declaring_commune WHERE department = $1 ORDER BY number"
}
