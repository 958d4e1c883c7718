import Testing

@testable import Surveillance

@Suite struct TreeGateTests {
    @Test func communesAreOnlyLookedAtInsideRejectedDepartments() throws {
        let decisions = try TreeGate().decisions([
            .init(pValue: 0.001, leaves: [0.001, nil, 0.04, 0.9]), .init(pValue: 0.3, leaves: [0.000_01, nil]),
            .init(pValue: 0.04, leaves: [0.5]), .init(pValue: 0.9, leaves: []),
        ])
        // 0.04 · 4/2 = 0.08 among four departments: one is rejected.
        #expect(decisions.map(\.isRejected) == [true, false, false, false])
        for (ours, known) in zip(decisions.map(\.adjusted), [0.004, 0.4, 0.08, 0.9]) { #expect(abs(ours - known) < 1e-15) }
        #expect(decisions[0].leaves.map { $0?.isRejected } == [true, nil, true, false])
        #expect(decisions[0].leaves[1] == nil)
        #expect(decisions[0].leaves[2]?.adjusted == 0.06)
        #expect(decisions[1].leaves == [nil, nil])
        #expect(decisions[3].leaves.isEmpty)
        #expect(try TreeGate().decisions([]).isEmpty)
    }

    /// Where nothing goes on anywhere, the gate opens for one run in twenty.
    @Test func theGateStaysShutUnderTheNull() throws {
        var random = ReplicateGenerator(seed: 2_008)
        let gate = try TreeGate()
        var opened = 0
        for _ in 0..<200 {
            let branches = (0..<100).map { _ in
                TreeGate.Branch(
                    pValue: .random(in: 0...1, using: &random), leaves: (0..<5).map { _ in Double.random(in: 0...1, using: &random) })
            }
            if try gate.decisions(branches).contains(where: { $0.isRejected }) { opened += 1 }
        }
        // Binomial(200, 0.05): four standard deviations are 12.3 around 10.
        #expect(opened <= 22)
    }

    @Test func eligibilityTakesFiveDeathsOrACluster() {
        #expect(TreeGate.isEligible(deathsIn28Days: 5, isInCluster: false))
        #expect(!TreeGate.isEligible(deathsIn28Days: 4, isInCluster: false))
        #expect(TreeGate.isEligible(deathsIn28Days: 0, isInCluster: true))
        #expect(!TreeGate.isEligible(deathsIn28Days: .nan, isInCluster: false))
    }

    @Test func badNumbersAreErrors() throws {
        #expect(throws: SurveillanceError.self) { try TreeGate(branchRate: 0) }
        #expect(throws: SurveillanceError.self) { try TreeGate(leafRate: .nan) }
        #expect(throws: SurveillanceError.self) { try TreeGate().decisions([.init(pValue: 1.1, leaves: [])]) }
        #expect(throws: SurveillanceError.self) { try TreeGate().decisions([.init(pValue: 0.9, leaves: [.nan])]) }
    }
}
