import Mortality
import Surveillance
import Threading

/// The past of a department as whole ISO weeks, and the baselines that were fitted on it.
///
/// A baseline depends on the judged day only by where the history ends, so each is fitted once and kept.
final class DepartmentHistory: Sendable {
    /// A week of which every day is known and usable.
    struct Week: Hashable, Sendable {
        let sunday: CivilDay
        let deaths: Int
    }

    let weeks: [Week]
    let rules: HistoryRules
    private let baselines = Locked<[Int: Result<Baseline, SurveillanceError>]>([:])

    /// - Parameter days: deaths by day, in any order; a day that is missing is not known, and not a zero.
    init(days: [CivilDay: Int], rules: HistoryRules = HistoryRules()) {
        self.rules = rules
        let mondays = days.keys.filter { $0.weekday == 1 }.sorted()
        self.weeks = mondays.compactMap { monday in
            var deaths = 0
            for day in CivilDay.days(from: monday, through: monday.advanced(by: 6)) {
                guard let known = days[day], !rules.excludedYears.contains(day.year) else { return nil }
                deaths += known
            }
            return Week(sunday: monday.advanced(by: 6), deaths: deaths)
        }
    }

    /// The weeks that a day is held against: those that end before the day less the gap, the last five years of them.
    func weeks(before day: CivilDay) -> ArraySlice<Week> {
        let end = self.end(before: day)
        return self.weeks[max(0, end - self.rules.weeks)..<end]
    }

    /// The baseline that a day is held against.
    func baseline(for day: CivilDay) throws(SurveillanceError) -> Baseline {
        let end = self.end(before: day)
        if let known = self.baselines.withLock({ $0[end] }) { return try known.get() }
        let fitted = Result { () throws(SurveillanceError) in
            try Baseline(self.weeks[max(0, end - self.rules.weeks)..<end], rules: self.rules)
        }
        self.baselines.withLock { $0[end] = fitted }
        return try fitted.get()
    }

    /// How many weeks end before the day less the gap.
    private func end(before day: CivilDay) -> Int {
        let limit = day.advanced(by: -self.rules.gap)
        var (low, high) = (0, self.weeks.count)
        while low < high {
            let middle = (low + high) / 2
            if self.weeks[middle].sunday < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
