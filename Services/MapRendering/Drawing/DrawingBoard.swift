import Cartography
import CoreMetrics
import Mortality
import Threading

/// Draws, one picture at a time, on a thread of its own: drawing holds a processor for milliseconds, and must not hold one
/// that others share.
actor DrawingBoard {
    private struct PlateKey: Hashable {
        let version: Int
        let department: DepartmentCode
        let size: PictureSize
    }

    private struct BasemapKey: Hashable {
        let version: Int
        let department: DepartmentCode
    }

    /// How long one picture may hold the thread up.
    private static let patience = Duration.seconds(5)

    private let thread: ConnectionThread
    /// Pictures by their entity tag, 32 MiB of them.
    private var pictures = BoundedCache<EntityTag, [UInt8]>(limit: 32 << 20)
    /// Basemaps, and the same at the size of a picture: the last of each.
    private var basemaps = BoundedCache<BasemapKey, Basemap>(limit: 24)
    private var plates = BoundedCache<PlateKey, Plate>(limit: 24)
    /// Plates in pixels, 24 MiB of them.
    private var rasters = BoundedCache<PlateKey, RasterPlate>(limit: 24 << 20)

    init() throws(ThreadingError) { self.thread = try ConnectionThread(name: "drawing") }

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    deinit { self.thread.stop() }

    /// The picture of a map: the one that was drawn before, or a new one.
    func draw(_ map: Choropleth, for request: PictureRequest, in atlas: Atlas, tag: EntityTag) throws -> [UInt8] {
        if let known = self.pictures.value(of: tag) { return known }
        guard let territory = atlas.territories[request.department] else { return [] }
        let began = ContinuousClock.now
        let key = PlateKey(version: atlas.version, department: territory.code, size: request.size)
        let sheet = MapSheet(map, on: self.plate(of: territory, key))
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

    private func plate(of territory: Territory, _ key: PlateKey) -> Plate {
        if let known = self.plates.value(of: key) { return known }
        let plate = Plate(self.basemap(of: territory, version: key.version), size: key.size)
        self.plates.keep(plate, as: key, weight: 1)
        return plate
    }

    private func basemap(of territory: Territory, version: Int) -> Basemap {
        let key = BasemapKey(version: version, department: territory.code)
        if let known = self.basemaps.value(of: key) { return known }
        let basemap = territory.basemap
        self.basemaps.keep(basemap, as: key, weight: 1)
        return basemap
    }
}
