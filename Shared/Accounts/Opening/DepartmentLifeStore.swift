public import Mortality
public import Persistence

/// Keeps whether departments declare. What it changes it writes into the audit, in the same transaction.
public struct DepartmentLifeStore: Sendable {
    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Reads the lives of all departments that were ever opened, paused or closed.
    public func lives() async throws -> [DepartmentCode: DepartmentLife] {
        try await self.pool.query("SELECT \(Self.columns), department FROM reference.department_life").reduce(into: [:]) { lives, row in
            // A code that a later version writes is nobody's here.
            if let department = try? DepartmentCode(try row.text("department")) { lives[department] = try Self.life(row) }
        }
    }

    /// Takes a department one step further, and answers how it is afterwards. A step that changes nothing is not written into the audit.
    ///
    /// - Throws: `AccountError`: `unknownPlace` for one that is not loaded, `closed` for one that must be opened again first.
    @discardableResult
    public func take(_ step: DepartmentLife.Step, in department: DepartmentCode, by author: Author) async throws -> DepartmentLife {
        try await self.pool.transaction { try await Self.take(step, in: department, by: author, in: $0) }
    }

    static func take(
        _ step: DepartmentLife.Step, in department: DepartmentCode, by author: Author, in transaction: Transaction
    ) async throws -> DepartmentLife {
        let code = SQLValue.text(department.text)
        try await AccountChange.check([try Grant(.prefectureAdministrator, .department(department))], in: transaction)
        let before = try await self.locked(code, in: transaction)
        guard let next = try DepartmentLife.after(step, of: before) else {
            return before ?? DepartmentLife(state: .open, since: Instant(microseconds: 0))
        }
        let after = try await transaction.query(
            """
            INSERT INTO reference.department_life AS old (department, state, word, opened_at)
            VALUES ($1, $2, $3, CASE WHEN $4 THEN now() END)
            ON CONFLICT (department) DO UPDATE SET state = excluded.state, since = now(), word = excluded.word,
                opened_at = coalesce(old.opened_at, excluded.opened_at)
            RETURNING \(self.columns)
            """, [code, .text(next.state.rawValue), .optional(next.word) { .text($0) }, .bool(step == .open)]
        ).map { try self.life($0) }
        try await AuditStore.write(
            AuditNote(step.action, by: author, on: "department:\(department)", detail: next.word), in: transaction)
        return try self.one(after)
    }

    /// Writes the telephone number that the town halls of a department are told to call.
    static func setCallCentre(_ number: String, in department: DepartmentCode, in transaction: Transaction) async throws -> DepartmentLife {
        try self.one(
            try await transaction.query(
                "UPDATE reference.department_life SET call_centre = $2 WHERE department = $1 RETURNING \(self.columns)",
                [.text(department.text), .text(number)]
            ).map { try self.life($0) })
    }

    /// Reads how a department is, and locks its row until the transaction ends.
    private static func locked(_ code: SQLValue, in transaction: Transaction) async throws -> DepartmentLife? {
        try await transaction.query("SELECT \(self.columns) FROM reference.department_life WHERE department = $1 FOR UPDATE", [code])
            .map { try self.life($0) }.first
    }

    private static func one(_ lives: [DepartmentLife]) throws -> DepartmentLife {
        guard let life = lives.first else { throw AccountError(.stale, "the department was changed meanwhile: look at it again") }
        return life
    }

    static let columns = "state, since, word, opened_at, call_centre"

    static func life(_ row: Row) throws -> DepartmentLife {
        // A state that a later version writes is taken for closed: nothing is taken that somebody may have stopped.
        DepartmentLife(
            state: DepartmentLife.State(rawValue: try row.text("state")) ?? .closed, since: Instant(microseconds: try row.timestamp("since")),
            word: try row.optionalText("word"), openedAt: try row.optionalTimestamp("opened_at").map { Instant(microseconds: $0) },
            callCentre: try row.optionalText("call_centre"))
    }
}

extension DepartmentLife.Step {
    var action: AuditAction {
        switch self {
        case .open: .departmentOpened
        case .pause: .departmentPaused
        case .resume: .departmentResumed
        case .close: .departmentClosed
        }
    }
}
