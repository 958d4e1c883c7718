import Accounts
import Contracts
import Foundation
import Logging
import Messaging
import Mortality
import Runtime
import TestBench
import Testing
import Threading

@testable import vigiectl

/// An Alerting of the test's own, which answers at a broker from what it holds in memory, in pages of two alerts.
private struct PlayedAlerting: Sendable {
    let alerts: [DepartmentAlert]
    var dossier = Vigie_V1_AlertDossier()
    let budgets = Locked<[Vigie_V1_FalseAlarmBudget]>([])
    let asked = Locked<[String]>([])

    private static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    private var router: RPCRouter {
        var router = RPCRouter(logger: Self.quiet)
        router.on(AlertingMethods.alerts) { request, caller in
            self.asked.withLock { $0.append("\(request.department) \(request.limit) \(caller.scope.header)") }
            let wanted = self.alerts.filter { request.department.isEmpty || $0.department.text == request.department }
            let rest = wanted.dropFirst(Int(request.pageToken.first ?? 0))
            var reply = Vigie_V1_AlertsReply()
            reply.alerts = rest.prefix(min(2, Int(request.limit))).map(\.message)
            if rest.count > reply.alerts.count { reply.nextPageToken = Data([UInt8(wanted.count - rest.count + reply.alerts.count)]) }
            return reply
        }
        router.on(AlertingMethods.dossier) { request, _ in
            guard request.alert == self.dossier.alert, [0, self.dossier.number].contains(request.number) else {
                throw RPCFailure(.notFound, "the alert has no such dossier")
            }
            var reply = Vigie_V1_DossierReply()
            reply.dossier = self.dossier
            return reply
        }
        router.on(AlertingMethods.falseAlarmBudgets) { _, _ in
            var reply = Vigie_V1_FalseAlarmBudgetsReply()
            reply.budgets = self.budgets.withLock { $0 }
            return reply
        }
        router.on(AlertingMethods.setFalseAlarmBudget) { request, caller in
            _ = try caller.department(request.budget.department)
            self.budgets.withLock { $0.append(request.budget) }
            return Vigie_V1_SetFalseAlarmBudgetReply()
        }
        return router
    }

    /// Answers at a virtual host of the test's own while `body` runs; `body` gets the address of vigiectl there.
    func answering(_ body: (String) async throws -> Void) async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await broker.makeVirtualHost()
        let address = BrokerAddresses(main: try BrokerAddress(url: broker.url(url, as: BrokerUser.alerting.name))).rpc
        let server = RPCServer(address: address, queue: Names.Queue.rpc(AlertingMethods.service), name: "tests.alerting", logger: Self.quiet)
        let router = self.router
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run { await router.answer($0) } }
            defer { group.cancelAll() }
            while server.absence != nil { try await Task.sleep(for: .milliseconds(20)) }
            try await body(url)
        }
    }
}

@Suite("vigiectl alert", .timeLimit(.minutes(5)))
struct AlertCommandTests {
    private static func alert(_ number: UInt8, _ department: String, closed: Bool = false) throws -> DepartmentAlert {
        DepartmentAlert(
            id: try AlertID(bytes: [UInt8](repeating: number, count: 16)), department: try DepartmentCode(department), kind: closed ? .missingData : .excess,
            level: .orange,
            peakLevel: .red, firstDay: try CivilDay(iso: "2026-11-01"), lastDay: try CivilDay(iso: "2026-11-09"), status: closed ? .closed : .raised,
            raisedAt: 1_000_000, closedAt: closed ? 2_000_000 : nil, explanation: "x", dossiers: Int(number), version: 1)
    }

    /// vigiectl with no database within its reach.
    private static func run(_ words: [String], at url: String) async throws -> Said {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigiectl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bench = ConsoleBench(url: "postgresql://nobody:none@127.0.0.1:1/none", folder: folder, secret: PortalSecret())
        return try await bench.run(["alert"] + words, environment: ["VIGIE_AMQP_URL": url])
    }

    @Test("Alerts are listed, all pages of them, as Alerting tells them for all departments")
    func list() async throws {
        let played = PlayedAlerting(alerts: [try Self.alert(1, "56"), try Self.alert(2, "2A"), try Self.alert(3, "56", closed: true)])
        try await played.answering { url in
            let all = try await Self.run(["list"], at: url)
            #expect(
                all.output == """
                    ID                                    DEPARTMENT  KIND         LEVEL   PEAK  STATUS  FROM        TO          DOSSIERS
                    01010101-0101-0101-0101-010101010101  56          excess       orange  red   raised  2026-11-01  2026-11-09  1
                    02020202-0202-0202-0202-020202020202  2A          excess       orange  red   raised  2026-11-01  2026-11-09  2
                    03030303-0303-0303-0303-030303030303  56          missingData  orange  red   closed  2026-11-01  2026-11-09  3
                    """, "\(all.complaint)")
            let one = try await Self.run(["list", "--department", "2a"], at: url)
            #expect(one.output.split(separator: "\n").count == 2 && one.output.contains("02020202-"))
            let few = try await Self.run(["list", "--limit", "1"], at: url)
            #expect(few.output.split(separator: "\n").count == 2 && few.output.contains("01010101-"))
            #expect(try await Self.run(["list", "--department", "35"], at: url).output == "There is no alert.")
            #expect(played.asked.withLock { $0 } == [" 50 *", " 48 *", "2A 50 *", " 1 *", "35 50 *"])
            let wrong = try await Self.run(["list", "--department", "5"], at: url)
            #expect(wrong.status != 0 && wrong.complaint.contains("\"5\" is no department's code"))
        }
    }

    @Test("A dossier that Alerting gives is computed again, and a figure that was changed is found")
    func verify() async throws {
        let frozen = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("DossiersTests/Frozen/rules-3-own.dossier")
        var played = PlayedAlerting(alerts: [])
        played.dossier = try Wire.decode(Vigie_V1_AlertDossier.self, from: Array(try Data(contentsOf: frozen)))
        played.dossier.alert = Data(repeating: 7, count: 16)
        let id = "07070707-0707-0707-0707-070707070707"
        try await played.answering { url in
            let good = try await Self.run(["verify", id], at: url)
            #expect(good.status == 0 && good.output.hasSuffix("every figure is the same."), "\(good.output) \(good.complaint)")
            for words in [["verify", id, "--dossier", "99"], ["verify", "00000000-0000-0000-0000-000000000001"]] {
                let missing = try await Self.run(words, at: url)
                #expect(missing.status != 0 && missing.complaint.contains("see vigiectl alert list"), "\(words) \(missing.complaint)")
            }
            let strange = try await Self.run(["verify", "abc"], at: url)
            #expect(strange.status != 0 && strange.complaint.contains("abc is no identifier of an alert"))
        }
        played.dossier.outcome.zScore += 0.5
        try await played.answering { url in
            let changed = try await Self.run(["verify", id], at: url)
            #expect(changed.status == 1 && changed.output.contains("DIFFERENT"), "\(changed.output) \(changed.complaint)")
        }
    }

    @Test("A budget is set by Alerting, and those that were set are listed")
    func budget() async throws {
        let played = PlayedAlerting(alerts: [])
        try await played.answering { url in
            #expect(
                try await Self.run(["budget"], at: url).output
                    == "No department has a budget of its own: one orange in 10 years, one red in 100.")
            let set = try await Self.run(["budget", "--department", "56", "--orange", "20"], at: url)
            #expect(set.output == "Department 56: one orange without cause in 20.0 years, one red in 100.0.", "\(set.complaint)")
            #expect(
                try await Self.run(["budget"], at: url).output == """
                    DEPARTMENT  YEARS BETWEEN ORANGES  YEARS BETWEEN REDS
                    56          20.0                   100.0
                    """)
            let wrong = try await Self.run(["budget", "--department", "56", "--orange", "2000", "--red", "3000"], at: url)
            #expect(wrong.status != 0 && wrong.complaint.contains("1 to 1,000 years between two oranges"))
            #expect(played.budgets.withLock { $0.count } == 1)
        }
    }

    @Test("Where Alerting does not answer, the command says what, where, and what to do; it prints nothing else")
    func away() async throws {
        let url = try await PrivateRabbitMQ.shared.makeVirtualHost()
        for words in [["list"], ["verify", "07070707-0707-0707-0707-070707070707"], ["budget"], ["budget", "--department", "56", "--red", "300"]] {
            let said = try await Self.run(words, at: url)
            #expect(said.status != 0 && said.output.isEmpty, "\(words)")
            for text in ["Alerting did not answer (amqp://vigiectl@127.0.0.1:", ".rpc, queue vigie.rpc.alerting)", "run the command again"] {
                #expect(said.complaint.contains(text), "\(words): \(said.complaint)")
            }
            #expect(!said.complaint.contains("trying again"), "\(said.complaint)")
        }
    }

    @Test("A broker that is away, a user who may not ask and an Alerting of a version before are each told as such")
    func refusals() async throws {
        func complaint(_ address: BrokerAddress) async -> String {
            let error = await #expect(throws: ConsoleError.self) {
                _ = try await AlertingQuestions.open(address, patience: .seconds(2)) { try await $0.budgets() }
            }
            return error?.description ?? ""
        }
        let away = await complaint(try BrokerAddress(url: "amqp://vigiectl:none@127.0.0.1:1/none.rpc"))
        #expect(away.contains("RabbitMQ does not let vigiectl in at amqp://vigiectl@127.0.0.1:1/none.rpc") && away.contains("VIGIE_AMQP_URL"), "\(away)")

        try await PlayedAlerting(alerts: []).answering { url in
            let portal = try await PrivateRabbitMQ.shared.url(url, as: BrokerUser.portal.name)
            let denied = await complaint(BrokerAddresses(main: try BrokerAddress(url: portal)).rpc)
            #expect(denied.contains("portal may not ask FalseAlarmBudgets") && denied.contains("the broker's user vigiectl"), "\(denied)")
        }

        let url = try await PrivateRabbitMQ.shared.makeVirtualHost()
        let address = BrokerAddresses(main: try BrokerAddress(url: url)).rpc
        let former = RPCServer(
            address: address, queue: Names.Queue.rpc(AlertingMethods.service), name: "tests.former",
            logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        let router = RPCRouter(logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await former.run { await router.answer($0) } }
            defer { group.cancelAll() }
            while former.absence != nil { try await Task.sleep(for: .milliseconds(20)) }
            let old = await complaint(address)
            #expect(old.contains("does not know FalseAlarmBudgets") && old.contains("of a version before"), "\(old)")
        }
    }
}
