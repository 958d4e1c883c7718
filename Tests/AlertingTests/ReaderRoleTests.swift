import Contracts
import Judging
import Messaging
import Mortality
import Persistence
import Runtime
import Testing

@testable import Alerting

/// The tests of the reader's role, to which the database gives what the asker may see, whatever is asked.
@Suite struct ReaderRoleTests {
    private static func world() async throws -> (AlertingWorld, DepartmentAlert, AlertingStore) {
        let world = try await AlertingWorld.fresh()
        let week = try AlertingWorld.week(endingOn: try CivilDay(iso: "2026-11-20"), daily: 30)
        _ = try await world.judge().apply(week, of: try DepartmentCode("56"), judging: .moved)
        try await world.pool.execute(
            """
            INSERT INTO alerting.cluster
            VALUES ('56', '2026-11-20', '2026-11-20', ARRAY['56260'], 1, 1, 1, 1, 1, 1, 0, 1, NULL, 1) ON CONFLICT DO NOTHING
            """)
        try await world.store.set(try FalseAlarmBudget(orangeYears: 20, redYears: 200), of: try DepartmentCode("56"))
        return (world, try #require(try await world.alerts().first { $0.kind == .excess }), try await world.asReader())
    }

    /// Returns the number of rows that each reading of Morbihan gives.
    private static func read(_ store: AlertingStore, _ alert: DepartmentAlert) async throws -> [Int] {
        let (department, day) = (try DepartmentCode("56"), try CivilDay(iso: "2026-11-20"))
        let study = try #require(try await store.refreshed([department: DepartmentStudy(days: day...day)])[department])
        return [
            try await store.assessments(of: department, from: .first, through: .last).count, try await store.alerts(of: nil, limit: 10).count,
            try await store.alert(alert.id) == nil ? 0 : 1, try await store.events(of: alert.id).count,
            try await store.dossier(of: alert.id, number: 0) == nil ? 0 : 1,
            try await store.clusters(of: department, from: .first, through: .last).count,
            study.communes.count, study.population(on: day) ?? 0,
            try await store.reading { try await store.evidence(on: [day], of: department, in: $0)[day]?.deaths.count ?? 0 },
            try await store.reading { try await store.heldDays(of: department, within: CivilDay.first...CivilDay.last, in: $0).count },
            try await store.budgets().count,
        ]
    }

    @Test func everyReadingGivesWhatTheAskerMaySee() async throws {
        let (world, alert, store) = try await Self.world()
        let whole = try await Self.read(world.store, alert)
        #expect(whole.allSatisfy { $0 > 0 })
        for scope in ["56", "29,56", "*"] {
            let seen = try await Self.read(store.within(Scope(header: scope)), alert)
            #expect(seen == whole, "\(scope)")
        }
        for scope in ["29", "", "988,29"] {
            let seen = try await Self.read(store.within(Scope(header: scope)), alert)
            #expect(seen.allSatisfy { $0 == 0 }, "\(scope)")
        }
        // A reader that does not say for whom it reads is given nothing.
        #expect(try await Self.read(store, alert).allSatisfy { $0 == 0 })
        await store.pool.close()
    }

    @Test func theRouterAnswersByTheReadersRoleAsByOneThatSeesAll() async throws {
        let (world, alert, store) = try await Self.world()
        let judge = world.judge()
        let alerts = AlertActionHandler(store: world.store, clock: world.clock)
        let answers = AlertingAnswers(store: store, book: judge.book, clock: world.clock, delays: world.delays)
        let walled = answers.router(actions: alerts, notify: { _ in }, logger: AlertingWorld.quiet)
        let open = world.answers(judge).router(actions: alerts, notify: { _ in }, logger: AlertingWorld.quiet)
        var (assessments, watch) = (Vigie_V1_AssessmentsRequest(), Vigie_V1_WatchRequest())
        (assessments.department, assessments.withShares, watch.department) = ("56", true, "56")
        var (list, detail, dossier) = (Vigie_V1_AlertsRequest(), Vigie_V1_AlertDetailRequest(), Vigie_V1_DossierRequest())
        (list.department, detail.alert, dossier.alert) = ("56", .init(alert.id.bytes), .init(alert.id.bytes))
        var clusters = Vigie_V1_ClustersRequest()
        clusters.department = "56"
        func question<Question, Reply>(_ method: RPCMethod<Question, Reply>, _ question: Question) throws -> (String, [UInt8], Set<BrokerUser>) {
            (method.name, try Wire.encode(question), method.callers)
        }
        let questions = [
            try question(AlertingMethods.assessments, assessments), try question(AlertingMethods.watch, watch), try question(AlertingMethods.alerts, list),
            try question(AlertingMethods.alertDetail, detail), try question(AlertingMethods.dossier, dossier),
            try question(AlertingMethods.clusters, clusters),
        ]
        for (method, body, callers) in questions {
            let user = try #require(callers.first).name
            func ask(_ router: RPCRouter, _ scope: String) async -> RPCReply {
                await router.answer(RPCRequest(method: method, body: body, user: user, headers: [Names.Header.scope: scope]))
            }
            let expected = await ask(open, "*")
            #expect(expected.status == .ok && !expected.body.isEmpty, "\(method)")
            for scope in ["56", "29,56", "*"] {
                let reply = await ask(walled, scope)
                #expect(reply.status == .ok && reply.body == expected.body, "\(method) under \(scope): \(reply.reason)")
            }
            for scope in ["29", ""] {
                let reply = await ask(walled, scope)
                #expect([.denied, .notFound].contains(reply.status), "\(method) under \(scope)")
            }
        }
        await store.pool.close()
    }

    /// Budgets are listed within the scope. The writer's role sets one, of a department that the asker may see.
    @Test func budgetsAreToldAndSetWithinTheScope() async throws {
        let (world, _, store) = try await Self.world()
        let judge = world.judge()
        let router = AlertingAnswers(store: store, book: judge.book, clock: world.clock, delays: world.delays)
            .router(actions: AlertActionHandler(store: world.store, clock: world.clock), notify: { _ in }, logger: AlertingWorld.quiet)
        func ask<Question, Reply>(
            _ method: RPCMethod<Question, Reply>, _ question: Question, _ scope: String, as user: BrokerUser = .vigiectl
        ) async throws -> Reply {
            let reply = await router.answer(
                RPCRequest(method: method.name, body: try Wire.encode(question), user: user.name, headers: [Names.Header.scope: scope]))
            guard reply.status == .ok else { throw RPCFailure(reply.status, reply.reason) }
            return try Wire.decode(from: reply.body)
        }
        let all = Vigie_V1_FalseAlarmBudgetsRequest()
        for (scope, told) in [("56", ["56"]), ("29,56", ["56"]), ("*", ["56"]), ("29", []), ("", [])] {
            #expect(try await ask(AlertingMethods.falseAlarmBudgets, all, scope).budgets.map(\.department) == told, "\(scope)")
        }
        _ = try await judge.book.refresh()
        var set = Vigie_V1_SetFalseAlarmBudgetRequest()
        (set.budget.department, set.budget.orangeYears, set.budget.redYears) = ("56", 30, 300)
        _ = try await ask(AlertingMethods.setFalseAlarmBudget, set, "56")
        let kept = try await ask(AlertingMethods.falseAlarmBudgets, all, "*").budgets
        #expect(kept.map(\.orangeYears) == [30] && kept.map(\.redYears) == [300])
        // Thresholds follow, since the version of the list has changed.
        #expect(try await judge.book.refresh())
        #expect(try await judge.book.territory(try DepartmentCode("56")).budget == FalseAlarmBudget(orangeYears: 30, redYears: 300))

        func refused(_ scope: String, as user: BrokerUser = .vigiectl) async throws -> RPCStatus? {
            await #expect(throws: RPCFailure.self) { try await ask(AlertingMethods.setFalseAlarmBudget, set, scope, as: user) }?.status
        }
        set.budget.orangeYears = 40
        #expect(try await refused("29") == .denied)
        #expect(try await refused("") == .denied)
        #expect(try await refused("*", as: .portal) == .denied)
        for (orange, red) in [(0, 100), (10, 9), (1_001, 2_000), (.nan, 100)] as [(Double, Double)] {
            (set.budget.orangeYears, set.budget.redYears) = (orange, red)
            #expect(try await refused("*") == .invalid, "\(orange) \(red)")
        }
        set.budget.department = "5"
        #expect(try await refused("*") == .invalid)
        #expect(try await ask(AlertingMethods.falseAlarmBudgets, all, "*").budgets == kept)
        await store.pool.close()
    }

    @Test func whoDoesNotSeeAnAlertDoesNothingToIt() async throws {
        let (world, alert, store) = try await Self.world()
        let judge = world.judge()
        let router = AlertingAnswers(store: store, book: judge.book, clock: world.clock, delays: world.delays)
            .router(actions: AlertActionHandler(store: world.store, clock: world.clock), notify: { _ in }, logger: AlertingWorld.quiet)
        var action = Vigie_V1_AlertActionRequest()
        (action.id, action.alert) = (.init([UInt8](repeating: 3, count: 16)), .init(alert.id.bytes))
        (action.action, action.by, action.comment) = (.commented, "X", "vu")
        let body = try Wire.encode(action)
        for (scope, status) in [("29", RPCStatus.notFound), ("", .notFound), ("56", .ok)] {
            let reply = await router.answer(
                RPCRequest(
                    method: AlertingMethods.alertAction.name, body: body, user: BrokerUser.portal.name, headers: [Names.Header.scope: scope]))
            #expect(reply.status == status, "\(scope): \(reply.reason)")
        }
        #expect(try await world.store.events(of: alert.id).map(\.kind) == [.raised, .commented])
        await store.pool.close()
    }
}
