import Judging
import Mortality
import Persistence

/// Who declared what of which day.
extension AlertingStore {
    /// Notes anew who told of days, and whose deaths there were.
    func refreshTold(_ days: some Collection<CivilDay>, of department: DepartmentCode, in transaction: Transaction) async throws {
        guard !days.isEmpty else { return }
        let parameters: [SQLValue] = [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))]
        try await transaction.execute(PanelStatements.number, parameters)
        try await transaction.execute(PanelStatements.refresh, parameters)
    }

    /// The panel that a day is judged by, and its communes.
    func panel(
        of department: DepartmentCode, on day: CivilDay, shares: [CommuneCode: Double], in transaction: Transaction
    ) async throws -> (panel: Panel, communes: [CommuneCode]) {
        let days = Set((7..<(7 + Panel.span)).map { day.advanced(by: -$0) })
        let declared = try await self.declared(days, of: department, shares: shares, in: transaction)
        let panel = Panel(for: day, of: declared)
        return (panel, declared.communes.indices.filter { panel.members.contains($0) }.map { declared.communes[$0] })
    }

    /// Who declared what of days; a day that nothing is held of is missing.
    ///
    /// - Parameter shares: each commune's part of what the department expects.
    func declared(
        _ days: Set<CivilDay>, of department: DepartmentCode, shares: [CommuneCode: Double], in transaction: Transaction
    ) async throws -> DeclaredDays {
        let communes = try await transaction.query(PanelStatements.communes, [.text(department.text)])
            .map { try CommuneCode(try $0.text("commune")) }
        let rows = try await transaction.query(PanelStatements.days, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
        return try DeclaredDays(
            communes: communes, shares: communes.map { shares[$0] ?? 0 },
            days: try rows.reduce(into: [:]) { days, row in
                let told = try row.text("told").utf8.enumerated().lazy.filter { $0.element == UInt8(ascii: "1") }.map(\.offset)
                days[try StoredRow.day(row)] = DeclaredDays.Day(
                    told: PlaceSet(told),
                    deaths: zip(try row.intArray("places"), try row.intArray("deaths")).map { place, count in
                        DeclaredDays.Deaths(place: place ?? -1, count: count ?? 0)
                    })
            })
    }
}
