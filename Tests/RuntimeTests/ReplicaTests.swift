import Contracts
import Mortality
import Testing

@testable import Runtime

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var z = self.state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite struct CountsReplicaTests {
    let department: DepartmentCode
    let communes: [CommuneCode]
    let day: CivilDay

    init() throws {
        self.department = try DepartmentCode("56")
        self.communes = try ["56260", "56121", "56178"].map { try CommuneCode($0) }
        self.day = try CivilDay(iso: "2020-03-17")
    }

    private func cell(_ commune: Int, _ day: Int, _ deaths: Int, _ version: UInt64, _ cause: Cause = .other) -> CellCount {
        CellCount(
            commune: self.communes[commune], day: self.day.advanced(by: day), place: .home, cause: cause, deaths: deaths, version: version)
    }

    private func report(_ commune: Int, _ day: Int, _ declarations: Int, _ version: UInt64) -> CommuneReport {
        CommuneReport(
            commune: self.communes[commune], day: self.day.advanced(by: day), declarations: declarations,
            lastReceivedAt: Int64(version), version: version)
    }

    @Test func theHigherVersionStands() {
        var replica = CountsReplica()
        #expect(!replica.apply(department: self.department, cells: [self.cell(0, 0, 5, 2)], reports: []).isEmpty)
        #expect(replica.apply(department: self.department, cells: [self.cell(0, 0, 9, 1)], reports: []).isEmpty)
        #expect(replica.apply(department: self.department, cells: [self.cell(0, 0, 9, 2)], reports: []).isEmpty)
        #expect(replica.deaths(of: self.department, on: self.day) == 5)
        replica.apply(department: self.department, cells: [self.cell(0, 0, 0, 3)], reports: [])
        #expect(replica.deaths(of: self.department, on: self.day) == 0)
    }

    @Test func zeroIsNotSilence() {
        var replica = CountsReplica()
        replica.apply(department: self.department, cells: [], reports: [self.report(0, 0, 1, 1)])
        #expect(replica.communes(of: self.department, on: self.day)[self.communes[0]]?.isReported == true)
        replica.apply(department: self.department, cells: [], reports: [self.report(0, 0, 0, 2)])
        #expect(replica.communes(of: self.department, on: self.day)[self.communes[0]]?.isReported == false)
        #expect(replica.lastReceivedAt(in: self.department) == 2)
    }

    @Test func aWeekIsSevenDays() {
        var replica = CountsReplica()
        for day in -8...0 {
            replica.apply(department: self.department, cells: [self.cell(0, day, 1, 1)], reports: [self.report(0, day, 1, 1)])
        }
        #expect(replica.deaths7(of: self.department, endingOn: self.day) == 7)
        #expect(replica.week(of: self.department, endingOn: self.day)[self.communes[0]]?.reportedDays == 7)
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func everyOrderLeadsToTheSameCopy(_ seed: UInt64) {
        var generator = Seeded(state: seed)
        var cells: [CellCount] = []
        var reports: [CommuneReport] = []
        for commune in 0..<3 {
            for day in 0..<3 {
                for version in 1...4 as ClosedRange<UInt64> {
                    cells.append(self.cell(commune, day, Int.random(in: 0...9, using: &generator), version, [.other, .unknown].randomElement(using: &generator) ?? .other))
                    reports.append(self.report(commune, day, Int.random(in: 0...2, using: &generator), version))
                }
            }
        }
        // One value a (cell, version): drop what says two things under one version.
        var seen: Set<String> = []
        cells = cells.filter { seen.insert("\($0.commune)\($0.day)\($0.cause)\($0.version)").inserted }
        func copy(_ using: inout Seeded) -> [[String]] {
            var replica = CountsReplica()
            for cell in (cells + cells).shuffled(using: &using) { replica.apply(department: self.department, cells: [cell], reports: []) }
            for report in (reports + reports).shuffled(using: &using) { replica.apply(department: self.department, cells: [], reports: [report]) }
            return (0..<3).map { day in
                replica.communes(of: self.department, on: self.day.advanced(by: day)).map { code, known in
                    "\(code) \(known.deaths) \(known.isReported) \(known.byKind.map { "\($0.cause)\($0.deaths)" }.sorted())"
                }.sorted()
            }
        }
        #expect(copy(&generator) == copy(&generator))
    }
}

@Suite struct AssessmentReplicaTests {
    @Test func aCommuneExpectsItsShare() throws {
        let department = try DepartmentCode("56")
        let vannes = try CommuneCode("56260")
        let day = try CivilDay(iso: "2020-03-17")
        let judged = { (version: UInt64, expected: Double) in
            DepartmentAssessment(
                department: department, day: day, level: .green, observed: 1,
                expectation: Expectation(expected: expected, lower: 0, upper: 1, zScore: 0, phi: 1), reportedDays: 7, reportedShare: 1,
                method: "m", version: version)
        }
        var replica = AssessmentReplica()
        #expect(replica.expected(of: vannes, on: day) == nil)
        replica.apply(department: department, shares: [vannes: 0.25])
        #expect(replica.apply(department: department, [judged(2, 100)]) == [day])
        #expect(replica.apply(department: department, [judged(1, 900)]).isEmpty)
        #expect(replica.expected(of: vannes, on: day) == 25)
        #expect(replica.assessment(of: department, on: day)?.version == 2)
    }
}
