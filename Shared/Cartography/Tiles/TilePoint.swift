/// A point of a tile, in its units from its upper left corner.
struct TilePoint: Hashable {
    let x: Int32
    let y: Int32

    /// Returns twice the area within a ring, positive when it runs clockwise on the screen.
    static func doubledArea(of ring: [TilePoint]) -> Int64 {
        guard ring.count > 2, var previous = ring.last else { return 0 }
        var sum: Int64 = 0
        for point in ring {
            sum += Int64(previous.x) * Int64(point.y) - Int64(point.x) * Int64(previous.y)
            previous = point
        }
        return sum
    }

    /// Returns where the line between two points, one on either side, crosses an upright line; the same in both directions.
    static func crossing(_ a: TilePoint, _ b: TilePoint, x: Int32) -> TilePoint {
        let (a, b) = a.x < b.x ? (a, b) : (b, a)
        let share = (Double(x) - Double(a.x)) / (Double(b.x) - Double(a.x))
        return TilePoint(x: x, y: Int32((Double(a.y) + share * (Double(b.y) - Double(a.y))).rounded()))
    }

    /// Returns where it crosses a level line.
    static func crossing(_ a: TilePoint, _ b: TilePoint, y: Int32) -> TilePoint {
        let (a, b) = a.y < b.y ? (a, b) : (b, a)
        let share = (Double(y) - Double(a.y)) / (Double(b.y) - Double(a.y))
        return TilePoint(x: Int32((Double(a.x) + share * (Double(b.x) - Double(a.x))).rounded()), y: y)
    }
}
