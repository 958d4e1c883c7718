import Contracts
import Mortality
import Persistence

/// Clusters, and the counts that they are looked for in.
extension AlertingStore {
    /// Notes that clusters are to be looked for anew on days.
    func markScanDue(_ days: some Collection<CivilDay>, of department: DepartmentCode, in transaction: Transaction) async throws {
        guard !days.isEmpty else { return }
        try await transaction.execute(ClusterStatements.markDue, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
    }

    /// Takes a department's day that has waited for so many seconds; nobody else is given it for ten minutes.
    func takeScanDue(after seconds: Double) async throws -> (DepartmentCode, CivilDay)? {
        try await self.pool.query(ClusterStatements.takeDue, [.double(seconds)]).first
            .map { (try DepartmentCode(try $0.text("department")), try StoredRow.day($0)) }
    }

    func settleScanDue(_ department: DepartmentCode, _ day: CivilDay, in transaction: Transaction) async throws {
        try await transaction.execute(ClusterStatements.settleDue, [.text(department.text), .date(day.daysSinceEpoch)])
    }

    /// Keeps a cluster; answers it with its version when it is another than the one kept.
    func save(_ cluster: DeathCluster, input: [UInt8]?, in transaction: Transaction) async throws -> DeathCluster? {
        try await transaction.query(ClusterStatements.save, Columns.cluster(cluster, input: input)).first.map { try StoredRow.cluster($0) }
    }

    /// The clusters of a department from a day to another, by day.
    func clusters(of department: DepartmentCode, from first: CivilDay, through last: CivilDay) async throws -> [DeathCluster] {
        try await self.read(
            ClusterStatements.between, [.text(department.text), .date(first.daysSinceEpoch), .date(last.daysSinceEpoch)]
        ).map { try StoredRow.cluster($0) }
    }

    func clusters(
        of department: DepartmentCode, on days: some Collection<CivilDay>, in transaction: Transaction
    ) async throws -> [CivilDay: DeathCluster] {
        try await transaction.query(ClusterStatements.on, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
            .reduce(into: [:]) { known, row in
                let cluster = try StoredRow.cluster(row)
                known[cluster.day] = cluster
            }
    }

    /// What the scan of a day was given; kept only of clusters worth a look.
    func scanInput(of department: DepartmentCode, on day: CivilDay, in transaction: Transaction) async throws -> [UInt8]? {
        try await transaction.query(ClusterStatements.input, [.text(department.text), .date(day.daysSinceEpoch)]).first
            .flatMap { try $0.optionalBytes("input") }
    }

    /// The first day, from one on, that communes of half of the people reported.
    func firstReportedDay(
        of department: DepartmentCode, from first: CivilDay, through last: CivilDay, population: Int, in transaction: Transaction
    ) async throws -> CivilDay? {
        try await transaction.query(
            ClusterStatements.firstDay,
            [.text(department.text), .date(first.daysSinceEpoch), .date(last.daysSinceEpoch), .int(population)]
        ).first.flatMap { row in try row.optionalDay("day").map { try CivilDay(daysSinceEpoch: Int($0)) } }
    }

    /// On how many days each commune reported, and on how many after a day.
    func reportedDays(
        of communes: [CommuneCode], in departments: Set<DepartmentCode>, from first: CivilDay, through last: CivilDay, recentAfter: CivilDay,
        in transaction: Transaction
    ) async throws -> [CommuneCode: (all: Int, recent: Int)] {
        try await transaction.query(
            ClusterStatements.reportedDays,
            Self.parameters(communes, departments, first, last) + [.date(recentAfter.daysSinceEpoch)]
        ).reduce(into: [:]) { days, row in
            days[try CommuneCode(try row.text("commune"))] = (try row.int("days"), try row.int("recent_days"))
        }
    }

    /// How many of some communes reported on each day.
    func reporting(
        _ communes: [CommuneCode], in departments: Set<DepartmentCode>, from first: CivilDay, through last: CivilDay,
        in transaction: Transaction
    ) async throws -> [CivilDay: Int] {
        try await transaction.query(ClusterStatements.reporting, Self.parameters(communes, departments, first, last))
            .reduce(into: [:]) { days, row in days[try StoredRow.day(row)] = try row.int("communes") }
    }

    /// Deaths by commune and day; what is missing is none.
    func deaths(
        of communes: [CommuneCode], in departments: Set<DepartmentCode>, from first: CivilDay, through last: CivilDay,
        in transaction: Transaction
    ) async throws -> [(commune: CommuneCode, day: CivilDay, deaths: Int)] {
        try await transaction.query(ClusterStatements.deaths, Self.parameters(communes, departments, first, last)).map { row in
            (try CommuneCode(try row.text("commune")), try StoredRow.day(row), try row.int("deaths"))
        }
    }

    private static func parameters(
        _ communes: [CommuneCode], _ departments: Set<DepartmentCode>, _ first: CivilDay, _ last: CivilDay
    ) -> [SQLValue] {
        [
            .textArray(departments.sorted().map(\.text)), .textArray(communes.map(\.text)), .date(first.daysSinceEpoch),
            .date(last.daysSinceEpoch),
        ]
    }
}
