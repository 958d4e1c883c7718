/// The SQL of the questions that others ask.
enum Queries {
    /// Those of the codes that the reference list holds.
    static let communes = "SELECT code FROM reference.commune WHERE code = ANY($1)"

    /// A page of the cells of communes between two codes, after a key.
    static let cells = """
        SELECT commune, day, place, cause, deaths, version FROM aggregation.count_cell
        WHERE commune BETWEEN $1 AND $2 AND day BETWEEN $3 AND $4 AND (commune, day, place, cause) > ($5, $6, $7, $8)
        ORDER BY commune, day, place, cause LIMIT $9
        """

    /// A page of the reports of communes between two codes, after a key.
    static let reports = """
        SELECT commune, day, declarations, last_received_at, version FROM aggregation.report
        WHERE commune BETWEEN $1 AND $2 AND day BETWEEN $3 AND $4 AND (commune, day) > ($5, $6)
        ORDER BY commune, day LIMIT $7
        """

    /// All that was ever received under an identifier; state 5 is a conflict.
    static let revisions = """
        SELECT commune, id, revision, day, place, cause, deaths, withdrawn, reason, state, refusal, received_at, recorded_at
        FROM aggregation.ledger WHERE id = $1 AND ($2::text IS NULL OR commune = $2)
        UNION ALL
        SELECT commune, id, revision, day, place, cause, deaths, withdrawn, reason, 5::int2, NULL, received_at, recorded_at
        FROM aggregation.conflict WHERE id = $1 AND ($2::text IS NULL OR commune = $2)
        ORDER BY commune, revision, recorded_at, state
        LIMIT 1000
        """

    /// The declarations of a department that were received last, as they stand.
    static let recent = """
        SELECT last.* FROM reference.commune
        CROSS JOIN LATERAL (
            SELECT commune, id, revision, day, place, cause, deaths, withdrawn, reason, received_at
            FROM aggregation.declaration WHERE declaration.commune = reference.commune.code
            ORDER BY received_at DESC LIMIT $2
        ) AS last
        WHERE reference.commune.department = $1
        ORDER BY last.received_at DESC, last.id LIMIT $2
        """
}
