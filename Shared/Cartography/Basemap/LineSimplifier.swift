/// Leaves out the points of a line that would not be seen, by the algorithm of Ramer, Douglas and Peucker, without recursion.
enum LineSimplifier {
    /// Returns the points to keep, in order, first and last among them: no point left out lies farther than `tolerance` from the line that
    /// stays. A closed line keeps its farthest point too.
    static func simplify(_ line: [ScreenPoint], tolerance: Double) -> [ScreenPoint] {
        guard line.count > 2 else { return line }
        var keeps = [Bool](repeating: false, count: line.count)
        keeps[0] = true
        keeps[line.count - 1] = true
        var pending = [(0, line.count - 1)]
        while let (first, last) = pending.popLast() {
            guard last - first > 1 else { continue }
            var farthest = first
            var distance = -1.0
            for index in first + 1..<last {
                let here = Self.squaredDistance(line[index], from: line[first], to: line[last])
                if here > distance { (farthest, distance) = (index, here) }
            }
            let isWholeLoop = first == 0 && last == line.count - 1 && line[0] == line[last]
            guard distance > tolerance * tolerance || isWholeLoop else { continue }
            keeps[farthest] = true
            pending.append((first, farthest))
            pending.append((farthest, last))
        }
        return zip(line, keeps).compactMap { $1 ? $0 : nil }
    }

    /// Returns the square of the distance from a point to a segment.
    private static func squaredDistance(_ point: ScreenPoint, from a: ScreenPoint, to b: ScreenPoint) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        let along = length > 0 ? min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0), 1) : 0
        let (x, y) = (a.x + along * dx - point.x, a.y + along * dy - point.y)
        return x * x + y * y
    }
}
