import Cartography
import CoreMetrics
import Logging
import Runtime
import Threading

/// Cuts vector tiles one at a time, on a thread of its own, and keeps those that were asked for last.
actor TileBoard {
    private let thread: ConnectionThread
    /// The tiles of the current import, at most 32 MiB of them.
    private var tiles = BoundedCache<TileID, [UInt8]>(limit: 32 << 20)
    private var prepared: (version: Int, lines: TileAtlas)?

    init() throws(ThreadingError) { self.thread = try ConnectionThread(name: "tiles") }

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    deinit { self.thread.stop() }

    /// Returns the entity tag of every tile of an import, without quotes. The number before the point is raised when the same shapes come to
    /// give other tiles.
    static func tag(of atlas: Atlas) -> String { "tiles-1.\(atlas.version)" }

    /// Returns a tile, compressed by gzip, which is the one that was cut before or a new one.
    func tile(_ id: TileID, of atlas: Atlas) throws -> [UInt8] {
        self.prepare(atlas)
        guard let prepared, prepared.version == atlas.version else { return [] }
        if let known = self.tiles.value(of: id) { return known }
        let began = ContinuousClock.now
        let tile = try prepared.lines.tile(id)
        self.tiles.keep(tile, as: id, weight: tile.count + 64)
        Timer(label: "vigie_map_drawing_seconds", dimensions: [("format", "mvt")])
            .recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
        return tile
    }

    /// Prepares the borders of each new import before anybody asks for a tile, until cancelled.
    nonisolated func keepReady(_ atlas: @Sendable () -> Atlas?, logger: Logger) async {
        await Periodic(every: .seconds(1), failure: "the borders of tiles could not be made ready", logger: logger).run {
            if let atlas = atlas() { await self.prepare(atlas) }
        }
    }

    private func prepare(_ atlas: Atlas) {
        // A request may still hold the import before the current one.
        guard atlas.version > self.prepared?.version ?? .min else { return }
        let areas = atlas.territories.values.flatMap(\.areas)
        let lines = TileAtlas(areas, departments: atlas.territories.mapValues(\.name))
        self.prepared = (atlas.version, lines)
        self.tiles = BoundedCache(limit: 32 << 20)
        Gauge(label: "vigie_tile_points_bytes").record(lines.weight)
    }
}
