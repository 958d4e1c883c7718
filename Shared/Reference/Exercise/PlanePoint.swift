/// A point of the exercise's own plane, in kilometres from its centre, x to the east and y to the north.
struct PlanePoint: Hashable, Sendable {
    var x: Double
    var y: Double

    static func + (a: Self, b: Self) -> Self { Self(x: a.x + b.x, y: a.y + b.y) }
    static func - (a: Self, b: Self) -> Self { Self(x: a.x - b.x, y: a.y - b.y) }
    static func * (a: Self, factor: Double) -> Self { Self(x: a.x * factor, y: a.y * factor) }

    var length: Double { (self.x * self.x + self.y * self.y).squareRoot() }

    func midpoint(_ other: Self) -> Self { (self + other) * 0.5 }

    /// Returns the centre of the circle through three points.
    static func circumcentre(_ a: Self, _ b: Self, _ c: Self) -> Self {
        let (p, q) = (b - a, c - a)
        let d = 2 * (p.x * q.y - p.y * q.x)
        let (p2, q2) = (p.x * p.x + p.y * p.y, q.x * q.x + q.y * q.y)
        return Self(x: a.x + (q.y * p2 - p.y * q2) / d, y: a.y + (p.x * q2 - q.x * p2) / d)
    }
}
