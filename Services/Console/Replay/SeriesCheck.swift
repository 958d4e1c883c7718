import Mortality

/// Compares what Vigie tells with the totals that were replayed.
struct SeriesCheck: Sendable {
    /// A day on which they differ.
    struct Difference: Hashable, Sendable, CustomStringConvertible {
        let department: DepartmentCode
        let day: CivilDay
        let published: Int
        let counted: Int

        var description: String { "\(self.department) \(self.day): published \(self.published), counted \(self.counted)" }
    }

    /// How long the counts may stand still short of the totals before they are taken for final.
    static let patience = Duration.seconds(60)

    let totals: [DepartmentCode: [CivilDay: Int]]
    /// Answers a department's deaths by day.
    let read: @Sendable (DepartmentCode, ClosedRange<CivilDay>) async throws -> [CivilDay: Int]

    /// The days that differ, once the counts have come to rest: what was accepted may still be on its way.
    func differences(patience: Duration = Self.patience) async throws -> [Difference] {
        var last = try await self.look()
        var deadline = ContinuousClock.now + patience
        while !last.isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(500))
            let next = try await self.look()
            if next != last { deadline = ContinuousClock.now + patience }
            last = next
        }
        return last
    }

    private func look() async throws -> [Difference] {
        var differences: [Difference] = []
        for (department, published) in self.totals.sorted(by: { $0.key < $1.key }) {
            guard let first = published.keys.min(), let last = published.keys.max() else { continue }
            let counted = try await self.read(department, first...last)
            for (day, deaths) in published.sorted(by: { $0.key < $1.key }) where counted[day] != deaths {
                differences.append(Difference(department: department, day: day, published: deaths, counted: counted[day] ?? 0))
            }
        }
        return differences
    }
}
