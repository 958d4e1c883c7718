import Contracts
import Formats
import Mortality
import Runtime
import TestBench
import Testing

@testable import LiveCopies

/// Messages that are valid but for values that nobody would send: what is admitted of them must not crash who keeps a copy.
@Suite struct HostileMessagesTests {
    private static func change() throws -> CountsChange {
        let day = try Given.march(10)
        return CountsChange(
            department: try Given.morbihan,
            cells: [
                Given.cell(try Given.vannes, day, 3, version: 5), Given.cell(try Given.lorient, day, 2, version: 1, place: .careHome),
                Given.cell(try Given.vannes, day.advanced(by: -1), 1),
            ], reports: [Given.report(try Given.vannes, day, at: 1_583_830_800_000_000)], committedAt: 1_583_830_800_000_000,
            correlationIDs: ["4bf92f3577b34da6a3ce929d0e0e4736"])
    }

    private static func judgements() throws -> AlertChange {
        let day = try Given.march(10)
        return AlertChange(
            department: try Given.morbihan, assessments: [try Given.assessment(day, expected: 12, version: 2)],
            alerts: [
                DepartmentAlert(
                    id: try AlertID(bytes: Array(repeating: 1, count: 16)), department: try Given.morbihan, level: .red, peakLevel: .red,
                    firstDay: try Given.march(8),
                    lastDay: day, raisedAt: 1_583_830_800_000_000, acknowledged: .init(by: "SIDPC", at: 1_583_830_900_000_000),
                    closedAt: nil, explanation: "Hausse.", dossiers: 2, version: 2)
            ],
            events: [
                AlertEvent(
                    id: try AlertEventID(bytes: Array(repeating: 2, count: 16)), alert: try AlertID(bytes: Array(repeating: 1, count: 16)), number: 1,
                    at: 1_583_830_800_000_000, kind: .raised,
                    by: "", comment: "", levelBefore: .green, levelAfter: .red, day: day)
            ],
            clusters: [
                DeathCluster(
                    department: try Given.morbihan, day: day, firstDay: try Given.march(8), communes: [try Given.vannes], observed: 3, expected: 1,
                    score: 1, pValue: 0.01, recurrenceDays: 100, areas: 1, leftOut: 0, studyDays: 365, version: 1)
            ], committedAt: 1_583_830_800_000_000)
    }

    @Test("Counts: 30,000 of them leave a copy that can be read", arguments: 0..<3 as Range<UInt64>)
    func counts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let good = try Wire.encode(try Self.change().message)
        let (morbihan, vannes, day) = (try Given.morbihan, try Given.vannes, try Given.march(10))
        var replica = CountsReplica()
        var admitted = 0
        for round in 0..<10_000 {
            var bytes = good
            WireMutation.apply(to: &bytes, using: &random)
            guard let change = try? CountsChange(try Wire.decode(from: bytes)) else { continue }
            admitted += 1
            let moved = replica.apply(change)
            #expect(Instant.now.elapsed(since: change.committedAt) >= 0)
            for (day, _) in moved {
                _ = replica.week(of: change.department, endingOn: day)
                #expect(replica.deaths7(of: change.department, endingOn: day) >= 0)
                #expect(replica.deaths(of: change.department, on: day) >= 0)
            }
            if let at = replica.lastReceivedAt(in: change.department) { #expect(at.text.hasSuffix("Z")) }
            #expect(replica.communes(of: morbihan, on: day)[vannes]?.byKind.allSatisfy { $0.deaths >= 0 } ?? true)
            if round % 1_000 == 999 { replica = CountsReplica() }
        }
        #expect((100..<9_900).contains(admitted))
    }

    @Test("Judgements: 30,000 of them leave a copy that can be read", arguments: 0..<3 as Range<UInt64>)
    func judgements(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let good = try Wire.encode(try Self.judgements().message)
        let vannes = try Given.vannes
        var replica = AssessmentReplica()
        var admitted = 0
        for round in 0..<10_000 {
            var bytes = good
            WireMutation.apply(to: &bytes, using: &random)
            guard let change = try? AlertChange(try Wire.decode(from: bytes)) else { continue }
            admitted += 1
            replica.apply(department: change.department, alerts: change.alerts)
            replica.apply(department: change.department, shares: [vannes: 0.5])
            for day in replica.apply(department: change.department, change.assessments) {
                _ = replica.assessment(of: change.department, on: day, for: .outside)
                #expect(replica.expected(of: vannes, on: day)?.isNaN != true)
            }
            for alert in change.alerts {
                for at in [alert.raisedAt, alert.closedAt, alert.acknowledged?.at, alert.confirmed?.at].compactMap({ $0 }) {
                    #expect(at.text.count == 24)
                }
                #expect(CivilDay.days(from: alert.firstDay, through: alert.lastDay).count == alert.firstDay.distance(to: alert.lastDay) + 1)
            }
            if round % 1_000 == 999 { replica = AssessmentReplica() }
        }
        #expect((100..<9_900).contains(admitted))
    }
}
