import NIOCore
import NIOPosix
import ServiceLifecycle

/// An HTTP server that runs on one event loop, tasks and all. Several cores are used by running several instances.
struct ServiceOnLoop: Service {
    let group: MultiThreadedEventLoopGroup
    let server: any Service

    func run() async throws {
        try await withTaskExecutorPreference(EventLoopExecutor(self.group.next())) { try await self.server.run() }
        try await self.group.shutdownGracefully()
    }
}
