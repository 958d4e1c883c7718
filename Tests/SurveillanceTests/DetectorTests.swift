import Foundation
import Testing

@testable import Surveillance

@Suite struct DetectorTests {
    @Test(arguments: [("C1", 0.0), ("C1", 0.5), ("C2", 0.0), ("C2", 0.5)])
    func earsAgreesWithRWhereDeathsAreRare(name: String, deviation: Double) throws {
        let counts = try GoldenFile.numbers("ears_sparse")
        let key = "ears_sparse_\(name)_minSigma\(deviation == 0 ? "0" : "0.5")"
        let ears = try EARS(baseline: 7, minimumDeviation: deviation)
        let verdicts = (name == "C1" ? ears.c1(counts) : ears.c2(counts)).compactMap(\.self)
        let bounds = try GoldenFile.numbers(key, "upperbound").compactMap(\.self)
        let alarms = try GoldenFile.numbers(key, "alarm").compactMap(\.self)
        #expect(bounds.count > 20)
        let ours = verdicts.suffix(bounds.count)
        for (verdict, (bound, alarm)) in zip(ours, zip(bounds, alarms)) {
            #expect(abs(verdict.upperBound - bound) < 1e-10)
            #expect(verdict.isAlarm == (alarm == 1))
        }
    }

    @Test(arguments: ["C1", "C2"]) func earsAgreesWithROnMorbihan(name: String) throws {
        let counts = try GoldenFile.table("dep56_daily.csv").map { Double($0["observed"] ?? "") ?? -1 }
        let ears = try EARS(baseline: 7, minimumDeviation: 0)
        let verdicts = name == "C1" ? ears.c1(counts) : ears.c2(counts)
        for row in try GoldenFile.table("dep56_daily__earsC_\(name).csv") {
            let t = try #require(row["t"].flatMap(Int.init))
            let verdict = try #require(verdicts[t - 1])
            #expect(abs(verdict.upperBound - (try #require(row["upperbound"].flatMap(Double.init)))) < 1e-8)
            #expect(verdict.isAlarm == (row["alarm"] == "1"))
        }
    }

    @Test func c3SumsThreeDaysByItsDefinition() throws {
        // Seven days of 2 and 4 in turn, then a rise: mean 2.857…, by hand.
        let counts: [Double] = [2, 4, 2, 4, 2, 4, 2, 3, 3, 6, 6, 5]
        let verdicts = try EARS(baseline: 7, minimumDeviation: 0.5).c3(counts)
        #expect(verdicts.prefix(11).allSatisfy { $0 == nil })
        func statistic(_ day: Int) -> Double {
            let window = counts[(day - 9)..<(day - 2)]
            let mean = window.reduce(0, +) / 7
            let deviation = sqrt(window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 6)
            return max(0, (counts[day] - mean) / deviation - 1)
        }
        let sum = statistic(9) + statistic(10) + statistic(11)
        let verdict = try #require(verdicts[11])
        #expect(verdict.isAlarm == (sum >= 1.959963984540054))
        #expect(verdict.isAlarm)
        // At the bound the three days together make exactly the quantile.
        var atBound = counts
        atBound[11] = verdict.upperBound
        #expect(verdict.upperBound < counts[11])
        #expect(throws: SurveillanceError.self) { try EARS(baseline: 7, minimumDeviation: 0).c3(counts) }
        #expect(throws: SurveillanceError.self) { try EARS(baseline: 2) }
    }

    @Test func generalizedLikelihoodRatioAgreesWithR() throws {
        let points = try CountCUSUM.generalizedLikelihoodRatio(
            try GoldenFile.numbers("glr_x"), expected: try GoldenFile.numbers("glr_mu0"), window: nil)
        for (point, value) in zip(points, try GoldenFile.numbers("glrpois_value")) { #expect(abs(point.value - value) < 1e-9) }
        #expect(try points.map { $0.isAlarm ? 1.0 : 0.0 } == GoldenFile.numbers("glrpois_alarm"))
    }

    @Test func likelihoodRatioAgreesWithR() throws {
        let points = try CountCUSUM.likelihoodRatio(
            try GoldenFile.numbers("glr_x"), expected: try GoldenFile.numbers("glr_mu0"), threshold: 5)
        for (point, value) in zip(points, try GoldenFile.numbers("lrcusum_theta_log1.5_value")) { #expect(abs(point.value - value) < 1e-9) }
        #expect(try points.map { $0.isAlarm ? 1.0 : 0.0 } == GoldenFile.numbers("lrcusum_alarm"))
    }

    @Test func aDispersionNearNoneIsPoisson() throws {
        let (counts, expected) = (try GoldenFile.numbers("glr_x"), try GoldenFile.numbers("glr_mu0"))
        let poisson = try CountCUSUM.likelihoodRatio(counts, expected: expected, threshold: 5)
        let near = try CountCUSUM.likelihoodRatio(counts, expected: expected, dispersion: 1e-7, threshold: 5)
        for (a, b) in zip(poisson, near) { #expect(abs(a.value - b.value) < 1e-4) }
        #expect(throws: SurveillanceError.self) { try CountCUSUM.likelihoodRatio([1], expected: [0], threshold: 5) }
        #expect(throws: SurveillanceError.self) { try CountCUSUM.generalizedLikelihoodRatio([1, 2], expected: [1]) }
    }

    @Test func falseDiscoveryAgreesWithR() throws {
        let values = try GoldenFile.numbers("bh_p")
        for (ours, theirs) in zip(try FalseDiscovery.benjaminiHochberg(values), try GoldenFile.numbers("bh_adj")) { #expect(abs(ours - theirs) < 1e-11) }
        for (ours, theirs) in zip(try FalseDiscovery.benjaminiYekutieli(values), try GoldenFile.numbers("by_adj")) { #expect(abs(ours - theirs) < 1e-11) }
        #expect(try FalseDiscovery.benjaminiHochberg(values.reversed()) == FalseDiscovery.benjaminiHochberg(values).reversed())
        #expect(try FalseDiscovery.benjaminiHochberg([]).isEmpty)
        #expect(throws: SurveillanceError.self) { try FalseDiscovery.benjaminiHochberg([1.1]) }
    }

    @Test func smoothingAgreesWithR() throws {
        let (counts, expected) = (try GoldenFile.numbers("eb_cases"), try GoldenFile.numbers("eb_pop"))
        for (ours, theirs) in zip(try EmpiricalBayes.global(counts, expected: expected), try GoldenFile.numbers("ebest")) {
            #expect(abs(ours - theirs) < 1e-11)
        }
        let neighbours = try GoldenFile.matrix("eblocal_nb_rook_3x4_0based").map { $0.compactMap { $0.map { Int($0) } } }
        let local = try EmpiricalBayes.local(counts, expected: expected, neighbours: neighbours)
        for (ours, theirs) in zip(local, try GoldenFile.numbers("eblocal")) { #expect(abs(ours - theirs) < 1e-11) }
        #expect(try EmpiricalBayes.local([0, 0], expected: [1, 2], neighbours: [[1], [0]]) == [0, 0])
        #expect(throws: SurveillanceError.self) { try EmpiricalBayes.local([0], expected: [1], neighbours: [[1]]) }
    }

    @Test func theNowcastAgreesWithItsFormula() throws {
        let triangle = try GoldenFile.matrix("nowcast_triangle")
        let delay = try ReportingDelay(triangle)
        for (ours, theirs) in zip(delay.shares, try GoldenFile.numbers("nowcast_cumPi")) { #expect(abs(ours - theirs) < 1e-12) }
        for (ours, theirs) in zip(try delay.nowcast(triangle), try GoldenFile.numbers("nowcast_point_zero_handled")) { #expect(abs(ours - theirs) < 1e-12) }
        #expect(throws: SurveillanceError.self) { try ReportingDelay([]) }
        #expect(throws: SurveillanceError.self) { try ReportingDelay([[0, 1], [0, nil]]) }
        #expect(throws: SurveillanceError.self) { try ReportingDelay([[nil, 1]]) }
    }

    /// What was withdrawn is taken from the nearest earlier reports, as though these had never come.
    @Test func withdrawnReportsWereNeverKnown() throws {
        let withdrawn: [[Double?]] = [[9, 5, -2, 1], [6, 4, 3, 0], [9, 7, 1, -1], [7, -3, 5, nil], [4, 3, nil, nil], [0, nil, nil, nil]]
        let settled: [[Double?]] = [[9, 3, 0, 1], [6, 4, 3, 0], [9, 7, 0, 0], [4, 0, 5, nil], [4, 3, nil, nil], [0, nil, nil, nil]]
        let (ours, theirs) = (try ReportingDelay(withdrawn), try ReportingDelay(settled))
        #expect(ours.shares == theirs.shares)
        #expect(try ours.nowcast(withdrawn) == theirs.nowcast(settled))
        let error = #expect(throws: SurveillanceError.self) { try ReportingDelay([[3, 1], [2, -3]]) }
        #expect(error?.reason.contains("row 1") == true)
    }

    @Test func scansAgreeWithTheirFormulas() throws {
        let counts = try GoldenFile.matrix("stp_counts_days_x_communes").map { $0.compactMap(\.self) }
        let zone = try GoldenFile.numbers("stp_zone_0based").map { Int($0) }
        // The cylinder: the zone's communes on the last days; μ from the margins of the table.
        let last = counts.suffix(Int(try GoldenFile.number("stp_duration_last_days")))
        func inZone(_ rows: some Sequence<[Double]>) -> Double { rows.reduce(0) { sum, row in zone.reduce(sum) { $0 + row[$1] } } }
        func all(_ rows: some Sequence<[Double]>) -> Double { rows.reduce(0) { $0 + $1.reduce(0, +) } }
        let (observed, expected) = (inZone(last), inZone(counts) * all(last) / all(counts))
        let golden = try GoldenFile.numbers("stp_C_mu_A")
        #expect(observed == golden[0])
        #expect(abs(expected - golden[1]) < 1e-12)
        #expect(abs(ScanLikelihood(total: all(counts)).score(observed, expected) - (try GoldenFile.number("stp_logGLR"))) < 1e-12)
        let score = ScanLikelihood(total: nil).score(observed, expected)
        #expect(abs(score - (try GoldenFile.number("ebp_score_same_cylinder"))) < 1e-12)
        #expect(ScanLikelihood(total: nil).score(3, 4) == 0)
    }
}
