public import Mortality
public import Persistence

/// Keeps the calls to communes, and reads how far each commune's clerks have come.
///
/// Whoever asks has made sure that they may call in the department (`Access`).
public struct CallStore: Sendable {
    /// What came of noting a call.
    public enum Noting: Hashable, Sendable {
        case noted
        /// The very same call was noted before.
        case known
        /// Another call has this id.
        case taken
    }

    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    // MARK: Noting

    /// Notes a call by an account, and writes into the audit that it did. The same call again changes nothing.
    public func note(_ call: Call, of account: AccountID, by author: Author) async throws -> Noting {
        try await self.pool.transaction { transaction in
            let written = try await transaction.execute(
                """
                INSERT INTO portal.calls (id, commune, called_at, outcome, noted_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING
                """,
                [
                    .uuid(call.id.bytes), .text(call.commune.text), .timestamp(call.at.microseconds), .text(call.outcome.rawValue), .uuid(account.bytes),
                ])
            guard written == 1 else {
                let rows = try await transaction.query("\(Self.callSQL) WHERE id = $1", [.uuid(call.id.bytes)])
                return try Self.isSame(rows, call, account) ? .known : .taken
            }
            try await AuditStore.write(
                AuditNote(.callNoted, by: author, on: "commune:\(call.commune)", detail: "\(call.outcome.rawValue), \(call.at.textInFull)"), in: transaction)
            return .noted
        }
    }

    private static func isSame(_ rows: Rows, _ call: Call, _ account: AccountID) throws -> Bool {
        guard let known = try rows.first.map({ try self.call($0) }) else { return false }
        return known.commune == call.commune && known.at == call.at && known.outcome == call.outcome && known.account == account
    }

    // MARK: Reading

    private static let callSQL = "SELECT id, commune, called_at, outcome, noted_by FROM portal.calls"

    private static func call(_ row: Row) throws -> NotedCall {
        NotedCall(
            id: try CallID(bytes: try row.uuid("id")), commune: try CommuneCode(try row.text("commune")),
            at: Instant(microseconds: try row.timestamp("called_at")), outcome: CallOutcome(rawValue: try row.text("outcome")),
            account: try AccountID(bytes: try row.uuid("noted_by")))
    }

    /// Reads the calls to a commune, the last first.
    ///
    /// - Parameters:
    ///   - communes: Its code, and those of communes that are part of it now; all of one department.
    ///   - limit: At most 500.
    public func history(of communes: Set<CommuneCode>, limit: Int = 100) async throws -> [NotedCall] {
        try await self.pool.query(
            "\(Self.callSQL) WHERE department = ANY ($1) AND commune = ANY ($2) ORDER BY called_at DESC, noted_at DESC LIMIT $3",
            [
                .textArray(Set(communes.map(\.department.text)).sorted()), .textArray(communes.map(\.text).sorted()),
                .int(min(max(limit, 1), 500)),
            ]
        ).map { try Self.call($0) }
    }

    /// Reads the last call to each commune of a department that was ever called.
    public func lastCalls(in department: DepartmentCode) async throws -> [CommuneCode: NotedCall] {
        try await self.pool.query(
            """
            SELECT DISTINCT ON (commune) id, commune, called_at, outcome, noted_by FROM portal.calls WHERE department = $1
            ORDER BY commune, called_at DESC, noted_at DESC
            """, [.text(department.text)]
        ).reduce(into: [:]) { calls, row in
            let call = try Self.call(row)
            calls[call.commune] = call
        }
    }

    /// Reads how far the clerks of each commune of a department have come. A commune without an account is left out.
    public func clerks(in department: DepartmentCode) async throws -> [CommuneCode: ClerkStanding] {
        try await self.clerks(where: "g.department = $1", [.text(department.text)])
    }

    /// Reads how far the clerks of one commune have come.
    ///
    /// - Parameter communes: Its code, and those of communes that are part of it now; all of one department.
    public func clerks(of communes: Set<CommuneCode>) async throws -> ClerkStanding {
        let known = try await self.clerks(
            where: "g.department = ANY ($1) AND g.territory = ANY ($2)",
            [.textArray(Set(communes.map(\.department.text)).sorted()), .textArray(communes.map { Territory.commune($0).text }.sorted())])
        return known.values.reduce(.nobody) { $0.with($1) }
    }

    private func clerks(where condition: String, _ parameters: [SQLValue]) async throws -> [CommuneCode: ClerkStanding] {
        try await self.pool.query(
            """
            SELECT substr(g.territory, 9) AS commune, count(*) AS accounts, bool_or(a.password_hash IS NOT NULL) AS is_used,
                max(i.expires_at) FILTER (WHERE i.expires_at > now()) AS open_until, max(a.last_sign_in_at) AS last_sign_in_at
            FROM portal.role_grant AS g JOIN portal.account AS a ON a.id = g.account
            LEFT JOIN portal.invitation AS i ON i.account = a.id
            WHERE \(condition) AND g.role = 'clerk' AND a.disabled_at IS NULL GROUP BY g.territory
            """, parameters
        ).reduce(into: [:]) { standings, row in
            let openUntil = try row.optionalTimestamp("open_until").map { Instant(microseconds: $0) }
            standings[try CommuneCode(try row.text("commune"))] = ClerkStanding(
                accounts: try row.int("accounts"), code: try row.bool("is_used") ? .used : openUntil == nil ? .expired : .open, openUntil: openUntil,
                lastSignInAt: try row.optionalTimestamp("last_sign_in_at").map { Instant(microseconds: $0) })
        }
    }
}
