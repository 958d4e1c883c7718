import Contracts
import Judging
import Mortality
import Persistence

/// Reads the values that Alerting's tables hold. A value that was written here and cannot be read is an error and never a trap.
enum StoredRow {
    static func day(_ row: Row, _ column: ColumnKey = "day") throws -> CivilDay {
        try CivilDay(daysSinceEpoch: Int(try row.day(column)))
    }

    static func optionalDay(_ row: Row, _ column: ColumnKey) throws -> CivilDay? {
        try row.optionalDay(column).map { try CivilDay(daysSinceEpoch: Int($0)) }
    }

    static func days(_ row: Row, _ column: ColumnKey) throws -> [CivilDay] {
        try row.dayArray(column).map { try CivilDay(daysSinceEpoch: Int($0 ?? 0)) }
    }

    static func level(_ row: Row, _ column: ColumnKey = "level") throws -> Level { try self.level(try row.int(column)) }

    static func level(_ number: Int) throws -> Level { try self.value(number) }

    static func place(_ number: Int) throws -> Place { try self.value(number) }

    /// Reads which communes reported of a day, and which had deaths.
    static func told(_ row: Row) throws -> DeclaredDays.Day {
        let told = try row.text("told").utf8.enumerated().lazy.filter { $0.element == UInt8(ascii: "1") }.map(\.offset)
        return DeclaredDays.Day(
            told: PlaceSet(told),
            deaths: zip(try row.intArray("places"), try row.intArray("place_deaths")).map { place, count in
                DeclaredDays.Deaths(place: place ?? -1, count: count ?? 0)
            })
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
            rules: try row.int("rules_version"), ground: try self.ground(row), length: try row.int("summed_days"),
            observed: try row.int("observed"), expectation: expectation, reportedDays: try row.int("reported_days"),
            reportedShare: try row.double("reported_share"), method: try row.text("method"),
            nowcast: try row.optionalDouble("nowcast"), nowcastVariance: try row.optionalDouble("nowcast_variance") ?? 0,
            clusterRecurrence: try row.optionalDouble("cluster_recurrence"), version: UInt64(clamping: try row.int("version")))
    }

    private static func ground(_ row: Row) throws -> JudgedGround {
        switch try row.int("ground") {
        case 1: return .declaredShare
        case 2: return .panel(communes: try row.int("panel_communes"), share: try row.double("panel_share"))
        case 3: return .lowerBound
        case let other: throw DatabaseError(.unexpectedResult, "column ground holds \(other), which is no ground")
        }
    }

    static func alert(_ row: Row) throws -> AlertRecord {
        let level = try self.level(row)
        let closedAt = try row.optionalTimestamp("closed_at").map { Instant(microseconds: $0) }
        let alert = DepartmentAlert(
            id: try AlertID(bytes: try row.uuid("id")), department: try DepartmentCode(try row.text("department")), kind: try self.value(row, "kind"),
            level: level, computedLevel: try self.optionalLevel(row, "computed_level") ?? level,
            peakLevel: try self.level(row, "peak_level"), firstDay: try self.day(row, "first_day"), lastDay: try self.day(row, "last_day"),
            status: try self.value(row, "status"), confirmation: try self.value(row, "confirmation"),
            raisedAt: Instant(microseconds: try row.timestamp("raised_at")), acknowledged: try self.signature(row, "acknowledged_by", "acknowledged_at"),
            confirmed: try self.signature(row, "confirmed_by", "confirmed_at"), closedAt: closedAt,
            closingReason: try row.text("closing_reason"), explanation: try row.text("explanation"), dossiers: try row.int("dossiers"),
            version: UInt64(clamping: try row.int("version")))
        var assignment: AlertRecord.Assignment?
        if let level = try self.optionalLevel(row, "assigned_level"), let over = try self.optionalLevel(row, "assigned_over") {
            assignment = AlertRecord.Assignment(level: level, over: over)
        }
        return AlertRecord(alert: alert, assignment: assignment, closedOver: try self.optionalLevel(row, "closed_over"))
    }

    static func event(_ row: Row) throws -> AlertEvent {
        AlertEvent(
            id: try AlertEventID(bytes: try row.uuid("id")), alert: try AlertID(bytes: try row.uuid("alert")), number: try row.int("number"),
            at: Instant(microseconds: try row.timestamp("at")),
            kind: try self.value(row, "kind"), by: try row.text("by_whom"), comment: try row.text("comment"),
            levelBefore: try self.level(row, "level_before"), levelAfter: try self.level(row, "level_after"),
            day: try self.optionalDay(row, "day"))
    }

    static func cluster(_ row: Row) throws -> DeathCluster {
        DeathCluster(
            department: try DepartmentCode(try row.text("department")), day: try self.day(row), firstDay: try self.day(row, "first_day"),
            communes: try row.textArray("communes").map { try CommuneCode($0 ?? "") }, observed: try row.int("observed"),
            expected: try row.double("expected"), score: try row.double("score"), pValue: try row.double("p_value"),
            recurrenceDays: try row.double("recurrence_days"), areas: try row.int("areas"), leftOut: try row.int("left_out"),
            studyDays: try row.int("study_days"), scannedAt: try row.optionalTimestamp("scanned_at").map { Instant(microseconds: $0) },
            version: UInt64(clamping: try row.int("version")))
    }

    private static func value<Value: Numbered>(_ row: Row, _ column: ColumnKey) throws -> Value {
        guard let value = Value(number: Int16(clamping: try row.int(column))) else {
            throw DatabaseError(.unexpectedResult, "column \(column) holds no known value")
        }
        return value
    }

    private static func value<Value: Numbered>(_ number: Int) throws -> Value {
        guard let value = Value(number: Int16(clamping: number)) else {
            throw DatabaseError(.unexpectedResult, "\(number) is no known \(Value.self)")
        }
        return value
    }

    private static func optionalLevel(_ row: Row, _ column: ColumnKey) throws -> Level? {
        try row.isNull(column) ? nil : try self.level(row, column)
    }

    private static func signature(_ row: Row, _ by: ColumnKey, _ at: ColumnKey) throws -> DepartmentAlert.Signature? {
        guard let by = try row.optionalText(by), let at = try row.optionalTimestamp(at) else { return nil }
        return DepartmentAlert.Signature(by: by, at: Instant(microseconds: at))
    }
}
