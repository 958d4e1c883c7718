/// A tree over cells, in which a node holds what its two halves hold together. Deaths are parted from the top down, so that an empty half
/// costs nothing, however many cells it has.
struct CellTree<Weight: AdditiveArithmetic> {
    /// The number of leaves, a power of two. The root is node 1, the halves of node n are 2 n and 2 n + 1, and this is the number of the first
    /// leaf.
    let leaves: Int
    var sums: [Weight]

    init(_ cells: [Weight]) {
        var leaves = 1
        while leaves < cells.count { leaves *= 2 }
        var sums = [Weight](repeating: .zero, count: 2 * leaves)
        for (place, weight) in cells.enumerated() { sums[leaves + place] = weight }
        for node in (1..<leaves).reversed() { sums[node] = sums[2 * node] + sums[2 * node + 1] }
        self.leaves = leaves
        self.sums = sums
    }
}

/// Dates shuffled over deaths, as ``DateShuffle`` does it, by cell: of each period's deaths, each half of the areas that are
/// left has a hypergeometric number, and each half of that again (multivariate hypergeometric, by conditioning). Neither
/// time nor memory grows with the number of deaths but as a root.
struct CellShuffle: ScanReplicates {
    private let areas: CellTree<Int>
    private let width: Int
    /// How many deaths each of the last periods has, the last period first.
    private let recent: [Int]

    init(_ counts: [[Double]], longest: Int) {
        self.width = counts.first?.count ?? 0
        var areas = [Int](repeating: 0, count: self.width)
        for row in counts { for (area, count) in row.enumerated() { areas[area] += Int(count) } }
        self.areas = CellTree(areas)
        self.recent = counts.suffix(longest).reversed().map { Int($0.reduce(0, +)) }
    }

    var most: Int { self.recent.reduce(0, +) }

    func draw<Lane>(_ random: inout ReplicateGenerator, into counts: inout ReplicateCounts<Lane>) {
        var left = self.areas.sums
        let leaves = self.areas.leaves
        var parts = [Int](repeating: 0, count: 2 * leaves)
        counts.count { cells in
            for (back, deaths) in self.recent.enumerated() where deaths > 0 {
                parts[1] = deaths
                for node in 1..<leaves where parts[node] > 0 {
                    let first = random.hypergeometric(parts[node], marked: left[2 * node], of: left[node])
                    parts[2 * node] = first
                    parts[2 * node + 1] = parts[node] - first
                    left[node] -= parts[node]
                    parts[node] = 0
                }
                for area in 0..<self.width where parts[leaves + area] > 0 {
                    cells[area * ScanCounts.mostPeriods + back] = Lane(clamping: parts[leaves + area])
                    left[leaves + area] -= parts[leaves + area]
                    parts[leaves + area] = 0
                }
            }
        }
    }
}

/// As many deaths in all as there were, each anywhere with the chance that is expected there, as ``MultinomialDraw`` has it, by
/// cell: each half of the cells of the last periods has a binomial number, and each half of that again.
struct CellDraw: ScanReplicates {
    private let cells: CellTree<Double>
    /// The share of all deaths that is expected in the last periods.
    private let share: Double
    private let width: Int
    private let longest: Int
    private let total: Int

    init(_ expected: [[Double]], longest: Int, total: Int) {
        self.width = expected.first?.count ?? 0
        self.longest = longest
        self.total = total
        self.cells = CellTree(expected.suffix(longest).reversed().flatMap(\.self))
        let all = expected.reduce(0) { $0 + $1.reduce(0, +) }
        self.share = longest == expected.count ? 1 : all > 0 ? min(1, self.cells.sums[1] / all) : 0
    }

    var most: Int { self.total }

    func draw<Lane>(_ random: inout ReplicateGenerator, into counts: inout ReplicateCounts<Lane>) {
        let leaves = self.cells.leaves
        var parts = [Int](repeating: 0, count: 2 * leaves)
        parts[1] = random.binomial(self.total, self.share)
        for node in 1..<leaves where parts[node] > 0 {
            let first = random.binomial(parts[node], self.cells.sums[2 * node] / self.cells.sums[node])
            parts[2 * node] = first
            parts[2 * node + 1] = parts[node] - first
        }
        counts.count { cells in
            for back in 0..<self.longest {
                for area in 0..<self.width {
                    cells[area * ScanCounts.mostPeriods + back] = Lane(clamping: parts[leaves + back * self.width + area])
                }
            }
        }
    }
}
