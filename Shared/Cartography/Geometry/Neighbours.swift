public import Mortality

/// Finds the communes that share a border, across departments too.
public enum Neighbours {
    /// Returns every pair of communes with two points or more in common, each pair once, in order.
    ///
    /// One common point is a corner, not a border. Points must be the same to the millionth of a degree, as they are in
    /// contours cut from one drawing. A code given twice counts as one commune.
    public static func borders(of communes: [(code: CommuneCode, shape: Shape)]) -> [Border] {
        let codes = Set(communes.map(\.code)).sorted()
        let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, UInt32($0)) })
        let touches = Self.touches(of: communes, indices: indices)

        var common: [UInt64: Int] = [:]
        var start = 0
        while start < touches.count {
            var end = start + 1
            while end < touches.count, touches[end].point == touches[start].point { end += 1 }
            if end - start > 1 {
                for a in start..<end - 1 {
                    for b in a + 1..<end { common[UInt64(touches[a].commune) << 32 | UInt64(touches[b].commune), default: 0] += 1 }
                }
            }
            start = end
        }
        return common.compactMap { pair, points in
            points < 2 ? nil : Border(first: codes[Int(pair >> 32)], second: codes[Int(pair & 0xFFFF_FFFF)])
        }.sorted()
    }

    /// A point that a commune's lines pass through.
    private struct Touch: Hashable, Comparable {
        let point: UInt64
        let commune: UInt32

        static func < (a: Self, b: Self) -> Bool { a.point != b.point ? a.point < b.point : a.commune < b.commune }
    }

    /// Lists every point of every commune, once, by point and then by commune.
    private static func touches(of communes: [(code: CommuneCode, shape: Shape)], indices: [CommuneCode: UInt32]) -> [Touch] {
        var touches: [Touch] = []
        touches.reserveCapacity(communes.reduce(0) { $0 + $1.shape.vertexCount })
        for (code, shape) in communes {
            guard let index = indices[code] else { continue }
            for polygon in shape.polygons {
                for ring in polygon.rings {
                    for vertex in ring.vertices { touches.append(Touch(point: vertex.key, commune: index)) }
                }
            }
        }
        touches.sort()
        var distinct: [Touch] = []
        distinct.reserveCapacity(touches.count)
        for touch in touches where distinct.last != touch { distinct.append(touch) }
        return distinct
    }
}
