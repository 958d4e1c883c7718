package import Judging
package import Mortality
package import Surveillance

/// A department's communes as they declare where who has a death declares first: a commune with a death always tells it, one
/// without tells its zero now and then.
package struct DeclaringDepartment: Sendable {
    package let communes: [CommuneCode]
    /// Each commune's part of the department's deaths.
    package let shares: [Double]
    private let cumulated: [Double]

    /// - Parameter weights: of the communes, in any unit.
    package init(_ weights: [CommuneCode: Double]) {
        let all = weights.values.reduce(0, +)
        self.communes = weights.keys.sorted()
        self.shares = self.communes.map { all > 0 ? (weights[$0] ?? 0) / all : 0 }
        var sum = 0.0
        self.cumulated = self.shares.map { share in
            sum += share
            return sum
        }
    }

    /// As many communes as asked, the r-th largest with 1/r of the largest's deaths: a few towns with hospitals, and villages.
    package init(department: DepartmentCode, communes: Int) throws {
        var weights: [CommuneCode: Double] = [:]
        for rank in 1...max(1, communes) {
            let number = String(1_000 + rank)
            weights[try CommuneCode(department.text + number.dropFirst(number.count + department.text.count - 5))] = 1 / Double(rank)
        }
        self.init(weights)
    }

    /// What is declared of days in a row.
    ///
    /// - Parameters:
    ///   - deaths: of the whole department, by day; each falls to a commune by its share.
    ///   - zeros: How often a commune without a death tells so.
    package func declare(
        _ deaths: [Int], from first: CivilDay, zeros: Double, _ random: inout ReplicateGenerator
    ) throws -> (declared: DeclaredDays, reported: [CivilDay: ReportedDay]) {
        var days: [CivilDay: DeclaredDays.Day] = [:]
        var reported: [CivilDay: ReportedDay] = [:]
        for (index, count) in deaths.enumerated() {
            var ofCommune: [Int: Int] = [:]
            for _ in 0..<max(0, count) { ofCommune[self.commune(at: random.uniform()), default: 0] += 1 }
            let told = self.communes.indices.filter { ofCommune[$0] != nil || random.uniform() < zeros }
            let day = first.advanced(by: index)
            days[day] = DeclaredDays.Day(
                told: PlaceSet(told), deaths: ofCommune.keys.sorted().map { DeclaredDays.Deaths(place: $0, count: ofCommune[$0] ?? 0) })
            let share = told.reduce(0) { $0 + self.shares[$1] }
            reported[day] = ReportedDay(deaths: count, reports: told.count, population: Int(Double(Self.population) * share))
        }
        return (try DeclaredDays(communes: self.communes, shares: self.shares, days: days), reported)
    }

    /// As good as any: only shares of it matter.
    package static let population = 1_000_000

    private func commune(at place: Double) -> Int {
        var (low, high) = (0, self.cumulated.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if self.cumulated[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
