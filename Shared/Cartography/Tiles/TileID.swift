/// A tile of the Web Mercator pyramid, counted from the north-west (the "XYZ" scheme of slippy maps).
public struct TileID: Hashable, Sendable, CustomStringConvertible {
    /// How deep the pyramid goes; a deeper look enlarges these tiles.
    public static let maximumZoom = 12

    public let zoom: Int
    public let x: Int
    public let y: Int

    /// Nil for a tile that there is not.
    public init?(zoom: Int, x: Int, y: Int) {
        guard (0...Self.maximumZoom).contains(zoom), (0..<1 << zoom).contains(x), (0..<1 << zoom).contains(y) else { return nil }
        self.zoom = zoom
        self.x = x
        self.y = y
    }

    public var description: String { "\(self.zoom)/\(self.x)/\(self.y)" }
}
