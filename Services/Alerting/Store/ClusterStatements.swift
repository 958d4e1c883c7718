/// The SQL of clusters and of what they are looked for in.
enum ClusterStatements {
    private static let columns = """
        department, day, first_day, communes, observed, expected, score, p_value, recurrence_days, areas, left_out, study_days
        """

    /// Notes days whose counts moved.
    static let markDue = """
        INSERT INTO alerting.scan_due (department, day) SELECT $1::text, * FROM unnest($2::date[]) ON CONFLICT DO NOTHING
        """

    /// Takes one of the days that have waited long enough, the newest first, and what somebody took and never settled.
    static let takeDue = """
        WITH due AS (
            SELECT department, day FROM alerting.scan_due AS waiting
            WHERE CASE WHEN is_taken THEN since <= now() - interval '10 minutes'
                ELSE since <= now() - make_interval(secs => $1) AND NOT EXISTS (
                    SELECT FROM alerting.scan_due AS taken
                    WHERE taken.department = waiting.department AND taken.day = waiting.day AND taken.is_taken) END
            ORDER BY day DESC, department LIMIT 1 FOR UPDATE SKIP LOCKED
        ), gone AS (
            DELETE FROM alerting.scan_due USING due
            WHERE scan_due.department = due.department AND scan_due.day = due.day AND NOT scan_due.is_taken
        )
        INSERT INTO alerting.scan_due (department, day, is_taken) SELECT department, day, true FROM due
        ON CONFLICT (department, day, is_taken) DO UPDATE SET since = now() RETURNING department, day
        """

    static let settleDue = "DELETE FROM alerting.scan_due WHERE department = $1 AND day = $2 AND is_taken"

    /// A cluster found anew; the version rises when it is another than before.
    static let save = """
        INSERT INTO alerting.cluster AS held (\(columns), input, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)
        ON CONFLICT (department, day) DO UPDATE SET
            first_day = excluded.first_day, communes = excluded.communes, observed = excluded.observed, expected = excluded.expected,
            score = excluded.score, p_value = excluded.p_value, recurrence_days = excluded.recurrence_days, areas = excluded.areas,
            left_out = excluded.left_out, study_days = excluded.study_days, input = excluded.input, version = held.version + 1
        WHERE (held.first_day, held.communes, held.observed, held.expected, held.recurrence_days)
            IS DISTINCT FROM (excluded.first_day, excluded.communes, excluded.observed, excluded.expected, excluded.recurrence_days)
        RETURNING \(columns), version
        """

    static let between = """
        SELECT \(columns), version FROM alerting.cluster WHERE department = $1 AND day BETWEEN $2 AND $3 ORDER BY day
        """

    static let on = "SELECT \(columns), version FROM alerting.cluster WHERE department = $1 AND day = ANY($2)"

    static let input = "SELECT input FROM alerting.cluster WHERE department = $1 AND day = $2"

    /// Deaths by commune and day, of communes given.
    static let deaths = """
        SELECT commune, day, sum(deaths)::int8 AS deaths FROM alerting.count_cell
        WHERE department = ANY($1) AND commune = ANY($2) AND day BETWEEN $3 AND $4 AND deaths > 0
        GROUP BY commune, day
        """

    /// On how many days each commune reported.
    static let reportedDays = """
        SELECT commune, count(*)::int8 AS days, count(*) FILTER (WHERE day > $5)::int8 AS recent_days FROM alerting.report
        WHERE department = ANY($1) AND commune = ANY($2) AND day BETWEEN $3 AND $4 AND declarations > 0
        GROUP BY commune
        """

    /// How many of some communes reported on each day.
    static let reporting = """
        SELECT day, count(*)::int8 AS communes FROM alerting.report
        WHERE department = ANY($1) AND commune = ANY($2) AND day BETWEEN $3 AND $4 AND declarations > 0 GROUP BY day
        """

    /// The first day, from one on, that communes of half of a department's people reported.
    static let firstDay = """
        SELECT min(day) AS day FROM alerting.reported_day
        WHERE department = $1 AND day BETWEEN $2 AND $3 AND population::int8 * 2 >= $4
        """
}
