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

    static func assessments(_ all: [DepartmentAssessment]) -> [SQLValue] {
        [
            .dateArray(all.map(\.day.daysSinceEpoch)), .int2Array(all.map(\.level.number)),
            .int4Array(all.map { Int32(clamping: $0.observed) }), .doubleArray(all.map { $0.expectation?.expected }),
            .doubleArray(all.map { $0.expectation?.lower }), .doubleArray(all.map { $0.expectation?.upper }),
            .doubleArray(all.map { $0.expectation?.zScore }), .doubleArray(all.map { $0.expectation?.phi }),
            .boolArray(all.map { $0.expectation != nil }),
            .int2Array(all.map { Int16(clamping: $0.reportedDays) }), .doubleArray(all.map(\.reportedShare)),
            .textArray(all.map(\.method)), .int8Array(all.map { Int64(clamping: $0.version) }),
        ]
    }

    static func alert(_ alert: DepartmentAlert) -> [SQLValue] {
        [
            .uuid(alert.id), .text(alert.department.text), .int2(alert.level.number), .int2(alert.peakLevel.number),
            .date(alert.firstDay.daysSinceEpoch), .date(alert.lastDay.daysSinceEpoch), .timestamp(alert.raisedAt),
            .optional(alert.closedAt) { .timestamp($0) }, .text(alert.explanation), .int8(Int64(clamping: alert.version)),
        ]
    }
}
