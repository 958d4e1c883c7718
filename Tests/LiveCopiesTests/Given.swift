import Contracts
import LiveCopies
import Logging
import Mortality
import Runtime
import TestBench

/// What the tests of this module start from.
enum Given {
    static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    static var morbihan: DepartmentCode { get throws { try DepartmentCode("56") } }
    static var vannes: CommuneCode { get throws { try CommuneCode("56260") } }
    static var lorient: CommuneCode { get throws { try CommuneCode("56121") } }

    /// A day of March 2020.
    static func march(_ day: Int) throws -> CivilDay { try CivilDay(year: 2020, month: 3, day: day) }

    /// A window that holds March 2020: it is the twentieth.
    static func window(days: Int = 60) throws -> CopyWindow {
        let now = try Self.noon(of: Self.march(20))
        return CopyWindow(days: days, now: { now })
    }

    /// Noon of a day, UTC.
    static func noon(of day: CivilDay) -> Instant { Instant(microseconds: (Int64(day.daysSinceEpoch) * 86_400 + 43_200) * 1_000_000) }

    static func cell(
        _ commune: CommuneCode, _ day: CivilDay, _ deaths: Int, version: UInt64 = 1, place: Place = .home, cause: Cause = .unknown
    ) -> CellCount {
        CellCount(commune: commune, day: day, place: place, cause: cause, deaths: deaths, version: version)
    }

    static func report(_ commune: CommuneCode, _ day: CivilDay, _ declarations: Int = 1, at instant: Instant = 0, version: UInt64 = 1) -> CommuneReport {
        CommuneReport(commune: commune, day: day, declarations: declarations, lastReceivedAt: instant, version: version)
    }

    static func assessment(_ day: CivilDay, expected: Double?, version: UInt64, reportedShare: Double = 1) throws -> DepartmentAssessment {
        DepartmentAssessment(
            department: try Self.morbihan, day: day, level: .green, observed: 1,
            expectation: expected.map { Expectation(expected: $0, lower: 0, upper: $0 * 2, zScore: 0, phi: 1) }, reportedDays: 7,
            reportedShare: reportedShare, method: "test", version: version)
    }
}
