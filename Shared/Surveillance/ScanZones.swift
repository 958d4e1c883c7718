/// Circular zones: of each area, the areas nearest to it, itself first (Kulldorff, 1997).
public struct ScanZones: Hashable, Sendable {
    /// Where an area is, in kilometres on a plane.
    public struct Point: Hashable, Sendable {
        public let x: Double
        public let y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Of each area, the places of the areas around it by distance. Every beginning of a list is a zone.
    public let nearest: [[Int]]

    /// - Parameters:
    ///   - points: an area each, a commune by its town hall for instance.
    ///   - atMost: how many areas a zone has at most.
    ///   - radius: how far from its centre a zone reaches at most, in kilometres.
    /// - Throws: `invalid` without areas, for places that are not finite, or limits that leave no zone.
    public init(_ points: [Point], atMost: Int = .max, radius: Double = .infinity) throws(SurveillanceError) {
        guard !points.isEmpty, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }), atMost >= 1, radius >= 0 else {
            throw SurveillanceError(.invalid, "areas with finite places, zones of at least one area and a radius of 0 or more are needed")
        }
        self.nearest = points.map { centre in
            let distances = points.map { ($0.x - centre.x) * ($0.x - centre.x) + ($0.y - centre.y) * ($0.y - centre.y) }
            return points.indices.filter { distances[$0] <= radius * radius }
                .sorted { distances[$0] != distances[$1] ? distances[$0] < distances[$1] : $0 < $1 }
                .prefix(atMost).map(\.self)
        }
    }

    /// Zones that are given.
    ///
    /// - Parameter nearest: of each area, places of areas, each at most once.
    /// - Throws: `invalid` for a place that is not there, or is there twice.
    public init(nearest: [[Int]]) throws(SurveillanceError) {
        guard !nearest.isEmpty, nearest.allSatisfy({ $0.allSatisfy(nearest.indices.contains) && Set($0).count == $0.count }) else {
            throw SurveillanceError(.invalid, "each area needs the places of the areas around it, each once")
        }
        self.nearest = nearest
    }
}
