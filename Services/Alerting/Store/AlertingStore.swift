import Contracts
import Judging
import Mortality
import Persistence
import Runtime

/// Reads and writes Alerting's own tables. What happens within a transaction takes the transaction as a parameter.
struct AlertingStore: Sendable {
    let pool: DatabasePool
    let outbox: Outbox
    /// The departments whose rows the database gives to the reader's role. The writer's role is given all rows.
    let scope: Scope

    /// - Parameter scope: no department by default, so that a reader which does not say for whom it reads is given nothing.
    init(pool: DatabasePool, scope: Scope = .departments([])) throws(DatabaseError) {
        self.pool = pool
        self.outbox = try Outbox(schema: "alerting")
        self.scope = scope
    }

    private init(_ other: AlertingStore, within scope: Scope) {
        self.pool = other.pool
        self.outbox = other.outbox
        self.scope = scope
    }

    /// Returns a store that reads within another scope.
    func within(_ scope: Scope) -> AlertingStore { AlertingStore(self, within: scope) }

    /// Runs one reading statement within the scope.
    func read(_ sql: String, _ parameters: [SQLValue]) async throws(DatabaseError) -> Rows {
        try await self.pool.query(sql, parameters, under: self.scope.setting)
    }

    /// Runs several reading statements within the scope.
    func reading<Result>(_ body: (Transaction) async throws -> Result) async throws -> Result {
        try await self.pool.transaction(under: self.scope.setting, body)
    }

    /// Waits until no other transaction judges the department, and keeps others from judging it until this transaction ends.
    func lock(_ department: DepartmentCode, in transaction: Transaction) async throws {
        _ = try await transaction.query(Statements.lock, [.text(department.text)])
    }

    // MARK: The copy of the counts

    /// Waits as ``lock(_:in:)`` does, then copies the counts that are newer than those held, and returns the days that changed.
    func copy(_ counts: DepartmentCounts, of department: DepartmentCode, in transaction: Transaction) async throws -> Set<CivilDay> {
        let (cells, reports) = (counts.cells, counts.reports)
        guard !cells.isEmpty || !reports.isEmpty else {
            try await self.lock(department, in: transaction)
            return []
        }
        let parameters = [.text(department.text)] + Columns.cells(cells) + Columns.reports(reports)
        return try await transaction.query(Statements.copy, parameters).reduce(into: []) { moved, row in moved.insert(try StoredRow.day(row)) }
    }

    /// Reads every day of a span of which something is held.
    func heldDays(of department: DepartmentCode, within span: ClosedRange<CivilDay>, in transaction: Transaction) async throws -> [CivilDay] {
        try await transaction.query(
            Statements.heldDaysWithin,
            [.text(department.text), .date(span.lowerBound.daysSinceEpoch), .date(span.upperBound.daysSinceEpoch)]
        ).map { try StoredRow.day($0) }
    }

    /// Reads the first day of which something is held; `nil` where nothing is.
    func firstHeldDay(of department: DepartmentCode) async throws -> CivilDay? {
        try await self.pool.query(Statements.firstHeldDay, [.text(department.text)]).first.flatMap { try StoredRow.optionalDay($0, "day") }
    }

    // MARK: Judgements

    /// Reads the judgements of a department's days, by day.
    func assessments(of department: DepartmentCode, from first: CivilDay, through last: CivilDay) async throws -> [DepartmentAssessment] {
        try await self.read(
            Statements.assessmentsBetween, [.text(department.text), .date(first.daysSinceEpoch), .date(last.daysSinceEpoch)]
        ).map { try StoredRow.assessment($0) }
    }

    // MARK: Writing

    /// Writes a plan down, together with what others are to be told of it.
    ///
    /// - Returns: the entries of the outbox, which stay there until they have been published.
    func write(_ plan: JudgingPlan, in transaction: Transaction) async throws -> [OutboxEntry] {
        if !plan.judged.isEmpty || !plan.scans.isEmpty {
            try await transaction.execute(
                Statements.saveAssessments,
                [.text(plan.department.text)] + Columns.assessments(plan.judged) + [.dateArray(plan.scans.map(\.daysSinceEpoch))])
        }
        if !plan.alerts.isEmpty {
            try await transaction.execute(AlertStatements.save, Columns.alerts(plan.alerts.map(\.record)))
        }
        if plan.alerts.contains(where: { !$0.events.isEmpty || $0.dossier != nil }) {
            try await transaction.execute(AlertStatements.saveHistory, try Columns.history(plan.alerts, at: plan.now))
        }
        guard let news = plan.news else { return [] }
        return try await self.outbox.append([OutboxMessage(news)], in: transaction)
    }
}
