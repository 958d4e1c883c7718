import Accounts
import AsyncHTTPClient
import LiveCopies
import Logging
import Messaging
import Mortality
import OIDC
import Persistence
import Runtime
import ServiceLifecycle
import Web

extension PortalService {
    /// Puts the service together. It stops in the opposite order: requests under way are answered before what they stand on is left.
    static func services(_ context: ServiceProcess.Context) async throws -> [any Service] {
        let broker = try BrokerAddresses(context.settings)
        let database = try DatabaseAddress(url: try context.settings.secret("VIGIE_DATABASE_URL"))
        let logger = context.logger
        let pool = DatabasePool(address: database, size: 4, name: context.instance, logger: logger)
        let lookups = DatabasePool(address: database, size: 2, name: "\(context.instance).lookups", options: People.lookupOptions, logger: logger)
        let reference = ReferenceFeed(store: ReferenceStore(pool: pool), logger: logger)
        let client = RPCClient(address: broker.rpc, name: "\(context.instance).ask", logger: logger)
        let hub = ChangeHub(epoch: String(Correlation().text.prefix(12)))
        let changes = ChangeCounts()
        let departments: @Sendable () -> [DepartmentCode]? = { reference.snapshot.map { $0.departments.keys.sorted() } }
        let window = try CopyWindow(context.settings)
        let counts = LiveCounts(
            address: broker.main, client: client, name: context.instance, window: window, logger: logger, departments: departments,
            onChange: {
                changes.add($0)
                hub.record(.counts, department: $0, communesByDay: $1)
            },
            onSnapshot: { department, _ in
                changes.add(department)
                hub.forget(department)
            })
        let onJudged: LiveAssessments.Observer = { department, moved in
            guard !moved.isEmpty else { return }
            changes.add(department)
            hub.record(.alert, department: department, communesByDay: moved)
        }
        let assessments = LiveAssessments(
            address: broker.main, client: client, name: context.instance, window: window, logger: logger, departments: departments,
            onChange: onJudged, onSnapshot: onJudged)
        context.readiness.require("reference") { reference.absence }
        context.readiness.require("counts") { counts.absence }
        context.readiness.require("assessments") { assessments.absence }
        context.readiness.note("departments") { counts.note ?? assessments.note }
        context.readiness.require("broker") { client.absence }
        let clock = ZoneClock()
        let asked = try PeopleSettings(context.settings)
        let providerClient = asked.provider.map { _ in IdentityProvider.makeClient() }
        let provider = asked.provider.flatMap { told in
            providerClient.map {
                SignInProvider(provider: IdentityProvider(told.party, client: $0, now: { clock.instant.seconds }), name: told.name)
            }
        }
        let figures = LiveFigures(counts: counts, assessments: assessments)
        let people = People(
            pool: pool, lookups: lookups, secret: asked.secret, cookie: asked.cookie, hasher: try PasswordHasher(), allowsDemo: asked.allowsDemo,
            provider: provider, mailRoot: asked.mail?.root, clock: clock, logger: logger)
        let mail = try asked.mail.map { told in
            try MailWork(server: told.server, people: people, figures: figures, reference: { reference.snapshot }, logger: logger)
        }
        let demo = DemoGuard(accounts: people.accounts, logger: logger)
        if !asked.allowsDemo { _ = try await demo.check(for: .seconds(5)) }
        context.readiness.note("declaring tokens") { people.signer.absence }
        let assets = PageAssets(
            libraries: BrowserLibraries(
                folder: context.settings.text("VIGIE_ASSETS"), identity: context.settings.text("VIGIE_IDENTITY") == "1", logger: logger),
            compressed: context.settings.text("VIGIE_COMPRESSED"), logger: logger)
        let visitors = Visitors(
            reference: { reference.snapshot }, people: people.directory, cookie: asked.cookie, learnKey: { await reference.learn($0) }, clock: clock)
        let queues = QueueWatch(
            main: QueueInspector(address: broker.main, name: "\(context.instance).queues"),
            questions: QueueInspector(address: broker.rpc, name: "\(context.instance).questions"), logger: logger)
        let ingest = context.settings.text("VIGIE_INGEST_URL")
        let doorClient = ingest.map { _ in IngestDoor.makeClient() }
        let door: any DeclarationDoor =
            if let ingest, let doorClient { IngestDoor(client: doorClient, address: ingest, logger: logger) } else { NoDoor() }
        if ingest == nil { logger.notice("forms without scripts cannot be sent", metadata: ["reason": "VIGIE_INGEST_URL is not set"]) }
        let past = PastDeathsStore(pool: pool)
        let routes = PortalRoutes(
            visitors: visitors, people: people, figures: figures, others: client, hub: hub,
            assets: assets,
            health: HouseHealth(
                instance: context.instance, readiness: context.readiness, queues: { await queues.look() },
                doors: { try? await InstanceStore(pool: lookups).instances(of: "ingest") }),
            privacy: asked.privacy,
            note: { try await people.audit.write($0) }, logger: logger, changes: changes, clock: clock, door: door,
            past: { try? await past.past(of: $0) })
        let work: [Background] = HouseWork(people: people, logger: logger).services(instance: context.instance) + (mail?.services ?? [])
        let asking = [providerClient, doorClient].compactMap(\.self).map { client in Background { await Self.keep(client) } }
        return asking + [
            Background.untilStop { await pool.run() },
            Background.untilStop { await lookups.run() },
            reference,
            Background(stop: client.stop) { await client.run() },
            counts,
            assessments,
            try HTTPServer.make(router: routes.router(), context: context),
            hub,
        ] + work + (asked.allowsDemo ? [] : [Background { try await demo.run() }])
    }

    /// Shuts an HTTP client down when everything that may use it has stopped.
    private static func keep(_ client: HTTPClient) async {
        try? await gracefulShutdown()
        try? await client.shutdown()
    }
}
