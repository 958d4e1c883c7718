import Logging
import Messaging
import Mortality
import Persistence
import Runtime
import ServiceLifecycle

/// Portal: people. Pages, the read API, live updates.
@main
struct PortalService {
    static func main() async {
        await ServiceProcess.run("portal") { context in
            let broker = try BrokerAddress(url: try context.settings.secret("VIGIE_AMQP_URL"))
            let database = try DatabaseAddress(url: try context.settings.secret("VIGIE_DATABASE_URL"))
            let logger = context.logger
            let pool = DatabasePool(address: database, size: 2, name: context.instance, logger: logger)
            let reference = ReferenceFeed(store: ReferenceStore(pool: pool), logger: logger)
            let client = RPCClient(address: broker, name: "\(context.instance).ask", logger: logger)
            let hub = ChangeHub(epoch: String(Correlation().text.prefix(12)))
            let changes = ChangeCounts()
            let departments: @Sendable () -> [DepartmentCode]? = { reference.snapshot.map { $0.departments.keys.sorted() } }
            let counts = LiveCounts(
                address: broker, client: client, name: context.instance, logger: logger, departments: departments,
                onChange: {
                    changes.add($0)
                    hub.record(.counts, department: $0, communesByDay: $1)
                },
                onSnapshot: {
                    changes.add($0)
                    hub.forget($0)
                })
            let assessments = LiveAssessments(
                address: broker, client: client, name: context.instance, logger: logger, departments: departments,
                onChange: { department, days in
                    changes.add(department)
                    hub.record(.alert, department: department, communesByDay: Dictionary(uniqueKeysWithValues: days.map { ($0, []) }))
                })
            context.readiness.require("reference") { reference.absence }
            context.readiness.require("counts") { counts.absence }
            context.readiness.require("assessments") { assessments.absence }
            context.readiness.note("departments") { counts.note ?? assessments.note }
            context.readiness.require("broker") { client.absence }
            let routes = PortalRoutes(
                reference: { reference.snapshot }, figures: LiveFigures(counts: counts, assessments: assessments), others: client, hub: hub,
                assets: PageAssets(
                    libraries: BrowserLibraries(folder: context.settings.text("VIGIE_ASSETS"), logger: logger),
                    compressed: context.settings.text("VIGIE_COMPRESSED"), logger: logger), logger: logger, changes: changes, learn: { await reference.learn($0) })
            return [
                Background.untilStop { await pool.run() },
                reference,
                Background(stop: client.stop) { await client.run() },
                counts,
                assessments,
                try HTTPServer.make(router: routes.router(), context: context),
                hub,
            ]
        }
    }
}
