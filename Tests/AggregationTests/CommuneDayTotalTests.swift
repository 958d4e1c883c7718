import Ledger
import Mortality
import Persistence
import Testing

@testable import Aggregation

/// A commune's day has a bound, so that nobody's declarations overflow what is summed from them.
@Suite struct CommuneDayTotalTests {
    private static let reason = "deaths: the commune would have 110000 deaths on the day, and no more than 100000 are counted"

    @Test func ofABatchOnlyWhatGoesBeyondIsRefused() async throws {
        let ledgers = try await Ledgers.fresh()
        let batch = try (1...11).map { try Given.submission(id: UInt8($0), deaths: 10_000) }
        let neighbour = try Given.submission("56121", id: 99, deaths: 3)
        let applied = try await ledgers.store.apply(batch + [neighbour])
        #expect(applied.tally == BatchTally(counted: 11, refused: 1))
        #expect(try await ledgers.cells() == [try Given.cell(): 100_000, try Given.cell("56121"): 3])
        #expect(try await ledgers.count("declaration") == 11)
        let refusals = try await ledgers.pool.query("SELECT refusal FROM aggregation.ledger WHERE state = 4")
        #expect(try refusals.map { try $0.text(0) } == [Self.reason])

        // Delivered again, nothing changes.
        let again = try await ledgers.store.apply(batch.reversed() + [neighbour])
        #expect(again.tally == BatchTally(duplicates: 12))
        #expect(try await ledgers.differences() == [])
    }

    @Test func theBoundIsOfAllKindsTogetherAndACorrectionMakesRoom() async throws {
        let ledgers = try await Ledgers.fresh()
        for number in 1...10 {
            let place = Place.allCases[number % Place.allCases.count]
            _ = try await ledgers.store.apply([try Given.submission(id: UInt8(number), deaths: 10_000, place: place)])
        }
        let late = try Given.submission(id: 50, deaths: 1, place: .home)
        #expect(try await ledgers.store.apply([late]).tally == BatchTally(refused: 1))
        // A correction may lower what is there, and what is lower finds room.
        #expect(try await ledgers.store.apply([try Given.submission(id: 1, revision: 2, deaths: 9_999)]).tally == BatchTally(counted: 1))
        #expect(try await ledgers.store.apply([try Given.submission(id: 51, deaths: 1)]).tally == BatchTally(counted: 1))
        #expect(try await ledgers.store.apply([try Given.submission(id: 1, revision: 3, deaths: 10_000)]).tally == BatchTally(refused: 1))
        #expect(try await ledgers.cells().values.reduce(0, +) == 100_000)
        #expect(try await ledgers.differences() == [])
    }

    @Test(.timeLimit(.minutes(5))) func aggregatorsAtOnceDoNotPassItTogether() async throws {
        let ledgers = try await Ledgers.fresh(connections: 6)
        let tallies = try await withThrowingTaskGroup(of: BatchTally.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var tally = BatchTally()
                    for round in 0..<4 {
                        let batch = try (0..<3).map {
                            try Given.submission(id: UInt8(worker * 16 + round * 4 + $0), deaths: 4_000, place: Place.allCases[worker])
                        }
                        tally = tally + (try await ledgers.store.apply(batch)).tally
                    }
                    return tally
                }
            }
            return try await group.reduce(BatchTally()) { $0 + $1 }
        }
        #expect(tallies == BatchTally(counted: 25, refused: 23))
        #expect(try await ledgers.cells().values.reduce(0, +) == 100_000)
        #expect(try await ledgers.differences() == [])
    }

    @Test func thePlanRefusesOnlyWhatItKnowsToBeBeyond() throws {
        let day = try Given.report()
        let submissions = [try Given.submission(id: 1, deaths: 6), try Given.submission(id: 2, deaths: 5), try Given.submission(id: 3, deaths: 0)]
        let blind = BatchPlan(submissions, excerpt: LedgerExcerpt())
        #expect(blind.tally == BatchTally(counted: 3) && blind.risen == [day])
        let plan = BatchPlan(submissions, excerpt: LedgerExcerpt(totals: [day: 99_990]))
        #expect(plan.tally == BatchTally(counted: 2, refused: 1))
        #expect(plan.ledger.map(\.refusal) == [nil, "deaths: the commune would have 100001 deaths on the day, and no more than 100000 are counted", nil])
    }
}
