import Formats
import Ledger
import Mortality
import TestBench
import Testing

@testable import Aggregation

/// Whatever the order, the copies and the cut into batches, the counts are the same and follow from the ledger.
@Suite struct BatchPlanPropertyTests {
    /// Five revisions that move day, place, cause and number, with a withdrawal at `withdrawnAt`.
    static func revisions(withdrawnAt: Int?) throws -> [Submission] {
        let days = ["2026-11-20", "2026-11-19", "2026-11-19", "2026-11-20", "2026-11-18"]
        let places: [Place] = [.home, .home, .careHome, .healthFacility, .other]
        let causes: [Cause] = [.unknown, .covidConfirmed, .covidConfirmed, .other, .unknown]
        let deaths: [Int32] = [1, 4, 0, 2, 3]
        return try (1...5).map { revision in
            try Given.submission(
                revision: revision, day: days[revision - 1], deaths: deaths[revision - 1], place: places[revision - 1],
                cause: causes[revision - 1], isWithdrawn: withdrawnAt == revision, receivedAt: Instant(microseconds: Int64(revision) * 10))
        }
    }

    @Test(arguments: [nil, 1, 2, 3, 4, 5] as [Int?])
    func everyOrderOfFiveRevisionsGivesTheSame(withdrawnAt: Int?) throws {
        let revisions = try Self.revisions(withdrawnAt: withdrawnAt)
        var expected = InMemoryLedger()
        for revision in revisions { expected.apply([revision]) }
        if withdrawnAt == 5 {
            #expect(expected.livingCells.isEmpty)
        } else {
            #expect(expected.livingCells == [try Given.cell(day: "2026-11-18", .other, .unknown): 3])
        }
        var count = 0
        for order in Self.permutations(revisions) {
            var oneByOne = InMemoryLedger()
            for submission in order { oneByOne.apply([submission]) }
            var atOnce = InMemoryLedger()
            atOnce.apply(order)
            var twice = InMemoryLedger()
            twice.apply(order + order.reversed())
            for ledger in [oneByOne, atOnce, twice] {
                try #require(ledger.livingCells == expected.livingCells, "\(order.map(\.revision))")
                try #require(ledger.reports == expected.reports, "\(order.map(\.revision))")
                try #require(ledger.states == expected.states)
                try #require(ledger.rows.count == 5)
                try #require(Set(ledger.rows) == Set(expected.rows))
                try #require(ledger.derivedCells == ledger.livingCells)
            }
            count += 1
        }
        #expect(count == 120)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func randomTrafficInAnyOrderGivesTheSame(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let traffic = try Self.traffic(using: &random)
        let reference = Self.run(traffic, using: &random, reordering: false)
        for _ in 0..<3 {
            let other = Self.run(traffic, using: &random, reordering: true)
            #expect(other.livingCells == reference.livingCells)
            #expect(other.reports == reference.reports)
            #expect(other.states == reference.states)
            #expect(Set(other.rows) == Set(reference.rows))
            #expect(other.derivedCells == other.livingCells)
            #expect(other.countedCells == other.livingCells)
            #expect(other.derivedReports == other.reports)
            #expect(other.cells.values.allSatisfy { $0 >= 0 })
            #expect(other.reports.values.allSatisfy { $0.declarations >= 0 })
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func conflictsAndRefusalsNeverBreakTheSums(seed: UInt64) throws {
        var random = SeededGenerator(seed: 1_000 + seed)
        var traffic = try Self.traffic(using: &random)
        for _ in 0..<60 {
            let victim = traffic.randomElement(using: &random)
            guard let victim else { continue }
            traffic.append(
                try Given.submission(
                    victim.key.commune.text, id: victim.key.id.bytes.last ?? 0, revision: Int.random(in: 1...6, using: &random),
                    deaths: Int32.random(in: 100...20_000, using: &random),
                    refusal: Bool.random(using: &random) ? "absurd" : nil))
        }
        let ledger = Self.run(traffic, using: &random, reordering: true)
        #expect(ledger.derivedCells == ledger.livingCells)
        #expect(ledger.countedCells == ledger.livingCells)
        #expect(ledger.derivedReports == ledger.reports)
        let admitted = ledger.rows.filter { $0.state != .refused }
        #expect(Set(admitted.map(\.submission.revisionKey)).count == admitted.count, "a revision stands once in the ledger")
        let current = admitted.filter { $0.state != .superseded }
        #expect(Set(current.map(\.submission.key)).count == current.count, "a declaration has one current revision")
        #expect(current.count == ledger.states.count)
    }

    /// Some declarations with some revisions each, of a few communes and days, so that cells are shared.
    static func traffic(using random: inout SeededGenerator) throws -> [Submission] {
        var traffic: [Submission] = []
        for id in 0..<UInt8.random(in: 20...60, using: &random) {
            let commune = ["56260", "56121", "75101", "75056", "2A004", "00001"].randomElement(using: &random) ?? "56260"
            for revision in 1...Int.random(in: 1...5, using: &random) {
                traffic.append(
                    try Given.submission(
                        commune, id: id, revision: revision, day: "2026-11-\(Int.random(in: 10...14, using: &random))",
                        deaths: Int32.random(in: 0...4, using: &random), place: Place.allCases.randomElement(using: &random) ?? .home,
                        cause: Cause.allCases.randomElement(using: &random) ?? .other,
                        isWithdrawn: Int.random(in: 0..<6, using: &random) == 0,
                        receivedAt: Instant(microseconds: .random(in: 1...1_000_000, using: &random))))
            }
        }
        return traffic
    }

    /// Cuts the traffic into batches of random size; reordered, it is shuffled and a part of it comes again.
    static func run(_ traffic: [Submission], using random: inout SeededGenerator, reordering: Bool) -> InMemoryLedger {
        var queue = traffic
        if reordering {
            queue += traffic.shuffled(using: &random).prefix(traffic.count / 2)
            queue.shuffle(using: &random)
        }
        var ledger = InMemoryLedger()
        while !queue.isEmpty {
            let size = min(queue.count, Int.random(in: 1...25, using: &random))
            ledger.apply(Array(queue.prefix(size)))
            queue.removeFirst(size)
        }
        return ledger
    }

    static func permutations(_ items: [Submission]) -> [[Submission]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { place in
            var rest = items
            let first = rest.remove(at: place)
            return self.permutations(rest).map { [first] + $0 }
        }
    }
}
