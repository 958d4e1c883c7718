import CoreMetrics
import Foundation
public import Logging
public import ServiceLifecycle
import UnixSignals

/// Runs a service: reads its settings, sets up logs and metrics, starts its parts, and stops them in order.
public enum ServiceProcess {
    /// What a main builds its services from.
    public struct Context: Sendable {
        /// The service's name, such as `ingest`.
        public let name: String
        /// This process's name among those of its service, such as `ingest-1`.
        public let instance: String
        /// What the environment tells the service.
        public let settings: Settings
        /// Writes under the service's name.
        public let logger: Logger
        /// What the service needs to answer, which `/readyz` tells of.
        public let readiness: Readiness
    }

    /// Runs a service until SIGTERM or SIGINT, then lets it finish what it has begun for at most 20 s.
    ///
    /// Ends the process: 0 after an orderly stop, 78 for a setting that cannot be used (EX_CONFIG), 70 for any other error.
    ///
    /// - Parameters:
    ///   - patience: How long an orderly stop may take before what still runs is cancelled, and then, a tenth of it later,
    ///     the process ends anyway.
    ///   - build: Makes the services, in the order of their start; they stop in the opposite order.
    public static func run(
        _ name: String, patience: Duration = .seconds(18), build: (Context) async throws -> [any Service]
    ) async -> Never {
        // A peer that closed its end of a pipe or a socket is an error of that write, never the end of the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            let settings = try await Settings.ofProcess()
            let instance = settings.text("VIGIE_INSTANCE") ?? "\(name)-1"
            let level = try self.level(settings)
            LoggingSystem.bootstrap { label in JSONLogHandler(service: name, instance: instance, label: label, level: level) }
            MetricsSystem.bootstrap(PrometheusRegistry.process)
            let logger = Logger(label: name)
            let context = Context(
                name: name, instance: instance, settings: settings, logger: logger, readiness: Readiness())
            let services = try await build(context)
            logger.info("starting", metadata: ["instance": "\(instance)"])
            var configuration = ServiceGroupConfiguration(
                services: services.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup, failureTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            configuration.maximumGracefulShutdownDuration = patience
            configuration.maximumCancellationDuration = patience / 10
            try await ServiceGroup(configuration: configuration).run()
            logger.info("stopped")
            exit(0)
        } catch let error as SettingsError {
            self.say("vigie \(name): \(error)")
            exit(78)
        } catch {
            self.say("vigie \(name): \(error)")
            exit(70)
        }
    }

    private static func level(_ settings: Settings) throws(SettingsError) -> Logger.Level {
        guard let text = settings.text("VIGIE_LOG_LEVEL") else { return .info }
        guard let level = Logger.Level(rawValue: text) else {
            throw SettingsError("VIGIE_LOG_LEVEL", "it must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return level
    }

    private static func say(_ text: String) {
        LogOutput.standardError.write(text + "\n")
    }
}
