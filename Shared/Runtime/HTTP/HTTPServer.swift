import HummingbirdCore
public import Hummingbird
import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// An HTTP server with Vigie's limits: on its own port, headers bounded, slow and idle connections closed.
public enum HTTPServer {
    /// A server of a router's routes.
    ///
    /// - Throws: `SettingsError` for a `VIGIE_PORT` that is no port.
    public static func make<Context: RequestContext>(
        router: Router<Context>, context: ServiceProcess.Context, limits: HTTPServerLimits = HTTPServerLimits()
    ) throws(SettingsError) -> any Service where Context: InitializableFromSource<ApplicationRequestContextSource> {
        let port = try context.settings.number("VIGIE_PORT", default: 0, in: 0...65_535)
        let host = context.settings.text("VIGIE_HOST") ?? "127.0.0.1"
        var logger = context.logger
        logger.logLevel = max(logger.logLevel, .notice)
        let instance = context.logger
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let application = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [RequestDeadlines(limits)], idleTimeout: TimeAmount(limits.idle),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headerFieldSize, maxHeaderListSize: limits.headerListSize,
                        maxHeaderFieldCount: limits.headerFieldCount))),
            configuration: .init(address: .hostname(host, port: port), backlog: 1_024, availableConnectionsDelegate: nil),
            onServerRunning: { channel in
                instance.info("listening", metadata: ["address": "\(channel.localAddress?.description ?? "?")"])
            },
            eventLoopGroupProvider: .shared(group), logger: logger)
        return ServiceOnLoop(group: group, server: application)
    }

    /// A server of nothing but `/healthz`, `/readyz` and `/metrics`.
    ///
    /// - Throws: `SettingsError` for a `VIGIE_PORT` that is no port.
    public static func operations(_ context: ServiceProcess.Context) throws(SettingsError) -> any Service {
        let router = Router(context: BasicRequestContext.self)
        OperationsRoutes(readiness: context.readiness).add(to: router)
        return try self.make(router: router, context: context)
    }
}
