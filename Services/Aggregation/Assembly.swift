import Contracts
import Logging
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// One aggregator, put together: the queue's consumer, the ledger's writer, the publishers of the news and the server of the answers.
struct Assembly: Sendable {
    /// The connections that the outbox uses, as the writer's role.
    let pool: DatabasePool
    /// The connections that write the ledger and serve nothing else, so that messages of the queue wait behind no other work.
    let writer: DatabasePool
    /// The connections that the answers read with, as the reader's role, to which the database shows only what the asker may see.
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
                reader: SubmissionReader(admission: AdmissionCheck(clock: ZoneClock())),
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

    /// The services to run, in starting order. They stop in the opposite order: the consumer, which takes new messages, first, and the
    /// connections, which write them, last.
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

    /// Why questions cannot be answered or messages cannot be written now; `nil` when both work.
    var databaseAbsence: String? {
        get async {
            guard await self.pool.isReachable() else { return "PostgreSQL does not answer" }
            return await self.readers.isReachable() ? nil : "PostgreSQL does not let the reader's role in"
        }
    }

    /// Why messages cannot be consumed or published now; `nil` when both work.
    var brokerAbsence: String? { self.consumer.consumer.absence ?? self.publisher.absence ?? self.server.absence }
}
