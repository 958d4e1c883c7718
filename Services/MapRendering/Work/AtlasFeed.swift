import CoreMetrics
import Logging
import Runtime

/// Keeps the atlas in memory, and reads it anew when an import changed it. There is no atlas before a department is imported.
typealias AtlasFeed = StoreFeed<Atlas>

extension AtlasFeed {
    convenience init(store: PlacesStore, logger: Logger) {
        self.init(of: "the shapes", logger: logger) { feed in
            let version = try await store.version()
            guard feed.current?.version != version else { return }
            let atlas = try await store.atlas(version: version)
            guard !atlas.territories.isEmpty else { return }
            feed.change { $0 = atlas }
            logger.info(
                "shapes loaded", metadata: ["version": .stringConvertible(version), "departments": .stringConvertible(atlas.territories.count)])
            Gauge(label: "vigie_atlas_departments").record(atlas.territories.count)
        }
    }
}
