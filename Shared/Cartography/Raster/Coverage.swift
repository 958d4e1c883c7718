/// Which pixels of a sheet each area covers, and how much of those at its edges.
///
/// Neighbours share a pixel by exact surface, so that no line of paper shows between two of one colour.
struct Coverage: Sendable {
    /// Pixels in a row that one area covers whole.
    struct Run {
        /// The first pixel, counted from the upper left, row by row.
        let start: UInt32
        let length: UInt32
        let area: UInt32
    }

    /// How much an area covers of one pixel, in 255ths, in one number that sorts by pixel.
    struct Cell: Comparable {
        private let packed: UInt64

        init(pixel: Int, area: Int, share: Int) {
            self.packed = UInt64(pixel) << 32 | UInt64(area & 0xFF_FFFF) << 8 | UInt64(share & 0xFF)
        }

        var pixel: Int { Int(self.packed >> 32) }
        var area: Int { Int(self.packed >> 8 & 0xFF_FFFF) }
        var share: Int { Int(self.packed & 0xFF) }

        static func < (a: Self, b: Self) -> Bool { a.packed < b.packed }
    }

    let runs: [Run]
    /// What areas cover of pixels that they do not cover whole, by pixel.
    let cells: [Cell]

    /// How many bytes it takes in memory.
    var weight: Int { self.runs.count * MemoryLayout<Run>.stride + self.cells.count * MemoryLayout<Cell>.stride }

    /// Measures the areas of maps on a sheet of a size; areas are numbered through all of the maps.
    init(_ maps: [FittedBasemap], size: PictureSize) {
        var builder = CoverageBuilder(size: size)
        for (index, rings) in maps.lazy.flatMap(\.rings).enumerated() { builder.add(rings, area: index) }
        self.runs = builder.runs
        self.cells = Self.balanced(builder.cells.sorted())
    }

    /// Corrects rounding: where it left a 255th uncovered between neighbours, or covered it twice, the largest of them gets it.
    private static func balanced(_ cells: [Cell]) -> [Cell] {
        var cells = cells
        var start = 0
        while start < cells.count {
            var (end, sum, largest) = (start, 0, start)
            while end < cells.count, cells[end].pixel == cells[start].pixel {
                sum += cells[end].share
                if cells[end].share > cells[largest].share { largest = end }
                end += 1
            }
            let rest = 255 - sum
            if rest < 0 || rest <= (end - start) / 2 + 1 {
                let cell = cells[largest]
                cells[largest] = Cell(pixel: cell.pixel, area: cell.area, share: min(max(cell.share + rest, 0), 255))
            }
            start = end
        }
        return cells
    }
}
