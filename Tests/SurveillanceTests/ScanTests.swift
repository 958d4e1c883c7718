import Testing

@testable import Surveillance

@Suite struct ScanTests {
    /// A purely spatial scan is one over a single period.
    @Test(arguments: ["0.5", "0.1"]) func agreesWithROnMorbihan(share: String) throws {
        let rows = try GoldenFile.table("scan/morbihan_cluster__input.csv")
        func number(_ row: [String: String], _ column: String) throws -> Double { try #require(row[column].flatMap(Double.init)) }
        let zones = try ScanZones(try rows.map { .init(x: try number($0, "x_km"), y: try number($0, "y_km")) })
        #expect(zones.nearest.count == 249)
        let scan = try SpaceTimeScan(
            [try rows.map { try number($0, "cases") }], expected: [try rows.map { try number($0, "expected") }], zones: zones, longest: 1,
            statistic: .populationBased)
        let found = try scan.clusters(atMost: 5, mostExpected: try #require(Double(share)), replicates: 99, seed: 20_200_315)
        let golden = try GoldenFile.table("scan/morbihan_cluster__golden.csv").filter { $0["engine"] == "smerc::scan.test" && $0["ubpop"] == share }
        #expect(golden.count == 5)
        #expect(found.count == 5)
        for (ours, theirs) in zip(found, golden) {
            #expect(abs(ours.score - (try number(theirs, "llr"))) < 1e-6)
            #expect(ours.observed == (try number(theirs, "observed")))
            #expect(abs(ours.expected - (try number(theirs, "expected"))) < 1e-6)
            #expect(Set(ours.members.map { rows[$0]["id"] ?? "" }) == Set((theirs["members"] ?? "").split(separator: " ").map(String.init)))
            // Two Monte Carlo values, of 99 and 9,999 replicates: four standard deviations of a share are 0.2 at most.
            #expect(abs((ours.pValue ?? -1) - (try number(theirs, "pvalue"))) < 0.2)
        }
        // The same seed gives the same figures, without a clock in it.
        #expect(try scan.clusters(atMost: 5, mostExpected: try #require(Double(share)), replicates: 99, seed: 20_200_315) == found)
    }

    /// The strongest zone of all is about the communes that the cluster was put into.
    @Test func theInjectedClusterIsFound() throws {
        let rows = try GoldenFile.table("scan/morbihan_cluster__input.csv")
        func number(_ row: [String: String], _ column: String) throws -> Double { try #require(row[column].flatMap(Double.init)) }
        let injected = Set(try GoldenFile.table("scan/morbihan_cluster__injected.csv").compactMap { $0["code"] })
        #expect(injected.count == 13)
        let zones = try ScanZones(try rows.map { .init(x: try number($0, "x_km"), y: try number($0, "y_km")) })
        let scan = try SpaceTimeScan(
            [try rows.map { try number($0, "cases") }], expected: [try rows.map { try number($0, "expected") }], zones: zones, longest: 1,
            statistic: .populationBased)
        let found = try #require(scan.clusters(mostExpected: 0.5).first)
        let members = Set(found.members.compactMap { rows[$0]["id"] })
        #expect(members.intersection(injected).count >= 11)
        #expect(members.count <= 25)
    }

    @Test(arguments: [
        ("scanstatistics::scan_eb_poisson", SpaceTimeScan.Statistic.expectationBased),
        ("scanstatistics::scan_pb_poisson (population=baseline)", .populationBased), ("scanstatistics::scan_permutation", .permutation),
    ])
    func agreesWithROnTheWaveOf2020(engine: String, statistic: SpaceTimeScan.Statistic) throws {
        let rows = try GoldenFile.table("scan/france_departements_2020W09_W14__input.csv")
        let places = try GoldenFile.table("scan/france_departements_geo__input.csv")
        let codes = places.compactMap { $0["dep"] }
        let weeks = Set(rows.compactMap { $0["week"] }).sorted()
        func table(_ column: String) throws -> [[Double]] {
            try weeks.map { week in
                let values = Dictionary(uniqueKeysWithValues: rows.filter { $0["week"] == week }.map { ($0["dep"] ?? "", $0[column]) })
                return try codes.map { try #require(values[$0]?.flatMap(Double.init)) }
            }
        }
        let zones = try ScanZones(
            try places.map { .init(x: try #require($0["x_km"].flatMap(Double.init)), y: try #require($0["y_km"].flatMap(Double.init))) }, atMost: 15)
        var expected: [[Double]]? = statistic == .permutation ? nil : try table("baseline")
        if statistic == .populationBased, let weekly = expected {
            // R takes these for a population, and as many deaths of it in every week: a week's rows have the same sum.
            expected = weekly.map { row in row.map { $0 / row.reduce(0, +) } }
        }
        let scan = try SpaceTimeScan(
            try table("deaths"), expected: expected, zones: zones, longest: weeks.count,
            statistic: statistic)
        let golden = try GoldenFile.table("scan/france_departements_2020W09_W14__golden.csv").filter { $0["engine"] == engine }
        #expect(golden.count == 5)
        let found = try #require(scan.clusters(replicates: 19).first)
        let theirs = try #require(golden.first)
        let score = try #require(theirs["score"].flatMap(Double.init))
        #expect(abs(found.score - score) < 1e-6 * score)
        #expect(found.duration == theirs["duration"].flatMap(Int.init))
        #expect(found.observed == theirs["observed"].flatMap(Double.init))
        #expect(Set(found.members.map { codes[$0] }) == Set((theirs["members"] ?? "").split(separator: " ").map(String.init)))
        #expect(found.pValue == 0.05)
        // Those that follow share no area with it in R either.
        let others = try scan.clusters(atMost: 5)
        #expect(others.count == 5)
        for (ours, theirs) in zip(others, golden) {
            let score = try #require(theirs["score"].flatMap(Double.init))
            #expect(abs(ours.score - score) < 1e-6 * score, "\(theirs)")
        }
    }

    @Test func theToyMatrixHasItsScore() throws {
        let counts = try GoldenFile.matrix("stp_counts_days_x_communes").map { $0.compactMap(\.self) }
        let zones = try ScanZones(nearest: [[0], [1, 2], [2], [3]])
        let found = SpaceTimeScanProbe.scores(counts, zones: zones)
        #expect(found.contains { $0.members == [1, 2] && $0.duration == 2 && abs($0.score - 0.5254484872439318) < 1e-12 })
    }

    /// Under the null, p-values are as likely to be small as they say.
    @Test func pValuesAreCalibrated() throws {
        var random = ReplicateGenerator(seed: 7)
        let zones = try ScanZones((0..<16).map { .init(x: Double($0 % 4), y: Double($0 / 4)) }, atMost: 5)
        var small = 0
        for run in 0..<60 {
            let counts = (0..<60).map { _ in (0..<16).map { _ in Double(PoissonDraw.draw(0.6, &random)) } }
            let scan = try SpaceTimeScan(counts, zones: zones, longest: 7, statistic: .permutation)
            if let p = try scan.clusters(replicates: 19, seed: UInt64(run)).first?.pValue, p <= 0.1 { small += 1 }
        }
        // Binomial(60, 0.1): four standard deviations are 9.3 around 6.
        #expect(small <= 15)
    }

    @Test func nothingIsFoundWhereNobodyDied() throws {
        let zones = try ScanZones([.init(x: 0, y: 0), .init(x: 1, y: 0)])
        #expect(try SpaceTimeScan([[0, 0], [0, 0]], zones: zones, longest: 2, statistic: .permutation).clusters(replicates: 9).isEmpty)
        let one = try SpaceTimeScan([[0, 0], [0, 9]], expected: [[1, 1], [1, 1]], zones: zones, longest: 2, statistic: .expectationBased)
        let found = try #require(one.clusters(replicates: 99).first)
        #expect(found.members == [1])
        #expect(found.duration == 1)
        #expect(found.recurrenceInterval() == 100)
    }

    @Test func badArgumentsAreErrors() throws {
        let zones = try ScanZones([.init(x: 0, y: 0), .init(x: 1, y: 0)])
        #expect(throws: SurveillanceError.self) { try ScanZones([]) }
        #expect(throws: SurveillanceError.self) { try ScanZones([.init(x: .nan, y: 0)]) }
        #expect(throws: SurveillanceError.self) { try ScanZones(nearest: [[0, 5]]) }
        #expect(throws: SurveillanceError.self) { try SpaceTimeScan([[1]], zones: zones, longest: 1, statistic: .permutation) }
        #expect(throws: SurveillanceError.self) { try SpaceTimeScan([[1, 0.5]], zones: zones, longest: 1, statistic: .permutation) }
        #expect(throws: SurveillanceError.self) { try SpaceTimeScan([[1, 2]], zones: zones, longest: 2, statistic: .permutation) }
        #expect(throws: SurveillanceError.self) { try SpaceTimeScan([[1, 2]], zones: zones, longest: 1, statistic: .expectationBased) }
        #expect(throws: SurveillanceError.self) {
            try SpaceTimeScan([[1, 2]], expected: [[0, 1]], zones: zones, longest: 1, statistic: .expectationBased)
        }
    }
}

/// Every centre's strongest cluster, overlapping or not.
private enum SpaceTimeScanProbe {
    static func scores(_ counts: [[Double]], zones: ScanZones) -> [ScanCluster] {
        (try? SpaceTimeScan(counts, zones: zones, longest: 2, statistic: .permutation).clusters(atMost: 9)) ?? []
    }
}
