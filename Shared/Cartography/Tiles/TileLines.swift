/// The borders of communes in units of the Web Mercator square, cut into arcs.
struct TileLines {
    private(set) var xs: [Int32] = []
    private(set) var ys: [Int32] = []
    private(set) var significance: [Float] = []
    private(set) var starts: [Int32] = [0]
    private(set) var bounds: [TileAtlas.Bounds] = []
    /// The polygons of each area, each with its rings, the outside first.
    private let polygons: [[[[Arc.Use]]]]

    init(_ areas: [BasemapArea]) {
        var indices: [UInt64: Int32] = [:]
        var points: [(x: Int32, y: Int32)] = []
        var rings: [[Int32]] = []
        for ring in areas.lazy.flatMap(\.shape.polygons).flatMap(\.rings) {
            rings.append(
                ring.vertices.map { vertex in
                    if let index = indices[vertex.key] { return index }
                    let index = Int32(points.count)
                    indices[vertex.key] = index
                    points.append(WebMercator.point(longitude: vertex.longitude, latitude: vertex.latitude))
                    return index
                })
        }
        indices = [:]
        var builder = ArcBuilder(rings: rings, pointCount: points.count)
        var next = rings.startIndex
        self.polygons = areas.map { area in
            area.shape.polygons.map { polygon in
                polygon.rings.map { _ in
                    defer { next += 1 }
                    return builder.uses(of: rings[next], group: 0)
                }
            }
        }
        for arc in builder.arcs {
            var bounds = TileAtlas.Bounds()
            for index in arc.points {
                let point = points[Int(index)]
                self.xs.append(point.x)
                self.ys.append(point.y)
                bounds.include(point.x, point.y)
            }
            let range = Int(self.starts[self.starts.count - 1])..<self.xs.count
            self.significance += Significance.of(self.xs[range], self.ys[range])
            self.starts.append(Int32(self.xs.count))
            self.bounds.append(bounds)
        }
    }

    /// Returns the surfaces of an area, every outside clockwise on the screen and every hole the other way, as tiles want them.
    func surfaces(of area: Int) -> [TileAtlas.Surface] {
        self.polygons[area].map { polygon in
            polygon.enumerated().map { index, uses in
                let uses = uses.map { TileAtlas.Use(arc: $0.arc, isBackwards: $0.isBackwards) }
                let isHole = index > 0
                return (self.doubledArea(of: uses) > 0) == isHole ? Self.reversed(uses) : uses
            }
        }
    }

    /// Returns twice the area within a ring, positive when it runs clockwise on the screen, in square units.
    func doubledArea(of ring: [TileAtlas.Use]) -> Double {
        var sum = 0.0
        for use in ring {
            let (first, last) = (Int(self.starts[Int(use.arc)]), Int(self.starts[Int(use.arc) + 1]) - 1)
            guard last > first else { continue }
            var part = 0.0
            for index in first..<last {
                part += Double(self.xs[index]) * Double(self.ys[index + 1]) - Double(self.xs[index + 1]) * Double(self.ys[index])
            }
            sum += use.isBackwards ? -part : part
        }
        return sum
    }

    /// Returns where a use begins and ends.
    func ends(of use: TileAtlas.Use) -> (start: UInt64, end: UInt64) {
        let (first, last) = (Int(self.starts[Int(use.arc)]), Int(self.starts[Int(use.arc) + 1]) - 1)
        let (a, b) = (self.key(first), self.key(last))
        return use.isBackwards ? (b, a) : (a, b)
    }

    /// Returns the first point of a ring.
    func start(of ring: [TileAtlas.Use]) -> (x: Int32, y: Int32) {
        guard let use = ring.first else { return (0, 0) }
        let index = use.isBackwards ? Int(self.starts[Int(use.arc) + 1]) - 1 : Int(self.starts[Int(use.arc)])
        return (self.xs[index], self.ys[index])
    }

    private func key(_ index: Int) -> UInt64 { UInt64(UInt32(bitPattern: self.xs[index])) << 32 | UInt64(UInt32(bitPattern: self.ys[index])) }

    private static func reversed(_ ring: [TileAtlas.Use]) -> [TileAtlas.Use] {
        ring.reversed().map { TileAtlas.Use(arc: $0.arc, isBackwards: !$0.isBackwards) }
    }
}
