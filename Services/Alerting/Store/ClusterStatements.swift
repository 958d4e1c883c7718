/// The SQL of clusters and of what they are looked for in.
enum ClusterStatements {
    private static let names = [
        "department", "day", "first_day", "communes", "observed", "expected", "score", "p_value", "recurrence_days", "areas", "left_out",
        "study_days", "scanned_at",
    ]
    private static let columns = names.joined(separator: ", ")

    /// The columns that ``StoredRow/cluster(_:)`` reads.
    static let qualifiedColumns = (names + ["version"]).map { "cluster.\($0)" }.joined(separator: ", ")

    /// Claims one of the days that have waited long enough, the newest first, or one that was claimed and never settled.
    static let claimDue = """
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

    /// Keeps a cluster that was found. The version rises when the cluster differs from the one that was held.
    static let save = """
        INSERT INTO alerting.cluster AS held (\(columns), input, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
        ON CONFLICT (department, day) DO UPDATE SET
            first_day = excluded.first_day, communes = excluded.communes, observed = excluded.observed, expected = excluded.expected,
            score = excluded.score, p_value = excluded.p_value, recurrence_days = excluded.recurrence_days, areas = excluded.areas,
            left_out = excluded.left_out, study_days = excluded.study_days, scanned_at = excluded.scanned_at, input = excluded.input, version = held.version + 1
        WHERE (held.first_day, held.communes, held.observed, held.expected, held.recurrence_days)
            IS DISTINCT FROM (excluded.first_day, excluded.communes, excluded.observed, excluded.expected, excluded.recurrence_days)
        RETURNING \(columns), version
        """

    /// Notes when the cluster of a day was looked for last.
    static let searchedAgain = "UPDATE alerting.cluster SET scanned_at = $3 WHERE department = $1 AND day = $2"

    static let between = """
        SELECT \(columns), version FROM alerting.cluster WHERE department = $1 AND day BETWEEN $2 AND $3 ORDER BY day
        """

    /// Selects the days of departments that changed since they were last read.
    static let moved = """
        SELECT told_day.department, told_day.day, told_day.told, told_day.places, told_day.deaths AS place_deaths, told_day.revision,
            reported_day.population
        FROM unnest($1::text[], $2::int8[], $3::date[], $4::date[]) AS held (department, revision, first, last)
        JOIN alerting.told_day ON told_day.department = held.department AND told_day.day BETWEEN held.first AND held.last
            AND told_day.revision > held.revision
        JOIN alerting.reported_day ON reported_day.department = told_day.department AND reported_day.day = told_day.day
        """

    /// Selects the communes of departments that were numbered from a number on.
    static let numbered = """
        SELECT one.department, one.commune FROM unnest($1::text[], $2::int4[]) AS held (department, known)
        JOIN alerting.declaring_commune AS one ON one.department = held.department AND one.number >= held.known
        ORDER BY one.department, one.number
        """
}
