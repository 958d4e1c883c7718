import Contracts
import LiveCopies
import Mortality
import Runtime
import TestBench
import Web

/// A department of three communes, and what is known of it, for the tests of this module.
enum Given {
    static var morbihan: DepartmentCode { get throws { try DepartmentCode("56") } }
    static var auray: CommuneCode { get throws { try CommuneCode("56007") } }
    static var lorient: CommuneCode { get throws { try CommuneCode("56121") } }
    static var vannes: CommuneCode { get throws { try CommuneCode("56260") } }

    /// A day of March 2020.
    static func march(_ day: Int) throws -> CivilDay { try CivilDay(year: 2020, month: 3, day: day) }

    static func entry(populations: [Int] = [15_000, 57_000, 54_000], names: [String]? = nil) throws -> DepartmentEntry {
        let codes = [try self.auray, try self.lorient, try self.vannes]
        let communes = zip(zip(codes, names ?? codes.map(\.text)), populations).map { place, population in
            CommuneEntry(code: place.0, name: place.1, population: population, zone: "Europe/Paris")
        }
        return DepartmentEntry(code: try self.morbihan, name: "Morbihan", zone: "Europe/Paris", communes: communes)
    }

    static func counts(_ cells: [CellCount], reports: [CommuneReport] = []) throws -> CountsReplica {
        var counts = CountsReplica()
        counts.apply(department: try self.morbihan, cells: cells, reports: reports)
        return counts
    }

    static func cell(
        _ commune: CommuneCode, _ day: CivilDay, _ deaths: Int, place: Place = .home, cause: Cause = .other
    ) -> CellCount {
        CellCount(commune: commune, day: day, place: place, cause: cause, deaths: deaths, version: 1)
    }

    static func report(_ commune: CommuneCode, _ day: CivilDay, at instant: Instant = 0) -> CommuneReport {
        CommuneReport(commune: commune, day: day, declarations: 1, lastReceivedAt: instant, version: 1)
    }

    static func assessments(_ day: CivilDay, level: Level, expected: Double?, z: Double = 1.23456) throws -> AssessmentReplica {
        var assessments = AssessmentReplica()
        assessments.apply(department: try self.morbihan, shares: [try self.vannes: 0.5])
        assessments.apply(
            department: try self.morbihan,
            [
                DepartmentAssessment(
                    department: try self.morbihan, day: day, level: level, observed: 1,
                    expectation: expected.map { Expectation(expected: $0, lower: $0 / 2, upper: $0 * 2, zScore: z, phi: 1) },
                    reportedDays: 7, reportedShare: 1, method: "test", version: 1)
            ])
        return assessments
    }
}
