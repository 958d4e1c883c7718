import ServiceLifecycle

/// A server that opens its port once its service can answer. An edge that knows a new instance by its name alone, and takes it for well until
/// it has checked it, is then refused a connection and turns to another instance instead of passing a 503 on. It opens after a while in any
/// case: what it cannot answer it then tells by itself, better than a closed port does.
struct OpenOnceReady: Service {
    let server: any Service
    let readiness: Readiness
    var patience = Duration.seconds(15)

    /// Waits, then serves; told to stop while it waits, it never opens.
    func run() async throws {
        let end = ContinuousClock.now + self.patience
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled, ContinuousClock.now < end, await !self.readiness.report().isReady {
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
        guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
        try await self.server.run()
    }
}
