import Persistence
import Runtime

/// Aggregation: keeps the ledger of declarations, counts what it says, and tells others what changed.
@main
struct AggregationService {
    static func main() async {
        await ServiceProcess.run("aggregation") { context in
            let assembly = try Assembly(
                broker: try BrokerAddresses(context.settings),
                database: try DatabaseAddress(url: try context.settings.secret("VIGIE_DATABASE_URL")),
                answers: try DatabaseAddress(url: try context.settings.secret("VIGIE_READER_DATABASE_URL")), instance: context.instance,
                logger: context.logger)
            context.readiness.require("broker") { assembly.brokerAbsence }
            context.readiness.require("database") { await assembly.databaseAbsence }
            return try [HTTPServer.operations(context)] + assembly.services
        }
    }
}
