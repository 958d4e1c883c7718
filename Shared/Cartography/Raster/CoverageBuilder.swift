/// Measures how much of each pixel lies in a surface.
///
/// Every edge is cut where it crosses a row or a column of pixels. A piece of height h whose middle lies at a share m of its
/// pixel's width covers h·(1 − m) of that pixel, and h of all pixels to its right: sums along the row, of pieces with their
/// sign, are the surfaces. Outer rings run one way round and holes the other, so that they cancel.
struct CoverageBuilder {
    private let width: Int
    private let height: Int
    /// The steps of the covered surface from pixel to pixel, in the rectangle around the area that is measured.
    private var steps: [Float] = []
    private(set) var runs: [Coverage.Run] = []
    private(set) var cells: [Coverage.Cell] = []

    init(size: PictureSize) {
        self.width = size.width
        self.height = size.height
    }

    /// Measures one area. What lies outside of the sheet is pushed to its edge.
    mutating func add(_ rings: [[ScreenPoint]], area: Int) {
        var (minX, minY, maxX, maxY) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
        for ring in rings {
            for point in ring {
                let point = self.clamped(point)
                (minX, maxX) = (min(minX, point.x), max(maxX, point.x))
                (minY, maxY) = (min(minY, point.y), max(maxY, point.y))
            }
        }
        guard minX < maxX, minY < maxY else { return }
        let (left, top) = (min(Int(minX), self.width - 1), min(Int(minY), self.height - 1))
        let (columns, rows) = (min(Int(maxX) + 1, self.width) - left, min(Int(maxY) + 1, self.height) - top)
        // The last column takes what is right of the area, which is nothing.
        let stride = columns + 2
        self.steps.removeAll(keepingCapacity: true)
        self.steps.append(contentsOf: repeatElement(0, count: stride * rows))
        for ring in rings {
            guard var previous = ring.last.map(self.clamped) else { continue }
            for point in ring {
                let point = self.clamped(point)
                self.addEdge(
                    from: ScreenPoint(x: previous.x - Double(left), y: previous.y - Double(top)),
                    to: ScreenPoint(x: point.x - Double(left), y: point.y - Double(top)), stride: stride, rows: rows)
                previous = point
            }
        }
        self.collect(area: area, left: left, top: top, columns: columns, rows: rows, stride: stride)
    }

    private func clamped(_ point: ScreenPoint) -> ScreenPoint {
        ScreenPoint(x: max(0, min(point.x, Double(self.width))), y: max(0, min(point.y, Double(self.height))))
    }

    private mutating func addEdge(from start: ScreenPoint, to end: ScreenPoint, stride: Int, rows: Int) {
        guard start.y != end.y else { return }
        let sign: Double = start.y < end.y ? 1 : -1
        let (upper, lower) = sign > 0 ? (start, end) : (end, start)
        let slope = (lower.x - upper.x) / (lower.y - upper.y)
        let (low, high) = (min(upper.x, lower.x), max(upper.x, lower.x))
        var y = upper.y
        var x = upper.x
        for row in Int(upper.y)..<min(Int(lower.y) + 1, rows) {
            let nextY = min(lower.y, Double(row + 1))
            guard nextY > y else { continue }
            let nextX = min(max(upper.x + (nextY - upper.y) * slope, low), high)
            self.addPieces(row * stride, x, nextX, height: (nextY - y) * sign, last: stride - 2)
            (x, y) = (nextX, nextY)
        }
    }

    /// Adds the pieces of an edge within a row, from `x` to `nextX`; together they are `height` high.
    private mutating func addPieces(_ row: Int, _ x: Double, _ nextX: Double, height: Double, last: Int) {
        let (left, right) = (min(x, nextX), max(x, nextX))
        let first = min(Int(left), last)
        if right <= Double(first + 1) {
            let middle = (left + right) / 2 - Double(first)
            self.steps[row + first] += Float(height * (1 - middle))
            self.steps[row + first + 1] += Float(height * middle)
            return
        }
        let perWidth = height / (right - left)
        var here = left
        var column = first
        while here < right, column <= last {
            let next = min(right, Double(column + 1))
            let (part, middle) = ((next - here) * perWidth, (here + next) / 2 - Double(column))
            self.steps[row + column] += Float(part * (1 - middle))
            self.steps[row + column + 1] += Float(part * middle)
            here = next
            column += 1
        }
    }

    private mutating func collect(area: Int, left: Int, top: Int, columns: Int, rows: Int, stride: Int) {
        for row in 0..<rows {
            var sum: Float = 0
            let first = (top + row) * self.width + left
            var runStart = -1
            for column in 0..<columns {
                sum += self.steps[row * stride + column]
                let share = Int((min(abs(sum), 1) * 255).rounded())
                if share == 255 {
                    if runStart < 0 { runStart = column }
                    continue
                }
                if runStart >= 0 {
                    self.runs.append(Coverage.Run(start: UInt32(first + runStart), length: UInt32(column - runStart), area: UInt32(area)))
                    runStart = -1
                }
                if share > 0 { self.cells.append(Coverage.Cell(pixel: first + column, area: area, share: share)) }
            }
            if runStart >= 0 {
                self.runs.append(Coverage.Run(start: UInt32(first + runStart), length: UInt32(columns - runStart), area: UInt32(area)))
            }
        }
    }
}
