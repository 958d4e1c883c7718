import Contracts
import Mortality
import Persistence

/// Turns values into columns, an array for each, in the order in which ``Statements`` takes them.
enum Columns {
    static func cells(_ cells: [CellCount]) -> [SQLValue] {
        [
            .textArray(cells.map(\.commune.text)), .dateArray(cells.map(\.day.daysSinceEpoch)),
            .int2Array(cells.map(\.place.number)), .int2Array(cells.map(\.cause.number)),
            .int4Array(cells.map { Int32(clamping: $0.deaths) }), .int8Array(cells.map { Int64(clamping: $0.version) }),
        ]
    }

    static func reports(_ reports: [CommuneReport]) -> [SQLValue] {
        [
            .textArray(reports.map(\.commune.text)), .dateArray(reports.map(\.day.daysSinceEpoch)),
            .int4Array(reports.map { Int32(clamping: $0.declarations) }), .timestampArray(reports.map(\.lastReceivedAt.microseconds)),
            .int8Array(reports.map { Int64(clamping: $0.version) }),
        ]
    }

    static func assessments(_ judged: [JudgedAssessment]) -> [SQLValue] {
        let all = judged.map(\.assessment)
        return [
            .dateArray(all.map(\.day.daysSinceEpoch)), .int2Array(all.map(\.level.number)),
            .int4Array(all.map { Int32(clamping: $0.observed) }), .doubleArray(all.map { $0.expectation?.expected }),
            .doubleArray(all.map { $0.expectation?.lower }), .doubleArray(all.map { $0.expectation?.upper }),
            .doubleArray(all.map { $0.expectation?.zScore }), .doubleArray(all.map { $0.expectation?.phi }),
            .boolArray(all.map { $0.expectation != nil }),
            .int2Array(all.map { Int16(clamping: $0.reportedDays) }), .doubleArray(all.map(\.reportedShare)),
            .textArray(all.map(\.method)), .int8Array(all.map { Int64(clamping: $0.version) }),
            .doubleArray(all.map(\.nowcast)), .doubleArray(all.map(\.nowcastVariance)), .doubleArray(all.map(\.clusterRecurrence)),
            .boolArray(judged.map(\.isMissing)), .int2Array(all.map { Int16(clamping: $0.rules) }),
            .int2Array(all.map { self.ground($0.ground).number }), .int4Array(all.map { self.ground($0.ground).communes }),
            .doubleArray(all.map { self.ground($0.ground).share }), .int2Array(all.map { Int16(clamping: $0.length) }),
        ]
    }

    private static func ground(_ ground: JudgedGround) -> (number: Int16, communes: Int32, share: Double) {
        switch ground {
        case .declaredShare: (1, 0, 0)
        case .panel(let communes, let share): (2, Int32(clamping: communes), share)
        case .lowerBound: (3, 0, 0)
        }
    }

    static func alerts(_ records: [AlertRecord]) -> [SQLValue] {
        let alerts = records.map(\.alert)
        return [
            .uuidArray(alerts.map(\.id.bytes)), .textArray(alerts.map(\.department.text)), .int2Array(alerts.map(\.level.number)),
            .int2Array(alerts.map(\.peakLevel.number)), .dateArray(alerts.map(\.firstDay.daysSinceEpoch)),
            .dateArray(alerts.map(\.lastDay.daysSinceEpoch)), .timestampArray(alerts.map(\.raisedAt.microseconds)),
            .timestampArray(alerts.map { $0.closedAt?.microseconds }),
            .textArray(alerts.map(\.explanation)), .int8Array(alerts.map { Int64(clamping: $0.version) }), .int2Array(alerts.map(\.kind.number)),
            .int2Array(alerts.map(\.computedLevel.number)), .int2Array(alerts.map(\.status.number)),
            .int2Array(alerts.map(\.confirmation.number)), .textArray(alerts.map { $0.acknowledged?.by }),
            .timestampArray(alerts.map { $0.acknowledged?.at.microseconds }), .textArray(alerts.map { $0.confirmed?.by }),
            .timestampArray(alerts.map { $0.confirmed?.at.microseconds }), .textArray(alerts.map(\.closingReason)),
            .int4Array(alerts.map { Int32(clamping: $0.dossiers) }), .int2Array(records.map { $0.assignment?.level.number }),
            .int2Array(records.map { $0.assignment?.over.number }), .int2Array(records.map { $0.closedOver?.number }),
        ]
    }

    /// Returns the columns of events, each with the key by which it was done, and then those of dossiers.
    static func history(_ moved: [JudgingPlan.MovedAlert], at now: Instant) throws -> [SQLValue] {
        let events = moved.flatMap { one in one.events.map { (event: $0, keyID: one.keyID) } }
        let frozen = try moved.compactMap { one in try one.dossier.map { (alert: one.record.alert, body: try Wire.encode($0)) } }
        return [
            .uuidArray(events.map(\.event.alert.bytes)), .int4Array(events.map { Int32(clamping: $0.event.number) }),
            .uuidArray(events.map(\.event.id.bytes)), .timestampArray(events.map(\.event.at.microseconds)), .int2Array(events.map(\.event.kind.number)),
            .textArray(events.map(\.event.by)), .textArray(events.map(\.keyID)), .textArray(events.map(\.event.comment)),
            .int2Array(events.map(\.event.levelBefore.number)), .int2Array(events.map(\.event.levelAfter.number)),
            .dateArray(events.map { $0.event.day?.daysSinceEpoch }), .uuidArray(frozen.map(\.alert.id.bytes)),
            .int4Array(frozen.map { Int32(clamping: $0.alert.dossiers) }), .timestampArray(frozen.map { _ in now.microseconds }),
            .bytesArray(frozen.map(\.body)),
        ]
    }

    static func cluster(_ found: FoundCluster) -> [SQLValue] {
        let cluster = found.cluster
        return [
            .text(cluster.department.text), .date(cluster.day.daysSinceEpoch), .date(cluster.firstDay.daysSinceEpoch),
            .textArray(cluster.communes.map(\.text)), .int4(Int32(clamping: cluster.observed)), .double(cluster.expected),
            .double(cluster.score), .double(cluster.pValue), .double(cluster.recurrenceDays), .int4(Int32(clamping: cluster.areas)),
            .int4(Int32(clamping: cluster.leftOut)), .int4(Int32(clamping: cluster.studyDays)), .optional(cluster.scannedAt) { .timestamp($0.microseconds) },
            .optional(found.input) { .bytes($0) },
        ]
    }
}
