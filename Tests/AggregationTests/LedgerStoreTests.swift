import Contracts
import Formats
import Ledger
import Mortality
import Persistence
import TestBench
import Testing

@testable import Aggregation

/// The store against a real PostgreSQL.
@Suite struct LedgerStoreTests {
    @Test func aDeclarationIsWrittenWithItsCountsAndItsNews() async throws {
        let ledgers = try await Ledgers.fresh()
        let applied = try await ledgers.store.apply([try Given.submission(deaths: 3, receivedAt: 1_000_000)])
        #expect(applied.tally == BatchTally(counted: 1))
        #expect(try await ledgers.cells() == [try Given.cell(): 3])
        #expect(try await ledgers.reports() == [try Given.report(): .init(declarations: 1, lastReceivedAt: 1_000_000)])
        #expect(try await ledgers.count("declaration") == 1)
        #expect(try await ledgers.count("outbox") == 1)

        let news = try #require(applied.news.first?.message)
        #expect(news.exchange == Names.Exchange.events)
        #expect(news.routingKey == "counts.changed.56")
        let change = try CountsChange(try Wire.decode(Vigie_V1_CountsChanged.self, from: news.body))
        #expect(change.department.text == "56")
        #expect(change.correlationIDs == ["trace"])
        #expect(change.cells.map(\.deaths) == [3])
        #expect(change.cells.map(\.version) == [1])
        #expect(change.reports.map(\.declarations) == [1])
        #expect(change.committedAt > 1_700_000_000_000_000)
    }

    @Test("Each row says who declared it, in the ledger and among the conflicts; others are told on whose behalf, and never who")
    func declarers() async throws {
        let ledgers = try await Ledgers.fresh()
        func account(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 16) }
        func declared(by byte: UInt8?, onBehalf: Bool = false, revision: Int, deaths: Int32) throws -> Submission {
            var submission = try Given.submission(revision: revision, deaths: deaths)
            submission.declarer = byte.map { Declarer(account: account($0), isOnBehalf: onBehalf, typedBy: $0 == 1 ? nil : account(7)) }
            return submission
        }
        _ = try await ledgers.store.apply([
            try declared(by: nil, revision: 1, deaths: 1), try declared(by: 1, revision: 2, deaths: 2),
            try declared(by: 2, onBehalf: true, revision: 3, deaths: 3), try declared(by: 3, onBehalf: true, revision: 3, deaths: 4),
        ])
        // A copy by another account is a copy: the first stands.
        let again = try await ledgers.store.apply([try declared(by: 9, revision: 2, deaths: 2)])
        #expect(again.tally == BatchTally(duplicates: 1))
        func told(_ table: String) async throws -> [[UInt8]?] {
            try await ledgers.pool.query("SELECT account, on_behalf FROM aggregation.\(table) ORDER BY revision").map { row in
                let mark: [UInt8] = try row.bool("on_behalf") ? [1] : []
                return try row.isNull("account") ? nil : try row.uuid("account") + mark
            }
        }
        #expect(try await told("ledger") == [nil, account(1), account(2) + [1]])
        #expect(try await told("conflict") == [account(3) + [1]])
        for table in ["ledger", "conflict"] {
            let typists = try await ledgers.pool.query("SELECT typed_by FROM aggregation.\(table) ORDER BY revision").map { row in
                try row.isNull("typed_by") ? nil : try row.uuid("typed_by")
            }
            #expect(typists == (table == "ledger" ? [nil, nil, account(7)] : [account(7)]))
        }
        let reader = LedgerReader(pool: ledgers.pool)
        let entries = try await reader.revisions(of: try Given.key().id, commune: nil)
        #expect(entries.map(\.isOnBehalf) == [false, false, true, true] && entries.map(\.message.onBehalf) == [false, false, true, true])
        for entry in entries {
            let bytes = try Wire.encode(entry.message)
            #expect(!bytes.contains([2, 2, 2, 2]) && !bytes.contains([3, 3, 3, 3]))
        }
        let contested = try await reader.contested(isConflict: true, department: nil, communes: nil, after: nil, limit: 10)
        #expect(contested.map(\.entry.isOnBehalf) == [true])
    }

    @Test func redeliveryAfterCommitChangesNothingAndTellsNothing() async throws {
        let ledgers = try await Ledgers.fresh()
        let batch = try (1...50).map { try Given.submission(id: UInt8($0), deaths: 1) }
        _ = try await ledgers.store.apply(batch)
        let before = (try await ledgers.cells(), try await ledgers.count("ledger"), try await ledgers.count("outbox"))
        for _ in 0..<3 {
            let again = try await ledgers.store.apply(batch.shuffled())
            #expect(again.tally == BatchTally(duplicates: 50))
            #expect(again.news.isEmpty)
        }
        #expect(try await ledgers.cells() == before.0)
        #expect(try await ledgers.count("ledger") == before.1)
        #expect(try await ledgers.count("outbox") == before.2)
        #expect(try await ledgers.differences() == [])
    }

    @Test func revisionsInTheWorstOrderEndWithTheHighest() async throws {
        let ledgers = try await Ledgers.fresh()
        for revision in [5, 1, 3, 2, 4] {
            _ = try await ledgers.store.apply([
                try Given.submission(revision: revision, deaths: Int32(revision), receivedAt: Instant(microseconds: Int64(revision)))
            ])
        }
        #expect(try await ledgers.cells() == [try Given.cell(): 5])
        #expect(try await ledgers.states(of: try Given.key()) == [1: 2, 2: 2, 3: 2, 4: 2, 5: 1])
        #expect(try await ledgers.differences() == [])
    }

    @Test func aCorrectionEmptiesOneCellAndFillsAnother() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([try Given.submission(deaths: 2)])
        let applied = try await ledgers.store.apply([
            try Given.submission(revision: 2, day: "2026-11-18", deaths: 4, place: .careHome, cause: .other, receivedAt: 2_000)
        ])
        #expect(try await ledgers.cells() == [try Given.cell(day: "2026-11-18", .careHome, .other): 4])
        let change = try CountsChange(try Wire.decode(Vigie_V1_CountsChanged.self, from: try #require(applied.news.first).message.body))
        #expect(Set(change.cells.map { [$0.deaths, Int($0.version)] }) == [[0, 2], [4, 1]])
        #expect(Set(change.reports.map { [$0.declarations, Int($0.version)] }) == [[0, 2], [1, 1]])
        #expect(try await ledgers.states(of: try Given.key()) == [1: 2, 2: 1])
        #expect(try await ledgers.differences() == [])
    }

    @Test func aWithdrawalEmptiesTheCell() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([try Given.submission(deaths: 2)])
        _ = try await ledgers.store.apply([try Given.submission(revision: 2, deaths: 2, isWithdrawn: true, receivedAt: 2_000)])
        #expect(try await ledgers.cells().isEmpty)
        #expect(try await ledgers.reports() == [try Given.report(): .init(declarations: 0, lastReceivedAt: 2_000)])
        #expect(try await ledgers.states(of: try Given.key()) == [1: 2, 2: 3])
        #expect(try await ledgers.differences() == [])
    }

    @Test func aZeroIsAReportWithoutACell() async throws {
        let ledgers = try await Ledgers.fresh()
        let applied = try await ledgers.store.apply([try Given.submission(deaths: 0)])
        #expect(try await ledgers.count("count_cell") == 0)
        #expect(try await ledgers.reports() == [try Given.report(): .init(declarations: 1, lastReceivedAt: 1_000)])
        #expect(applied.news.count == 1)
    }

    @Test func aConflictIsKeptAsideOnce() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([try Given.submission(deaths: 1)])
        for _ in 0..<2 {
            let applied = try await ledgers.store.apply([try Given.submission(deaths: 30)])
            #expect(applied.tally == BatchTally(conflicts: 1))
            #expect(applied.news.isEmpty)
        }
        #expect(try await ledgers.count("conflict") == 1)
        #expect(try await ledgers.cells() == [try Given.cell(): 1])
    }

    @Test func aRefusalIsALedgerRowThatNeverCounts() async throws {
        let ledgers = try await Ledgers.fresh()
        for _ in 0..<2 {
            _ = try await ledgers.store.apply([try Given.submission(deaths: 20_000, refusal: "deaths: not a whole number from 0 to 10,000")])
        }
        #expect(try await ledgers.count("ledger") == 1)
        #expect(try await ledgers.count("declaration") == 0)
        #expect(try await ledgers.count("outbox") == 0)
        _ = try await ledgers.store.apply([try Given.submission(deaths: 2)])
        #expect(try await ledgers.cells() == [try Given.cell(): 2])
        #expect(try await ledgers.differences() == [])
    }

    @Test func newsAreCutByDepartment() async throws {
        let ledgers = try await Ledgers.fresh()
        let applied = try await ledgers.store.apply([
            try Given.submission("56260", id: 1), try Given.submission("2A004", id: 2), try Given.submission("97411", id: 3),
            try Given.submission("56121", id: 4),
        ])
        #expect(applied.news.map(\.message.routingKey) == ["counts.changed.2A", "counts.changed.56", "counts.changed.974"])
        #expect(Set(applied.news.map(\.message.messageID)).count == 3)
    }

    @Test func theServicesOwnRoleMayDoAllThisAndNoMore() async throws {
        let owner = try await Ledgers.fresh()
        try await owner.addCommunes(["56260"])
        let ledgers = try await owner.asService()
        _ = try await ledgers.store.apply([try Given.submission(deaths: 4), try Given.submission(id: 2, refusal: "absurd")])
        _ = try await ledgers.store.apply([
            try Given.submission(revision: 2, day: "2026-11-19", deaths: 1), try Given.submission(deaths: 9),
            try Given.submission(id: 2, refusal: "absurd"),
        ])
        #expect(try await ledgers.cells() == [try Given.cell(day: "2026-11-19"): 1])
        #expect(try await ledgers.differences() == [])
        let reader = LedgerReader(pool: ledgers.pool)
        #expect(try await ledgers.store.communes(among: ["56260", "56001"]) == ["56260"])
        #expect(try await reader.recent(in: try DepartmentCode("56"), limit: 5).count == 1)
        #expect(try await reader.revisions(of: try Given.key().id, commune: nil).count == 3)
        let relayed = OutboxRelay(pool: ledgers.pool, outbox: ledgers.store.outbox, age: .zero) { $0.map { _ in true } }
        #expect(try await relayed.sweep() == 2)
        for forbidden in ["DELETE FROM aggregation.ledger", "UPDATE aggregation.ledger SET deaths = 0", "DELETE FROM aggregation.conflict"] {
            await #expect(throws: DatabaseError.self) { try await ledgers.pool.execute(forbidden) }
        }
    }

    @Test(arguments: [UInt64(1), 2])
    func randomTrafficThroughSeveralWritersAgreesWithThePureLedger(seed: UInt64) async throws {
        let ledgers = try await Ledgers.fresh()
        var random = SeededGenerator(seed: 77 + seed)
        let traffic = try BatchPlanPropertyTests.traffic(using: &random)
        let reference = BatchPlanPropertyTests.run(traffic, using: &random, reordering: false)
        let queue = (traffic + traffic + traffic.prefix(30)).shuffled(using: &random)
        let batches = stride(from: 0, to: queue.count, by: 17).map { Array(queue[$0..<min($0 + 17, queue.count)]) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<3 {
                let mine = batches.indices.filter { $0 % 3 == writer }.map { batches[$0] }
                group.addTask { for batch in mine { _ = try await ledgers.store.apply(batch) } }
            }
            try await group.waitForAll()
        }
        #expect(try await ledgers.cells() == reference.livingCells)
        #expect(try await ledgers.reports() == reference.reports)
        #expect(try await ledgers.count("ledger") == reference.rows.count)
        #expect(try await ledgers.differences() == [])
    }

    @Test func writersOfTheSameNewDeclarationsDoNotCountThemTwice() async throws {
        let ledgers = try await Ledgers.fresh(connections: 8)
        let batch = try (1...40).map { try Given.submission(id: UInt8($0), deaths: 1) }
        try await withThrowingTaskGroup(of: BatchTally.self) { group in
            for writer in 0..<8 {
                let mine = writer.isMultiple(of: 2) ? batch : batch.reversed()
                group.addTask { try await ledgers.store.apply(mine).tally }
            }
            let total = try await group.reduce(BatchTally(), +)
            #expect(total == BatchTally(counted: 40, duplicates: 280))
        }
        #expect(try await ledgers.cells() == [try Given.cell(): 40])
        #expect(try await ledgers.differences() == [])
    }

    @Test func writersOfTheSameCellsAllGetThrough() async throws {
        let ledgers = try await Ledgers.fresh(connections: 6)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in UInt8(0)..<6 {
                group.addTask {
                    var random = SeededGenerator(seed: UInt64(writer))
                    for round in 0..<10 {
                        // New declarations and corrections of the round before, over ten shared cells.
                        let batch = try (0..<10).flatMap { day in
                            let name = "2026-11-\(10 + day)"
                            let id = writer * 40 + UInt8(day) + 1
                            return try [Given.submission(id: id, revision: round + 1, day: name, deaths: Int32.random(in: 0...3, using: &random))]
                        }.shuffled(using: &random)
                        _ = try await ledgers.store.apply(batch)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await ledgers.count("declaration") == 60)
        #expect(try await ledgers.differences() == [])
    }
}
