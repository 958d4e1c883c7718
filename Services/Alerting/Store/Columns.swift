import Contracts
import Mortality
import Persistence

/// Values as columns, one array each, in the order in which ``Statements`` takes them.
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
            .int4Array(reports.map { Int32(clamping: $0.declarations) }), .timestampArray(reports.map(\.lastReceivedAt)),
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

    static func alert(_ record: AlertRecord) -> [SQLValue] {
        let alert = record.alert
        return [
            .uuid(alert.id), .text(alert.department.text), .int2(alert.level.number), .int2(alert.peakLevel.number),
            .date(alert.firstDay.daysSinceEpoch), .date(alert.lastDay.daysSinceEpoch), .timestamp(alert.raisedAt),
            .optional(alert.closedAt) { .timestamp($0) }, .text(alert.explanation), .int8(Int64(clamping: alert.version)),
            .int2(alert.kind.number), .int2(alert.computedLevel.number), .int2(alert.status.number), .int2(alert.confirmation.number),
            .optional(alert.acknowledged?.by) { .text($0) }, .optional(alert.acknowledged?.at) { .timestamp($0) },
            .optional(alert.confirmed?.by) { .text($0) }, .optional(alert.confirmed?.at) { .timestamp($0) }, .text(alert.closingReason),
            .int4(Int32(clamping: alert.dossiers)), .optional(record.assignment?.level.number) { .int2($0) },
            .optional(record.assignment?.over.number) { .int2($0) }, .optional(record.closedOver?.number) { .int2($0) },
        ]
    }

    static func event(_ event: AlertEvent, keyID: String) -> [SQLValue] {
        [
            .uuid(event.alert), .int4(Int32(clamping: event.number)), .uuid(event.id), .timestamp(event.at), .int2(event.kind.number),
            .text(event.by), .text(keyID), .text(event.comment), .int2(event.levelBefore.number), .int2(event.levelAfter.number),
            .optional(event.day) { .date($0.daysSinceEpoch) },
        ]
    }

    static func cluster(_ cluster: DeathCluster, input: [UInt8]?) -> [SQLValue] {
        [
            .text(cluster.department.text), .date(cluster.day.daysSinceEpoch), .date(cluster.firstDay.daysSinceEpoch),
            .textArray(cluster.communes.map(\.text)), .int4(Int32(clamping: cluster.observed)), .double(cluster.expected),
            .double(cluster.score), .double(cluster.pValue), .double(cluster.recurrenceDays), .int4(Int32(clamping: cluster.areas)),
            .int4(Int32(clamping: cluster.leftOut)), .int4(Int32(clamping: cluster.studyDays)), .optional(input) { .bytes($0) },
        ]
    }
}
