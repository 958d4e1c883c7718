import Runtime
import ServiceLifecycle

/// Alerting judges each department's last seven days against its past, and keeps the life of its alerts.
@main
struct AlertingService {
    static func main() async {
        await ServiceProcess.run("alerting") { context in try Self.services(context) }
    }

    /// Returns the services that run, put together from the settings of the environment.
    static func services(_ context: ServiceProcess.Context) throws -> [any Service] {
        let assembly = try Assembly(context)
        assembly.require(by: context.readiness)
        return [try HTTPServer.operations(context)] + assembly.services
    }
}
