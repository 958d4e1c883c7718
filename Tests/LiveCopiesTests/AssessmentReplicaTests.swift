import Contracts
import Formats
import Mortality
import Testing

@testable import LiveCopies

@Suite struct AssessmentReplicaTests {
    @Test func theHigherVersionStands() throws {
        let (morbihan, day) = (try Given.morbihan, try Given.march(7))
        var replica = AssessmentReplica()
        #expect(replica.assessment(of: morbihan, on: day, for: .prefecture) == nil)
        #expect(replica.apply(department: morbihan, [try Given.assessment(day, expected: 8, version: 2)]) == [day])
        #expect(replica.apply(department: morbihan, [try Given.assessment(day, expected: 9, version: 1)]).isEmpty)
        #expect(replica.apply(department: morbihan, [try Given.assessment(day, expected: 9, version: 2)]).isEmpty)
        #expect(replica.assessment(of: morbihan, on: day, for: .prefecture)?.expectation?.expected == 8)
        #expect(replica.apply(department: morbihan, [try Given.assessment(day, expected: 9, version: 3)]) == [day])
        #expect(replica.assessment(of: morbihan, on: day, for: .prefecture)?.expectation?.expected == 9)
    }

    @Test func aCommuneExpectsItsShare() throws {
        let (morbihan, vannes, day) = (try Given.morbihan, try Given.vannes, try Given.march(7))
        var replica = AssessmentReplica()
        replica.apply(department: morbihan, [try Given.assessment(day, expected: 8, version: 1)])
        #expect(replica.expected(of: vannes, on: day) == nil)
        replica.apply(department: morbihan, shares: [vannes: 0.25])
        #expect(replica.expected(of: vannes, on: day) == 2)
        #expect(replica.expected(of: try Given.lorient, on: day) == nil)
        #expect(replica.expected(of: vannes, on: try Given.march(8)) == nil)
        replica.apply(department: morbihan, [try Given.assessment(day, expected: nil, version: 2)])
        #expect(replica.expected(of: vannes, on: day) == nil)
    }

    @Test("A commune expects its share of the whole department, whoever else is silent", arguments: [(1.0, 2.0), (0.5, 4.0), (0, nil)] as [(Double, Double?)])
    func othersAreSilent(_ reportedShare: Double, _ expected: Double?) throws {
        let (morbihan, vannes, day) = (try Given.morbihan, try Given.vannes, try Given.march(7))
        var replica = AssessmentReplica()
        replica.apply(department: morbihan, shares: [vannes: 0.25])
        replica.apply(department: morbihan, [try Given.assessment(day, expected: 8, version: 1, reportedShare: reportedShare)])
        #expect(replica.expected(of: vannes, on: day) == expected)
    }

    @Test("Any order leads to the same", arguments: 0..<20)
    func anyOrder(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var all: [DepartmentAssessment] = []
        for version: UInt64 in 1...10 {
            for day in 1...4 { all.append(try Given.assessment(try Given.march(day), expected: Double(version) * 10 + Double(day), version: version)) }
        }
        var replica = AssessmentReplica()
        for one in (all + all).shuffled(using: &generator) { replica.apply(department: try Given.morbihan, [one]) }
        for day in 1...4 {
            #expect(replica.assessment(of: try Given.morbihan, on: try Given.march(day), for: .prefecture)?.expectation?.expected == 100 + Double(day))
        }
    }
}
