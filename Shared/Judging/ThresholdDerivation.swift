package import Mortality
import Surveillance

/// Derives a department's thresholds from its budget of false alarms, by simulation on its own past.
///
/// The baseline that was fitted on the past is taken for the truth. Years without anything unusual are drawn from it,
/// each is judged day by day against a baseline that was fitted on a past drawn from it as well, and the smallest z is
/// sought at which the temporal family raises episodes no more often than its half of the budget. Orange and red are
/// that z or EuroMOMO's band, whichever is more, since the bands have a meaning of their own. Pure, and the same for the
/// same past, day and seed.
///
/// What it knows nothing of: winters with influenza and summers with heat, which are no false alarms, and declarations
/// that are late or missing.
package struct ThresholdDerivation: Hashable, Sendable {
    package var budget: FalseAlarmBudget
    /// How many years are simulated.
    package var years: Int
    package var seed: UInt64

    package init(budget: FalseAlarmBudget = FalseAlarmBudget(), years: Int = 400, seed: UInt64 = 1) {
        self.budget = budget
        self.years = years
        self.seed = seed
    }

    /// Derives the thresholds of a department.
    ///
    /// - Parameters:
    ///   - history: the department's.
    ///   - day: the first day that the thresholds are for.
    /// - Returns: the bands, without a derivation, where the baseline is not the department's own.
    package func thresholds(of history: DepartmentHistory, from day: CivilDay) -> LevelThresholds {
        let plain = LevelThresholds(orangeRecurrence: self.budget.orangeRecurrence)
        guard let baseline = try? history.baseline(for: day), baseline.ground == .own || baseline.ground == .ownWithTrend,
            let rates = self.simulated(history, baseline, from: day)
        else { return plain }
        let budgeted = (orange: rates.high.limit(for: self.budget.orangeRate), red: rates.high.limit(for: self.budget.redRate))
        let orange = max(LevelThresholds.bands.orange, budgeted.orange)
        let red = max(LevelThresholds.bands.red, budgeted.red)
        // Missing declarations have no second family of detectors to share with.
        let missing = max(LevelThresholds.bands.yellow, rates.low.limit(for: 1 / self.budget.orangeYears))
        let past = Self.past(of: history, baseline, before: day)
        return LevelThresholds(
            orange: orange, red: red, missing: missing, orangeRecurrence: self.budget.orangeRecurrence,
            derivation: LevelThresholds.Derivation(
                simulatedYears: self.years, dispersion: baseline.expectation(endingOn: day).dispersion,
                budgetedOrange: budgeted.orange, budgetedRed: budgeted.red, orangeRate: rates.high.rate(reaching: orange),
                redRate: rates.high.rate(reaching: red), missingRate: rates.low.rate(reaching: missing), pastYears: past.years,
                pastOranges: past.count(reaching: orange), pastReds: past.count(reaching: red)))
    }

    private func simulated(
        _ history: DepartmentHistory, _ baseline: Baseline, from day: CivilDay
    ) -> (high: EpisodeRates, low: EpisodeRates)? {
        let years = NullYears(baseline: baseline, weeks: history.weeks(before: day), weekdays: history.weekdays, from: day)
        var random = ReplicateGenerator(seed: self.seed)
        var (high, low) = (EpisodePeaks(), EpisodePeaks())
        for _ in 0..<max(0, self.years) {
            // A past that no model can be fitted on would not be judged by one.
            guard let scores = try? years.next(&random) else { continue }
            high.add(scores, lead: NullYears.lead, floor: LevelThresholds.bands.yellow)
            low.add(scores.map { -$0 }, lead: NullYears.lead, floor: LevelThresholds.bands.yellow)
        }
        guard let high = EpisodeRates(high), let low = EpisodeRates(low) else { return nil }
        return (high, low)
    }

    /// Judges the real days of the weeks that the baseline was fitted on, winters and summers between them included, against that baseline.
    private static func past(of history: DepartmentHistory, _ baseline: Baseline, before day: CivilDay) -> EpisodePeaks {
        var peaks = EpisodePeaks()
        let weeks = history.weeks(before: day)
        guard let first = weeks.first?.sunday, let last = weeks.last?.sunday else { return peaks }
        var stretch: [Double?] = []
        for day in CivilDay.days(from: first, through: last) {
            let deaths = history.rules.excludedYears.contains(day.year) ? nil : history.daily.week(endingOn: day)
            if let deaths, let z = baseline.expectation(endingOn: day).zScore(of: Double(deaths)) {
                stretch.append(z)
            } else if !stretch.isEmpty {
                peaks.add(stretch, lead: 0, floor: LevelThresholds.bands.yellow)
                stretch = []
            }
        }
        peaks.add(stretch, lead: 0, floor: LevelThresholds.bands.yellow)
        return peaks
    }
}
