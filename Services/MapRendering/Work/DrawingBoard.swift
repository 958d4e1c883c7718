import Cartography
import CoreMetrics
import Mortality
import Threading

/// Draws one picture at a time, on a thread of its own. Drawing holds a processor for milliseconds, and must not hold one that others share.
actor DrawingBoard {
    private struct PlateKey: Hashable {
        let map: MapKey
        let size: PictureSize
    }

    private struct MapKey: Hashable {
        let version: Int
        let extent: Extent
    }

    /// A map projected onto the plane, with the maps beside it.
    private struct Land {
        let basemap: Basemap
        let insets: [Inset]

        var weight: Int { self.insets.reduce(self.basemap.weight) { $0 + $1.basemap.weight } }
    }

    /// The longest time that one picture may hold the thread.
    private static let patience = Duration.seconds(5)

    private let thread: ConnectionThread
    /// The pictures by their entity tag, at most 32 MiB of them.
    private var pictures = BoundedCache<EntityTag, [UInt8]>(limit: 32 << 20)
    /// The projected maps, and the same at the size of a picture: the last ones of each, at most 64 MiB.
    private var lands = BoundedCache<MapKey, Land>(limit: 64 << 20)
    private var plates = BoundedCache<PlateKey, Plate>(limit: 64 << 20)
    /// The plates in pixels, at most 24 MiB of them.
    private var rasters = BoundedCache<PlateKey, RasterPlate>(limit: 24 << 20)

    init() throws(ThreadingError) { self.thread = try ConnectionThread(name: "drawing") }

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    deinit { self.thread.stop() }

    /// Returns the picture of a map, which is the one that was drawn before or a new one.
    func draw(_ map: Choropleth, of extent: Extent, for request: PictureRequest, in atlas: Atlas, tag: EntityTag) throws -> [UInt8] {
        if let known = self.pictures.value(of: tag) { return known }
        let began = ContinuousClock.now
        let key = PlateKey(map: MapKey(version: atlas.version, extent: extent), size: request.size)
        let sheet = MapSheet(map, on: self.plate(key, in: atlas))
        let picture =
            switch request.format {
            case .svg: SVGRenderer.render(sheet)
            case .png: try PictureRenderer.png(sheet, on: self.raster(of: sheet.plate, key))
            case .pdf: try PageRenderer.pdf(sheet, by: began + Self.patience)
            }
        self.pictures.keep(picture, as: tag, weight: picture.count)
        Timer(label: "vigie_map_drawing_seconds", dimensions: [("format", request.format.rawValue)])
            .recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
        return picture
    }

    private func raster(of plate: Plate, _ key: PlateKey) throws -> RasterPlate {
        if let known = self.rasters.value(of: key) { return known }
        let raster = try RasterPlate(plate)
        self.rasters.keep(raster, as: key, weight: raster.weight)
        return raster
    }

    private func plate(_ key: PlateKey, in atlas: Atlas) -> Plate {
        if let known = self.plates.value(of: key) { return known }
        let land = self.land(key.map, in: atlas)
        let labels: PlaceLabels = key.map.extent.division == .departments ? .codes : .largestPlaces
        let plate = Plate(land.basemap, insets: land.insets, labels: labels, size: key.size)
        self.plates.keep(plate, as: key, weight: land.weight)
        return plate
    }

    private func land(_ key: MapKey, in atlas: Atlas) -> Land {
        if let known = self.lands.value(of: key) { return known }
        let land = Land(basemap: key.extent.basemap(in: atlas), insets: key.extent.insets(in: atlas))
        self.lands.keep(land, as: key, weight: land.weight)
        return land
    }
}
