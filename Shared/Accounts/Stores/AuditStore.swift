import Mortality
public import Persistence

/// Writes the audit, chains it, reads it, and lets age remove what is old.
public struct AuditStore: Sendable {
    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    // MARK: Writing

    /// Writes a note at once. Whoever changes anything writes within the change's own transaction instead.
    public func write(_ note: AuditNote) async throws {
        try await self.pool.execute(Self.insertSQL, Self.parameters(note))
    }

    /// Writes a note as part of what it tells of: neither is there without the other.
    public static func write(_ note: AuditNote, in transaction: Transaction) async throws {
        try await transaction.execute(Self.insertSQL, Self.parameters(note))
    }

    /// Writes many notes of one author in one statement.
    static func write(_ notes: [AuditNote], by author: Author, in transaction: Transaction) async throws {
        try await transaction.execute(
            """
            INSERT INTO portal.audit (actor, action, subject, detail, address, correlation)
            SELECT $1::text, action, subject, detail, $5::text, $6::text
            FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS new (action, subject, detail, place) ORDER BY place
            """,
            [
                .text(author.actor.description), .textArray(notes.map(\.action.word)), .textArray(notes.map(\.subject)), .textArray(notes.map(\.detail)),
                .optional(author.address) { .text($0) }, .optional(author.correlation) { .text($0) },
            ])
    }

    private static let insertSQL = """
        INSERT INTO portal.audit (actor, action, subject, detail, address, correlation) VALUES ($1, $2, $3, $4, $5, $6)
        """

    static func parameters(_ note: AuditNote) -> [SQLValue] {
        [
            .text(note.author.actor.description), .text(note.action.word), .optional(note.subject) { .text($0) },
            .optional(note.detail) { .text($0) }, .optional(note.author.address) { .text($0) }, .optional(note.author.correlation) { .text($0) },
        ]
    }

    // MARK: Reading

    /// Reads a page of entries, the newest first.
    ///
    /// - Parameters:
    ///   - before: the id of the last entry of the page before.
    ///   - limit: at most 1,000.
    public func page(_ filter: AuditFilter = AuditFilter(), before: Int64? = nil, limit: Int = 100) async throws -> [AuditRecord] {
        try await self.pool.query(
            "\(Self.recordSQL) WHERE ($6::bigint IS NULL OR e.id < $6) AND \(Self.filterSQL) ORDER BY e.id DESC LIMIT $5",
            Self.parameters(filter) + [.int(Swift.min(Swift.max(limit, 1), 1_000)), .optional(before) { .int8($0) }]
        ).map { try Self.record($0) }
    }

    /// Gives `body` every entry, the oldest first, as many at a time as fit in memory.
    public func export(_ filter: AuditFilter = AuditFilter(), _ body: ([AuditRecord]) async throws -> Void) async throws {
        var last: Int64 = 0
        while true {
            let records = try await self.pool.query(
                "\(Self.recordSQL) WHERE e.id > $6 AND \(Self.filterSQL) ORDER BY e.id LIMIT $5",
                Self.parameters(filter) + [.int(Self.pageSize), .int8(last)]
            ).map { try Self.record($0) }
            if !records.isEmpty { try await body(records) }
            guard records.count == Self.pageSize, let end = records.last else { return }
            last = end.entry.id
        }
    }

    static let pageSize = 2_000

    private static let filterSQL = """
        ($1::text IS NULL OR e.actor = $1 OR e.subject = $1) AND ($2::text IS NULL OR e.action = $2)
        AND ($3::timestamptz IS NULL OR e.at >= $3) AND ($4::timestamptz IS NULL OR e.at < $4)
        """

    private static func parameters(_ filter: AuditFilter) -> [SQLValue] {
        [
            .optional(filter.account) { .text("account:\($0)") }, .optional(filter.action) { .text($0.word) },
            .optional(filter.from) { .timestamp($0.microseconds) }, .optional(filter.before) { .timestamp($0.microseconds) },
        ]
    }

    // MARK: Rows

    static let recordSQL = """
        SELECT e.id, e.at, e.actor, e.action, e.subject, e.detail, e.address, e.correlation, l.number, l.hash
        FROM portal.audit AS e LEFT JOIN portal.audit_link AS l ON l.entry = e.id
        """

    static func entry(_ row: Row) throws -> AuditEntry {
        AuditEntry(
            id: Int64(try row.int("id")), at: Instant(microseconds: try row.timestamp("at")), actor: try row.text("actor"),
            action: try row.text("action"), subject: try row.optionalText("subject"), detail: try row.optionalText("detail"),
            address: try row.optionalText("address"), correlation: try row.optionalText("correlation"))
    }

    static func record(_ row: Row) throws -> AuditRecord {
        let entry = try self.entry(row)
        guard let number = try row.optionalInt("number") else { return AuditRecord(entry: entry, link: nil) }
        return AuditRecord(entry: entry, link: AuditLink(number: Int64(number), entry: entry.id, hash: try row.bytes("hash")))
    }
}
