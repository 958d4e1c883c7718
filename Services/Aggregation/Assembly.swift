import Contracts
import Logging
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// One aggregator, put together: what consumes, what writes, what tells and what answers.
struct Assembly: Sendable {
    /// For the outbox, as the writer's role.
    let pool: DatabasePool
    /// For the ledger alone: what came by the queue waits behind nobody.
    let writer: DatabasePool
    /// For the answers, as the reader's role, which sees what the asker may see.
    let readers: DatabasePool
    let publisher: ConfirmedPublisher
    let relay: OutboxRelay
    let news: OutboxNotifier
    let consumer: DeclarationConsumer
    let server: RPCServer
    let router: RPCRouter

    /// - Parameters:
    ///   - database: as the writer's role.
    ///   - answers: the same database, as the reader's role.
    init(broker: BrokerAddresses, database: DatabaseAddress, answers: DatabaseAddress, instance: String, logger: Logger) throws {
        let pool = DatabasePool(address: database, size: 2, name: instance, logger: logger)
        let writer = DatabasePool(address: database, size: 1, name: "\(instance).write", logger: logger)
        let readers = DatabasePool(address: answers, size: 4, name: "\(instance).read", logger: logger)
        let ledger = try LedgerStore(pool: writer)

        let publisher = ConfirmedPublisher(address: broker.main, name: "\(instance).publish", logger: logger)
        let outboxPublisher = OutboxPublisher(publisher: publisher, logger: logger)
        let relay = OutboxRelay(pool: pool, outbox: ledger.outbox) { await outboxPublisher.publish($0) }
        let news = OutboxNotifier { await relay.publishNow($0) }

        self.consumer = DeclarationConsumer(
            // Two batches ahead, no more: what one holds, the others cannot take.
            consumer: BatchConsumer(
                address: broker.main, source: .queue(Names.Queue.declarations), prefetch: 1_000, name: "\(instance).consume", logger: logger),
            intake: DeclarationIntake(
                reader: SubmissionReader(admission: AdmissionDesk(clock: ZoneClock())),
                register: CommuneRegister { try await ledger.communes(among: $0) }, ledger: ledger,
                deadLetters: DeadLetters(publisher: publisher), news: news, metrics: IntakeMetrics(), logger: logger),
            topology: TopologyAdministrator(address: broker.main, name: "\(instance).check"))
        self.server = RPCServer(
            address: broker.rpc, queue: Names.Queue.rpc(AggregationMethods.service), name: "\(instance).rpc", logger: logger)
        self.router = AggregationAnswers(reader: LedgerReader(pool: readers)).router(logger: logger)
        self.pool = pool
        self.writer = writer
        self.readers = readers
        self.publisher = publisher
        self.relay = relay
        self.news = news
    }

    /// What runs. It stops in the opposite order: first nothing new is taken, last what was written with is closed.
    var services: [any Service] {
        [
            Background.untilStop { await self.pool.run() },
            Background.untilStop { await self.writer.run() },
            Background.untilStop { await self.readers.run() },
            Background(stop: self.publisher.stop) { await self.publisher.run() },
            Background.untilStop { await self.relay.run() },
            Background(stop: self.news.close) { await self.news.run() },
            self.consumer,
            Background(stop: self.server.stop) { await self.server.run { await self.router.answer($0) } },
        ]
    }

    /// Why what is asked cannot be read or what comes cannot be written now; nothing when both can.
    var databaseAbsence: String? {
        get async {
            guard await self.pool.isReachable() else { return "PostgreSQL does not answer" }
            return await self.readers.isReachable() ? nil : "PostgreSQL does not let the reader's role in"
        }
    }

    /// Why the broker's part of the work cannot be done now; nothing when it can.
    var brokerAbsence: String? { self.consumer.consumer.absence ?? self.publisher.absence ?? self.server.absence }
}
