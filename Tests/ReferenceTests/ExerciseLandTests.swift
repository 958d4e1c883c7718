@testable import Reference
import Testing

@Suite struct ExerciseLandTests {
    private struct Segment: Hashable {
        var from: PlanePoint
        var to: PlanePoint
    }

    private static let land = ExerciseLand(seed: 2020)

    private func segments(_ ring: [PlanePoint]) -> [Segment] {
        zip(ring, ring.dropFirst() + ring.prefix(1)).map { Segment(from: $0, to: $1) }
    }

    private func area(_ ring: [PlanePoint]) -> Double {
        self.segments(ring).reduce(0) { $0 + ($1.from.x * $1.to.y - $1.to.x * $1.from.y) / 2 }
    }

    @Test("Borders are shared exactly: each stretch is walked once in each direction, or once along the coast")
    func sharedBorders() {
        let all = Self.land.rings.flatMap { self.segments($0) }
        let walked = Set(all)
        #expect(walked.count == all.count)
        let coast = all.filter { !walked.contains(Segment(from: $0.to, to: $0.from)) }
        #expect(Set(coast) == Set(Self.land.outline.flatMap { self.segments($0) }))
        #expect(all.count > 4_000 && coast.count > 400)
    }

    @Test("The communes fill the land, each goes round counter-clockwise, none is a splinter")
    func areas() {
        let areas = Self.land.rings.map { self.area($0) }
        #expect(areas.count == 250)
        #expect(areas.allSatisfy { $0 > 4 && $0 < 120 })
        let total = Self.land.outline.map { self.area($0) }.reduce(0, +)
        #expect(abs(areas.reduce(0, +) - total) < 1e-6)
        #expect((5_000...9_000).contains(total))
    }

    @Test("There is a large island and a small one")
    func islands() {
        let areas = Self.land.outline.map { self.area($0) }.sorted(by: >)
        #expect(areas.count == 2)
        #expect(areas[1] > 20 && areas[1] < 200)
    }

    @Test("No line crosses itself", arguments: [2020, 1, 2, 3])
    func simple(seed: UInt64) {
        for ring in ExerciseLand(seed: seed).rings {
            let sides = self.segments(ring)
            for (place, one) in sides.enumerated() {
                for other in sides.dropFirst(place + 2) where other.to != one.from {
                    #expect(!self.cross(one, other), "seed \(seed)")
                }
            }
        }
    }

    private func cross(_ a: Segment, _ b: Segment) -> Bool {
        func side(_ s: Segment, _ p: PlanePoint) -> Double { (s.to.x - s.from.x) * (p.y - s.from.y) - (s.to.y - s.from.y) * (p.x - s.from.x) }
        return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0
    }

    @Test("Neighbours have a stretch of border in common, and all of the main island hangs together")
    func neighbours() {
        let rings = Self.land.rings.map { Set($0) }
        #expect(Self.land.neighbours.allSatisfy { rings[$0.0].intersection(rings[$0.1]).count >= 2 })
        var reached: Set<Int> = [0], frontier = [0]
        while let place = frontier.popLast() {
            for (a, b) in Self.land.neighbours where a == place || b == place {
                if reached.insert(a == place ? b : a).inserted { frontier.append(a == place ? b : a) }
            }
        }
        #expect(reached.count >= 248 || reached.count == 2)
    }
}
