/// The SQL of alerts, of what happened to them and of what they were judged from.
enum AlertStatements {
    private static let columns = """
        id, department, level, peak_level, first_day, last_day, raised_at, closed_at, explanation, version, kind, computed_level, status,
        confirmation, acknowledged_by, acknowledged_at, confirmed_by, confirmed_at, closing_reason, dossiers, assigned_level,
        assigned_over, closed_over
        """

    /// The alert of a kind that is open, else the last that was raised.
    static let last = """
        SELECT \(columns) FROM alerting.alert WHERE department = $1 AND kind = $2
        ORDER BY closed_at IS NULL DESC, raised_at DESC LIMIT 1
        """

    static let one = "SELECT \(columns) FROM alerting.alert WHERE id = $1"

    /// The newest alerts of some departments; null stands for all.
    static let several = """
        SELECT \(columns) FROM alerting.alert WHERE $1::text[] IS NULL OR department = ANY($1)
        ORDER BY closed_at IS NULL DESC, raised_at DESC, id LIMIT $2
        """

    static let save = """
        INSERT INTO alerting.alert (\(columns))
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
        ON CONFLICT (id) DO UPDATE SET
            level = excluded.level, peak_level = excluded.peak_level, first_day = excluded.first_day, last_day = excluded.last_day,
            closed_at = excluded.closed_at, explanation = excluded.explanation, version = excluded.version,
            computed_level = excluded.computed_level, status = excluded.status, confirmation = excluded.confirmation,
            acknowledged_by = excluded.acknowledged_by, acknowledged_at = excluded.acknowledged_at,
            confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at, closing_reason = excluded.closing_reason,
            dossiers = excluded.dossiers, assigned_level = excluded.assigned_level, assigned_over = excluded.assigned_over,
            closed_over = excluded.closed_over
        """

    private static let eventColumns = "alert, number, id, at, kind, by_whom, key_id, comment, level_before, level_after, day"

    static let lastNumber = "SELECT coalesce(max(number), 0)::int8 AS number FROM alerting.alert_event WHERE alert = $1"

    static let saveEvent = """
        INSERT INTO alerting.alert_event (\(eventColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """

    static let events = "SELECT \(eventColumns) FROM alerting.alert_event WHERE alert = $1 ORDER BY number LIMIT 2000"

    static let event = "SELECT \(eventColumns) FROM alerting.alert_event WHERE id = $1"

    static let saveDossier = "INSERT INTO alerting.dossier (alert, number, frozen_at, body) VALUES ($1, $2, $3, $4)"

    /// The dossier of a number, 0 for the last.
    static let dossier = """
        SELECT body FROM alerting.dossier WHERE alert = $1 AND ($2::int4 = 0 OR number = $2) ORDER BY number DESC LIMIT 1
        """
}
