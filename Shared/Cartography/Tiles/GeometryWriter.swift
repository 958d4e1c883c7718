/// Writes rings as a vector tile's commands (specification 2.1, section 4.3): moves, lines and closings relative to a cursor.
struct GeometryWriter {
    private(set) var commands: [UInt32] = []
    private var cursor = TilePoint(x: 0, y: 0)

    var isEmpty: Bool { self.commands.isEmpty }

    /// Adds a ring of at least three points, the last of which is not the first.
    mutating func ring(_ points: [TilePoint]) {
        guard points.count >= 3 else { return }
        self.commands.append(1 | 1 << 3)
        self.go(to: points[0])
        self.commands.append(2 | UInt32(points.count - 1) << 3)
        for point in points.dropFirst() { self.go(to: point) }
        self.commands.append(7 | 1 << 3)
    }

    private mutating func go(to point: TilePoint) {
        self.commands.append(Self.zigzag(point.x &- self.cursor.x))
        self.commands.append(Self.zigzag(point.y &- self.cursor.y))
        self.cursor = point
    }

    private static func zigzag(_ value: Int32) -> UInt32 { UInt32(bitPattern: value << 1 ^ value >> 31) }
}
