import Contracts
import Mortality
import TestBench

@testable import Alerting

/// Plain values that tests are given.
enum Given {
    /// Returns deaths from a day to another: each week as many, an equal part on every day or one more.
    static func days(weekly: Int, from first: String = "2017-01-01", through last: String = "2019-12-31") throws -> [CivilDay: Int] {
        CivilDay.days(from: try CivilDay(iso: first), through: try CivilDay(iso: last)).reduce(into: [:]) { days, day in
            days[day] = weekly / 7 + (day.weekday <= weekly % 7 ? 1 : 0)
        }
    }

    static func cell(_ commune: String, _ day: CivilDay, deaths: Int, version: UInt64 = 1, place: Place = .home) throws -> CellCount {
        CellCount(commune: try CommuneCode(commune), day: day, place: place, cause: .other, deaths: deaths, version: version)
    }

    static func report(_ commune: String, _ day: CivilDay, declarations: Int = 1, version: UInt64 = 1) throws -> CommuneReport {
        CommuneReport(
            commune: try CommuneCode(commune), day: day, declarations: declarations, lastReceivedAt: 1_700_000_000_000_000, version: version)
    }
}
