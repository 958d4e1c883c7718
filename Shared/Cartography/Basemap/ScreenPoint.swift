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
