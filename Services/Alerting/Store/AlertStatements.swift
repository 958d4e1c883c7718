/// The SQL of alerts, of their events and of their dossiers.
enum AlertStatements {
    private static let columns = """
        id, department, level, peak_level, first_day, last_day, raised_at, closed_at, explanation, version, kind, computed_level, status,
        confirmation, acknowledged_by, acknowledged_at, confirmed_by, confirmed_at, closing_reason, dossiers, assigned_level,
        assigned_over, closed_over
        """

    /// Selects the alert of a kind of the department `$1` that is open, or else the one that was raised last.
    static func last(_ kind: String) -> String {
        """
        SELECT \(columns) FROM alerting.alert WHERE alert.department = $1 AND alert.kind = \(kind)
        ORDER BY closed_at IS NULL DESC, raised_at DESC LIMIT 1
        """
    }

    static let one = "SELECT \(columns) FROM alerting.alert WHERE id = $1"

    /// Selects a page of the alerts of some departments, or of all where `$1` is null: those after a position, or the first where `$3` is null.
    static let several = """
        SELECT \(columns) FROM alerting.alert
        WHERE ($1::text[] IS NULL OR department = ANY($1))
            AND ($3::timestamptz IS NULL OR (closed_at IS NULL) < $4::bool
                OR (closed_at IS NULL) = $4 AND (raised_at < $3 OR raised_at = $3 AND id > $5::uuid))
        ORDER BY closed_at IS NULL DESC, raised_at DESC, id LIMIT $2
        """

    static let save = """
        INSERT INTO alerting.alert (\(columns))
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::int2[], $4::int2[], $5::date[], $6::date[], $7::timestamptz[], $8::timestamptz[],
            $9::text[], $10::int8[], $11::int2[], $12::int2[], $13::int2[], $14::int2[], $15::text[], $16::timestamptz[], $17::text[],
            $18::timestamptz[], $19::text[], $20::int4[], $21::int2[], $22::int2[], $23::int2[])
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

    /// Inserts events of alerts, and the dossiers of what the alerts were judged from.
    static let saveHistory = """
        WITH frozen AS (
            INSERT INTO alerting.dossier (alert, number, frozen_at, body)
            SELECT * FROM unnest($12::uuid[], $13::int4[], $14::timestamptz[], $15::bytea[])
        )
        INSERT INTO alerting.alert_event (\(eventColumns))
        SELECT * FROM unnest($1::uuid[], $2::int4[], $3::uuid[], $4::timestamptz[], $5::int2[], $6::text[], $7::text[], $8::text[],
            $9::int2[], $10::int2[], $11::date[])
        """

    static let events = "SELECT \(eventColumns) FROM alerting.alert_event WHERE alert = $1 ORDER BY number LIMIT 2000"

    static let event = "SELECT \(eventColumns) FROM alerting.alert_event WHERE id = $1"

    /// Selects the dossier of a number; 0 stands for the last one.
    static let dossier = """
        SELECT body FROM alerting.dossier WHERE alert = $1 AND ($2::int4 = 0 OR number = $2) ORDER BY number DESC LIMIT 1
        """
}
