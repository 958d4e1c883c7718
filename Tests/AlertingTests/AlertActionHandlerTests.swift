import Contracts
import Dossiers
import Messaging
import Mortality
import Persistence
import Runtime
import Surveillance
import TestBench
import Testing

@testable import Alerting

/// The tests of people's actions on alerts, against a real PostgreSQL.
@Suite struct AlertActionHandlerTests {
    private func morbihan() throws -> DepartmentCode { try DepartmentCode("56") }
    private func day(_ text: String = "2026-11-20") throws -> CivilDay { try CivilDay(iso: text) }

    private func action(_ kind: Vigie_V1_AlertEventKind, on alert: DepartmentAlert, id: UInt8, comment: String = "vu") throws -> RequestedAction {
        var message = Vigie_V1_AlertActionRequest()
        message.id = .init([UInt8](repeating: id, count: 16))
        message.alert = .init(alert.id.bytes)
        message.action = kind
        message.by = "Mme Le Goff"
        message.comment = comment
        message.keyID = "0011aabb"
        return try RequestedAction(message)
    }

    private func raised(_ world: AlertingWorld, _ judge: DepartmentJudge) async throws -> DepartmentAlert {
        _ = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 30), of: try self.morbihan(), judging: .moved)
        return try #require(try await world.alerts().first { $0.kind == .excess })
    }

    @Test func everyChangeIsAnEventAndARow() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let alert = try await self.raised(world, judge)
        #expect(alert.confirmation == .pending && alert.dossiers == 1)
        let alerts = AlertActionHandler(store: world.store, clock: world.clock)
        let taken = try await alerts.perform(try self.action(.acknowledged, on: alert, id: 1)) { _ in true }
        #expect(taken.alert.status == .acknowledged)
        #expect(try AlertingWorld.changes(taken.news).first?.events.map(\.kind) == [.acknowledged])
        _ = try await alerts.perform(try self.action(.confirmed, on: alert, id: 2)) { _ in true }
        _ = try await alerts.perform(try self.action(.closed, on: alert, id: 3, comment: "canicule finie")) { _ in true }
        let events = try await world.store.events(of: alert.id)
        #expect(events.map(\.kind) == [.raised, .acknowledged, .confirmed, .closed])
        #expect(events.map(\.number) == [1, 2, 3, 4])
        #expect(events.map(\.by) == ["", "Mme Le Goff", "Mme Le Goff", "Mme Le Goff"])
        #expect(try events.first?.day == self.day())
        let stored = try #require(try await world.store.alert(alert.id))
        #expect(stored.status == .closed && stored.closingReason == "canicule finie" && stored.confirmation == .confirmed)
        #expect(try await world.pool.query("SELECT count(*) FROM alerting.alert_event WHERE key_id = '0011aabb'").one().int(0) == 3)
        // Judging the same days again leaves it closed.
        #expect(try await judge.apply(DepartmentCounts(), of: try self.morbihan(), judging: .everything).isEmpty)
        #expect(try await world.alerts().filter { $0.closedAt == nil }.isEmpty)
    }

    @Test func theSameActionTwiceIsDoneOnce() async throws {
        let world = try await AlertingWorld.fresh()
        let alert = try await self.raised(world, world.judge())
        let alerts = AlertActionHandler(store: world.store, clock: world.clock)
        let action = try self.action(.commented, on: alert, id: 5)
        let done = try await withThrowingTaskGroup(of: AlertEvent.self) { group in
            for _ in 0..<8 { group.addTask { try await alerts.perform(action) { _ in true }.event } }
            return try await group.reduce(into: Set<AlertEvent>()) { $0.insert($1) }
        }
        #expect(done.count == 1)
        #expect(try await world.store.events(of: alert.id).map(\.kind) == [.raised, .commented])
    }

    @Test func whoMayNotOrCannotIsRefusedAndNothingChanges() async throws {
        let world = try await AlertingWorld.fresh()
        let alert = try await self.raised(world, world.judge())
        let alerts = AlertActionHandler(store: world.store, clock: world.clock)
        func status(_ action: RequestedAction, visible: Bool = true) async -> String {
            do {
                _ = try await alerts.perform(action) { _ in visible }
                return "ok"
            } catch let failure as RPCFailure {
                return failure.status.rawValue
            } catch {
                return "\(error)"
            }
        }
        #expect(await status(try self.action(.acknowledged, on: alert, id: 1), visible: false) == "not-found")
        var stranger = alert
        stranger = DepartmentAlert(
            id: try AlertID(bytes: Array(repeating: 1, count: 16)), department: alert.department, level: .red, peakLevel: .red, firstDay: alert.firstDay,
            lastDay: alert.lastDay, raisedAt: 0, closedAt: nil, explanation: "", version: 1)
        #expect(await status(try self.action(.acknowledged, on: stranger, id: 2)) == "not-found")
        _ = try await alerts.perform(try self.action(.closed, on: alert, id: 3)) { _ in true }
        #expect(await status(try self.action(.closed, on: alert, id: 4)) == "invalid")
        #expect(try await world.store.events(of: alert.id).count == 2)
    }

    @Test func aDossierIsComputedAgainToTheSameFigures() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let model = try DelayNowcast(
            shares: [0.5, 0.8, 0.95] + [Double](repeating: 1, count: 12), dispersions: [Double](repeating: 50, count: 15))
        _ = judge.delays.replace(by: [try self.morbihan(): model])
        // There is a panel, since every commune reported of every day of five weeks.
        for week in 1...5 {
            let usual = try AlertingWorld.week(endingOn: try self.day().advanced(by: -7 * week), daily: 10)
            _ = try await judge.apply(usual, of: try self.morbihan(), judging: .moved)
        }
        let alert = try await self.raised(world, judge)
        let body = try #require(try await world.store.dossier(of: alert.id, number: 0))
        let dossier = try Wire.decode(Vigie_V1_AlertDossier.self, from: body)
        #expect(dossier.outcome.nowcast > Double(dossier.outcome.observed))
        #expect(dossier.nowcastLower < dossier.outcome.nowcast && dossier.outcome.nowcast < dossier.nowcastUpper)
        let figures = try DossierCheck.figures(dossier)
        #expect(figures.count >= 13)
        #expect(figures.filter { !$0.isSame } == [])
        #expect(dossier.drivers.first?.commune == "56260")
        #expect(dossier.places.map(\.observed) == [210])

        // Counts that come later do not change the dossier, and computing it with another history would give other figures.
        try await world.importHistory(weekly: 140)
        _ = try await judge.book.refresh()
        _ = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 31, version: 2), of: try self.morbihan(), judging: .moved)
        #expect(try await world.store.dossier(of: alert.id, number: 1) == body)
        var forged = dossier
        let last = forged.days.count - 1
        forged.days[last].deaths += 1
        if !forged.days[last].deathCount.isEmpty { forged.days[last].deathCount[0] += 1 }
        #expect(try DossierCheck.figures(forged).contains { !$0.isSame })
    }

    @Test func whoFallsSilentRaisesAnAlertOfItsOwnKind() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        for week in (0..<6).reversed() {
            var counts = try AlertingWorld.week(endingOn: try self.day().advanced(by: -7 * week), daily: 10)
            if week == 0 {
                // Only Vannes still reports, in which half of the people live.
                counts = DepartmentCounts(cells: counts.cells, reports: counts.reports.filter { $0.commune.text == "56260" })
            }
            _ = try await judge.apply(counts, of: try self.morbihan(), judging: .moved)
        }
        let alert = try #require(try await world.alerts().first { $0.kind == .missingData })
        #expect(alert.closedAt == nil && alert.level == .yellow)
        #expect(alert.explanation.hasPrefix("Données manquantes depuis le "))
        #expect(
            try DossierCheck.figures(try Wire.decode(Vigie_V1_AlertDossier.self, from: try #require(try await world.store.dossier(of: alert.id, number: 0))))
                .allSatisfy(\.isSame))
        // The missing declarations come in.
        _ = try await judge.apply(try AlertingWorld.week(endingOn: try self.day(), daily: 10, version: 2), of: try self.morbihan(), judging: .moved)
        let over = try #require(try await world.store.alert(alert.id))
        #expect(over.status == .closed && over.closingReason == "Les déclarations sont revenues.")
    }

    @Test func whatWasToldAloudCanBeAskedFor() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let alert = try await self.raised(world, judge)
        let router = world.answers(judge).router(
            actions: AlertActionHandler(store: world.store, clock: world.clock), notify: { _ in }, logger: AlertingWorld.quiet)
        func ask(_ method: String, _ body: [UInt8], scope: String) async -> RPCReply {
            await router.answer(RPCRequest(method: method, body: body, user: BrokerUser.portal.name, headers: [Names.Header.scope: scope]))
        }
        var detail = Vigie_V1_AlertDetailRequest()
        detail.alert = .init(alert.id.bytes)
        let reply = try Wire.decode(Vigie_V1_AlertDetailReply.self, from: await ask("AlertDetail", try Wire.encode(detail), scope: "56").body)
        #expect(reply.events.count == 1 && reply.dossier.number == 1 && !reply.dossier.hasScan)
        #expect(await ask("AlertDetail", try Wire.encode(detail), scope: "29").status == .notFound)
        var watch = Vigie_V1_WatchRequest()
        watch.department = "56"
        let told = try Wire.decode(Vigie_V1_WatchReply.self, from: await ask("Watch", try Wire.encode(watch), scope: "*").body)
        #expect(told.method == "euromomo-7d-trend")
        #expect(told.thresholds.orange >= 4 && told.thresholds.simulatedYears == 20)
        #expect(!told.delayAbsence.isEmpty && !told.clusterAbsence.isEmpty)
        var action = Vigie_V1_AlertActionRequest()
        action.id = .init([UInt8](repeating: 3, count: 16))
        action.alert = .init(alert.id.bytes)
        action.action = .closed
        action.by = "X"
        #expect(await ask("AlertAction", try Wire.encode(action), scope: "56").status == .invalid)
        action.comment = "fini"
        #expect(await ask("AlertAction", try Wire.encode(action), scope: "29").status == .notFound)
        let done = await ask("AlertAction", try Wire.encode(action), scope: "56")
        #expect(done.status == .ok)
        #expect(try Wire.decode(Vigie_V1_AlertActionReply.self, from: done.body).alert.status == .closed)
    }
}
