import Contracts
import Mortality

/// Deaths of a day by how many days after it they became known.
struct ReportingRow: Hashable, Sendable {
    let day: CivilDay
    /// At each delay, what communes told in their first report of the day.
    private(set) var first: [Int]
    /// At each delay, what communes added, or took back, that had reported before.
    private(set) var added: [Int]

    init(day: CivilDay, longest: Int) {
        self.day = day
        self.first = [Int](repeating: 0, count: max(0, longest) + 1)
        self.added = self.first
    }

    /// Notes what became known at a delay; one that is too long is left out.
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
