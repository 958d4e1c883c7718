package import Mortality
package import Surveillance
import Threading

/// The past of a department as whole ISO weeks, and the baselines that were fitted on it.
///
/// A baseline depends on the judged day only by where the history ends, so each is fitted once and kept.
package final class DepartmentHistory: Sendable {
    /// A week of which every day is known and may be used.
    package struct Week: Hashable, Sendable {
        package let sunday: CivilDay
        package let deaths: Int

        package init(sunday: CivilDay, deaths: Int) {
            self.sunday = sunday
            self.deaths = deaths
        }
    }

    package let weeks: [Week]
    /// The deaths by day that the weeks are made of, with those of no whole week.
    package let daily: DailyPast
    /// What each day of the week brings, Monday first, 1 on average.
    package let weekdays: [Double]
    package let rules: HistoryRules
    /// The department's inhabitants, for where its past says nothing.
    package let inhabitants: Int
    private let baselines = Locked<[Int: Result<Baseline, SurveillanceError>]>([:])

    /// Makes the weeks of deaths by day.
    ///
    /// - Parameter days: deaths by day, in any order; a day that is missing is not known, and not a zero.
    package init(days: [CivilDay: Int], inhabitants: Int = 0, rules: HistoryRules = HistoryRules()) {
        self.rules = rules
        self.inhabitants = inhabitants
        self.daily = DailyPast(days)
        let mondays = days.keys.filter { $0.weekday == 1 }.sorted()
        var sums = [Double](repeating: 0, count: 7)
        self.weeks = mondays.compactMap { monday in
            var counts: [Int] = []
            for day in CivilDay.days(from: monday, through: monday.advanced(by: 6)) {
                guard let known = days[day], !rules.excludedYears.contains(day.year) else { return nil }
                counts.append(known)
            }
            for (index, count) in counts.enumerated() { sums[index] += Double(count) }
            return Week(sunday: monday.advanced(by: 6), deaths: counts.reduce(0, +))
        }
        let all = sums.reduce(0, +)
        self.weekdays = sums.map { all > 0 ? 7 * $0 / all : 1 }
    }

    /// Makes a past of which only whole weeks are known, the oldest first; that is enough for baselines.
    package init(weeks: [Week], inhabitants: Int, rules: HistoryRules) {
        self.rules = rules
        self.inhabitants = inhabitants
        self.daily = DailyPast([:])
        self.weekdays = [Double](repeating: 1, count: 7)
        self.weeks = weeks.sorted { $0.sunday < $1.sunday }
    }

    /// Returns the weeks that a day, and the days from which its level comes, are compared with.
    package func weeks(reachingBackFrom day: CivilDay) -> ArraySlice<Week> {
        let end = self.end(before: day)
        // Those of the earliest day begin so many weeks earlier.
        let more = (7 * MissingDataRule.weeksBefore + LevelRule.reach) / 7 + 1
        return self.weeks[max(0, end - self.rules.weeks - more)..<end]
    }

    /// Returns the weeks that a day is compared with: the last five years of those that end before the day less the gap.
    package func weeks(before day: CivilDay) -> ArraySlice<Week> {
        let end = self.end(before: day)
        return self.weeks[max(0, end - self.rules.weeks)..<end]
    }

    /// Returns the baseline that a day is compared with: the department's own, else that of the same season, else the nation's rate.
    ///
    /// - Throws: why there is no own one, where there is no other either.
    package func baseline(for day: CivilDay) throws(SurveillanceError) -> Baseline {
        let end = self.end(before: day)
        switch self.own(end) {
        case .success(let baseline): return baseline
        case .failure(let lack):
            if let matched = try? Baseline(matched: self.weeks[max(0, end - self.rules.weeks)..<end], to: day, rules: self.rules) {
                return matched
            }
            if let national = try? Baseline(inhabitants: self.inhabitants) { return national }
            throw lack
        }
    }

    private func own(_ end: Int) -> Result<Baseline, SurveillanceError> {
        if let known = self.baselines.withLock({ $0[end] }) { return known }
        let fitted = Result { () throws(SurveillanceError) in
            try Baseline(own: self.weeks[max(0, end - self.rules.weeks)..<end], rules: self.rules)
        }
        self.baselines.withLock { $0[end] = fitted }
        return fitted
    }

    /// Returns how many weeks end before the day less the gap.
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
