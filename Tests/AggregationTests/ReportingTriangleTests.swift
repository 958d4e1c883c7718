import Contracts
import Ledger
import Mortality
import Runtime
import Testing

@testable import Aggregation

/// How long after a death it is declared, as the ledger tells, against a real PostgreSQL.
@Suite struct ReportingTriangleTests {
    /// Noon in Paris of a day.
    private static func noon(_ day: String) throws -> Instant { Instant(beginningOf: try CivilDay(iso: day)) + .seconds(39_600) }

    private static func rows(
        _ ledgers: Ledgers, of department: String = "56", from first: String = "2026-11-01", to last: String = "2026-11-30", communes: [String] = []
    ) async throws -> [Vigie_V1_ReportingRow] {
        var request = Vigie_V1_ReportingTriangleRequest()
        request.department = department
        request.communes = communes
        request.fromDay = try CivilDay(iso: first).daysSinceEpoch
        request.toDay = try CivilDay(iso: last).daysSinceEpoch
        request.longest = 14
        return try await AggregationAnswers(reader: LedgerReader(pool: ledgers.pool)).reportingTriangle(request).rows
    }

    @Test func whatCameFirstAndWhatWasAddedAreKeptApart() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([
            try Given.submission(id: 1, day: "2026-11-10", deaths: 2, receivedAt: try Self.noon("2026-11-10")),
            try Given.submission(id: 2, day: "2026-11-10", deaths: 1, receivedAt: try Self.noon("2026-11-12")),
            try Given.submission("56121", id: 3, day: "2026-11-10", deaths: 4, receivedAt: try Self.noon("2026-11-11")),
        ])
        let row = try #require(try await Self.rows(ledgers).first)
        #expect(row.day == (try CivilDay(iso: "2026-11-10").daysSinceEpoch))
        #expect(row.first.prefix(4) == [2, 4, 0, 0])
        #expect(row.added.prefix(4) == [0, 0, 1, 0])
        #expect(row.first.count == 15 && row.added.count == 15)
        // Of one commune only, and of none that declared.
        let auray = try #require(try await Self.rows(ledgers, communes: ["56121"]).first)
        #expect(auray.first.prefix(3) == [0, 4, 0] && auray.added.allSatisfy { $0 == 0 })
        #expect(try await Self.rows(ledgers, communes: ["56178"]).isEmpty)
        await #expect(throws: Rejection.self) { try await Self.rows(ledgers, communes: [String](repeating: "56121", count: 2_001)) }
    }

    @Test func aCorrectionIsWhatItChangesAndMovesItsDay() async throws {
        let ledgers = try await Ledgers.fresh()
        for (revision, day, deaths, received) in [(1, "2026-11-10", 4, "2026-11-10"), (2, "2026-11-10", 3, "2026-11-13"), (3, "2026-11-09", 3, "2026-11-15")] {
            _ = try await ledgers.store.apply([
                try Given.submission(id: 3, revision: revision, day: day, deaths: Int32(deaths), receivedAt: try Self.noon(received))
            ])
        }
        let rows = try await Self.rows(ledgers)
        #expect(rows.count == 2)
        #expect(rows[0].first == [0, 0, 0, 0, 0, 0, 3] + [Int64](repeating: 0, count: 8))
        #expect(rows[1].first.prefix(6) == [4, 0, 0, 0, 0, 0])
        #expect(rows[1].added.prefix(6) == [0, 0, 0, -1, 0, -3])
    }

    @Test func anOlderRevisionThatComesLateIsNoNews() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([try Given.submission(id: 1, revision: 2, day: "2026-11-10", deaths: 5, receivedAt: try Self.noon("2026-11-10"))])
        _ = try await ledgers.store.apply([try Given.submission(id: 1, revision: 1, day: "2026-11-10", deaths: 9, receivedAt: try Self.noon("2026-11-12"))])
        _ = try await ledgers.store.apply([
            try Given.submission(id: 1, revision: 3, day: "2026-11-10", deaths: 5, isWithdrawn: true, receivedAt: try Self.noon("2026-11-14"))
        ])
        let row = try #require(try await Self.rows(ledgers).first)
        #expect(row.first.prefix(5) == [5, 0, 0, 0, 0])
        #expect(row.added.prefix(5) == [0, 0, 0, 0, -5])
    }

    @Test func aZeroIsAFirstReportAndAPastBroughtInLaterIsNone() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([
            try Given.submission(id: 1, day: "2026-11-10", deaths: 0, receivedAt: try Self.noon("2026-11-10")),
            try Given.submission(id: 2, day: "2026-11-10", deaths: 2, receivedAt: try Self.noon("2026-11-11")),
            try Given.submission(id: 3, day: "2026-11-01", deaths: 8, receivedAt: try Self.noon("2026-11-30")),
            try Given.submission("57001", id: 4, day: "2026-11-10", deaths: 7, receivedAt: try Self.noon("2026-11-10")),
        ])
        let rows = try await Self.rows(ledgers)
        #expect(rows.count == 1)
        #expect(rows.first?.first.prefix(2) == [0, 0])
        #expect(rows.first?.added.prefix(2) == [0, 2])
    }

    @Test func daysAreThoseOfTheDepartment() async throws {
        let ledgers = try await Ledgers.fresh()
        // A quarter of an hour before midnight in Paris, which is 22:45 UTC.
        let late = Instant(beginningOf: try CivilDay(iso: "2026-11-10")) + .seconds(22 * 3_600 + 2_700)
        _ = try await ledgers.store.apply([
            try Given.submission(id: 1, day: "2026-11-10", deaths: 1, receivedAt: late),
            try Given.submission("56121", id: 2, day: "2026-11-10", deaths: 1, receivedAt: late + .seconds(1_800)),
        ])
        #expect(try await Self.rows(ledgers).first?.first.prefix(2) == [1, 1])
    }

    /// French Polynesia has three zones: at 9:15 UTC it is a quarter past eleven in the evening in Tahiti, a quarter to midnight in the
    /// Marquesas, and a quarter past midnight, so the next day, in the Gambier Islands.
    @Test func daysAreThoseOfTheCommune() async throws {
        let ledgers = try await Ledgers.fresh()
        let night = Instant(beginningOf: try CivilDay(iso: "2026-11-11")) + .seconds(9 * 3_600 + 900)
        _ = try await ledgers.store.apply([
            try Given.submission("98735", id: 1, day: "2026-11-10", deaths: 1, receivedAt: night),
            try Given.submission("98731", id: 2, day: "2026-11-10", deaths: 2, receivedAt: night),
            try Given.submission("98719", id: 3, day: "2026-11-10", deaths: 4, receivedAt: night),
        ])
        let rows = try await Self.rows(ledgers, of: "987")
        #expect(rows.count == 1 && rows.first?.first.prefix(3) == [3, 4, 0])
        // As admission has it.
        for (commune, day) in [("98735", "2026-11-10"), ("98731", "2026-11-10"), ("98719", "2026-11-11")] {
            let today = ZoneClock().day(of: night, in: try CommuneCode(commune).zone)
            #expect(today == (try CivilDay(iso: day)), "\(commune)")
        }
    }

    @Test func whatIsAskedIsBounded() async throws {
        let ledgers = try await Ledgers.fresh()
        await #expect(throws: Rejection.self) { try await Self.rows(ledgers, from: "2020-01-01") }
    }
}
