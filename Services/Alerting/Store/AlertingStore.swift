import Contracts
import Judging
import Mortality
import Persistence
import Runtime

/// Alerting's own tables. What happens in a transaction takes it as a parameter.
struct AlertingStore: Sendable {
    let pool: DatabasePool
    let outbox: Outbox
    /// The departments whose rows the database gives out to the reader's role; to the writer's it gives all.
    let scope: Scope

    /// - Parameter scope: nothing, so that a reader who does not say for whom it reads is told nothing.
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

    /// The same for who may see other departments.
    func within(_ scope: Scope) -> AlertingStore { AlertingStore(self, within: scope) }

    /// Reads by one statement, within the scope.
    func read(_ sql: String, _ parameters: [SQLValue]) async throws(DatabaseError) -> Rows {
        try await self.pool.query(sql, parameters, under: self.scope.setting)
    }

    /// Reads by several statements, within the scope.
    func reading<Result>(_ body: (Transaction) async throws -> Result) async throws -> Result {
        try await self.pool.transaction(under: self.scope.setting, body)
    }

    /// Waits until nobody else judges the department; until the transaction ends nobody else will.
    func lock(_ department: DepartmentCode, in transaction: Transaction) async throws {
        _ = try await transaction.query(Statements.lock, [.text(department.text)])
    }

    // MARK: The copy of the counts

    /// Takes what is newer than what is held; answers the days that moved.
    func copy(
        _ cells: [CellCount], _ reports: [CommuneReport], of department: DepartmentCode, in transaction: Transaction
    ) async throws -> Set<CivilDay> {
        var moved: Set<CivilDay> = []
        if !cells.isEmpty {
            for row in try await transaction.query(Statements.copyCells, [.text(department.text)] + Columns.cells(cells)) {
                moved.insert(try StoredRow.day(row))
            }
        }
        if !reports.isEmpty {
            for row in try await transaction.query(Statements.copyReports, [.text(department.text)] + Columns.reports(reports)) {
                moved.insert(try StoredRow.day(row))
            }
        }
        return moved
    }

    /// Every day that something is held of.
    func heldDays(of department: DepartmentCode, in transaction: Transaction) async throws -> [CivilDay] {
        try await transaction.query(Statements.heldDays, [.text(department.text)]).map { try StoredRow.day($0) }
    }

    /// Sums what was declared of days anew.
    func refresh(_ days: some Collection<CivilDay>, of department: DepartmentCode, in transaction: Transaction) async throws {
        guard !days.isEmpty else { return }
        try await transaction.execute(Statements.refreshDays, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
        try await self.refreshTold(days, of: department, in: transaction)
    }

    /// Deaths of each commune in the seven days that end with a day.
    func communeDeaths(of department: DepartmentCode, endingOn day: CivilDay, in transaction: Transaction) async throws -> [CommuneCode: Int] {
        try await transaction.query(
            Statements.communeDeaths, [.text(department.text), .date(day.advanced(by: -6).daysSinceEpoch), .date(day.daysSinceEpoch)]
        ).reduce(into: [:]) { deaths, row in deaths[try CommuneCode(try row.text("commune"))] = try row.int("deaths") }
    }

    /// Deaths by place of the seven days that end with a day, and of the 28 days before these.
    func placeDeaths(
        of department: DepartmentCode, endingOn day: CivilDay, in transaction: Transaction
    ) async throws -> [(place: Place, week: Int, before: Int)] {
        try await transaction.query(Statements.placeDeaths, [.text(department.text), .date(day.daysSinceEpoch)]).map { row in
            (try StoredRow.place(row), try row.int("week"), try row.int("before"))
        }
    }

    /// What was declared of days.
    func days(_ days: Set<CivilDay>, of department: DepartmentCode, in transaction: Transaction) async throws -> [CivilDay: ReportedDay] {
        let rows = try await transaction.query(
            Statements.days, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
        return try rows.reduce(into: [:]) { days, row in
            days[try StoredRow.day(row)] = ReportedDay(
                deaths: try row.int("deaths"), reports: try row.int("reports"), population: try row.int("population"))
        }
    }

    // MARK: Judgements

    func assessments(
        of department: DepartmentCode, on days: [CivilDay], in transaction: Transaction
    ) async throws -> [CivilDay: JudgedAssessment] {
        try await transaction.query(Statements.assessmentsOn, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
            .reduce(into: [:]) { known, row in
                let assessment = try StoredRow.assessment(row)
                known[assessment.day] = JudgedAssessment(assessment: assessment, isMissing: try row.bool("is_missing"))
            }
    }

    /// The judgements of a department from a day to another, by day.
    func assessments(of department: DepartmentCode, from first: CivilDay, through last: CivilDay) async throws -> [DepartmentAssessment] {
        try await self.read(
            Statements.assessmentsBetween, [.text(department.text), .date(first.daysSinceEpoch), .date(last.daysSinceEpoch)]
        ).map { try StoredRow.assessment($0) }
    }

    func save(
        _ judged: [JudgedAssessment], of department: DepartmentCode, in transaction: Transaction
    ) async throws {
        guard !judged.isEmpty else { return }
        try await transaction.execute(Statements.saveAssessments, [.text(department.text)] + Columns.assessments(judged))
    }

    /// The last day that could be judged, and the days since the last green one.
    func standing(
        of department: DepartmentCode, in transaction: Transaction
    ) async throws -> (last: DepartmentAssessment?, raised: [JudgedDay], missing: [CivilDay]) {
        let last = try await transaction.query(Statements.lastJudged, [.text(department.text)]).first.map { try StoredRow.assessment($0) }
        let raised = try await transaction.query(Statements.raisedDays, [.text(department.text)])
            .map { JudgedDay(day: try StoredRow.day($0), level: try StoredRow.level($0)) }
        let missing = try await transaction.query(Statements.missingDays, [.text(department.text)]).map { try StoredRow.day($0) }
        return (last, raised, missing)
    }
}
