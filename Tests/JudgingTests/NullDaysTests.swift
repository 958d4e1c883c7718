import Mortality
import Surveillance
import Testing

@testable import Judging

/// Whether what is drawn has the mean and the spread that it is to have.
@Suite struct NullDaysTests {
    @Test(arguments: [0.4, 5, 9.9, 10, 17, 63]) func poissonNumbersHaveTheirMeanAndVariance(mean: Double) {
        var random = ReplicateGenerator(seed: 7)
        let drawn = (0..<20_000).map { _ in Double(random.poisson(mean)) }
        let average = drawn.reduce(0, +) / Double(drawn.count)
        let variance = drawn.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(drawn.count - 1)
        // Four standard errors: √(μ/n), and about μ√((2 + 1/μ)/n) of the variance.
        #expect(abs(average - mean) < 4 * (mean / 20_000).squareRoot())
        #expect(abs(variance - mean) < 4 * mean * ((2 + 1 / mean) / 20_000).squareRoot())
    }

    @Test func nothingIsDrawnFromNoMean() {
        var random = ReplicateGenerator(seed: 1)
        for mean in [0, -1, Double.nan, .infinity] { #expect(random.poisson(mean) == 0) }
        let normal = (0..<20_000).map { _ in random.normal() }
        #expect(abs(normal.reduce(0, +)) < 4 * Double(20_000).squareRoot())
        #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / 20_000 - 1) < 0.04)
    }

    /// Any seven days in a row, whatever day of the week they begin with, spread as the weeks of the fit do.
    @Test(arguments: [1.0, 1.3, 1.8]) func sevenDaysHaveTheOverdispersionOfTheFit(dispersion: Double) throws {
        let baseline = try Self.baseline(weekly: 126, dispersion: dispersion)
        let first = try CivilDay(iso: "2020-01-06")
        let days = CivilDay.days(from: first, through: first.advanced(by: 7 * 52 - 1))
        let null = NullDays(days, baseline: baseline, weekdays: [1, 1.01, 1, 1, 1.02, 0.99, 0.98])
        let phi = baseline.expectation(endingOn: first).dispersion
        var random = ReplicateGenerator(seed: 3)
        var squares = [Double](repeating: 0, count: 7)
        var sums = [Double](repeating: 0, count: 7)
        let years = 120
        for _ in 0..<years {
            let deaths = null.draw(&random)
            for start in 0..<7 {
                for week in 0..<51 {
                    let from = start + 7 * week
                    let mean = baseline.expectation(endingOn: days[from + 6]).mean
                    let residual = Double(deaths[from..<(from + 7)].reduce(0, +)) - mean
                    squares[start] += residual * residual / mean
                    sums[start] += residual / mean
                }
            }
        }
        let number = Double(years * 51)
        print("φ \(phi): drawn \(squares.map { ($0 / number * 1_000).rounded() / 1_000 })")
        for start in 0..<7 {
            // Four standard errors, √(2/n) and a little for weeks that are not independent.
            #expect(abs(squares[start] / number / phi - 1) < 4 * 1.3 * (2 / number).squareRoot())
            #expect(abs(sums[start] / number) < 0.005)
        }
    }

    @Test func daysOfTheWeekBringWhatTheyBring() throws {
        var days: [CivilDay: Int] = [:]
        for day in CivilDay.days(from: try CivilDay(iso: "2018-01-01"), through: try CivilDay(iso: "2019-12-29")) {
            days[day] = day.weekday == 7 ? 4 : 11
        }
        let history = DepartmentHistory(days: days)
        for (index, factor) in history.weekdays.enumerated() { #expect(abs(factor - (index == 6 ? 0.4 : 1.1)) < 1e-12) }
        #expect(DepartmentHistory(days: [:]).weekdays == [1, 1, 1, 1, 1, 1, 1])
    }

    @Test func thePastByDayIsWhatItWas() throws {
        let (first, last) = (try CivilDay(iso: "2018-01-01"), try CivilDay(iso: "2018-02-01"))
        var days = try Given.days(weekly: 70, from: first.description, through: last.description)
        days[first.advanced(by: 20)] = nil
        let past = DailyPast(days)
        #expect(past.span == first...last)
        for offset in -3...40 { #expect(past[first.advanced(by: offset)] == days[first.advanced(by: offset)]) }
        #expect(past.week(endingOn: first.advanced(by: 6)) == 70)
        #expect(past.week(endingOn: first.advanced(by: 5)) == nil)
        #expect(past.week(endingOn: first.advanced(by: 26)) == nil)
        #expect(DailyPast([:]).span == nil)
        #expect(DailyPast([:])[first] == nil)
    }

    /// Fitted on weeks around a mean that go up and down by √(φ − a little) standard deviations.
    static func baseline(weekly: Double, dispersion: Double) throws -> Baseline {
        let first = try CivilDay(iso: "2017-01-08")
        let swing = (weekly * dispersion).squareRoot()
        let observations = (0..<156).map { first.advanced(by: 7 * $0) }.filter { EuroMOMO.isBaselineWeek($0.isoWeek.week) }.enumerated()
            .map { index, sunday in
                EuroMOMO.Observation(time: Baseline.time(endingOn: sunday), count: weekly + (index.isMultiple(of: 2) ? swing : -swing))
            }
        return try Baseline(fitting: observations, hasTrend: false)
    }
}
