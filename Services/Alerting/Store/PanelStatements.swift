/// The SQL of who declared what.
enum PanelStatements {
    /// Numbers the communes of some days that declare for the first time.
    static let number = """
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
        """

    /// Notes anew who told of days, and whose deaths there were.
    static let refresh = """
        INSERT INTO alerting.told_day AS held (department, day, told, places, deaths)
        SELECT $1::text, moved.day, told.told, died.places, died.deaths
        FROM unnest($2::date[]) AS moved (day)
        CROSS JOIN LATERAL (
            SELECT coalesce(string_agg(CASE WHEN report.commune IS NULL THEN '0' ELSE '1' END, '' ORDER BY one.number), '') AS told
            FROM alerting.declaring_commune AS one
            LEFT JOIN alerting.report ON report.department = $1 AND report.day = moved.day AND report.commune = one.commune
                AND report.declarations > 0
            WHERE one.department = $1
        ) AS told
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(number ORDER BY number), '{}') AS places, coalesce(array_agg(deaths ORDER BY number), '{}') AS deaths
            FROM (
                SELECT one.number, sum(cell.deaths)::int8 AS deaths FROM alerting.count_cell AS cell
                JOIN alerting.declaring_commune AS one ON one.department = $1 AND one.commune = cell.commune
                WHERE cell.department = $1 AND cell.day = moved.day AND cell.deaths > 0 GROUP BY one.number
            ) AS counted
        ) AS died
        ON CONFLICT (department, day) DO UPDATE SET told = excluded.told, places = excluded.places, deaths = excluded.deaths
        """

    /// The communes of a department that ever declared, by number.
    static let communes = "SELECT commune FROM alerting.declaring_commune WHERE department = $1 ORDER BY number"

    static let days = "SELECT day, told, places, deaths FROM alerting.told_day WHERE department = $1 AND day = ANY($2)"
}
