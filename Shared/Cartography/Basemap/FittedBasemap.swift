/// A basemap at the size of a picture: in pixels, without the detail that would not be seen. It is worth keeping, since the next picture of
/// the same size needs only other colours.
public struct FittedBasemap: Sendable {
    /// The basemap it was made from.
    public let basemap: Basemap
    /// The part of the picture that the map may fill.
    public let frame: ScreenRectangle
    /// How many metres of the ground a pixel shows.
    public let metresPerPixel: Double
    /// The rings of each area: the outer ones all in one sense, holes in the other.
    let rings: [[[ScreenPoint]]]
    /// The borders between communes, each once.
    let borders: [[ScreenPoint]]
    /// The lines at which departments end.
    let outlines: [[ScreenPoint]]
    /// The middle of each area's largest polygon.
    let centres: [ScreenPoint]

    /// How far a simplified line may stray from the true one, in pixels.
    private static let tolerance = 0.3

    /// The mean side of a commune, in pixels; borders wider than a part of it would hide the colours.
    var meanSide: Double {
        guard !self.basemap.areas.isEmpty else { return 0 }
        let bounds = self.basemap.bounds
        let surface = bounds.width * bounds.height / (self.metresPerPixel * self.metresPerPixel)
        return (surface / Double(self.basemap.areas.count)).squareRoot()
    }

    /// Returns how wide outlines are drawn: finer where departments are small.
    func outlineWidth(unit: Double) -> Double { unit * (self.outlines.count > 60 ? 0.8 : 1.1) }

    /// Returns the rectangle around an area.
    func extent(of area: Int) -> ScreenRectangle {
        let points = self.rings[area].lazy.flatMap { $0 }
        let (minX, maxX) = points.reduce((Double.infinity, -Double.infinity)) { (min($0.0, $1.x), max($0.1, $1.x)) }
        let (minY, maxY) = points.reduce((Double.infinity, -Double.infinity)) { (min($0.0, $1.y), max($0.1, $1.y)) }
        guard minX <= maxX else { return ScreenRectangle(x: 0, y: 0, width: 0, height: 0) }
        return ScreenRectangle(x: minX, y: minY, width: maxX - minX, height: maxY - minY)
    }

    /// Fits a basemap into a rectangle, centred, north up.
    public init(_ basemap: Basemap, into frame: ScreenRectangle) {
        let bounds = basemap.bounds
        let scale = max(bounds.width / max(frame.width, 1), bounds.height / max(frame.height, 1), 0.001)
        let left = frame.middle.x - bounds.width / scale / 2
        let top = frame.middle.y - bounds.height / scale / 2
        let place = { (point: PlanePoint) in
            ScreenPoint(x: left + (point.x - bounds.minX) / scale, y: top + (bounds.maxY - point.y) / scale)
        }
        let whole = basemap.arcs.map { arc in arc.points.map { place(basemap.points[Int($0)]) } }
        let simple = whole.map { LineSimplifier.simplify($0, tolerance: Self.tolerance) }
        self.basemap = basemap
        self.frame = frame
        self.metresPerPixel = scale
        self.rings = basemap.polygons.map { polygons in
            let rings = Self.rings(polygons, of: simple).filter { $0.count >= 3 }
            // A commune too small to be seen is drawn whole rather than lost.
            return rings.isEmpty ? Self.rings(polygons, of: whole) : rings
        }
        self.borders = zip(basemap.arcs, simple).compactMap { $0.isOutline ? nil : $1 }
        self.outlines = zip(basemap.arcs, simple).compactMap { $0.isOutline ? $1 : nil }
        self.centres = basemap.areas.map { area in
            let centre = area.shape.centre
            return place(basemap.projection.project(longitude: centre.longitude, latitude: centre.latitude))
        }
    }

    private static func rings(_ polygons: [[[Arc.Use]]], of arcs: [[ScreenPoint]]) -> [[ScreenPoint]] {
        polygons.flatMap { polygon in
            polygon.enumerated().map { index, uses in
                let ring = Self.ring(uses, of: arcs)
                let (isHole, isPositive) = (index > 0, Self.doubledSurface(of: ring) > 0)
                return isHole == isPositive ? ring.reversed() : ring
            }
        }
    }

    /// Returns twice the surface within a ring, in square pixels, with the sign of its sense.
    private static func doubledSurface(of ring: [ScreenPoint]) -> Double {
        guard var previous = ring.last else { return 0 }
        var sum = 0.0
        for point in ring {
            sum += previous.x * point.y - point.x * previous.y
            previous = point
        }
        return sum
    }

    /// Joins a ring from its arcs; the last point, which is the same as the first, is left out.
    private static func ring(_ uses: [Arc.Use], of arcs: [[ScreenPoint]]) -> [ScreenPoint] {
        var ring: [ScreenPoint] = []
        for use in uses {
            let points = arcs[Int(use.arc)]
            if use.isBackwards { ring += points.reversed().dropLast() } else { ring += points.dropLast() }
        }
        return ring
    }
}
