import Foundation
import Judging
import Mortality
import Surveillance

/// How fast the detectors are, beside plain arithmetic on the same machine in the same run.
struct SpeedRun {
    let options: BenchOptions

    func run(_ figures: inout Figures) async throws {
        let land = try Land(folder: self.options.data)
        let nation = try Nation(land: land)
        figures.say("centres and inhabitants of communes: \(land.source); deaths: drawn")
        try self.farrington(nation, &figures)
        try self.scan(nation, &figures)
        try self.search(nation, &figures)
        try LargeCounts().run(&figures)
        try self.thresholds(&figures)
        try await self.day(nation, &figures)
    }

    /// An ordinary day, and one on which no scan may stop early, because there is something everywhere.
    private func day(_ nation: Nation, _ figures: inout Figures) async throws {
        let usual = ClusterInput.usualReplicates
        for (name, enough, replicates, target) in [
            ("all levels", 10, usual, 10.0), ("all \(usual) permutations everywhere", nil, usual, 10),
            ("all 999 permutations everywhere", nil, 999, nil),
        ] as [(String, Int?, Int, Double?)] {
            let runs = 2
            let day = try NationalDay(nation: nation, sampling: try ScanSampling(replicates: replicates, enough: enough))
            let before = clock()
            let (seconds, outcome) = try await self.quickest(of: runs, day)
            let processor = Double(clock() - before) / Double(CLOCKS_PER_SEC) / Double(runs)
            try figures.add(
                Figure(
                    name: "national evaluation of a day, \(name): \(outcome.judged) departments, \(outcome.communes) communes, \(outcome.scans) scans",
                    value: seconds, unit: "s on 2 threads", target: target, limit: "its processor time", ratio: seconds / processor))
            figures.say("  (\(outcome.rejected) departments rejected by the gate, \(outcome.excess) communes of a probable excess)")
        }
    }

    private func farrington(_ nation: Nation, _ figures: inout Figures) throws {
        let design = try Nation.design()
        let number = 35_000
        var (alarms, without) = (0, 0)
        let seconds = Stopwatch.quickest(of: 3) {
            alarms = 0
            without = 0
            for index in 0..<number {
                // Where nobody died in five years, there is nothing to be judged.
                guard let verdict = try? FarringtonFlexible.judge(nation.weekly[index % nation.weekly.count], design: design) else {
                    without += 1
                    continue
                }
                alarms += verdict.isAlarm ? 1 : 0
            }
        }
        let plain = Stopwatch.exponentials(number * design.weeks.count)
        try figures.add(
            Figure(
                name: "Farrington, 35,000 communes, five years of weeks, one core", value: seconds, unit: "s", target: 2,
                limit: "an exponential and a logarithm for each week", ratio: seconds / plain))
        figures.say("  (\(alarms) alarms; \(without) communes without a death in five years)")
    }

    /// All replicates are drawn, as though each day had a cluster.
    private func scan(_ nation: Nation, _ figures: inout Figures) throws {
        guard let department = nation.departments.min(by: { abs($0.own - 250) < abs($1.own - 250) }) else { return }
        let own = department.places.prefix(department.own)
        let nearest = department.zones.nearest.prefix(department.own).map { $0.filter { $0 < department.own } }
        let zones = try ScanZones(nearest: Array(nearest))
        let counts = nation.daily.map { row in own.map { Double(row[$0]) } }
        let sampling = try ScanSampling(replicates: 999, enough: nil)
        let seconds = try Stopwatch.quickest(of: 3) {
            let scan = try SpaceTimeScan(counts, zones: zones, longest: ScannedDepartment.longest, statistic: .permutation)
            guard try scan.clusters(mostExpected: ScannedDepartment.share, sampling: sampling).first?.pValue != nil else {
                throw BenchError(reason: "the scan found nothing at all")
            }
        }
        let cylinders = nearest.reduce(0) { $0 + $1.count } * 32
        try figures.add(
            Figure(
                name: "space-time scan, \(department.own) communes, 365 days, 999 permutations, one core", value: seconds, unit: "s", target: 2,
                limit: "an addition for each zone, day and permutation", ratio: seconds / Stopwatch.additions(of: cylinders, times: 999)))
    }

    /// All that a department's day takes once its counts are known, on a day on which no scan may stop early.
    private func search(_ nation: Nation, _ figures: inout Figures) throws {
        guard let department = nation.departments.min(by: { abs($0.own - 250) < abs($1.own - 250) }) else { return }
        let codes = try department.places.indices.map { try CommuneCode(String(format: "%05d", 1_001 + $0)) }
        let entries = nation.daily.enumerated().flatMap { day, row in
            department.places.enumerated().compactMap { area, place in
                row[place] > 0 ? ClusterInput.Entry(day: day, area: area, deaths: Int(row[place])) : nil
            }
        }
        let first = try CivilDay(iso: Nation.lastDay).advanced(by: 1 - nation.daily.count)
        let input = try ClusterInput(
            communes: codes, points: department.points, own: department.own, firstDay: first, days: nation.daily.count, entries: entries,
            enough: ClusterInput.usualReplicates, seed: 1)
        let seconds = try Stopwatch.quickest(of: 3) {
            guard try ClusterSearch.find(input) != nil else { throw BenchError(reason: "the scan found nothing at all") }
        }
        let around = department.places.count - department.own
        try figures.add(
            Figure(
                name: "search for clusters all told, \(department.own) communes and \(around) around, all \(input.replicates) permutations",
                value: seconds, unit: "s", target: 0.25))
    }

    private func thresholds(_ figures: inout Figures) throws {
        let past = try PastData(folder: self.options.data)
        let histories = past.pasts.map { DepartmentHistory(days: $0.days) }
        let first = try CivilDay(iso: "2020-02-03")
        let derivation = ThresholdDerivation()
        var slowest = 0.0
        for history in histories.prefix(20) {
            slowest = max(slowest, Stopwatch.quickest(of: 1) { _ = derivation.thresholds(of: history, from: first) })
        }
        try figures.add(
            Figure(name: "thresholds of a department, \(derivation.years) simulated years, slowest of 20", value: slowest, unit: "s", target: 0.5))
    }

    private func quickest(of runs: Int, _ day: NationalDay) async throws -> (Double, NationalDay.Outcome) {
        var best: (Double, NationalDay.Outcome)?
        for _ in 0..<runs {
            let began = ContinuousClock.now
            let outcome = try await day.run()
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            if seconds < best?.0 ?? .infinity { best = (seconds, outcome) }
        }
        return best ?? (.infinity, NationalDay.Outcome())
    }
}
