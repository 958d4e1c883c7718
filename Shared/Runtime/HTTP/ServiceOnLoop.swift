import NIOCore
import NIOPosix
import ServiceLifecycle

/// Runs HTTP servers on one event loop, their tasks included. Several cores are used by running several instances.
struct ServiceOnLoop: Service {
    let group: MultiThreadedEventLoopGroup
    let servers: [any Service]

    /// Runs until all servers have stopped; the first that fails ends the others.
    func run() async throws {
        try await withTaskExecutorPreference(EventLoopExecutor(self.group.next())) {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for server in self.servers { tasks.addTask { try await server.run() } }
                try await tasks.waitForAll()
            }
        }
        try await self.group.shutdownGracefully()
    }
}
