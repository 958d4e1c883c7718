/// Cuts rings into arcs, so that a border between two communes is one line, simplified once and the same for both.
struct ArcBuilder {
    private(set) var arcs: [Arc] = []
    /// The group of the department that each arc bounds first, by the arc's index in `arcs`.
    private var firstGroup: [Int32] = []
    private var known: [UInt64: Int32] = [:]
    private let isJunction: [Bool]

    /// Takes every ring of the map, to know where borders meet: at the points that do not have exactly two points beside
    /// them.
    init(rings: [[Int32]], pointCount: Int) {
        var edges: [UInt64] = []
        edges.reserveCapacity(rings.reduce(0) { $0 + $1.count })
        for ring in rings {
            guard var previous = ring.last else { continue }
            for point in ring {
                edges.append(UInt64(min(previous, point)) << 32 | UInt64(max(previous, point)))
                previous = point
            }
        }
        edges.sort()
        var degrees = [UInt8](repeating: 0, count: pointCount)
        var last: UInt64?
        for edge in edges where edge != last {
            for point in [Int(edge >> 32), Int(edge & 0xFFFF_FFFF)] where degrees[point] < 3 { degrees[point] += 1 }
            last = edge
        }
        self.isJunction = degrees.map { $0 != 2 }
    }

    /// Returns the arcs that a ring is made of, in order. Rings of the same department have the same group.
    mutating func uses(of ring: [Int32], group: Int32) -> [Arc.Use] {
        guard let start = ring.firstIndex(where: { self.isJunction[Int($0)] }) ?? ring.indices.min(by: { ring[$0] < ring[$1] }) else { return [] }
        var uses: [Arc.Use] = []
        var points = [ring[start]]
        for offset in 1...ring.count {
            let point = ring[(start + offset) % ring.count]
            points.append(point)
            guard self.isJunction[Int(point)] || offset == ring.count else { continue }
            uses.append(self.use(of: points, group: group))
            points = [point]
        }
        return uses
    }

    /// Returns the arc with these points in either direction. Its first step tells it from every other, since a point between junctions has
    /// one way on.
    private mutating func use(of points: [Int32], group: Int32) -> Arc.Use {
        let count = points.count
        let forwards = UInt64(points[0]) << 32 | UInt64(points[1])
        let backwards = UInt64(points[count - 1]) << 32 | UInt64(points[count - 2])
        let isBackwards = backwards < forwards
        let key = min(forwards, backwards)
        if let arc = self.known[key] {
            if self.firstGroup[Int(arc)] == group { self.arcs[Int(arc)].isOutline = false }
            return Arc.Use(arc: arc, isBackwards: isBackwards)
        }
        let arc = Int32(self.arcs.count)
        self.known[key] = arc
        self.arcs.append(Arc(points: isBackwards ? points.reversed() : points))
        self.firstGroup.append(group)
        return Arc.Use(arc: arc, isBackwards: isBackwards)
    }
}
