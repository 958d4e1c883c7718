/// A tile of the Web Mercator pyramid, counted from the north-west (the "XYZ" scheme of slippy maps).
public struct TileID: Hashable, Sendable, CustomStringConvertible {
    /// The deepest zoom of the pyramid; a closer look enlarges these tiles.
    public static let maximumZoom = 12

    /// How deep in the pyramid it lies: the world is one tile at 0, and each step has twice as many each way.
    public let zoom: Int
    /// The column, from 0 in the west.
    public let x: Int
    /// The row, from 0 in the north.
    public let y: Int

    /// Checks a tile; `nil` for one that the pyramid does not have.
    public init?(zoom: Int, x: Int, y: Int) {
        guard (0...Self.maximumZoom).contains(zoom), (0..<1 << zoom).contains(x), (0..<1 << zoom).contains(y) else { return nil }
        self.zoom = zoom
        self.x = x
        self.y = y
    }

    /// Zoom, column and row with strokes between them: `12/2048/1363`.
    public var description: String { "\(self.zoom)/\(self.x)/\(self.y)" }
}
