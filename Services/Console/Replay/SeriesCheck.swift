import Mortality

/// Compares what Vigie tells with the totals that were replayed.
struct SeriesCheck: Sendable {
    /// A day on which the counts and the published totals differ.
    struct Difference: Hashable, Sendable, CustomStringConvertible {
        let department: DepartmentCode
        let day: CivilDay
        let published: Int
        let counted: Int

        var description: String { "\(self.department) \(self.day): published \(self.published), counted \(self.counted)" }
    }

    /// How long the counts may stay short of the totals without moving before they are taken for final.
    static let patience = Duration.seconds(60)

    let totals: [DepartmentCode: [CivilDay: Int]]
    /// Reads a department's deaths by day.
    let read: @Sendable (DepartmentCode, ClosedRange<CivilDay>) async throws -> [CivilDay: Int]

    /// Returns the days that differ once the counts no longer move, since accepted declarations may still be on their way.
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
