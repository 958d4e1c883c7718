import HummingbirdCore
public import Hummingbird
import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// HTTP servers with Vigie's limits: headers bounded, slow and idle connections closed.
///
/// What a service answers to everybody and what it tells those who run it stand on two ports: hiding a path behind an edge
/// leaks (`//metrics`), a port that the edge does not know does not. Both are served by one event loop, so that `/healthz`
/// tells whether that loop still answers.
public enum HTTPServer {
    /// Makes a server of a router's routes on `VIGIE_PORT`, which opens once the service is ready, and one of `/healthz`, `/readyz` and
    /// `/metrics` on `VIGIE_OPERATIONS_PORT`.
    ///
    /// - Throws: `SettingsError` for a port that is none.
    public static func make<Context: RequestContext>(
        router: Router<Context>, context: ServiceProcess.Context, limits: HTTPServerLimits = HTTPServerLimits()
    ) throws(SettingsError) -> any Service where Context: InitializableFromSource<ApplicationRequestContextSource> {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        return ServiceOnLoop(
            group: group,
            servers: [
                OpenOnceReady(server: try self.server(of: router, on: "VIGIE_PORT", group, context, limits), readiness: context.readiness),
                try self.server(of: self.operationsRouter(context), on: "VIGIE_OPERATIONS_PORT", group, context, limits),
            ])
    }

    /// Makes a server of nothing but `/healthz`, `/readyz` and `/metrics`, on `VIGIE_OPERATIONS_PORT`.
    ///
    /// - Throws: `SettingsError` for a `VIGIE_OPERATIONS_PORT` that is no port.
    public static func operations(_ context: ServiceProcess.Context) throws(SettingsError) -> any Service {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try self.server(
            of: self.operationsRouter(context), on: "VIGIE_OPERATIONS_PORT", group, context, HTTPServerLimits())
        return ServiceOnLoop(group: group, servers: [server])
    }

    private static func channels(_ limits: HTTPServerLimits) -> HTTPServerBuilder {
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestDeadlines(limits)], idleTimeout: TimeAmount(limits.idle),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerFieldSize, maxHeaderListSize: limits.headerListSize,
                maxHeaderFieldCount: limits.headerFieldCount))
        return HTTPServerBuilder { responder in
            HTTP1Channel(
                responder: { request, writer, channel in
                    try await responder(ExpectedBody.announced(request, on: channel), writer, channel)
                }, configuration: configuration)
        }
    }

    private static func operationsRouter(_ context: ServiceProcess.Context) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(logger: context.logger))
        OperationsRoutes(readiness: context.readiness).add(to: router)
        OtherMethods.answer(on: router)
        return router
    }

    private static func server<Context: RequestContext>(
        of router: Router<Context>, on setting: String, _ group: MultiThreadedEventLoopGroup, _ context: ServiceProcess.Context,
        _ limits: HTTPServerLimits
    ) throws(SettingsError) -> any Service where Context: InitializableFromSource<ApplicationRequestContextSource> {
        let port = try context.settings.number(setting, default: 0, in: 0...65_535)
        let host = context.settings.text("VIGIE_HOST") ?? "127.0.0.1"
        var logger = context.logger
        logger.logLevel = max(logger.logLevel, .notice)
        let instance = context.logger
        return Application(
            router: router,
            server: self.channels(limits),
            configuration: .init(address: .hostname(host, port: port), backlog: 1_024, availableConnectionsDelegate: nil),
            onServerRunning: { channel in
                instance.info("listening", metadata: ["setting": "\(setting)", "address": "\(channel.localAddress?.description ?? "?")"])
            },
            eventLoopGroupProvider: .shared(group), logger: logger)
    }
}
