package import Mortality

/// A department's past deaths by day, four bytes each; a day that is not known is none of them.
package struct DailyPast: Hashable, Sendable {
    private let first: CivilDay
    /// The deaths by day from the first one on; −1 for a day that is not known.
    private let counts: [Int32]

    package init(_ days: [CivilDay: Int]) {
        guard let first = days.keys.min(), let last = days.keys.max() else {
            (self.first, self.counts) = (.first, [])
            return
        }
        self.first = first
        self.counts = CivilDay.days(from: first, through: last).map { day in days[day].map { Int32(clamping: max(0, $0)) } ?? -1 }
    }

    /// The first and the last day that is known; nothing without any.
    package var span: ClosedRange<CivilDay>? {
        self.counts.isEmpty ? nil : self.first...self.first.advanced(by: self.counts.count - 1)
    }

    /// The deaths of a day; `nil` where they are not known.
    package subscript(day: CivilDay) -> Int? {
        let place = self.first.distance(to: day)
        guard self.counts.indices.contains(place), self.counts[place] >= 0 else { return nil }
        return Int(self.counts[place])
    }

    /// Returns the deaths of the seven days that end with a day; nothing unless all of them are known.
    package func week(endingOn day: CivilDay) -> Int? {
        var sum = 0
        for offset in 0...6 {
            guard let deaths = self[day.advanced(by: -offset)] else { return nil }
            sum += deaths
        }
        return sum
    }
}
