/// Puts a department's border together from those of its communes: what two of them share is left out.
struct DepartmentOutline {
    private(set) var bounds = TileAtlas.Bounds()
    /// The arcs that one commune has so far; those that a second one had too are removed.
    private var uses: [Int32: TileAtlas.Use] = [:]

    mutating func add(_ surfaces: [TileAtlas.Surface], _ bounds: TileAtlas.Bounds) {
        self.bounds.include(bounds)
        for use in surfaces.joined().joined() {
            if self.uses.removeValue(forKey: use.arc) == nil { self.uses[use.arc] = use }
        }
    }

    /// Returns the surfaces: each outside with the holes in it.
    func surfaces(_ lines: TileLines) -> [TileAtlas.Surface] {
        var outsides: [TileAtlas.Surface] = []
        var holes: [[TileAtlas.Use]] = []
        for ring in self.rings(lines) {
            if lines.doubledArea(of: ring) > 0 { outsides.append([ring]) } else { holes.append(ring) }
        }
        for hole in holes {
            let point = lines.start(of: hole)
            let owner = outsides.indices.filter { Self.contains(outsides[$0][0], point, lines) }
                .min { lines.doubledArea(of: outsides[$0][0]) < lines.doubledArea(of: outsides[$1][0]) }
            // A hole that touches its outside may seem to lie on it: the largest surface is then the likeliest owner.
            if let owner = owner ?? outsides.indices.max(by: { lines.doubledArea(of: outsides[$0][0]) < lines.doubledArea(of: outsides[$1][0]) }) {
                outsides[owner].append(hole)
            }
        }
        return outsides
    }

    /// Joins arcs to rings: from where one ends it goes on with one that begins there.
    private func rings(_ lines: TileLines) -> [[TileAtlas.Use]] {
        var beginnings: [UInt64: [TileAtlas.Use]] = [:]
        for use in self.uses.values.sorted(by: { $0.arc > $1.arc }) { beginnings[lines.ends(of: use).start, default: []].append(use) }
        var rings: [[TileAtlas.Use]] = []
        for start in beginnings.keys.sorted() {
            while let first = beginnings[start]?.popLast() {
                var ring = [first]
                var end = lines.ends(of: first).end
                while end != start, let next = beginnings[end]?.popLast() {
                    ring.append(next)
                    end = lines.ends(of: next).end
                }
                if end == start { rings.append(ring) }
            }
        }
        return rings
    }

    /// Tells whether a point lies within a ring, by the crossings of a ray to the east.
    private static func contains(_ ring: [TileAtlas.Use], _ point: (x: Int32, y: Int32), _ lines: TileLines) -> Bool {
        var isInside = false
        for use in ring {
            let (first, last) = (Int(lines.starts[Int(use.arc)]), Int(lines.starts[Int(use.arc) + 1]) - 1)
            guard last > first else { continue }
            for index in first..<last {
                let (ay, by) = (lines.ys[index], lines.ys[index + 1])
                guard (ay > point.y) != (by > point.y) else { continue }
                let (ax, bx) = (Double(lines.xs[index]), Double(lines.xs[index + 1]))
                let crossing = ax + (Double(point.y) - Double(ay)) / (Double(by) - Double(ay)) * (bx - ax)
                if crossing > Double(point.x) { isInside.toggle() }
            }
        }
        return isInside
    }
}
