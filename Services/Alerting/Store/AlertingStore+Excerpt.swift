import Contracts
import Judging
import Mortality
import Persistence

/// Reads, in two statements, what is needed to judge days of a department.
extension AlertingStore {
    /// Sums the days that changed anew, and reads what is needed to judge some days.
    ///
    /// - Parameters:
    ///   - moved: the days whose counts or reports changed in this transaction, or whose sums an import may have changed.
    ///   - days: the days to judge.
    func excerpt(
        of department: DepartmentCode, moved: some Collection<CivilDay>, judging days: [CivilDay], in transaction: Transaction
    ) async throws -> JudgingFacts {
        let held = try await self.heldDays(JudgedDays.declared(for: days), of: department, moved: moved, judging: days, in: transaction)
        let rows = try await transaction.query(ExcerptStatements.standing, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
        var facts = JudgingFacts(held: held)
        for row in rows {
            if facts.communes.isEmpty { facts.communes = try row.textArray("declaring").map { try CommuneCode($0 ?? "") } }
            facts.standing.lastGreen = try StoredRow.optionalDay(row, "last_green")
            facts.standing.lastComplete = try StoredRow.optionalDay(row, "last_complete")
            facts.standing.raised = try zip(try StoredRow.days(row, "raised_days"), try row.intArray("raised_levels")).map { day, level in
                JudgedDay(day: day, level: try StoredRow.level(level ?? 0))
            }
            facts.standing.missing = try StoredRow.days(row, "missing_days")
            guard try !row.isNull("id") else { continue }
            let record = try StoredRow.alert(row)
            facts.standing.alerts[record.alert.kind] = AlertStanding.Followed(record: record, events: try row.int("events"))
        }
        return facts
    }

    /// Sums the days that changed anew, without judging any.
    func sum(_ moved: some Collection<CivilDay>, of department: DepartmentCode, in transaction: Transaction) async throws {
        guard !moved.isEmpty else { return }
        _ = try await self.heldDays([], of: department, moved: moved, judging: [], in: transaction)
    }

    /// Reads what is held of the days that the findings of some days come from.
    func heldDays(before days: [CivilDay], of department: DepartmentCode, in transaction: Transaction) async throws -> HeldDays {
        guard !days.isEmpty else { return HeldDays() }
        return try await self.heldDays(JudgedDays.declared(for: days), of: department, moved: [], judging: days, in: transaction)
    }

    private func heldDays(
        _ wanted: Set<CivilDay>, of department: DepartmentCode, moved: some Collection<CivilDay>, judging days: [CivilDay],
        in transaction: Transaction
    ) async throws -> HeldDays {
        let parameters = [moved.map(\.daysSinceEpoch), wanted.map(\.daysSinceEpoch), days.map(\.daysSinceEpoch)].map { SQLValue.dateArray($0) }
        return try await transaction.query(ExcerptStatements.days, [.text(department.text)] + parameters).reduce(into: HeldDays()) { held, row in
            let day = try StoredRow.day(row, "wanted_day")
            if try !row.isNull("reports") {
                held.reported[day] = ReportedDay(
                    deaths: try row.int("deaths"), reports: try row.int("reports"), population: try row.int("population"))
            }
            if try !row.isNull("told") { held.told[day] = try StoredRow.told(row) }
            if let recurrence = try row.optionalDouble("recurrence_days") { held.recurrences[day] = recurrence }
            if try !row.isNull("level") {
                held.judged[day] = JudgedAssessment(assessment: try StoredRow.assessment(row), isMissing: try row.bool("is_missing"))
            }
        }
    }

    /// Reads what explains alerts, of some days.
    func evidence(on days: some Collection<CivilDay>, of department: DepartmentCode, in transaction: Transaction) async throws -> [CivilDay: AlertEvidence] {
        guard !days.isEmpty else { return [:] }
        return try await transaction.query(
            ExcerptStatements.evidence, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))]
        ).reduce(into: [:]) { evidence, row in
            var one = AlertEvidence()
            for (commune, deaths) in zip(try row.textArray("died_communes"), try row.intArray("died_counts")) {
                one.deaths[try CommuneCode(commune ?? "")] = deaths ?? 0
            }
            let counts = zip(try row.intArray("place_week"), try row.intArray("place_before"))
            one.places = try zip(try row.intArray("place_numbers"), counts).map { place, count in
                AlertEvidence.PlaceDeaths(place: try StoredRow.place(place ?? 0), week: count.0 ?? 0, before: count.1 ?? 0)
            }
            if try !row.isNull("recurrence_days") {
                one.cluster = try StoredRow.cluster(row)
                one.scan = try row.optionalBytes("input")
            }
            evidence[try StoredRow.day(row, "shown_day")] = one
        }
    }

    /// Returns the panel by which a day is judged, with its communes.
    ///
    /// - Parameter shares: the share of the department's expected deaths that each commune expects.
    func panel(
        of department: DepartmentCode, on day: CivilDay, shares: [CommuneCode: Double], in transaction: Transaction
    ) async throws -> (panel: Panel, communes: [CommuneCode]) {
        let days = (7..<(7 + Panel.span)).map { day.advanced(by: -$0) }
        // Numbers are never given twice, so a commune that is numbered after the days were read reported of none of them.
        let told = try await transaction.query(ExcerptStatements.told, [.text(department.text), .dateArray(days.map(\.daysSinceEpoch))])
            .reduce(into: [CivilDay: DeclaredDays.Day]()) { days, row in days[try StoredRow.day(row)] = try StoredRow.told(row) }
        let communes = try await transaction.query(ExcerptStatements.communes, [.text(department.text)])
            .map { try CommuneCode(try $0.text("commune")) }
        let declared = try DeclaredDays(communes: communes, shares: communes.map { shares[$0] ?? 0 }, days: told)
        let panel = Panel(for: day, of: declared)
        return (panel, communes.indices.filter { panel.members.contains($0) }.map { communes[$0] })
    }
}
