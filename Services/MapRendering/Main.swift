import LiveCopies
import Messaging
import Persistence
import Runtime

/// MapRendering keeps shapes, counts and levels in memory, and draws on request.
@main
struct MapRenderingService {
    static func main() async {
        await ServiceProcess.run("map-rendering") { context in
            let assembly = try Assembly(
                broker: try BrokerAddresses(context.settings),
                database: try DatabaseAddress(url: try context.settings.secret("VIGIE_DATABASE_URL")),
                window: try CopyWindow(context.settings), instance: context.instance, logger: context.logger)
            // Once loaded, shapes and counts serve without PostgreSQL, and without Aggregation and Alerting but for older days.
            context.readiness.require("broker") { assembly.server.absence }
            context.readiness.require("shapes") { assembly.atlas.absence }
            context.readiness.require("counts") { assembly.counts.absence }
            context.readiness.note("departments") { assembly.counts.note ?? assembly.assessments.note }
            return try [HTTPServer.operations(context)] + assembly.services
        }
    }
}
