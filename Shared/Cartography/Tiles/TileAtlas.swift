public import Formats
public import Mortality

/// Communes and departments in the form that vector tiles are cut from: every border once, each point with the zoom from which on it matters.
///
/// Made once an import; a tile is then cut in milliseconds. Neighbours are made of the same points at every zoom, so there
/// is neither gap nor sliver between them.
public struct TileAtlas: Sendable {
    /// An arc as part of a ring, in its own direction or backwards.
    struct Use: Sendable {
        let arc: Int32
        let isBackwards: Bool
    }

    /// A surface: the outside first, then the holes.
    typealias Surface = [[Use]]

    /// A feature of a layer.
    struct Area: Sendable {
        let code: String
        let name: String
        let surfaces: [Surface]
        /// The rectangle around it, in units of the square: left, top, right, bottom.
        let bounds: Bounds
    }

    struct Bounds: Sendable {
        var left = Int32.max
        var top = Int32.max
        var right = Int32.min
        var bottom = Int32.min

        mutating func include(_ x: Int32, _ y: Int32) {
            self.left = min(self.left, x)
            self.top = min(self.top, y)
            self.right = max(self.right, x)
            self.bottom = max(self.bottom, y)
        }

        mutating func include(_ other: Bounds) {
            self.include(other.left, other.top)
            self.include(other.right, other.bottom)
        }
    }

    /// The points of the arcs at each zoom.
    let levels: [TileLevel]
    let communes: [Area]
    let departments: [Area]

    /// Cuts borders into arcs, and weighs their points.
    ///
    /// - Parameters:
    ///   - areas: The communes; a code given twice counts once.
    ///   - departments: The departments' names, by code.
    public init(_ areas: [BasemapArea], departments names: [DepartmentCode: String]) {
        var seen: Set<AreaCode> = []
        let areas = areas.filter { seen.insert($0.code).inserted }.sorted { $0.code < $1.code }
        let lines = TileLines(areas)
        var communes: [Area] = []
        communes.reserveCapacity(areas.count)
        var outlines: [DepartmentCode: DepartmentOutline] = [:]
        for (index, area) in areas.enumerated() {
            let surfaces = lines.surfaces(of: index)
            var bounds = Bounds()
            for use in surfaces.joined().joined() { bounds.include(lines.bounds[Int(use.arc)]) }
            communes.append(Area(code: area.code.text, name: area.name, surfaces: surfaces, bounds: bounds))
            outlines[area.code.department, default: DepartmentOutline()].add(surfaces, bounds)
        }
        self.levels = (0...TileID.maximumZoom).map { TileLevel(lines, limit: TileDetail(zoom: $0).limit(zoom: $0)) }
        self.communes = communes
        self.departments = outlines.sorted { $0.key < $1.key }.map { code, outline in
            Area(code: code.text, name: names[code] ?? code.text, surfaces: outline.surfaces(lines), bounds: outline.bounds)
        }
    }

    /// How many bytes the points take in memory.
    public var weight: Int { self.levels.reduce(0) { $0 + $1.weight } }
}

extension TileAtlas {
    /// Cuts a vector tile and compresses it with gzip (content type `application/vnd.mapbox-vector-tile`, content encoding `gzip`). It has the
    /// layers `communes` (from zoom 5 on) and `departments`, each feature with its INSEE `code`, its `name` and, as its number, the code read
    /// in base 36 (name and number of communes from zoom 7 on). It is empty when nothing lies in the tile.
    ///
    /// - Throws: `GzipError` when there is no memory left.
    public func tile(_ id: TileID) throws(GzipError) -> [UInt8] {
        var cutter = TileCutter(self, id)
        let bytes = cutter.cut()
        return bytes.isEmpty ? [] : try Gzip.compress(bytes)
    }
}
