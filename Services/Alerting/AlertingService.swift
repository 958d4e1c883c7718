import Contracts
import Judging
import Logging
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// Alerting: judges each department's last seven days against its past, and keeps the life of its alerts.
@main
struct AlertingService {
    static func main() async {
        await ServiceProcess.run("alerting") { context in try Self.services(context) }
    }

    /// Puts the service together. It stops in the opposite order: first it takes nothing new, last it closes what it wrote
    /// with.
    static func services(_ context: ServiceProcess.Context) throws -> [any Service] {
        let logger = context.logger
        let broker = try BrokerAddresses(context.settings)
        let database = try DatabaseAddress(url: try context.settings.secret("VIGIE_DATABASE_URL"))
        let answers = try DatabaseAddress(url: try context.settings.secret("VIGIE_READER_DATABASE_URL"))
        let rules = try Self.rules(context.settings)

        // Who judges a department waits for whoever judges it now.
        var options = DatabaseOptions()
        options.lockTimeout = .seconds(30)
        options.statementTimeout = .seconds(40)
        let pool = DatabasePool(address: database, size: 6, name: context.instance, options: options, logger: logger)
        // Who asks never takes a connection from who judges, and has a role that sees what the asker may see.
        let readers = DatabasePool(address: answers, size: 3, name: "\(context.instance).read", options: options, logger: logger)
        let store = try AlertingStore(pool: pool)
        let thresholds = try ThresholdDesk(pool: pool, logger: logger)
        let statistics = try StatisticsDesk()
        let delays = DelayBook()
        let book = TerritoryBook(store: TerritoryStore(pool: pool, thresholds: thresholds), rules: rules)

        let publisher = ConfirmedPublisher(address: broker.main, name: "\(context.instance).publish", logger: logger)
        let newsPublisher = NewsPublisher(publisher: publisher, logger: logger)
        let relay = OutboxRelay(pool: pool, outbox: store.outbox) { await newsPublisher.publish($0) }
        let news = NewsDesk { await relay.publishNow($0) }

        let clock = ZoneClock()
        let desk = JudgementDesk(store: store, book: book, clock: clock, delays: delays)
        let copy = CopyState(logger: logger)
        let client = RPCClient(address: broker.rpc, name: "\(context.instance).ask", logger: logger)
        let keeper = CopyKeeper(desk: desk, copy: copy, news: news, logger: logger, fetch: CopyKeeper.fetch(by: client))
        let lateness = DelayWatch(
            desk: desk, statistics: statistics, copy: copy, news: news, logger: logger, fetch: DelayWatch.fetch(by: client))
        let clusters = ClusterWatch(desk: desk, statistics: statistics, news: news, logger: logger)
        let days = DayWatch(desk: desk, copy: copy, keeper: keeper, news: news, logger: logger)
        let intake = CountsIntake(
            desk: desk, copy: copy, news: news, deadLetters: DeadLetters(publisher: publisher), logger: logger)
        // A little patience, and one judgement stands for many changes.
        let consumer = BatchConsumer(
            address: broker.main, source: .queue(Names.Queue.alertingCounts), prefetch: 1_000,
            batch: BatchLimits(maximumCount: 500, maximumWait: .milliseconds(40)), name: "\(context.instance).consume", logger: logger)
        let server = RPCServer(
            address: broker.rpc, queue: Names.Queue.rpc(AlertingMethods.service), name: "\(context.instance).rpc", logger: logger)
        let router = AlertingAnswers(store: try AlertingStore(pool: readers), book: book, clock: clock, delays: delays)
            .router(desk: AlertDesk(store: store, clock: clock), tell: news.tell, logger: logger)

        context.readiness.require("broker") { consumer.absence ?? publisher.absence ?? server.absence }
        context.readiness.require("database") {
            guard await pool.isReachable() else { return "PostgreSQL does not answer" }
            return await readers.isReachable() ? nil : "PostgreSQL does not let the reader's role in"
        }
        context.readiness.require("counts") {
            guard let departments = await book.departments else { return "the departments are not known yet" }
            let missing = copy.missing(among: Array(departments.keys))
            return missing.isEmpty ? nil : "not copied yet: \(missing.map { "\($0)" }.joined(separator: ", "))"
        }

        context.readiness.note("departments") { copy.note }

        return [
            try HTTPServer.operations(context),
            Background.untilStop { await pool.run() },
            Background.untilStop { await readers.run() },
            Background(stop: publisher.stop) { await publisher.run() },
            Background.untilStop { await relay.run() },
            Background(stop: news.close) { await news.run() },
            Background(stop: client.stop) { await client.run() },
            Background.untilStop { await days.run() },
            Background.untilStop { await keeper.run() },
            Background.untilStop { await lateness.run() },
            Background.untilStop { await clusters.run() },
            CountsConsumer(
                consumer: consumer, intake: intake, keeper: keeper, store: store,
                topology: TopologyAdministrator(address: broker.main, name: "\(context.instance).check")),
            Background(stop: server.stop) { await server.run { await router.answer($0) } },
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
