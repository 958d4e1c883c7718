import Contracts
import Mortality
import Persistence

/// Reads the values that Alerting's tables hold. What we wrote ourselves and cannot read is an error, not a trap.
enum StoredRow {
    static func day(_ row: Row, _ column: ColumnKey = "day") throws -> CivilDay {
        try CivilDay(daysSinceEpoch: Int(try row.day(column)))
    }

    static func level(_ row: Row, _ column: ColumnKey = "level") throws -> Level {
        guard let level = Level(number: Int16(clamping: try row.int(column))) else {
            throw DatabaseError(.unexpectedResult, "column \(column) holds no known level")
        }
        return level
    }

    static func assessment(_ row: Row) throws -> DepartmentAssessment {
        var expectation: Expectation?
        if try row.bool("has_baseline") {
            expectation = Expectation(
                expected: try row.double("expected"), lower: try row.double("lower"), upper: try row.double("upper"),
                zScore: try row.double("z_score"), phi: try row.double("phi"))
        }
        return DepartmentAssessment(
            department: try DepartmentCode(try row.text("department")), day: try self.day(row), level: try self.level(row),
            observed: try row.int("observed"), expectation: expectation, reportedDays: try row.int("reported_days"),
            reportedShare: try row.double("reported_share"), method: try row.text("method"),
            version: UInt64(clamping: try row.int("version")))
    }

    static func alert(_ row: Row) throws -> DepartmentAlert {
        DepartmentAlert(
            id: try row.uuid("id"), department: try DepartmentCode(try row.text("department")), level: try self.level(row),
            peakLevel: try self.level(row, "peak_level"), firstDay: try self.day(row, "first_day"),
            lastDay: try self.day(row, "last_day"), raisedAt: try row.timestamp("raised_at"),
            closedAt: try row.optionalTimestamp("closed_at"), explanation: try row.text("explanation"),
            version: UInt64(clamping: try row.int("version")))
    }
}
