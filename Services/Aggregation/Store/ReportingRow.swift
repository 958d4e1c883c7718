import Contracts
import Mortality

/// The deaths of one day, by the number of days after which they became known.
struct ReportingRow: Hashable, Sendable {
    let day: CivilDay
    /// At each delay in days, the deaths that communes told in their first report of the day.
    private(set) var first: [Int]
    /// At each delay in days, the deaths that communes which had already reported added; negative where they took some back.
    private(set) var added: [Int]

    init(day: CivilDay, longest: Int) {
        self.day = day
        self.first = [Int](repeating: 0, count: max(0, longest) + 1)
        self.added = self.first
    }

    /// Adds the deaths that became known at a delay, in days; it leaves out a delay that the row is too short for.
    mutating func take(delay: Int, first: Int, added: Int) {
        guard self.first.indices.contains(delay) else { return }
        self.first[delay] += first
        self.added[delay] += added
    }

    var message: Vigie_V1_ReportingRow {
        var message = Vigie_V1_ReportingRow()
        message.day = self.day.daysSinceEpoch
        message.first = self.first.map(Int64.init)
        message.added = self.added.map(Int64.init)
        return message
    }
}
