/// Weighs each point of a line: by the coarsest tolerance at which the algorithm of Ramer, Douglas and Peucker still keeps it. Computed once,
/// the weights give the line of every zoom by a mere comparison, and each coarser line is part of the finer ones.
enum Significance {
    /// Returns the weight of each point, in the units of the coordinates; the ends always stay.
    static func of(_ xs: ArraySlice<Int32>, _ ys: ArraySlice<Int32>) -> [Float] {
        let (x, y, count) = (xs.startIndex, ys.startIndex, xs.count)
        var significance = [Float](repeating: .infinity, count: count)
        guard count > 2 else { return significance }
        let isLoop = xs[x] == xs[x + count - 1] && ys[y] == ys[y + count - 1]
        var pending: [(first: Int, last: Int, limit: Float)] = [(0, count - 1, .infinity)]
        while let (first, last, limit) = pending.popLast() {
            guard last - first > 1 else { continue }
            let (ax, ay) = (Double(xs[x + first]), Double(ys[y + first]))
            let (dx, dy) = (Double(xs[x + last]) - ax, Double(ys[y + last]) - ay)
            let length = dx * dx + dy * dy
            var farthest = first + 1
            var distance = -1.0
            for index in first + 1..<last {
                let (px, py) = (Double(xs[x + index]) - ax, Double(ys[y + index]) - ay)
                let along = length > 0 ? min(max((px * dx + py * dy) / length, 0), 1) : 0
                let (ex, ey) = (px - along * dx, py - along * dy)
                let here = ex * ex + ey * ey
                if here > distance { (farthest, distance) = (index, here) }
            }
            // An island must not shrink to a stroke: what makes it a surface matters as much as its size.
            let tolerance = isLoop && first == 0 && last == count - 1 ? .infinity : min(limit, Float(distance.squareRoot()))
            significance[farthest] = tolerance
            pending.append((first, farthest, tolerance))
            pending.append((farthest, last, tolerance))
        }
        return significance
    }
}
