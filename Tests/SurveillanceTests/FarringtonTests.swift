import Foundation
import Testing

@testable import Surveillance

@Suite struct FarringtonTests {
    @Test(arguments: ["low", "high"]) func agreesWithR(name: String) throws {
        let counts = try GoldenFile.numbers("series_\(name)")
        let key = "farrington_\(name)_noufaily_nbPlugin"
        let (bounds, expected) = (try GoldenFile.numbers(key, "upperbound"), try GoldenFile.numbers(key, "expected"))
        let (values, phis) = (try GoldenFile.numbers(key, "pvalue"), try GoldenFile.numbers(key, "phi"))
        let alarms = try GoldenFile.numbers(key, "alarm")
        let range = try GoldenFile.numbers("range_1based")
        #expect(range[1] - range[0] + 1 == Double(expected.count))
        for index in expected.indices {
            let verdict = try FarringtonFlexible().judge(counts, at: Int(range[0]) - 1 + index)
            #expect(verdict.isEligible == (expected[index] != nil))
            #expect(verdict.isAlarm == (alarms[index] == 1))
            guard let mean = expected[index], let bound = bounds[index], let value = values[index], let phi = phis[index] else { continue }
            #expect(abs(verdict.expected - mean) < 1e-6 * mean)
            // R stops its iteration earlier.
            #expect(abs(verdict.dispersion - phi) < 1e-4)
            #expect(Double(verdict.upperBound) == bound)
            #expect(abs(verdict.pValue - value) < 3e-6)
            #expect(verdict.hasTrend)
        }
    }

    /// Weekly series with dates: the same week of another year is the one whose Monday is nearest.
    @Test(arguments: ["franceMetro1996_2005", "salmNewport"]) func agreesWithROnWholeSeries(name: String) throws {
        let series = try GoldenFile.table("\(name).csv")
        let counts = series.map { Double($0["observed"] ?? "") ?? -1 }
        let calendar = {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            return calendar
        }()
        let format = Date.ISO8601FormatStyle().year().month().day()
        let mondays = try series.map { try Date($0["date"] ?? "", strategy: format) }
        let first = try #require(mondays.first)
        var judged = 0
        for row in try GoldenFile.table("\(name)__farringtonFlexible_noufaily_nb_b5.csv") {
            guard let mean = row["expected"].flatMap(Double.init), let bound = row["upperbound"].flatMap(Int.init),
                let value = row["pvalue"].flatMap(Double.init)
            else { continue }
            let week = try #require(row["t"].flatMap(Int.init)) - 1
            let references = (1...5).compactMap { years in
                calendar.date(byAdding: .year, value: -years, to: mondays[week]).map {
                    Int(($0.timeIntervalSince(first) / (7 * 86_400)).rounded())
                }
            }
            let verdict = try FarringtonFlexible().judge(counts, at: week, references: references)
            judged += 1
            #expect(verdict.upperBound == bound)
            #expect(abs(verdict.expected - mean) < 1e-5 * mean)
            #expect(abs(verdict.pValue - value) < 3e-6)
            #expect(verdict.isAlarm == (row["alarm"] == "1"))
        }
        #expect(judged >= 120)
    }

    @Test func aSeriesTooShortIsAnError() {
        let error = #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge([Double](repeating: 3, count: 200), at: 199) }
        #expect(error?.code == .shortHistory)
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge([Double](repeating: 0, count: 400), at: 399) }
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge([Double](repeating: 1, count: 400), at: 400) }
    }

    @Test func anOutbreakIsFoundAndDoesNotHideTheNext() throws {
        var counts = (0..<364).map { Double(40 + ($0 * 7) % 11) }
        for week in 200..<206 { counts[week] = 160 }
        #expect(try FarringtonFlexible().judge(counts, at: 360).isAlarm == false)
        counts[360] = 90
        let verdict = try FarringtonFlexible().judge(counts, at: 360)
        #expect(verdict.isAlarm)
        #expect(verdict.pValue < 0.005)
        #expect(verdict.expected < 55)
    }
}
