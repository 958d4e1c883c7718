/// Circular zones: for each area the areas nearest to it, itself first (Kulldorff, 1997).
public struct ScanZones: Hashable, Sendable {
    /// Where an area is, in kilometres on a plane.
    public struct Point: Hashable, Sendable {
        /// Kilometres to the east.
        public let x: Double
        /// Kilometres to the north.
        public let y: Double

        /// Makes a place on the plane.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// The places of the areas around each area, by distance; empty for an area that is no centre. Every beginning of a list is a zone.
    public let nearest: [[Int]]

    /// Puts the areas around each centre in order.
    ///
    /// - Parameters:
    ///   - points: an area each, a commune by its town hall for instance.
    ///   - centres: places of the areas that zones are around; `nil` for all. The others are in zones of their neighbours
    ///     only, as communes across a border are.
    ///   - atMost: how many areas a zone has at most.
    ///   - radius: how far from its centre a zone reaches at most, in kilometres.
    /// - Throws: `invalid` without areas, for places that are not finite, a centre that is not there or there twice, limits that
    ///   leave no zone, or so many zones that they would take minutes to be put in order.
    public init(
        _ points: [Point], centres: [Int]? = nil, atMost: Int = .max, radius: Double = .infinity
    ) throws(SurveillanceError) {
        guard !points.isEmpty, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }), atMost >= 1, radius >= 0,
            (centres ?? []).allSatisfy(points.indices.contains), Set(centres ?? []).count == (centres ?? []).count
        else {
            throw SurveillanceError(
                .invalid, "areas with finite places, centres among them and each once, zones of at least one area and a radius of 0 or more are needed")
        }
        let chosen = centres.map(Set.init)
        let around = Double(chosen?.count ?? points.count) * Double(points.count)
        let tooMany = SurveillanceError(
            .invalid,
            "zones around \(chosen?.count ?? points.count) of \(points.count) areas would hold too many: a smaller radius or fewer centres are needed")
        // All within reach are put in order, if only a few of them are kept.
        guard around <= (radius.isFinite ? Self.mostDistances : Double(Self.mostSorted)) else { throw tooMany }
        var (nearest, sorted): ([[Int]], Int) = ([], 0)
        for (place, centre) in points.enumerated() {
            guard chosen?.contains(place) ?? true else {
                nearest.append([])
                continue
            }
            guard sorted <= Self.mostSorted else { throw tooMany }
            let distances = points.map { ($0.x - centre.x) * ($0.x - centre.x) + ($0.y - centre.y) * ($0.y - centre.y) }
            let within = points.indices.filter { distances[$0] <= radius * radius }
            sorted += within.count
            nearest.append(
                within.sorted { distances[$0] != distances[$1] ? distances[$0] < distances[$1] : $0 < $1 }.prefix(atMost).map(\.self))
        }
        self.nearest = nearest
    }

    /// The most areas within reach of all centres together, and the most distances that are looked at: ten seconds of each.
    private static let mostSorted = 100_000_000
    /// The most distances that are looked at.
    private static let mostDistances = 4e9

    /// Takes zones that are given.
    ///
    /// - Parameter nearest: of each area, places of areas, each at most once; none for an area that is no centre.
    /// - Throws: `invalid` for a place that is not there, or is there twice.
    public init(nearest: [[Int]]) throws(SurveillanceError) {
        guard !nearest.isEmpty, nearest.allSatisfy({ $0.allSatisfy(nearest.indices.contains) && Set($0).count == $0.count }) else {
            throw SurveillanceError(.invalid, "each area needs the places of the areas around it, each once")
        }
        self.nearest = nearest
    }
}
