import Contracts
import Mortality
import Persistence

/// Keeps clusters, the days on which they are to be looked for, and the studies in which they are.
extension AlertingStore {
    /// Claims a department's day that has waited for so many seconds. No other instance is given the day for ten minutes.
    func claimScan(after seconds: Double) async throws -> (DepartmentCode, CivilDay)? {
        try await self.pool.query(ClusterStatements.claimDue, [.double(seconds)]).first
            .map { (try DepartmentCode(try $0.text("department")), try StoredRow.day($0)) }
    }

    func settleScan(_ department: DepartmentCode, _ day: CivilDay, in transaction: Transaction) async throws {
        try await transaction.execute(ClusterStatements.settleDue, [.text(department.text), .date(day.daysSinceEpoch)])
    }

    /// Keeps a cluster and returns it with its version when it is another than the one kept. Of one that was found again only the time of
    /// the search is noted, which is no news to others.
    func save(_ found: FoundCluster, in transaction: Transaction) async throws -> DeathCluster? {
        if let row = try await transaction.query(ClusterStatements.save, Columns.cluster(found)).first { return try StoredRow.cluster(row) }
        let cluster = found.cluster
        try await transaction.execute(
            ClusterStatements.searchedAgain,
            [.text(cluster.department.text), .date(cluster.day.daysSinceEpoch), .optional(cluster.scannedAt) { .timestamp($0.microseconds) }])
        return nil
    }

    /// Reads the clusters of a department's days, by day.
    func clusters(of department: DepartmentCode, from first: CivilDay, through last: CivilDay) async throws -> [DeathCluster] {
        try await self.read(
            ClusterStatements.between, [.text(department.text), .date(first.daysSinceEpoch), .date(last.daysSinceEpoch)]
        ).map { try StoredRow.cluster($0) }
    }

    /// Returns studies with the days that changed since they were last read.
    func refreshed(_ studies: [DepartmentCode: DepartmentStudy]) async throws -> [DepartmentCode: DepartmentStudy] {
        let held = studies.sorted { $0.key < $1.key }
        let departments = SQLValue.textArray(held.map(\.key.text))
        let rows = try await self.read(
            ClusterStatements.moved,
            [
                departments, .int8Array(held.map { Int64($0.value.revision) }), .dateArray(held.map(\.value.days.lowerBound.daysSinceEpoch)),
                .dateArray(held.map(\.value.days.upperBound.daysSinceEpoch)),
            ])
        var moved: [DepartmentCode: [DepartmentStudy.Day]] = [:]
        for row in rows {
            moved[try DepartmentCode(try row.text("department")), default: []].append(
                DepartmentStudy.Day(
                    day: try StoredRow.day(row), told: try StoredRow.told(row), population: try row.int("population"),
                    revision: try row.int("revision")))
        }
        guard !moved.isEmpty else { return studies }
        // The communes are read after the days, so that every commune which a day refers to is known.
        let numbered = try await self.read(
            ClusterStatements.numbered, [departments, .int4Array(held.map { Int32(clamping: $0.value.communes.count) })]
        ).reduce(into: [DepartmentCode: [CommuneCode]]()) { communes, row in
            communes[try DepartmentCode(try row.text("department")), default: []].append(try CommuneCode(try row.text("commune")))
        }
        return held.reduce(into: [:]) { studies, one in
            var study = one.value
            study.update(communes: numbered[one.key] ?? [], days: moved[one.key] ?? [])
            studies[one.key] = study
        }
    }
}
