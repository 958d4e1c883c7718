import Contracts
import Logging
import Messaging
import Persistence
import Runtime
import ServiceLifecycle
import Threading
import Web

extension Ingest {
    /// The time limits of the connection to the broker, short enough that a client is answered within five seconds, whatever the broker does.
    static var options: ConnectionOptions {
        var options = ConnectionOptions()
        options.confirmTimeout = .seconds(4)
        options.callTimeout = .seconds(4)
        return options
    }

    /// Puts the service together. It stops in the opposite order: requests under way are answered before the broker is left.
    static func services(_ context: ServiceProcess.Context) throws -> [any Service] {
        let logger = context.logger
        let broker = try BrokerAddresses(context.settings)
        let database = try DatabaseAddress(url: try context.settings.secret("VIGIE_DATABASE_URL"))
        let secret = try context.settings.secret("VIGIE_RECEIPT_SECRET")
        guard secret.utf8.count >= 16 else { throw SettingsError("VIGIE_RECEIPT_SECRET", "it must have at least 16 characters") }

        let pool = DatabasePool(address: database, size: 1, name: context.instance, logger: logger)
        let usual = Locked(UsualDeaths())
        let reference = ReferenceFeed(store: ReferenceStore(pool: pool), takesTokens: true, logger: logger) { _ in
            do {
                let known = try await UsualDeathsStore(pool: pool).read()
                usual.withLock { $0 = known }
            } catch {
                logger.warning("what communes have had could not be read; counts are held against their inhabitants", metadata: ["error": "\(error)"])
            }
        }
        let publisher = ConfirmedPublisher(address: broker.main, name: "\(context.instance).publish", options: Self.options, logger: logger)
        let client = RPCClient(address: broker.rpc, name: "\(context.instance).ask", options: Self.options, logger: logger)
        let topology = TopologyCheck(administrator: TopologyAdministrator(address: broker.main, name: "\(context.instance).check"), logger: logger)

        // The client too: until it is connected, what became of a declaration cannot be told.
        context.readiness.require("broker") { publisher.absence ?? client.absence ?? topology.absence }
        context.readiness.require("reference") { reference.absence }

        let clock = ZoneClock()
        let bench = try ConnectionThread(name: "batches")
        let routes = IngestRoutes(
            visitors: Visitors(
                reference: { reference.snapshot }, learnKey: { await reference.learn($0) }, learnTokenKey: { await reference.learn($0) }, clock: clock),
            limits: VisitLimits(clock: clock),
            intake: Intake(clock: clock, mint: ReceiptMint(secret: secret), usual: { usual.withLock { $0 } }), publisher: publisher,
            others: client, logger: logger, bench: bench)

        return [
            Background.untilStop { await pool.run() },
            InstanceBeacon(context, pool: pool),
            reference,
            Background(stop: publisher.stop) { await publisher.run() },
            Background(stop: client.stop) { await client.run() },
            topology,
            try HTTPServer.make(router: routes.router(), context: context),
        ]
    }
}
