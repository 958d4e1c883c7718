/// A point of a flat map: metres east and north of its projection's origin.
public struct PlanePoint: Hashable, Sendable {
    /// Metres east of the projection's origin.
    public var x: Double
    /// Metres north of the projection's origin.
    public var y: Double

    /// Makes the point so many metres east and north of the origin.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
