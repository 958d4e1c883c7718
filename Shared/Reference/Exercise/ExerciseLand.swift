import Formats
import Glibc

/// The ground of the exercise department: where its communes lie and how their borders run.
///
/// Communes are the Voronoi cells of a jittered grid, cut to an organic coastline. A border between two of them is
/// computed once and used by both, so that their shapes fit exactly.
struct ExerciseLand: Sendable {
    /// A border as the two cells that meet there, the smaller number first.
    private struct Border: Hashable {
        var a: Int
        var b: Int
        init(_ one: Int, _ other: Int) { (self.a, self.b) = (Swift.min(one, other), Swift.max(one, other)) }
    }

    /// The contours of the communes: closed lines, counter-clockwise, without the repetition of the first point.
    let rings: [[PlanePoint]]
    /// The coast, which runs through the same points.
    let outline: [[PlanePoint]]
    /// Pairs of communes with a common border, by their places in ``rings``.
    let neighbours: [(Int, Int)]
    /// The centre of each commune.
    let centres: [PlanePoint]

    init(seed: UInt64, communes: Int = 250) {
        let ground = ExerciseGround(seed: seed, communes: communes)
        let place = Dictionary(uniqueKeysWithValues: ground.land.enumerated().map { ($1, $0) })
        var lines: [Border: [PlanePoint]] = [:]
        var rings: [[PlanePoint]] = []
        var coast: [(start: [Int], end: [Int], line: [PlanePoint])] = []
        var neighbours: [(Int, Int)] = []
        for cell in ground.land {
            let around = VoronoiCell(of: cell, among: ground.seeds, size: ExerciseGround.size).neighbours
            var ring: [PlanePoint] = []
            for (step, neighbour) in around.enumerated() {
                let before = around[(step + around.count - 1) % around.count], after = around[(step + 1) % around.count]
                // A vertex is where three cells meet; computed from the three in one order, it is the same number in each.
                let start = [cell, before, neighbour].sorted(), end = [cell, neighbour, after].sorted()
                let isCoast = place[neighbour] == nil
                let border = Border(cell, neighbour)
                let isForward = cell == border.a
                let line =
                    lines[border]
                    ?? {
                        let (from, to) = isForward ? (start, end) : (end, start)
                        var random = SeededGenerator(seed, 3, UInt64(border.a), UInt64(border.b))
                        return Self.line(ground.vertex(from), ground.vertex(to), roughness: isCoast ? 0.16 : 0.11, &random)
                    }()
                lines[border] = line
                let directed = isForward ? line : line.reversed()
                ring += directed.dropLast()
                if isCoast { coast.append((start, end, directed)) }
                if let mine = place[cell], let other = place[neighbour], mine < other { neighbours.append((mine, other)) }
            }
            rings.append(ring)
        }
        self.rings = rings
        self.outline = Self.chain(coast)
        self.neighbours = neighbours
        self.centres = ground.land.map { ground.seeds[$0] }
    }

    /// Draws a line that wanders: each half begins at a midpoint that is pushed aside, down to some six hundred metres.
    private static func line(_ from: PlanePoint, _ to: PlanePoint, roughness: Double, _ random: inout SeededGenerator) -> [PlanePoint] {
        let span = to - from
        guard span.length > 0.6 else { return [from, to] }
        let push = random.uniform(-1...1) * roughness
        let middle = from.midpoint(to) + PlanePoint(x: -span.y, y: span.x) * push
        return self.line(from, middle, roughness: roughness, &random).dropLast() + self.line(middle, to, roughness: roughness, &random)
    }

    /// Joins stretches of coast end to end into closed lines.
    private static func chain(_ stretches: [(start: [Int], end: [Int], line: [PlanePoint])]) -> [[PlanePoint]] {
        var next = Dictionary(stretches.map { ($0.start, $0) }, uniquingKeysWith: { first, _ in first })
        var rings: [[PlanePoint]] = []
        for stretch in stretches {
            guard var current = next.removeValue(forKey: stretch.start) else { continue }
            var ring = Array(current.line.dropLast())
            while let following = next.removeValue(forKey: current.end) {
                ring += following.line.dropLast()
                current = following
            }
            rings.append(ring)
        }
        return rings
    }
}
