import CoreMetrics
import Logging
import Runtime
import ServiceLifecycle
import Threading

/// Keeps the atlas in memory and reads it anew when an import changed it. While PostgreSQL is away the last one serves.
final class AtlasFeed: Service {
    private let store: PlacesStore
    private let interval: Duration
    private let logger: Logger
    private let state = Locked<Atlas?>(nil)

    init(store: PlacesStore, interval: Duration = .seconds(10), logger: Logger) {
        self.store = store
        self.interval = interval
        self.logger = logger
    }

    /// The last atlas; nothing before the first, or before any department is imported.
    var current: Atlas? { self.state.withLock { $0 } }

    /// Why nothing can be drawn; nothing once shapes were loaded.
    var absence: String? { self.current == nil ? "the shapes are not loaded yet" : nil }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Duration.milliseconds(250)
            while !Task.isCancelled {
                do {
                    try await self.refresh()
                    pause = self.interval
                } catch {
                    self.logger.warning("the shapes could not be read; the last ones serve", metadata: ["error": "\(error)"])
                    pause = self.current == nil ? min(pause * 2, .seconds(2)) : self.interval
                }
                try? await Task.sleep(for: pause)
            }
        }
        // What was loaded serves until the last request is answered.
        try? await gracefulShutdown()
    }

    /// Reads what is new, once.
    func refresh() async throws {
        let version = try await self.store.version()
        guard self.current?.version != version else { return }
        let atlas = try await self.store.atlas(version: version)
        guard !atlas.territories.isEmpty else { return }
        self.state.withLock { $0 = atlas }
        self.logger.info("shapes loaded", metadata: ["version": .stringConvertible(version), "departments": .stringConvertible(atlas.territories.count)])
        Gauge(label: "vigie_atlas_departments").record(atlas.territories.count)
    }
}
