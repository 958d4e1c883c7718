import Mortality
import Surveillance
import Testing

@testable import Judging

@Suite struct ThresholdDerivationTests {
    @Test func budgetsAreYearsBetweenAlarms() throws {
        let budget = FalseAlarmBudget()
        #expect(budget.orangeYears == 10 && budget.redYears == 100)
        // Half of it each for z and for clusters.
        #expect(abs(budget.orangeRate - 0.05) < 1e-15 && abs(budget.redRate - 0.005) < 1e-15)
        #expect(abs(budget.orangeRecurrence - 7_305) < 1e-9)
        #expect(try FalseAlarmBudget(orangeYears: 10, redYears: 100) == budget)
        // An orange a year: at most one of 365.25 · 2 days, still more than a year.
        #expect(abs(try FalseAlarmBudget(orangeYears: 1, redYears: 1).orangeRecurrence - 730.5) < 1e-9)
        for (orange, red) in [(0, 100), (10, 9), (.nan, 100), (10, .infinity), (-1, 2), (1_001, 2_000), (20_000, 30_000)] as [(Double, Double)] {
            let error = #expect(throws: SurveillanceError.self) { try FalseAlarmBudget(orangeYears: orange, redYears: red) }
            #expect(error?.code == .invalid)
        }
    }

    @Test func thresholdsAreAtLeastThoseBelowThem() {
        let thresholds = LevelThresholds(yellow: 5, orange: 4, red: 3, yellowRecurrence: 900, orangeRecurrence: 100)
        #expect(thresholds.orange == 5 && thresholds.red == 5 && thresholds.orangeRecurrence == 900)
        let bands = LevelThresholds()
        #expect([bands.yellow, bands.orange, bands.red] == [2, 4, 7])
        #expect(bands.derivation == nil)
    }

    @Test func withoutHistoryOfItsOwnTheBandsStand() throws {
        let day = try CivilDay(iso: "2023-06-15")
        for history in [
            DepartmentHistory(days: [:]), DepartmentHistory(days: [:], inhabitants: 400_000),
            try Given.history(weekly: 70, from: "2019-03-01", through: "2019-12-31"),
        ] {
            let budget = try FalseAlarmBudget(orangeYears: 20, redYears: 200)
            let thresholds = ThresholdDerivation(budget: budget, years: 20).thresholds(of: history, from: day)
            #expect(thresholds == LevelThresholds(orangeRecurrence: 14_610))
        }
    }

    @Test func theSameSeedGivesTheSameThresholds() throws {
        let day = try CivilDay(iso: "2020-01-06")
        let history = try Self.history(weekly: 90, dispersion: 1.4, seed: 1)
        let derivation = ThresholdDerivation(years: 40)
        let thresholds = derivation.thresholds(of: history, from: day)
        #expect(thresholds == derivation.thresholds(of: history, from: day))
        #expect(thresholds != ThresholdDerivation(years: 40, seed: 2).thresholds(of: history, from: day))
        let told = try #require(thresholds.derivation)
        #expect(told.simulatedYears == 40)
        #expect(told.dispersion >= 1)
        #expect(told.budgetedOrange > 2 && told.budgetedOrange < told.budgetedRed)
        #expect(thresholds.orange == max(4, told.budgetedOrange) && thresholds.red == max(7, told.budgetedRed))
        #expect(told.orangeRate.yearly > 0 && told.orangeRate.yearly <= 0.05 * (1 + 1e-9))
        #expect(told.redRate.yearly > 0 && told.redRate.yearly <= 0.005 * (1 + 1e-9))
        #expect(told.missingRate.yearly <= 0.1 * (1 + 1e-9))
        #expect(abs(told.pastYears - 2) < 0.1)
    }

    @Test func aStricterBudgetAsksForMore() throws {
        let day = try CivilDay(iso: "2020-01-06")
        let history = try Self.history(weekly: 40, dispersion: 2.2, seed: 5)
        let thresholds = try [(1, 1), (10, 100), (1_000, 10_000)].map { orange, red in
            try ThresholdDerivation(budget: FalseAlarmBudget(orangeYears: orange, redYears: red), years: 60).thresholds(of: history, from: day)
        }
        #expect(zip(thresholds, thresholds.dropFirst()).allSatisfy { $0.orange <= $1.orange && $0.red <= $1.red && $0.missing <= $1.missing })
        #expect(try #require(thresholds.last).orange > 4)
        #expect(thresholds.map(\.orangeRecurrence) == thresholds.map(\.orangeRecurrence).sorted())
    }

    /// Years that the derivation never saw, judged as live with thresholds that were derived from the past before them.
    @Test func theBudgetIsKeptOnYearsThatTheDerivationNeverSaw() throws {
        let first = try CivilDay(iso: "2020-01-06")
        let history = try Self.history(weekly: 90, dispersion: 1.6, seed: 8)
        let baseline = try history.baseline(for: first)
        let thresholds = ThresholdDerivation(years: 100, seed: 1).thresholds(of: history, from: first)
        let rule = LevelRule(thresholds: thresholds)
        let years = NullYears(baseline: baseline, weeks: history.weeks(before: first), weekdays: history.weekdays, from: first)
        var random = ReplicateGenerator(seed: 1_000)
        var (oranges, number) = (0, 0)
        for _ in 0..<100 {
            let scores: [Double?] = try years.next(&random)
            #expect(scores.count == 365 + LevelRule.reach - 1)
            number += 1
            var isCounted = false
            for index in scores.indices.dropFirst(LevelRule.reach - 1) {
                let level = rule.level(Array(scores[(index - LevelRule.reach + 1)...index]))
                if level == .green { isCounted = false }
                if level.severity >= Level.orange.severity, !isCounted { (oranges, isCounted) = (oranges + 1, true) }
            }
        }
        print("\(oranges) oranges in \(number) years that were not derived from; orange from \(thresholds.orange)")
        // Five a century are half of the budget; 15 would be four standard deviations more, 100 simulated years behind.
        #expect(oranges <= 15)
    }

    @Test(
        .enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"),
        arguments: ["56", "68", "75", "48", "976", "59"])
    func realDepartments(code: String) throws {
        let thresholds = try JudgedPast.thresholds(of: code)
        let told = try #require(thresholds.derivation)
        print(
            """
            \(code): φ \(told.dispersion); orange \(thresholds.orange) (budget alone \(told.budgetedOrange)), red \(thresholds.red) \
            (\(told.budgetedRed)), missing \(thresholds.missing); a simulated year \(told.orangeRate.yearly) oranges\
            \(told.orangeRate.isExtrapolated ? " by the tail" : ""), \(told.redRate.yearly) reds; in \(told.pastYears) years of its own past \
            \(told.pastOranges) oranges, \(told.pastReds) reds
            """)
        #expect(thresholds.orange >= 4 && thresholds.orange < 5.5)
        #expect(thresholds.red >= 7 && thresholds.red < 8)
        #expect(told.orangeRate.yearly <= 0.05 * (1 + 1e-9) && told.redRate.yearly <= 0.005 * (1 + 1e-9))
    }

    /// Two years of days around a mean, overdispersed from week to week.
    static func history(weekly: Double, dispersion: Double, seed: UInt64) throws -> DepartmentHistory {
        let baseline = try NullDaysTests.baseline(weekly: weekly, dispersion: dispersion)
        let days = CivilDay.days(from: try CivilDay(iso: "2018-01-01"), through: try CivilDay(iso: "2019-12-29"))
        var random = ReplicateGenerator(seed: seed)
        let deaths = NullDays(days, baseline: baseline, weekdays: []).draw(&random)
        return DepartmentHistory(days: Dictionary(uniqueKeysWithValues: zip(days, deaths)))
    }
}
