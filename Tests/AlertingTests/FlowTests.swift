import Contracts
import Foundation
import Judging
import Messaging
import Mortality
import Persistence
import Runtime
import Schema
import TestBench
import Testing
import Threading

@testable import Alerting

/// The tests of the queue's batches, the snapshots, the calendar and the answers, each with a real PostgreSQL.
@Suite struct FlowTests {
    private func delivery(_ body: [UInt8], key: String = "counts.changed.56") -> Delivery {
        Delivery(exchange: Names.Exchange.events, routingKey: key, properties: MessageProperties(), body: body)
    }

    private func change(_ counts: DepartmentCounts, of department: String = "56") throws -> [UInt8] {
        try Wire.encode(
            CountsChange(
                department: try DepartmentCode(department), cells: counts.cells, reports: counts.reports, committedAt: 1, correlationIDs: []
            ).message)
    }

    private func intake(
        _ world: AlertingWorld, copy: CopyState, bury: @escaping @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]
    ) -> CountsIntake {
        CountsIntake(judge: world.judge(), copy: copy, news: OutboxNotifier { _ in }, deadLetters: DeadLetters(publish: bury), logger: AlertingWorld.quiet)
    }

    @Test func goodMessagesAreJudgedAndBadOnesBuried() async throws {
        let world = try await AlertingWorld.fresh()
        let copy = CopyState(logger: AlertingWorld.quiet)
        try await copy.markWhole(try DepartmentCode("56"))
        let buried = Locked<[OutgoingMessage]>([])
        let intake = self.intake(world, copy: copy) { letters in
            buried.withLock { $0 += letters }
            return letters.map { _ in .success(()) }
        }
        let day = try CivilDay(iso: "2026-11-20")
        var stranger = Vigie_V1_CountsChanged()
        stranger.department = "56"
        stranger.cells = [try Given.cell("29019", day, deaths: 1).message]
        var future = Vigie_V1_CountsChanged()
        future.department = "56"
        var cell = try Given.cell("56260", day, deaths: 1).message
        cell.place = .UNRECOGNIZED(77)
        future.cells = [cell]
        try await intake.handle([
            self.delivery([0xFF, 0xFF]), self.delivery(try self.change(try AlertingWorld.week(endingOn: day, daily: 10))),
            self.delivery(try Wire.encode(stranger)), self.delivery(try Wire.encode(future)), self.delivery([]),
        ])
        let letters = buried.withLock { $0 }
        #expect(letters.count == 4)
        for letter in letters {
            #expect(letter.exchange == Names.Exchange.dead)
            #expect(letter.routingKey == Names.Queue.alertingCounts)
            #expect(letter.properties.headers[Names.Header.reason]?.isEmpty == false)
            #expect(letter.properties.headers[Names.Header.originRoutingKey] == "counts.changed.56")
        }
        #expect(try await world.assessment(day)?.observed == 70)
        #expect(try await world.count("count_cell") == 7)
    }

    @Test func aLetterThatCannotBeBuriedKeepsTheBatch() async throws {
        let world = try await AlertingWorld.fresh()
        let intake = self.intake(world, copy: CopyState(logger: AlertingWorld.quiet)) { $0.map { _ in .failure(MessagingError(.timedOut, "no confirm")) } }
        await #expect(throws: MessagingError.self) { try await intake.handle([self.delivery([0xFF])]) }
    }

    @Test func aDatabaseThatIsAwayKeepsTheBatch() async throws {
        let pool = DatabasePool(
            address: try DatabaseAddress(url: "postgresql://nobody@127.0.0.1:1/none"), size: 1, name: "none", logger: AlertingWorld.quiet)
        let store = try AlertingStore(pool: pool)
        let thresholds = try ThresholdDeriver(pool: pool, logger: AlertingWorld.quiet)
        let judge = DepartmentJudge(
            store: store, book: TerritoryBook(store: TerritoryStore(pool: pool, thresholds: thresholds)), clock: ZoneClock(), delays: DelayModels())
        let intake = CountsIntake(
            judge: judge, copy: CopyState(logger: AlertingWorld.quiet), news: OutboxNotifier { _ in },
            deadLetters: DeadLetters { $0.map { _ in .success(()) } },
            logger: AlertingWorld.quiet)
        let body = try self.change(try AlertingWorld.week(endingOn: try CivilDay(iso: "2026-11-20"), daily: 1))
        await #expect(throws: DatabaseError.self) { try await intake.handle([self.delivery(body)]) }
    }

    @Test func aDepartmentIsJudgedOnceItsSnapshotIsWhole() async throws {
        let world = try await AlertingWorld.fresh()
        let department = try DepartmentCode("56")
        let day = try CivilDay(iso: "2026-11-20")
        let copy = CopyState(logger: AlertingWorld.quiet)
        let intake = self.intake(world, copy: copy) { $0.map { _ in .success(()) } }
        // Deaths of one day come by the queue before the rest is known.
        let early = DepartmentCounts(cells: [try Given.cell("56260", day, deaths: 10, version: 1)], reports: [])
        try await intake.handle([self.delivery(try self.change(early))])
        #expect(try await world.count("assessment") == 0)

        let week = try AlertingWorld.week(endingOn: day, daily: 10)
        let told = Locked<[OutboxEntry]>([])
        let news = OutboxNotifier { entries in told.withLock { $0 += entries } }
        let keeper = CopyKeeper(judge: world.judge(), copy: copy, news: news, logger: AlertingWorld.quiet) { _, _, token in
            switch token {
            case []: (DepartmentCounts(cells: week.cells, reports: []), [1])
            default: (DepartmentCounts(cells: [], reports: week.reports), [])
            }
        }
        try await keeper.fill(department)
        #expect(copy.isWhole(department))
        #expect(try await world.assessment(day)?.level == .green)
        news.close()
        await news.run()
        #expect(try AlertingWorld.changes(told.withLock { $0 }).flatMap(\.alerts).isEmpty)

        try await intake.handle([self.delivery(try self.change(try AlertingWorld.week(endingOn: day, daily: 30, version: 2)))])
        #expect(try await world.assessment(day)?.level == .red)
    }

    @Test("Today is judged before the past is copied, which is judged then, in whatever pages it comes")
    func theLastDaysComeFirst() async throws {
        let world = try await AlertingWorld.fresh()
        let department = try DepartmentCode("56")
        let judge = world.judge()
        _ = try await judge.book.refresh()
        let today = world.clock.today(in: await judge.book.zone(of: department))
        let (recent, past) = (today.advanced(by: -2), today.advanced(by: -400))
        let copy = CopyState(logger: AlertingWorld.quiet)
        let wasWhole = Locked<[Bool]>([])
        let keeper = CopyKeeper(judge: judge, copy: copy, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet) { asked, days, token in
            guard asked == department else { return (DepartmentCounts(), []) }
            if days.contains(today) { return (try AlertingWorld.week(endingOn: recent, daily: 10), []) }
            wasWhole.withLock { $0.append(copy.isWhole(department)) }
            let week = try AlertingWorld.week(endingOn: past, daily: 10)
            return token.isEmpty ? (DepartmentCounts(cells: week.cells, reports: []), [1]) : (DepartmentCounts(cells: [], reports: week.reports), [])
        }
        keeper.renew()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await keeper.run() }
            let deadline = ContinuousClock.now + .seconds(30)
            while try await world.assessment(past) == nil, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            group.cancelAll()
        }
        #expect(try await world.assessment(recent)?.level == .green)
        #expect(try await world.assessment(past)?.level == .green)
        #expect(wasWhole.withLock { $0 } == [true, true])
    }

    @Test func aSnapshotOfWhatIsHeldWritesNothing() async throws {
        let world = try await AlertingWorld.fresh()
        let department = try DepartmentCode("56")
        let judge = world.judge()
        let week = try AlertingWorld.week(endingOn: try CivilDay(iso: "2026-11-20"), daily: 10)
        #expect(try await judge.copy(week, of: department).count == 7)
        func locked() async throws -> Int {
            try await world.pool.query("SELECT count(*) FROM alerting.report WHERE xmax <> 0").one().int(0)
                + world.pool.query("SELECT count(*) FROM alerting.count_cell WHERE xmax <> 0").one().int(0)
        }
        #expect(try await locked() == 0)
        #expect(try await judge.copy(week, of: department).isEmpty)
        #expect(try await locked() == 0)
    }

    @Test func aSnapshotThatFailsIsTriedAgain() async throws {
        let world = try await AlertingWorld.fresh()
        let copy = CopyState(logger: AlertingWorld.quiet)
        let judge = world.judge()
        _ = try await judge.book.refresh()
        let attempts = Locked(0)
        let keeper = CopyKeeper(judge: judge, copy: copy, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet) { _, days, _ in
            // The days before follow by themselves.
            guard days.upperBound == .last else { return (DepartmentCounts(), []) }
            let attempt = attempts.withLock {
                $0 += 1; return $0
            }
            if attempt == 1 { throw RPCFailure(.unavailable, "nobody listens") }
            return (DepartmentCounts(), [])
        }
        let departments = [try DepartmentCode("56"), try DepartmentCode("988")]
        keeper.renew()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await keeper.run() }
            while !copy.missing(among: departments).isEmpty { await Task.yield() }
            group.cancelAll()
        }
        #expect(attempts.withLock { $0 } == 3)
    }

    @Test func midnightJudgesTheDayThatBegins() async throws {
        let world = try await AlertingWorld.fresh()
        let (watch, _) = try await self.watch(world)
        var judged = DayWatch.Judged()
        try await watch.look(&judged)
        let twentieth = try CivilDay(iso: "2026-11-20")
        #expect(try judged.days == [DepartmentCode("56"): twentieth, DepartmentCode("988"): twentieth])
        // Two hours later it is past midnight in Nouméa.
        world.move(hours: 2)
        try await watch.look(&judged)
        #expect(try judged.days[DepartmentCode("988")] == CivilDay(iso: "2026-11-21"))
        #expect(try judged.days[DepartmentCode("56")] == CivilDay(iso: "2026-11-20"))
        world.move(hours: 10)
        try await watch.look(&judged)
        let next = try CivilDay(iso: "2026-11-21")
        #expect(try judged.days[DepartmentCode("56")] == next)
        #expect(try await world.assessment(next)?.level == .unknown)
    }

    @Test func anImportJudgesEverythingAnew() async throws {
        let world = try await AlertingWorld.fresh()
        let (watch, judge) = try await self.watch(world)
        let day = try CivilDay(iso: "2026-11-20")
        var judged = DayWatch.Judged()
        try await watch.look(&judged)
        _ = try await judge.apply(try AlertingWorld.week(endingOn: day, daily: 10), of: try DepartmentCode("56"), judging: .moved)
        #expect(try await world.assessment(day)?.level == .green)
        try await world.importHistory(weekly: 21)
        try await watch.look(&judged)
        // There are seventy deaths where twenty-one were usual. How far the trend is carried decides how sure that is.
        #expect(try #require(try await world.assessment(day)).level.severity >= Level.orange.severity)
        #expect(try await world.alerts().count == 1)
    }

    @Test func theServicesRoleMayDoAllThatItNeeds() async throws {
        let world = try await AlertingWorld.fresh()
        _ = try await SchemaInstaller(pool: world.pool).install(passwords: [.alerting: "secret"])
        var url = try #require(URLComponents(string: world.url))
        (url.user, url.password) = (ServiceRole.alerting.rawValue, "secret")
        let pool = DatabasePool(
            address: try DatabaseAddress(url: try #require(url.string)), size: 2, name: "alerting-role", logger: AlertingWorld.quiet)
        let thresholds = try ThresholdDeriver(pool: pool, years: 20, logger: AlertingWorld.quiet)
        let judge = DepartmentJudge(
            store: try AlertingStore(pool: pool), book: TerritoryBook(store: TerritoryStore(pool: pool, thresholds: thresholds)),
            clock: world.clock, delays: DelayModels())
        let day = try CivilDay(iso: "2026-11-20")
        let department = try DepartmentCode("56")
        for daily in [10, 30, 10] {
            let version = UInt64(try await world.count("outbox") + 1)
            #expect(
                try await judge.apply(try AlertingWorld.week(endingOn: day, daily: daily, version: version), of: department, judging: .everything).count == 1)
        }
        #expect(try await judge.store.alerts(of: nil, limit: 10).map(\.level) == [.green])
        let relay = OutboxRelay(pool: pool, outbox: judge.store.outbox, age: .zero) { $0.map { _ in true } }
        #expect(try await relay.sweep() == 3)
        // The first call inserts and the second updates, which needs another right.
        for years in [20.0, 30] { try await judge.store.set(try FalseAlarmBudget(orangeYears: years, redYears: 10 * years), of: department) }
        #expect(try await judge.store.budgets().map(\.budget.orangeYears) == [30])
        let reply = try await world.answers(judge).alerts(Vigie_V1_AlertsRequest(), of: nil)
        #expect(reply.alerts.count == 1)
    }

    private func watch(_ world: AlertingWorld) async throws -> (DayWatch, DepartmentJudge) {
        let (judge, copy, news) = (world.judge(), CopyState(logger: AlertingWorld.quiet), OutboxNotifier { _ in })
        for code in ["56", "988"] { try await copy.markWhole(try DepartmentCode(code)) }
        let keeper = CopyKeeper(judge: judge, copy: copy, news: news, logger: AlertingWorld.quiet) { _, _, _ in (DepartmentCounts(), []) }
        return (DayWatch(judge: judge, copy: copy, keeper: keeper, news: news, logger: AlertingWorld.quiet), judge)
    }

    @Test func answersKeepToTheScope() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        let day = try CivilDay(iso: "2026-11-20")
        _ = try await judge.apply(try AlertingWorld.week(endingOn: day, daily: 30), of: try DepartmentCode("56"), judging: .moved)
        let router = world.answers(judge).router(
            actions: AlertActionHandler(store: world.store, clock: world.clock), notify: { _ in }, logger: AlertingWorld.quiet)

        func ask(_ method: String, _ body: [UInt8], scope: String) async -> RPCReply {
            await router.answer(RPCRequest(method: method, body: body, user: BrokerUser.portal.name, headers: [Names.Header.scope: scope]))
        }
        var request = Vigie_V1_AssessmentsRequest()
        request.department = "56"
        request.withShares = true
        let reply = await ask("Assessments", try Wire.encode(request), scope: "56")
        let assessments = try Wire.decode(Vigie_V1_AssessmentsReply.self, from: reply.body)
        #expect(reply.status == .ok)
        #expect(assessments.assessments.count == 7)
        #expect(assessments.shares.map(\.commune) == ["56121", "56178", "56260"])
        #expect(abs(assessments.shares.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        #expect(await ask("Assessments", try Wire.encode(request), scope: "29").status == .denied)
        request.fromDay = 2
        request.toDay = 1
        #expect(await ask("Assessments", try Wire.encode(request), scope: "*").status == .invalid)

        func alerts(_ department: String, scope: String) async throws -> (RPCStatus, Int) {
            var request = Vigie_V1_AlertsRequest()
            request.department = department
            let reply = await ask("Alerts", try Wire.encode(request), scope: scope)
            guard reply.status == .ok else { return (reply.status, 0) }
            return (.ok, try Wire.decode(Vigie_V1_AlertsReply.self, from: reply.body).alerts.count)
        }
        #expect(try await alerts("", scope: "*") == (.ok, 1))
        #expect(try await alerts("", scope: "29,56") == (.ok, 1))
        #expect(try await alerts("", scope: "29") == (.ok, 0))
        #expect(try await alerts("", scope: "") == (.ok, 0))
        #expect(try await alerts("56", scope: "56") == (.ok, 1))
        #expect(try await alerts("56", scope: "29").0 == .denied)
        #expect(try await alerts("5x", scope: "*").0 == .invalid)
    }
}
