import Contracts
import Foundation
import Ledger
import Mortality
import TestBench
import Testing

@testable import Aggregation

/// What others learn by asking, against a real PostgreSQL.
@Suite struct AggregationAnswersTests {
    private static func request(_ department: String, token: Data = Data(), days: ClosedRange<Int32> = 0...0) -> Vigie_V1_CountsSnapshotRequest {
        var request = Vigie_V1_CountsSnapshotRequest()
        request.department = department
        request.fromDay = days.lowerBound
        request.toDay = days.upperBound
        request.pageToken = token
        return request
    }

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func thePagesOfASnapshotAreTheWhole(pageSize: Int) async throws {
        let ledgers = try await Ledgers.fresh()
        for id in UInt8(1)...6 {
            _ = try await ledgers.store.apply([
                try Given.submission("56260", id: id, day: "2026-11-1\(id)", deaths: Int32(id)),
                try Given.submission("56001", id: id, day: "2026-11-10", deaths: 0),
                try Given.submission("57001", id: id), try Given.submission("55999", id: id),
            ])
        }
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool), pageSize: pageSize)
        var cells: [CellCount] = []
        var reports: [CommuneReport] = []
        var token = Data()
        var pages = 0
        repeat {
            let reply = try await answers.snapshot(Self.request("56", token: token))
            #expect(reply.cells.count + reply.reports.count <= pageSize)
            cells += try reply.cells.map { try CellCount($0) }
            reports += try reply.reports.map { try CommuneReport($0) }
            token = reply.nextPageToken
            pages += 1
        } while !token.isEmpty && pages < 100
        #expect(cells.map(\.deaths) == [1, 2, 3, 4, 5, 6])
        #expect(cells.allSatisfy { $0.commune.text == "56260" && $0.version == 1 })
        #expect(reports.count == 7)
        #expect(reports.first?.commune.text == "56001")
        #expect(reports.first?.declarations == 6)
        #expect(reports.first?.version == 6)
    }

    @Test func aSnapshotKeepsToItsDays() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply(try (10...19).map { try Given.submission(id: UInt8($0), day: "2026-11-\($0)") })
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool))
        let first = try CivilDay(iso: "2026-11-12").daysSinceEpoch
        let reply = try await answers.snapshot(Self.request("56", days: first...(first + 2)))
        #expect(reply.cells.map(\.day) == [first, first + 1, first + 2])
        #expect(reply.reports.count == 3)
        #expect(reply.nextPageToken.isEmpty)
    }

    @Test("The pages of some days are what the pages of all days hold of them, one by one or by commune", arguments: [1, 3, 8, 1_000])
    func somedays(pageSize: Int) async throws {
        let ledgers = try await Ledgers.fresh()
        let days = (10...19).map { "2026-11-\($0)" }
        for (number, commune) in ["56001", "56007", "56121", "56260", "57001", "55999"].enumerated() {
            // Not everybody tells of every day, and one tells of none of those that are asked for.
            let told = number == 1 ? Array(days.prefix(2)) : days.enumerated().filter { ($0.offset + number) % 3 != 0 }.map(\.element)
            _ = try await ledgers.store.apply(
                try told.enumerated().map { try Given.submission(commune, id: UInt8(100 + $0.offset), day: $0.element, deaths: Int32($0.offset % 3)) })
        }
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool), pageSize: pageSize)
        let (first, last) = (try CivilDay(iso: "2026-11-13"), try CivilDay(iso: "2026-11-17"))
        let whole = try await AggregationAnswers(reader: LedgerReader(pool: ledgers.pool)).snapshot(Self.request("56"))
            .counts(of: try DepartmentCode("56"))
        #expect(whole.reports.count > 20)
        for isByCommune in [false, true] {
            var request = Self.request("56", days: first.daysSinceEpoch...last.daysSinceEpoch)
            request.reportsByCommune = isByCommune
            var (cells, reports): ([CellCount], [CommuneReport]) = ([], [])
            var pages = 0
            repeat {
                let reply = try await answers.snapshot(request)
                #expect(isByCommune ? reply.reports.isEmpty : reply.communeReports.isEmpty)
                let page = try reply.counts(of: try DepartmentCode("56"))
                #expect(page.cells.count + page.reports.count <= pageSize)
                cells += page.cells
                reports += page.reports
                request.pageToken = reply.nextPageToken
                pages += 1
            } while !request.pageToken.isEmpty && pages < 100
            #expect(cells == whole.cells.filter { (first...last).contains($0.day) })
            #expect(reports == whole.reports.filter { (first...last).contains($0.day) })
            #expect(!cells.isEmpty && !reports.isEmpty)
        }
    }

    @Test("Whoever sums deaths gets cells alone; who declares is told with the first page, whatever the day")
    func deathsAloneAndWhoDeclares() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56001", "56121", "56260", "29019", "75056", "75102"])
        _ = try await ledgers.store.apply([
            try Given.submission("56260", id: 1, day: "2020-03-01", deaths: 2), try Given.submission("56121", id: 2, day: "2026-11-12", deaths: 1),
            try Given.submission("29019", id: 3, day: "2026-11-12"), try Given.submission("75102", id: 4, day: "2026-11-12"),
        ])
        _ = try await ledgers.store.apply([
            try Given.submission("56121", id: 2, revision: 2, day: "2026-11-12", deaths: 1, isWithdrawn: true, receivedAt: 2_000)
        ])
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool), pageSize: 1)
        let morbihan = try DepartmentCode("56")
        let day = try CivilDay(iso: "2026-11-12").daysSinceEpoch
        var request = Self.request("56", days: day...day)
        request.withoutReports = true
        request.withCommunes = true
        let reply = try await answers.snapshot(request)
        let communes = try reply.declaringCommunes(of: morbihan)
        #expect(communes.map(\.commune.text) == ["56121", "56260"] && communes.map(\.hasDeclared) == [false, true])
        let held = try await AggregationAnswers(reader: LedgerReader(pool: ledgers.pool)).snapshot(Self.request("56")).counts(of: morbihan).reports
        #expect(communes.map(\.lastReceivedAt) == held.sorted { $0.commune < $1.commune }.map(\.lastReceivedAt))
        #expect(reply.cells.map(\.commune) == ["56121"] && reply.reports.isEmpty && reply.communeReports.isEmpty)
        request.pageToken = reply.nextPageToken
        #expect(!request.pageToken.isEmpty)
        let second = try await answers.snapshot(request)
        #expect(second.communes.isEmpty && second.cells.isEmpty && second.reports.isEmpty && second.nextPageToken.isEmpty)
        // Paris's arrondissements are Paris.
        request = Self.request("75")
        request.withCommunes = true
        #expect(try await answers.snapshot(request).declaringCommunes(of: try DepartmentCode("75")).map(\.commune.text) == ["75056"])
    }

    @Test func anEmptyCellIsToldToo() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([try Given.submission(deaths: 2)])
        _ = try await ledgers.store.apply([try Given.submission(revision: 2, deaths: 2, isWithdrawn: true)])
        let reply = try await AggregationAnswers(reader: LedgerReader(pool: ledgers.pool)).snapshot(Self.request("56"))
        #expect(reply.cells.map { [UInt64($0.deaths), $0.version] } == [[0, 2]])
    }

    @Test func badQuestionsAreRejections() async throws {
        let ledgers = try await Ledgers.fresh()
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool))
        await #expect(throws: Rejection.self) { try await answers.snapshot(Self.request("96")) }
        await #expect(throws: Rejection.self) { try await answers.snapshot(Self.request("56", token: Data("zzz".utf8))) }
        await #expect(throws: Rejection.self) { try await answers.snapshot(Self.request("56", days: Int32.min...Int32.max)) }
        await #expect(throws: Rejection.self) { try await answers.status(Vigie_V1_DeclarationStatusRequest()) { _ in true } }
        await #expect(throws: Rejection.self) { try await answers.recent(Vigie_V1_RecentDeclarationsRequest()) }
    }

    @Test func theStatusTellsAllThatCame() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([
            try Given.submission(deaths: 1), try Given.submission(revision: 2, deaths: 4),
            try Given.submission(revision: 3, deaths: 20_000, refusal: "deaths: absurd"),
        ])
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool))
        var request = Vigie_V1_DeclarationStatusRequest()
        request.id = Data(try Given.key().id.bytes)
        let before = try #require(try await answers.status(request) { _ in true }.declarations.first)
        #expect(before.commune == "56260")
        #expect(before.revision == 2)
        #expect(before.state == .counted)
        #expect(before.revisions.map(\.state) == [.superseded, .counted, .refused])
        #expect(before.revisions.map(\.declaration.deaths) == [1, 4, 20_000])
        #expect(before.revisions.map(\.refusal) == ["", "", "deaths: absurd"])

        _ = try await ledgers.store.apply([try Given.submission(revision: 2, deaths: 5)])
        let contested = try #require(try await answers.status(request) { _ in true }.declarations.first)
        #expect(contested.state == .conflict)
        #expect(contested.revision == 2)
        #expect(contested.revisions.map(\.state) == [.superseded, .counted, .conflict, .refused])

        _ = try await ledgers.store.apply([try Given.submission(revision: 4, deaths: 5, isWithdrawn: true)])
        let withdrawn = try #require(try await answers.status(request) { _ in true }.declarations.first)
        #expect(withdrawn.state == .withdrawn)
        #expect(withdrawn.revision == 4)
    }

    @Test func onlyRefusedIsRefused() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([try Given.submission(refusal: "commune: unknown")])
        var request = Vigie_V1_DeclarationStatusRequest()
        request.id = Data(try Given.key().id.bytes)
        let reply = try await AggregationAnswers(reader: LedgerReader(pool: ledgers.pool)).status(request) { _ in true }
        #expect(reply.declarations.map(\.state) == [.refused])
    }

    @Test func theStatusKeepsToTheScopeAndTheCommune() async throws {
        let ledgers = try await Ledgers.fresh()
        _ = try await ledgers.store.apply([try Given.submission("56260"), try Given.submission("35238"), try Given.submission("56121")])
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool))
        var request = Vigie_V1_DeclarationStatusRequest()
        request.id = Data(try Given.key().id.bytes)
        #expect(try await answers.status(request) { $0.text == "56" }.declarations.map(\.commune) == ["56121", "56260"])
        #expect(try await answers.status(request) { $0.text == "75" }.declarations.isEmpty)
        request.commune = "35238"
        #expect(try await answers.status(request) { _ in true }.declarations.map(\.commune) == ["35238"])
        request.id = Data(repeating: 1, count: 16)
        #expect(try await answers.status(request) { _ in true }.declarations.isEmpty)
    }

    @Test("A town hall is told the last declarations of its commune with all that came of them, and of no other")
    func ofCommune() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260", "56121"])
        let refused = try Given.submission("56260", id: 4, deaths: 9, receivedAt: 40, refusal: "deaths: too many")
        _ = try await ledgers.store.apply([
            try Given.submission("56260", id: 1, deaths: 1, receivedAt: 10), try Given.submission("56121", id: 2, deaths: 2, receivedAt: 30),
            try Given.submission("56260", id: 3, deaths: 3, receivedAt: 20), refused,
            try Given.submission("56260", id: 1, revision: 2, deaths: 5, receivedAt: 50), try Given.submission("56260", id: 3, deaths: 4, receivedAt: 25),
        ])
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool))
        var request = Vigie_V1_CommuneDeclarationsRequest()
        request.commune = "56260"
        let all = try await answers.ofCommune(request).declarations
        #expect(all.map { $0.revisions.map(\.declaration.deaths) } == [[1, 5], [9], [3, 4]])
        #expect(all.map(\.state) == [.counted, .refused, .conflict] && all.map(\.revision) == [2, 1, 1])
        #expect(all[1].revisions.first?.refusal == "deaths: too many")
        request.limit = 1
        #expect(try await answers.ofCommune(request).declarations.map(\.revision) == [2])
        request.commune = "56121"
        #expect(try await answers.ofCommune(request).declarations.map { $0.revisions.count } == [1])
        request.commune = "x"
        await #expect(throws: Rejection.self) { try await answers.ofCommune(request) }
    }

    @Test func theLastDeclarationsComeNewestFirst() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260", "56121", "35238"])
        _ = try await ledgers.store.apply([
            try Given.submission("56260", id: 1, deaths: 1, receivedAt: 10), try Given.submission("56121", id: 2, deaths: 2, receivedAt: 30),
            try Given.submission("56260", id: 3, deaths: 3, receivedAt: 20), try Given.submission("35238", id: 4, deaths: 4, receivedAt: 40),
        ])
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool))
        var request = Vigie_V1_RecentDeclarationsRequest()
        request.department = "56"
        #expect(try await answers.recent(request).declarations.map(\.declaration.deaths) == [2, 3, 1])
        request.limit = 2
        #expect(try await answers.recent(request).declarations.map(\.declaration.deaths) == [2, 3])
    }

    @Test func aFullPageIsUnderAMebibyte() throws {
        let cell = CellCount(
            commune: try CommuneCode("56260"), day: .first, place: .unknown, cause: .unknown, deaths: Int(Int32.max), version: UInt64(Int64.max))
        let report = CommuneReport(
            commune: try CommuneCode("56260"), day: .first, declarations: Int(Int32.max), lastReceivedAt: Instant(microseconds: .max),
            version: UInt64(Int64.max))
        var reply = Vigie_V1_CountsSnapshotReply()
        reply.cells = Array(repeating: cell.message, count: AggregationAnswers.pageSize / 2)
        reply.reports = Array(repeating: report.message, count: AggregationAnswers.pageSize / 2)
        #expect(try Wire.encode(reply).count < 1 << 20)
        reply.cells = []
        reply.reports = Array(repeating: report.message, count: AggregationAnswers.pageSize)
        #expect(try Wire.encode(reply).count < 1 << 20)
    }

    @Test(arguments: [1, 2, 100])
    func whatDoesNotCountIsToldInPages(limit: Int) async throws {
        let ledgers = try await Ledgers.fresh()
        for id in UInt8(1)...5 {
            var refused = try Given.submission("56260", id: id, deaths: 1)
            refused.refusal = "because"
            refused.warning = "far beyond"
            _ = try await ledgers.store.apply([refused, try Given.submission("56121", id: id, deaths: 1)])
            _ = try await ledgers.store.apply([try Given.submission("56121", id: id, deaths: 2), try Given.submission("57001", id: id, deaths: 1)])
            _ = try await ledgers.store.apply([try Given.submission("57001", id: id, deaths: 2)])
        }
        let answers = AggregationAnswers(reader: LedgerReader(pool: ledgers.pool))
        func all(_ state: Vigie_V1_RevisionState, department: String = "", commune: String = "") async throws -> [Vigie_V1_RevisionRecord] {
            var request = Vigie_V1_ContestedDeclarationsRequest()
            (request.state, request.department, request.commune, request.limit) = (state, department, commune, UInt32(limit))
            var records: [Vigie_V1_RevisionRecord] = []
            for _ in 0..<50 {
                let reply = try await answers.contested(request)
                #expect(reply.declarations.count <= limit)
                records += reply.declarations
                request.pageToken = reply.nextPageToken
                if request.pageToken.isEmpty { break }
            }
            return records
        }
        let refused = try await all(.refused)
        #expect(refused.count == 5)
        #expect(refused.allSatisfy { $0.declaration.commune == "56260" && $0.refusal == "because" && $0.warning == "far beyond" && $0.state == .refused })
        #expect(refused.map(\.recordedAtUs) == refused.map(\.recordedAtUs).sorted(by: >))
        #expect(try await all(.conflict).count == 10)
        #expect(try await all(.conflict, department: "56").map(\.declaration.deaths) == [2, 2, 2, 2, 2])
        #expect(try await all(.conflict, department: "56", commune: "56260").isEmpty)
        #expect(try await all(.refused, department: "56", commune: "56260").count == 5)
        await #expect(throws: Rejection.self) { try await all(.counted) }
        var broken = Vigie_V1_ContestedDeclarationsRequest()
        (broken.state, broken.pageToken) = (.refused, Data("99999999999999999999 56260 x 1 00".utf8))
        await #expect(throws: Rejection.self) { try await answers.contested(broken) }
    }
}
