import Contracts
import Judging
import Logging
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// One instance of Alerting, put together: its consumer, its judge, its loops and its answers.
struct Assembly: Sendable {
    /// The connections of the writer's role.
    let pool: DatabasePool
    /// The connections of the reader's role, which sees what the asker may see. Answering thus never takes a connection from judging.
    let readers: DatabasePool
    let publisher: ConfirmedPublisher
    let relay: OutboxRelay
    let news: OutboxNotifier
    let client: RPCClient
    let book: TerritoryBook
    let copy: CopyState
    let keeper: CopyKeeper
    let days: DayWatch
    let lateness: DelayWatch
    let clusters: ClusterWatch
    let consumer: CountsConsumer
    let server: RPCServer
    let router: RPCRouter

    /// - Throws: `SettingsError` for a setting that is missing or cannot be, `ThreadingError` when no thread can be started.
    init(_ context: ServiceProcess.Context) throws {
        let (logger, instance) = (context.logger, context.instance)
        let broker = try BrokerAddresses(context.settings)
        let database = try DatabaseAddress(url: try context.settings.secret("VIGIE_DATABASE_URL"))
        let answers = try DatabaseAddress(url: try context.settings.secret("VIGIE_READER_DATABASE_URL"))
        let rules = try Self.rules(context.settings)

        // A transaction that judges a department waits for the one that judges it now.
        var options = DatabaseOptions()
        options.lockTimeout = .seconds(30)
        options.statementTimeout = .seconds(40)
        let pool = DatabasePool(address: database, size: 6, name: instance, options: options, logger: logger)
        let readers = DatabasePool(address: answers, size: 3, name: "\(instance).read", options: options, logger: logger)
        let store = try AlertingStore(pool: pool)
        let statistics = try StatisticsThread()
        let delays = DelayModels()
        let book = TerritoryBook(
            store: TerritoryStore(pool: pool, thresholds: try ThresholdDeriver(pool: pool, logger: logger)), rules: rules)

        let publisher = ConfirmedPublisher(address: broker.main, name: "\(instance).publish", logger: logger)
        // Judgements need no listener, since who comes later takes a snapshot.
        let outbox = OutboxPublisher(publisher: publisher, needsListener: false, logger: logger)
        let relay = OutboxRelay(pool: pool, outbox: store.outbox) { await outbox.publish($0) }
        let news = OutboxNotifier(concurrency: 1) { await relay.publishNow($0) }

        let clock = ZoneClock()
        let judge = DepartmentJudge(store: store, book: book, clock: clock, delays: delays)
        let copy = CopyState(logger: logger)
        let client = RPCClient(address: broker.rpc, name: "\(instance).ask", logger: logger)
        let keeper = CopyKeeper(judge: judge, copy: copy, news: news, logger: logger, fetch: CopyKeeper.fetch(by: client))
        self.lateness = DelayWatch(
            judge: judge, statistics: statistics, copy: copy, news: news, logger: logger, fetch: DelayWatch.fetch(by: client))
        self.clusters = ClusterWatch(judge: judge, studies: StudyMemory(store: store), statistics: statistics, news: news, logger: logger)
        self.days = DayWatch(judge: judge, copy: copy, keeper: keeper, news: news, logger: logger)
        self.consumer = CountsConsumer(
            // A little patience lets one judgement stand for many changes.
            consumer: BatchConsumer(
                address: broker.main, source: .queue(Names.Queue.alertingCounts), prefetch: 1_000,
                batch: BatchLimits(maximumCount: 500, maximumWait: .milliseconds(40)), name: "\(instance).consume", logger: logger),
            intake: CountsIntake(judge: judge, copy: copy, news: news, deadLetters: DeadLetters(publisher: publisher), logger: logger),
            keeper: keeper, store: store, topology: TopologyAdministrator(address: broker.main, name: "\(instance).check"))
        self.server = RPCServer(
            address: broker.rpc, queue: Names.Queue.rpc(AlertingMethods.service), name: "\(instance).rpc", logger: logger)
        self.router = AlertingAnswers(store: try AlertingStore(pool: readers), book: book, clock: clock, delays: delays)
            .router(actions: AlertActionHandler(store: store, clock: clock), notify: news.tell, logger: logger)
        self.pool = pool
        self.readers = readers
        self.publisher = publisher
        self.relay = relay
        self.news = news
        self.client = client
        self.book = book
        self.copy = copy
        self.keeper = keeper
    }

    /// Registers what must be there before the service is ready, and what is worth a note while it is.
    func require(by readiness: Readiness) {
        readiness.require("broker") { self.consumer.absence ?? self.publisher.absence ?? self.server.absence }
        readiness.require("database") {
            guard await self.pool.isReachable() else { return "PostgreSQL does not answer" }
            return await self.readers.isReachable() ? nil : "PostgreSQL does not let the reader's role in"
        }
        readiness.require("counts") {
            guard let departments = await self.book.departments else { return "the departments are not known yet" }
            let missing = self.copy.missing(among: Array(departments.keys))
            return missing.isEmpty ? nil : "not copied yet: \(missing.map { "\($0)" }.joined(separator: ", "))"
        }
        readiness.note("departments") { self.copy.note }
    }

    /// The services that run. They stop in the opposite order: the intake first, and what it writes with last.
    var services: [any Service] {
        [
            Background.untilStop { await self.pool.run() },
            Background.untilStop { await self.readers.run() },
            Background(stop: self.publisher.stop) { await self.publisher.run() },
            Background.untilStop { await self.relay.run() },
            Background(stop: self.news.close) { await self.news.run() },
            Background(stop: self.client.stop) { await self.client.run() },
            Background.untilStop { await self.days.run() },
            Background.untilStop { await self.keeper.run() },
            Background.untilStop { await self.lateness.run() },
            Background.untilStop { await self.clusters.run() },
            self.consumer,
            Background(stop: self.server.stop) { await self.server.run { await self.router.answer($0) } },
        ]
    }

    private static func rules(_ settings: Settings) throws(SettingsError) -> HistoryRules {
        guard let text = settings.text("VIGIE_BASELINE_EXCLUDED_YEARS") else { return HistoryRules() }
        guard let rules = HistoryRules(excludedYears: text) else {
            throw SettingsError("VIGIE_BASELINE_EXCLUDED_YEARS", "it must be years and spans of years, for instance 2020-2022,2024")
        }
        return rules
    }
}
