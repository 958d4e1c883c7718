import Accounts
import Answering
import Contracts
import Formats
import HTTPTypes
import HummingbirdTesting
import LiveCopies
import Messaging
import Mortality
import Runtime
import TestBench
import Testing

@testable import Portal

/// What other services tell, valid but for values that nobody would send, is shown or refused; Portal does not crash.
@Suite struct HostileAnswersTests {
    @Test("Copies that took such messages can be shown", arguments: 0..<2 as Range<UInt64>)
    func views(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let day = try Given.march(14)
        let counts = try Wire.encode(
            CountsChange(
                department: try Given.morbihan,
                cells: [Given.cell(try Given.vannes, day, 3), Given.cell(try Given.lorient, day.advanced(by: -3), 2, place: .careHome)],
                reports: [Given.report(try Given.vannes, day, at: Given.morning), Given.report(try Given.auray, day)], committedAt: Given.morning,
                correlationIDs: ["trace"]
            ).message)
        let judged = try Wire.encode(
            AlertChange(
                department: try Given.morbihan,
                assessments: [
                    try #require(try Given.assessments(day, level: .red, expected: 12).assessment(of: try Given.morbihan, on: day, for: .prefecture))
                ],
                alerts: [try Given.alert()], events: [try Given.event(day: day)], clusters: [try Given.cluster(day)], committedAt: Given.morning
            ).message)
        let entry = try Given.entry()
        let views = Viewer.allCases.map { DepartmentView(entry: entry, day: day, today: day, viewer: $0) }
        var (replica, assessments) = (CountsReplica(), AssessmentReplica())
        assessments.apply(department: try Given.morbihan, shares: [try Given.vannes: 0.5])
        var shown = 0
        for round in 0..<3_000 {
            var (first, second) = (counts, judged)
            WireMutation.apply(to: &first, using: &random)
            WireMutation.apply(to: &second, using: &random)
            if let change = try? CountsChange(try Wire.decode(from: first)) { replica.apply(change) }
            if let change = try? AlertChange(try Wire.decode(from: second)) {
                assessments.apply(department: change.department, alerts: change.alerts)
                assessments.apply(department: change.department, change.assessments)
            }
            guard round % 10 == 0 else { continue }
            for view in views {
                _ = try JSONAnswer.bytes(view.department(replica, assessments))
                _ = try JSONAnswer.bytes(view.communes(replica, assessments))
                _ = try JSONAnswer.bytes(view.series(from: day.advanced(by: -20), replica, assessments))
            }
            shown += 1
        }
        #expect(shown == 300)
    }

    @Test("Alerts, dossiers and clusters that nobody would send are answered or refused") func answers() async throws {
        let detail = try {
            var reply = Vigie_V1_AlertDetailReply()
            reply.alert = try Given.alert().message
            reply.events = [try Given.event(day: try Given.march(14)).message]
            reply.dossier = try Given.dossier()
            return try Wire.encode(reply)
        }()
        let list = try {
            var reply = Vigie_V1_AlertsReply()
            reply.alerts = [try Given.alert().message]
            return try Wire.encode(reply)
        }()
        let clusters = try {
            var reply = Vigie_V1_ClustersReply()
            reply.clusters = [try Given.cluster(try Given.march(14)).message]
            return try Wire.encode(reply)
        }()
        let watch = try {
            var reply = Vigie_V1_WatchReply()
            (reply.department, reply.day, reply.method) = ("56", try Given.march(14).daysSinceEpoch, "euromomo-7d-trend")
            (reply.historyWeeks, reply.historyFirstDay, reply.historyLastDay) = (300, 10_000, 18_000)
            reply.thresholds = Given.thresholds
            reply.delayShares = [0.5, 0.8, 1]
            (reply.pastOrange, reply.pastRed, reply.pastYears) = (2, 1, 8.5)
            return try Wire.encode(reply)
        }()
        var statuses: [HTTPResponse.Status: Int] = [:]
        for seed in 0..<400 as Range<UInt64> {
            @Sendable func harmed(_ bytes: [UInt8], _ salt: UInt64) -> [UInt8] {
                var random = SeededGenerator(seed: seed &* 4 &+ salt)
                var bytes = bytes
                WireMutation.apply(to: &bytes, using: &random)
                return bytes
            }
            let portal = TestedPortal(
                Asked { router in
                    router.on(AlertingMethods.alertDetail) { _, _ in try Wire.decode(from: harmed(detail, 0)) }
                    router.on(AlertingMethods.alerts) { _, _ in try Wire.decode(from: harmed(list, 1)) }
                    router.on(AlertingMethods.clusters) { _, _ in try Wire.decode(from: harmed(clusters, 2)) }
                    router.on(AlertingMethods.watch) { _, _ in try Wire.decode(from: harmed(watch, 3)) }
                })
            let seen = try await portal.open { client in
                var seen: [HTTPResponse.Status] = []
                for path in [
                    "/v1/alerts/\(Given.alertID)", "/v1/alerts?department=56", "/v1/departments/56/clusters?date=2020-03-14", "/v1/departments/56/watch",
                ] { seen.append(try await client.get(path, key: portal.national).status) }
                return seen
            }
            for status in seen { statuses[status, default: 0] += 1 }
        }
        #expect((statuses[.ok] ?? 0) > 100)
        #expect(Set(statuses.keys).isSubset(of: [.ok, .badGateway, .serviceUnavailable, .internalServerError, .notFound]), "\(statuses)")
    }
}
