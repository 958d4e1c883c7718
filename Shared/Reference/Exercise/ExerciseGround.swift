import Formats
import Glibc

/// The points of a jittered grid, and which of them are land: a large island with an uneven coast, and a small one off it.
struct ExerciseGround {
    /// The side of the square that everything lies in, in kilometres.
    static let size = 170.0
    private static let spacing = 5.15
    private static let radius = 45.0

    let seeds: [PlanePoint]
    /// The seeds that are communes, from north to south.
    let land: [Int]

    init(seed: UInt64, communes: Int) {
        var random = SeededGenerator(seed, 1)
        let waves = (2...7).map { (number: Double($0), height: random.uniform(0.3...1) * 0.22 / Double($0).squareRoot(), phase: random.uniform(0...(2 * .pi))) }
        func nearness(_ point: PlanePoint) -> Double {
            let angle = atan2(point.y, point.x)
            return point.length / (Self.radius * waves.reduce(1) { $0 + $1.height * cos($1.number * angle + $1.phase) })
        }
        let steps = Int(Self.size / Self.spacing) / 2 - 1
        var seeds: [PlanePoint] = []
        for row in -steps...steps {
            for column in -steps...steps {
                let jitter = PlanePoint(x: random.uniform(-0.4...0.4), y: random.uniform(-0.4...0.4))
                // Every other row is shifted, as in a honeycomb, so that nobody sees the grid.
                seeds.append((PlanePoint(x: Double(column) + (row.isMultiple(of: 2) ? 0.25 : -0.25), y: Double(row)) + jitter) * Self.spacing)
            }
        }
        let islanders = Swift.min(2, communes / 50)
        let byNearness = seeds.indices.sorted { nearness(seeds[$0]) < nearness(seeds[$1]) }
        let mainland = Set(byNearness.prefix(communes - islanders))
        // The islet lies where the coast is far enough for the sea to pass.
        let offshore = byNearness.filter { candidate in mainland.allSatisfy { (seeds[$0] - seeds[candidate]).length > 3.2 * Self.spacing } }
        let island = offshore.first.map { first in
            seeds.indices.filter { !mainland.contains($0) }.sorted { (seeds[$0] - seeds[first]).length < (seeds[$1] - seeds[first]).length }
                .filter { candidate in mainland.allSatisfy { (seeds[$0] - seeds[candidate]).length > 2.6 * Self.spacing } }
                .prefix(islanders)
        }
        self.seeds = seeds
        self.land = (mainland.union(island ?? [])).sorted { (seeds[$0].y, seeds[$0].x) > (seeds[$1].y, seeds[$1].x) }
    }

    /// Returns the point at which three cells meet.
    func vertex(_ cells: [Int]) -> PlanePoint {
        .circumcentre(self.seeds[cells[0]], self.seeds[cells[1]], self.seeds[cells[2]])
    }
}
