import Mortality
import Surveillance

/// Draws years without anything unusual and judges them as a department would: each after a past of its own, drawn too and fitted anew, so
/// that the errors of a fit are in what comes out.
struct NullYears {
    /// Springs and autumns without a gap between them, which the model is fitted on.
    private struct Stretch {
        let times: [Double]
        let days: NullDays
    }

    /// How many days of a year are judged.
    static let length = 365
    /// How many days before them are judged, from which their first levels come.
    static let lead = LevelRule.reach - 1

    private let stretches: [Stretch]
    private let judged: [CivilDay]
    /// The judged days and the six before them.
    private let days: NullDays
    private let hasTrend: Bool

    /// Prepares years of a department.
    ///
    /// - Parameters:
    ///   - baseline: the department's own, taken for the truth.
    ///   - weeks: those that it was fitted on.
    ///   - first: the first judged day: the errors of a fit grow with the distance from the past.
    init(baseline: Baseline, weeks: ArraySlice<DepartmentHistory.Week>, weekdays: [Double], from first: CivilDay) {
        var runs: [[CivilDay]] = []
        for sunday in weeks.map(\.sunday) where EuroMOMO.isBaselineWeek(sunday.isoWeek.week) {
            if let last = runs.last?.last, last.distance(to: sunday) == 7 {
                runs[runs.count - 1].append(sunday)
            } else {
                runs.append([sunday])
            }
        }
        self.stretches = runs.compactMap { sundays in
            guard let last = sundays.last, let start = sundays.first?.advanced(by: -6) else { return nil }
            return Stretch(
                times: sundays.map(Baseline.time(endingOn:)),
                days: NullDays(CivilDay.days(from: start, through: last), baseline: baseline, weekdays: weekdays))
        }
        self.judged = (-Self.lead..<Self.length).map(first.advanced(by:))
        self.days = NullDays(((-Self.lead - 6)..<Self.length).map(first.advanced(by:)), baseline: baseline, weekdays: weekdays)
        self.hasTrend = baseline.ground == .ownWithTrend
    }

    /// Draws one more year and returns the z of each of its days, those that lead up to it first.
    ///
    /// - Throws: what the fit to the drawn past throws, as it would have to the real one.
    func next(_ random: inout ReplicateGenerator) throws(SurveillanceError) -> [Double] {
        var observations: [EuroMOMO.Observation] = []
        for stretch in self.stretches {
            let deaths = stretch.days.draw(&random)
            for (week, time) in stretch.times.enumerated() {
                let count = deaths[(7 * week)..<(7 * week + 7)].reduce(0, +)
                observations.append(EuroMOMO.Observation(time: time, count: Double(count)))
            }
        }
        let baseline = try Baseline(fitting: observations, hasTrend: self.hasTrend)
        let deaths = self.days.draw(&random)
        var sum = deaths.prefix(6).reduce(0, +)
        var scores: [Double] = []
        scores.reserveCapacity(self.judged.count)
        for (index, day) in self.judged.enumerated() {
            sum += deaths[index + 6]
            // Nobody expected: nothing that could be judged, and no sign of anything.
            scores.append(baseline.expectation(endingOn: day).zScore(of: Double(sum)) ?? 0)
            sum -= deaths[index]
        }
        return scores
    }
}
