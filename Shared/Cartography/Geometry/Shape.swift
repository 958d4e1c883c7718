/// The surface of a commune or department: one or more polygons, since there are islands and enclaves.
public struct Shape: Hashable, Sendable {
    /// The polygons, at least one.
    public let polygons: [Polygon]

    /// Makes a shape of its polygons; `nil` when there is none.
    public init?(_ polygons: [Polygon]) {
        guard !polygons.isEmpty else { return nil }
        self.polygons = polygons
    }

    /// How many points its rings have.
    public var vertexCount: Int {
        self.polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.vertices.count } }
    }

    /// A point near the middle of the largest polygon: the centroid of its outside, in degrees.
    public var centre: (longitude: Double, latitude: Double) {
        let largest = self.polygons.map(\.outside).max { abs($0.doubledArea) < abs($1.doubledArea) } ?? self.polygons[0].outside
        let origin = largest.vertices[0]
        var sum = 0.0, x = 0.0, y = 0.0
        for (a, b) in zip(largest.vertices, largest.vertices.dropFirst() + [origin]) {
            let (ax, ay) = (a.longitude - origin.longitude, a.latitude - origin.latitude)
            let (bx, by) = (b.longitude - origin.longitude, b.latitude - origin.latitude)
            let cross = ax * by - bx * ay
            sum += cross
            x += (ax + bx) * cross
            y += (ay + by) * cross
        }
        guard sum != 0 else { return (origin.longitude, origin.latitude) }
        return (origin.longitude + x / (3 * sum), origin.latitude + y / (3 * sum))
    }
}
