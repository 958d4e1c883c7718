import Testing

@testable import Surveillance

/// What a scan would take is told before it is begun, and hardly depends on how many died.
@Suite struct ScanWorkTests {
    private func places(_ number: Int) -> [ScanZones.Point] { (0..<number).map { .init(x: Double($0 % 100), y: Double($0 / 100)) } }

    @Test func asManyDeathsAsThereMayBeTakeNoTimeByCell() throws {
        let counts: [[Double]] = (0..<20).map { day in (0..<20).map { (area: Int) -> Double in Double(2_000_000 + day * 1_000 + area * 77) } }
        let zones = try ScanZones(self.places(20), atMost: 5)
        let began = ContinuousClock.now
        for statistic in [SpaceTimeScan.Statistic.permutation, .populationBased, .expectationBased] {
            let scan = try SpaceTimeScan(
                counts, expected: statistic == .permutation ? nil : counts, zones: zones, longest: 4, statistic: statistic)
            _ = try scan.clusters(replicates: 3)
            let slow = #expect(throws: SurveillanceError.self) {
                try scan.clusters(sampling: try ScanSampling(replicates: 3, drawing: .perDeath))
            }
            #expect(slow?.reason.contains("by cell") == true)
        }
        #expect(ContinuousClock.now - began < .seconds(60))
    }

    @Test func tooMuchWorkIsAnErrorThatSaysWhatToReduce() throws {
        // Five million zones of 32 durations; zones that take minutes to be put in order; and replicates without end.
        let many = try ScanZones(self.places(2_200))
        let rows = [[Double]](repeating: [Double](repeating: 1, count: 2_200), count: 32)
        let wide = try SpaceTimeScan(rows, zones: many, longest: 32, statistic: .permutation)
        let error = #expect(throws: SurveillanceError.self) { try wide.clusters() }
        #expect(error?.reason.contains("smaller radius") == true)
        let everywhere = #expect(throws: SurveillanceError.self) { try ScanZones(self.places(20_000), atMost: 3) }
        #expect(everywhere?.reason.contains("smaller radius") == true)
        #expect(throws: Never.self) { try ScanZones(self.places(20_000), centres: [5, 7], atMost: 3) }
        let few = try ScanZones(self.places(3))
        let scan = try SpaceTimeScan([[1, 2, 3], [3, 2, 1]], zones: few, longest: 1, statistic: .permutation)
        let endless = #expect(throws: SurveillanceError.self) { try scan.clusters(replicates: .max / 2) }
        #expect(endless?.reason.contains("fewer replicates") == true)
        #expect(throws: SurveillanceError.self) { try ScanZones(self.places(3), centres: [1, 1]) }
    }

    /// More than can be told is said to be more.
    @Test func recurrenceIsToldAsFarAsItIsKnown() {
        func cluster(p: Double?, tail: Double?, replicates: Int) -> ScanCluster {
            ScanCluster(
                centre: 0, members: [0], duration: 1, observed: 9, expected: 1, score: 5, pValue: p, tailPValue: tail, replicates: replicates)
        }
        #expect(cluster(p: nil, tail: nil, replicates: 0).recurrence() == nil)
        #expect(cluster(p: 0.25, tail: nil, replicates: 40).recurrence() == .days(4))
        #expect(cluster(p: 0.25, tail: nil, replicates: 40).recurrence(daysBetweenRuns: 7) == .days(28))
        #expect(cluster(p: 0.05, tail: nil, replicates: 19).recurrence() == .moreThan(19))
        #expect(cluster(p: 0.001, tail: 1.0 / 4_096, replicates: 999).recurrence() == .days(4_096))
        #expect(cluster(p: 0.001, tail: 1e-40, replicates: 999).recurrence() == .moreThan(1_000_000))
        #expect(cluster(p: 0.001, tail: .leastNormalMagnitude, replicates: 999).recurrence() == .moreThan(1_000_000))
    }
}
