/// The upright rectangle around points, in metres.
struct PlaneBounds: Hashable {
    private(set) var minX = Double.infinity
    private(set) var minY = Double.infinity
    private(set) var maxX = -Double.infinity
    private(set) var maxY = -Double.infinity

    var isEmpty: Bool { self.minX > self.maxX }
    var width: Double { max(self.maxX - self.minX, 0) }
    var height: Double { max(self.maxY - self.minY, 0) }

    mutating func include(_ point: PlanePoint) {
        self.minX = min(self.minX, point.x)
        self.minY = min(self.minY, point.y)
        self.maxX = max(self.maxX, point.x)
        self.maxY = max(self.maxY, point.y)
    }
}

/// A point of a picture: pixels from its left and from its top.
public struct ScreenPoint: Hashable, Sendable {
    /// Pixels from the left of the picture.
    public var x: Double
    /// Pixels from the top of the picture.
    public var y: Double

    /// Makes the point so many pixels from the left and from the top.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
