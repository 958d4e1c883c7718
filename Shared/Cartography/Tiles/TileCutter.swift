/// Cuts one tile out of an atlas: the Mapbox Vector Tile of its communes and departments (specification 2.1).
struct TileCutter {
    /// How far a tile reaches over its edges, as a share of its size, so that lines along them are drawn whole.
    private static let buffer = 1.0 / 64

    private let atlas: TileAtlas
    private let level: TileLevel
    private let detail: TileDetail
    private let extent: Int32
    private let margin: Int32
    /// How many units of the square a unit of the tile has.
    private let scale: Double
    /// The tile's left side, in units of the square.
    private let left: Double
    private let top: Double
    private var points: [TilePoint] = []
    private var clipped: [TilePoint] = []

    init(_ atlas: TileAtlas, _ tile: TileID) {
        self.atlas = atlas
        self.level = atlas.levels[tile.zoom]
        self.detail = TileDetail(zoom: tile.zoom)
        self.extent = self.detail.extent
        self.margin = Int32(Double(self.extent) * Self.buffer)
        let size = WebMercator.side / Double(1 << tile.zoom)
        self.scale = size / Double(self.extent)
        self.left = Double(tile.x) * size
        self.top = Double(tile.y) * size
    }

    /// Returns the tile's layers; empty when nothing is in the tile.
    mutating func cut() -> [UInt8] {
        var tile = ProtobufWriter()
        if self.detail.hasCommunes { tile.field(3, self.layer("communes", of: self.atlas.communes, hasNames: self.detail.hasNames)) }
        tile.field(3, self.layer("departments", of: self.atlas.departments, hasNames: true))
        return tile.bytes
    }

    private mutating func layer(_ name: String, of areas: [TileAtlas.Area], hasNames: Bool) -> [UInt8]? {
        var layer = TileLayer(name: name, extent: self.extent)
        for area in areas where self.meets(area.bounds) {
            let geometry = self.geometry(of: area)
            if !geometry.isEmpty { layer.add(code: area.code, name: hasNames ? area.name : nil, geometry: geometry) }
        }
        return layer.isEmpty ? nil : layer.bytes
    }

    private func meets(_ bounds: TileAtlas.Bounds) -> Bool {
        let reach = Double(self.margin) * self.scale
        let size = Double(self.extent) * self.scale
        return Double(bounds.right) >= self.left - reach && Double(bounds.left) <= self.left + size + reach
            && Double(bounds.bottom) >= self.top - reach && Double(bounds.top) <= self.top + size + reach
    }

    private mutating func geometry(of area: TileAtlas.Area) -> [UInt32] {
        var writer = GeometryWriter()
        for surface in area.surfaces {
            for (index, ring) in surface.enumerated() {
                self.place(ring)
                self.clip()
                // Rounding may turn a tiny outside around, or make it nothing: its holes are then nothing either.
                let area = TilePoint.doubledArea(of: self.clipped)
                guard index == 0 ? area > 0 : area < 0 else {
                    if index == 0 { break }
                    continue
                }
                writer.ring(self.clipped)
            }
        }
        return writer.isEmpty ? self.mark(for: area) : writer.commands
    }

    /// Returns a square of one unit for a commune that is smaller than a unit, so that none is lost. It is empty where the commune
    /// does not lie in this tile.
    private func mark(for area: TileAtlas.Area) -> [UInt32] {
        guard Double(area.bounds.right) - Double(area.bounds.left) < 2 * self.scale else { return [] }
        let middle = self.place((area.bounds.left / 2) + (area.bounds.right / 2), (area.bounds.top / 2) + (area.bounds.bottom / 2))
        guard (0..<self.extent).contains(middle.x), (0..<self.extent).contains(middle.y) else { return [] }
        var writer = GeometryWriter()
        writer.ring([
            middle, TilePoint(x: middle.x + 1, y: middle.y), TilePoint(x: middle.x + 1, y: middle.y + 1), TilePoint(x: middle.x, y: middle.y + 1),
        ])
        return writer.commands
    }

    private func place(_ x: Int32, _ y: Int32) -> TilePoint {
        TilePoint(x: Int32(((Double(x) - self.left) / self.scale).rounded()), y: Int32(((Double(y) - self.top) / self.scale).rounded()))
    }

    /// Sets `points` to the points of a ring that matter at this zoom, none repeated in a row.
    private mutating func place(_ ring: [TileAtlas.Use]) {
        self.points.removeAll(keepingCapacity: true)
        for use in ring {
            let (first, last) = (Int(self.level.starts[Int(use.arc)]), Int(self.level.starts[Int(use.arc) + 1]) - 1)
            // The last point of an arc is the first of the next.
            if use.isBackwards {
                for index in stride(from: last, to: first, by: -1) { self.append(index) }
            } else {
                for index in first..<last { self.append(index) }
            }
        }
        while let last = self.points.last, self.points.count > 1, last == self.points[0] { self.points.removeLast() }
    }

    private mutating func append(_ index: Int) {
        let point = self.place(self.level.xs[index], self.level.ys[index])
        if self.points.last != point { self.points.append(point) }
    }

    /// Sets `clipped` to the part of `points` that lies within the tile and its margin, by the algorithm of Sutherland and Hodgman, one edge
    /// after the other.
    private mutating func clip() {
        let (low, high) = (-self.margin, self.extent + self.margin)
        swap(&self.points, &self.clipped)
        guard let first = self.clipped.first else { return }
        let box = self.clipped.reduce(into: (first, first)) { box, point in
            box.0 = TilePoint(x: min(box.0.x, point.x), y: min(box.0.y, point.y))
            box.1 = TilePoint(x: max(box.1.x, point.x), y: max(box.1.y, point.y))
        }
        if box.0.x < low {
            self.clip {
                $0.x >= low
            } crossing: {
                TilePoint.crossing($0, $1, x: low)
            }
        }
        if box.1.x > high {
            self.clip {
                $0.x <= high
            } crossing: {
                TilePoint.crossing($0, $1, x: high)
            }
        }
        if box.0.y < low {
            self.clip {
                $0.y >= low
            } crossing: {
                TilePoint.crossing($0, $1, y: low)
            }
        }
        if box.1.y > high {
            self.clip {
                $0.y <= high
            } crossing: {
                TilePoint.crossing($0, $1, y: high)
            }
        }
    }

    private mutating func clip(_ isInside: (TilePoint) -> Bool, crossing: (TilePoint, TilePoint) -> TilePoint) {
        swap(&self.points, &self.clipped)
        self.clipped.removeAll(keepingCapacity: true)
        guard var previous = self.points.last else { return }
        for point in self.points {
            let (was, isIn) = (isInside(previous), isInside(point))
            if was != isIn { self.keep(crossing(previous, point)) }
            if isIn { self.keep(point) }
            previous = point
        }
        while let last = self.clipped.last, self.clipped.count > 1, last == self.clipped[0] { self.clipped.removeLast() }
    }

    private mutating func keep(_ point: TilePoint) {
        if self.clipped.last != point { self.clipped.append(point) }
    }
}
