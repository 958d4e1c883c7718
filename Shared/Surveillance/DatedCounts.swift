public import Mortality

/// A series of counts of which each has its day: a week or a day is found by its date, so that a week 53, a leap year or a
/// count that is missing moves nothing that follows.
public struct DatedCounts: Hashable, Sendable {
    /// How far counts are apart.
    public enum Step: Int, Hashable, Sendable {
        /// A count a day.
        case day = 1
        /// A count a week, each on the same day of the week.
        case week = 7
    }

    /// The day of the first count.
    public let first: CivilDay
    /// How far counts are apart.
    public let step: Step
    /// The counts by place, which counts days or weeks from ``first``; 0 stands where no count is known.
    public let counts: [Double]
    /// The places within the series of which no count is known.
    public let missing: Set<Int>

    /// A series from counts and their days; what lies between two that are further apart is missing.
    ///
    /// - Parameters:
    ///   - counts: in the order of their days.
    ///   - days: of each count; of weeks any day, but the same of each week.
    ///   - step: how far counts are apart.
    /// - Throws: `invalid` for no counts, for other than a day a count, and for days that do not follow one another in steps.
    public init(_ counts: [Double], on days: [CivilDay], every step: Step) throws(SurveillanceError) {
        guard let first = days.first, let last = days.last, counts.count == days.count else {
            throw SurveillanceError(.invalid, "\(days.count) dates for \(counts.count) counts: a date a count is needed")
        }
        for (day, next) in zip(days, days.dropFirst()) {
            let apart = day.distance(to: next)
            guard apart > 0 else { throw SurveillanceError(.invalid, "the date \(next) follows \(day): dates must rise, each once") }
            guard apart % step.rawValue == 0 else {
                throw SurveillanceError(.invalid, "the date \(next) is \(apart) days after \(day): dates of weeks must be whole weeks apart")
            }
        }
        var series = [Double](repeating: 0, count: first.distance(to: last) / step.rawValue + 1)
        var missing = Set(series.indices)
        for (day, count) in zip(days, counts) {
            let place = first.distance(to: day) / step.rawValue
            series[place] = count
            missing.remove(place)
        }
        self.init(first: first, step: step, counts: series, missing: missing)
    }

    private init(first: CivilDay, step: Step, counts: [Double], missing: Set<Int>) {
        self.first = first
        self.step = step
        self.counts = counts
        self.missing = missing
    }

    /// Returns the day of a place.
    public func day(of place: Int) -> CivilDay { self.first.advanced(by: place * self.step.rawValue) }

    /// Returns the place of a day; `nil` for one that is outside the series, or between two weeks.
    public func place(of day: CivilDay) -> Int? {
        let days = self.first.distance(to: day)
        guard days >= 0, days % self.step.rawValue == 0, days / self.step.rawValue < self.counts.count else { return nil }
        return days / self.step.rawValue
    }

    /// Returns the places of the same week, or day, of the one, two, three … years before: those whose date is nearest to the same date.
    /// Places below 0 lie before the series.
    public func references(of place: Int, years: Int) -> [Int] {
        guard years > 0 else { return [] }
        let day = self.day(of: place)
        // No calendar has more.
        return (1...min(years, 300)).map { back in
            let days = Double(self.first.distance(to: day.addingYears(-back)))
            return Int((days / Double(self.step.rawValue)).rounded())
        }
    }

    /// Sums, in a series of days, every seven back from one of them, the oldest first, each on its last day; a seven of which a day is missing
    /// is missing.
    ///
    /// - Throws: `invalid` for a series of weeks, or a place that has no seven days.
    public func sevens(endingAt place: Int) throws(SurveillanceError) -> DatedCounts {
        guard self.step == .day, self.counts.indices.contains(place), place >= 6 else {
            throw SurveillanceError(.invalid, "a day of a series of days, and the six before it, are needed")
        }
        let weeks = (place + 1) / 7
        let start = place + 1 - 7 * weeks
        var missing: Set<Int> = []
        let sums = (0..<weeks).map { week in
            let days = (start + 7 * week)..<(start + 7 * week + 7)
            if days.contains(where: self.missing.contains) { missing.insert(week) }
            return self.counts[days].reduce(0, +)
        }
        return DatedCounts(first: self.day(of: start + 6), step: .week, counts: sums, missing: missing)
    }
}
