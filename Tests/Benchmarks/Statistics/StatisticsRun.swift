import Foundation
import Judging
import Openings

/// How often the detectors are wrong where nothing happens, and how often they see what does.
struct StatisticsRun {
    let options: BenchOptions

    func run(_ figures: inout Figures) throws {
        let past = try PastData(folder: self.options.data)
        let land = try Land(folder: self.options.data)
        figures.say("deaths of departments: \(past.source); communes: \(land.source)")
        let nulls = try self.null(past, &figures)
        try self.openings(past, &figures)
        let department = try ScannedDepartment(land: land, past: past)
        try self.spatial(department, &figures)
        try self.tail(department, &figures)
        try self.sum(nulls, &figures)
        try self.injected(department, &figures)
    }

    private func null(_ past: PastData, _ figures: inout Figures) throws -> NullRun.Result {
        let began = ContinuousClock.now
        let result = try NullRun(past: past).run(years: self.options.years)
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        let hundred = Double(result.years) / 100
        figures.say(
            "null run: \(result.years) department-years, each after a drawn past with thresholds derived from it, in \(Int(seconds)) s; "
                + "\(result.raised) with an orange above EuroMOMO's band")
        try figures.add(Figure(name: "null run, temporal: oranges", value: Double(result.oranges) / hundred, unit: "per 100 department-years"))
        try figures.add(Figure(name: "null run, temporal: reds", value: Double(result.reds) / hundred, unit: "per 100 department-years"))
        try figures.add(Figure(name: "null run, temporal: yellow days", value: Double(result.yellowDays) / Double(result.years), unit: "a department-year"))
        return result
    }

    /// The family of days alone: a half of the budget would be its part.
    private func openings(_ past: PastData, _ figures: inout Figures) throws {
        let began = ContinuousClock.now
        let result = try OpeningRun(past: past).run(openings: 1_000)
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        let hundred = result.years / 100
        figures.say(
            "quiet openings: \(result.openings) of \(result.days / max(1, result.openings)) days each, where who has a death declares first, in "
                + "\(Int(seconds)) s; \(result.judged) of \(result.days) days had a level, \(result.panels) by a panel")
        let budget = FalseAlarmBudget()
        try figures.add(
            Figure(name: "quiet openings: oranges", value: Double(result.oranges) / hundred, unit: "per 100 department-years", target: 100 / budget.orangeYears)
        )
        try figures.add(
            Figure(name: "quiet openings: reds", value: Double(result.reds) / hundred, unit: "per 100 department-years", target: 100 / budget.redYears))
    }

    private func spatial(_ department: ScannedDepartment, _ figures: inout Figures) throws {
        let began = ContinuousClock.now
        let intervals = try SpatialNull(department: department).run(seconds: self.options.seconds)
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        figures.say("null scans: \(intervals.count) independent days of \(department.shares.count) communes in \(Int(seconds)) s")
        for limit in [20, LevelThresholds().yellowRecurrence, LevelRule.strongRecurrence, LevelThresholds().orangeRecurrence] {
            let share = Double(intervals.count { $0 >= limit }) / Double(intervals.count)
            let error = (share * (1 - share) / Double(intervals.count)).squareRoot()
            try figures.add(
                Figure(
                    name: "null scans: clusters of an interval of \(Int(limit)) days or more (valid: at most \(Self.short(36_525 / limit / 365.25)) %)",
                    value: 100 * share, unit: "% of days", standardError: 100 * error))
        }
    }

    /// How far a year's recurrence is read from what it is.
    private func tail(_ department: ScannedDepartment, _ figures: inout Figures) throws {
        let result = try TailReadings(department: department).run(readings: 400)
        let share = result.share(within: 180...830)
        try figures.add(
            Figure(
                name: "a cluster that comes once in 365 days, read from \(ClusterInput.usualReplicates) permutations: within 180 and 830 days",
                value: 100 * share, unit: "%", isMoreBetter: true,
                standardError: 100 * (share * (1 - share) / Double(result.readings.count)).squareRoot(),
                note: "90 % of \(result.readings.count) within \(Int(result.quantile(0.05))) and \(Int(result.quantile(0.95))), the half below "
                    + "\(Int(result.quantile(0.5))); the cluster's own \(Int(result.interval)) days brought to 365"))
    }

    /// What both families raise: the temporal one counted, the spatial one by its bound.
    private func sum(_ nulls: NullRun.Result, _ figures: inout Figures) throws {
        let hundred = Double(nulls.years) / 100
        let spatial = 100 * 365.25 / FalseAlarmBudget().orangeRecurrence
        // Shuffles keep every day's deaths, so a cluster's p-value does not know of z: both on one day are no more than the
        // product, and red takes two days of both.
        let both = Double(nulls.orangeDays) / hundred / LevelRule.strongRecurrence
        figures.say("both families: the temporal one as counted, the spatial one by its bound of \(Self.short(spatial)) oranges and \(Self.short(both)) reds")
        try figures.add(
            Figure(name: "null run: oranges", value: Double(nulls.oranges) / hundred + spatial, unit: "per 100 department-years", target: 12))
        try figures.add(Figure(name: "null run: reds", value: Double(nulls.reds) / hundred + both, unit: "per 100 department-years", target: 1))
    }

    private func injected(_ department: ScannedDepartment, _ figures: inout Figures) throws {
        for extra in [6, 9, 12, 15] {
            let began = ContinuousClock.now
            let result = try InjectedClusters(department: department).run(extra: extra, runs: self.options.runs)
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            let days = Self.short(Double(result.days) / Double(max(1, result.seen)))
            try figures.add(
                Figure(
                    name: "\(extra) extra deaths in 4 communes expecting 3 a week, seen by 3 days after the last",
                    value: 100 * result.share,
                    unit: "%", target: extra == 15 ? 80 : nil, isMoreBetter: true, standardError: 100 * result.standardError,
                    note: "of \(result.runs); on average \(days) days after the first; \(Int(seconds)) s"))
        }
    }

    private static func short(_ number: Double) -> String { String(format: "%.2g", number) }
}
