import Foundation
import Judging
import Mortality
import Openings
import Surveillance
import Testing

/// Departments that begin to declare in quiet times, where who has a death declares first. A thousand openings, in departments
/// of all sizes, are in `./vigie bench --statistics`; `VIGIE_OPENINGS` says how many are tried here.
@Suite struct QuietOpeningsTests {
    private static let openings = ProcessInfo.processInfo.environment["VIGIE_OPENINGS"].flatMap { Int($0) } ?? 60

    /// 250 communes, and a past with seasons and overdispersion.
    private func openings(weekly: Double, communes: Int, zeros: Double) throws -> QuietOpenings {
        var random = ReplicateGenerator(seed: 7)
        let flat = try Given.history(weekly: Int(weekly), from: "2014-01-06")
        let past = CivilDay.days(from: try CivilDay(iso: "2014-01-06"), through: try CivilDay(iso: "2019-12-29"))
        // The weeks' own chance on top of Poisson's.
        let truth = try flat.baseline(for: try CivilDay(iso: "2020-02-03"))
        let drawn = NullDays(past, baseline: truth, weekdays: flat.weekdays).draw(&random)
        var deaths: [CivilDay: Int] = [:]
        for (week, start) in stride(from: 0, to: past.count, by: 7).enumerated() {
            let effect = 1 + (week.isMultiple(of: 2) ? 0.06 : -0.06)
            for index in start..<min(start + 7, past.count) { deaths[past[index]] = Int((Double(drawn[index]) * effect).rounded()) }
        }
        let history = DepartmentHistory(days: deaths)
        let first = try CivilDay(iso: "2020-02-03")
        return QuietOpenings(
            department: try DeclaringDepartment(department: try DepartmentCode("29"), communes: communes), history: history,
            thresholds: ThresholdDerivation(years: JudgedPast.simulatedYears).thresholds(of: history, from: first), first: first, zeros: zeros)
    }

    @Test(arguments: [(210.0, 250, 0.3), (20.0, 150, 0.3), (140.0, 280, 0.0)])
    func bringNoMoreThanTheBudget(weekly: Double, communes: Int, zeros: Double) throws {
        let openings = try self.openings(weekly: weekly, communes: communes, zeros: zeros)
        let result = try openings.run(Self.openings, seed: 0xF1)
        print("\(weekly) a week in \(communes) communes, zeros told \(zeros): \(result)")
        // Ten days in all: one orange in ten years, one red in a hundred.
        #expect(Double(result.oranges) <= max(1, (result.years / 10).rounded(.up)))
        #expect(Double(result.reds) <= (result.years / 100).rounded(.down))
        // Nor is it silence that keeps them quiet: nearly every day has a level.
        if zeros > 0 { #expect(Double(result.judged) > 0.9 * Double(result.days)) }
    }

    /// The fault itself, as it was: against the share that declared, the same openings are struck week after week.
    @Test func byTheFirstRulesTheyWereStruck() throws {
        let openings = try self.openings(weekly: 210, communes: 250, zeros: 0.3)
        let result = try openings.run(4, seed: 0xF1, byFirstRules: true)
        print("by the first rules: \(result)")
        #expect(result.oranges >= 4)
    }
}
