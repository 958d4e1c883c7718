/// The points of all arcs that matter at one zoom.
struct TileLevel: Sendable {
    /// The points' places from the west, one arc after the other, in units of the square.
    private(set) var xs: [Int32] = []
    /// The points' places from the north, in the same order.
    private(set) var ys: [Int32] = []
    /// Where each arc begins, and, last, where the last one ends.
    private(set) var starts: [Int32] = [0]

    /// Leaves out the points that matter less than a limit, in units of the square. Those at the ends always stay.
    init(_ lines: TileLines, limit: Float) {
        self.starts.reserveCapacity(lines.starts.count)
        for (first, end) in zip(lines.starts, lines.starts.dropFirst()) {
            for index in Int(first)..<Int(end) where lines.significance[index] >= limit {
                self.xs.append(lines.xs[index])
                self.ys.append(lines.ys[index])
            }
            self.starts.append(Int32(self.xs.count))
        }
    }

    /// How many bytes it takes in memory.
    var weight: Int { self.xs.count * 8 + self.starts.count * 4 }
}
