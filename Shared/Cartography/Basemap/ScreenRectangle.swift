/// An upright rectangle of a picture, in pixels.
public struct ScreenRectangle: Hashable, Sendable {
    /// Pixels from the left of the picture to the rectangle's left side.
    public var x: Double
    /// Pixels from the top of the picture to the rectangle's upper side.
    public var y: Double
    /// The width, in pixels.
    public var width: Double
    /// The height, in pixels.
    public var height: Double

    /// Makes a rectangle of its upper left corner and its size.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    var maxX: Double { self.x + self.width }
    var maxY: Double { self.y + self.height }
    var middle: ScreenPoint { ScreenPoint(x: self.x + self.width / 2, y: self.y + self.height / 2) }

    /// The line around it, closed.
    var outline: [ScreenPoint] {
        [(self.x, self.y), (self.maxX, self.y), (self.maxX, self.maxY), (self.x, self.maxY), (self.x, self.y)].map { ScreenPoint(x: $0.0, y: $0.1) }
    }

    func intersects(_ other: Self) -> Bool {
        self.x < other.maxX && other.x < self.maxX && self.y < other.maxY && other.y < self.maxY
    }

    func contains(_ other: Self) -> Bool {
        other.x >= self.x && other.y >= self.y && other.maxX <= self.maxX && other.maxY <= self.maxY
    }

    func inset(by margin: Double) -> Self {
        Self(
            x: self.x + margin, y: self.y + margin, width: max(self.width - 2 * margin, 0), height: max(self.height - 2 * margin, 0))
    }
}
