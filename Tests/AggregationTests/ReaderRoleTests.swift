import Contracts
import Foundation
import Ledger
import Logging
import Messaging
import Mortality
import Persistence
import Runtime
import Testing

@testable import Aggregation

/// What the role that answers is given by the database: what the asker may see, whatever is asked.
@Suite struct ReaderRoleTests {
    /// A ledger in which two departments have all there is: counts, a refusal and a conflict.
    private static func ledgers() async throws -> Ledgers {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260", "29019"])
        for commune in ["56260", "29019"] {
            _ = try await ledgers.store.apply([
                try Given.submission(commune, id: 1, deaths: 2), try Given.submission(commune, id: 2, refusal: "absurd"),
            ])
            _ = try await ledgers.store.apply([try Given.submission(commune, id: 1, deaths: 3)])
        }
        return ledgers
    }

    private static func all() -> ClosedRange<CivilDay> { CivilDay.first...CivilDay.last }

    /// How many rows each reading of a department gives.
    private static func read(_ reader: LedgerReader, _ code: String) async throws -> [Int] {
        let department = try DepartmentCode(code)
        return [
            try await reader.cells(of: department, days: self.all(), after: nil, limit: 10).count,
            try await reader.reports(of: department, days: self.all(), after: nil, limit: 10).count,
            try await reader.recent(in: department, limit: 10).count,
            try await reader.contested(isConflict: false, department: department, communes: nil, after: nil, limit: 10).count,
            try await reader.contested(isConflict: true, department: department, communes: nil, after: nil, limit: 10).count,
            try await reader.revisions(of: try Given.key().id, commune: nil).count,
            try await reader.reportingTriangle(of: department, days: try CivilDay(iso: "2026-11-01")...CivilDay(iso: "2026-11-30"), longest: 30).count,
            try await reader.declarations(of: [try CommuneCode(code == "56" ? "56260" : "29019")], limit: 10).count,
            try await reader.declaringCommunes(of: department).count,
        ]
    }

    @Test func everyReadingGivesWhatTheAskerMaySee() async throws {
        let ledgers = try await Self.ledgers()
        let reader = LedgerReader(pool: try await ledgers.asReader())
        let (own, both) = ([1, 1, 1, 1, 1, 2, 1, 3, 1], [1, 1, 1, 1, 1, 4, 1, 3, 1])
        #expect(try await Self.read(reader.within(.departments([try DepartmentCode("56")])), "56") == own)
        // The same identifier in another department is not told; nor is anything else of it, were the question let through.
        #expect(try await Self.read(reader.within(.departments([try DepartmentCode("56")])), "29") == [0, 0, 0, 0, 0, 2, 0, 0, 0])
        #expect(try await Self.read(reader.within(.departments([try DepartmentCode("56"), try DepartmentCode("29")])), "29") == both)
        #expect(try await Self.read(reader.within(.all), "29") == both)
        // Who forgets to say for whom it reads is told nothing.
        #expect(try await Self.read(reader, "56") == [0, 0, 0, 0, 0, 0, 0, 0, 0])
        await reader.pool.close()
    }

    @Test func theRouterAnswersByTheReadersRole() async throws {
        let ledgers = try await Self.ledgers()
        let pool = try await ledgers.asReader()
        let router = AggregationAnswers(reader: LedgerReader(pool: pool)).router(logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        func ask<Question, Reply>(_ method: RPCMethod<Question, Reply>, _ question: Question, scope: String?) async throws -> Reply {
            let headers = scope.map { [Names.Header.scope: $0] } ?? [:]
            let reply = await router.answer(
                RPCRequest(method: method.name, body: try Wire.encode(question), user: method.callers.first?.name, headers: headers))
            guard reply.status == .ok else { throw RPCFailure(reply.status, reply.reason) }
            return try Wire.decode(from: reply.body)
        }
        var snapshot = Vigie_V1_CountsSnapshotRequest()
        snapshot.department = "56"
        for scope in ["56", "29,56", "*"] {
            #expect(try await ask(AggregationMethods.countsSnapshot, snapshot, scope: scope).cells.map(\.commune) == ["56260"])
        }
        for scope in ["29", "", nil] {
            let failure = await #expect(throws: RPCFailure.self) { try await ask(AggregationMethods.countsSnapshot, snapshot, scope: scope) }
            #expect(failure?.status == .denied)
        }
        // Of some days by another statement, and who declares by a third.
        var some = snapshot
        (some.fromDay, some.toDay) = (CivilDay.first.daysSinceEpoch, CivilDay.last.daysSinceEpoch - 1)
        some.withCommunes = true
        for scope in ["56", "29,56", "*"] {
            let reply = try await ask(AggregationMethods.countsSnapshot, some, scope: scope)
            #expect(reply.cells.map(\.commune) == ["56260"] && reply.reports.map(\.commune) == ["56260"])
            #expect(reply.communes.allSatisfy { $0.commune == "56260" })
        }
        var (recent, triangle, ofCommune) = (
            Vigie_V1_RecentDeclarationsRequest(), Vigie_V1_ReportingTriangleRequest(), Vigie_V1_CommuneDeclarationsRequest()
        )
        (recent.department, triangle.department, triangle.longest, ofCommune.commune) = ("56", "56", 30, "56260")
        (triangle.fromDay, triangle.toDay) = (try CivilDay(iso: "2026-11-01").daysSinceEpoch, try CivilDay(iso: "2026-11-30").daysSinceEpoch)
        for scope in ["56", "29,56", "*"] {
            #expect(try await ask(AggregationMethods.recentDeclarations, recent, scope: scope).declarations.map(\.declaration.commune) == ["56260"])
            #expect(try await ask(AggregationMethods.reportingTriangle, triangle, scope: scope).rows.count == 1)
            let declarations = try await ask(AggregationMethods.communeDeclarations, ofCommune, scope: scope).declarations
            #expect(declarations.count == 2 && declarations.allSatisfy { $0.commune == "56260" })
        }
        for scope in ["29", "", nil] {
            let failures = [
                await #expect(throws: RPCFailure.self) { try await ask(AggregationMethods.recentDeclarations, recent, scope: scope) },
                await #expect(throws: RPCFailure.self) { try await ask(AggregationMethods.reportingTriangle, triangle, scope: scope) },
                await #expect(throws: RPCFailure.self) { try await ask(AggregationMethods.communeDeclarations, ofCommune, scope: scope) },
            ]
            #expect(failures.allSatisfy { $0?.status == .denied })
        }
        var status = Vigie_V1_DeclarationStatusRequest()
        status.id = Data(try Given.key().id.bytes)
        #expect(try await ask(AggregationMethods.declarationStatus, status, scope: "56").declarations.map(\.commune) == ["56260"])
        #expect(try await ask(AggregationMethods.declarationStatus, status, scope: "29,56").declarations.map(\.commune) == ["29019", "56260"])
        #expect(try await ask(AggregationMethods.declarationStatus, status, scope: "75").declarations.isEmpty)
        var contested = Vigie_V1_ContestedDeclarationsRequest()
        contested.state = .refused
        #expect(try await ask(AggregationMethods.contestedDeclarations, contested, scope: "*").declarations.count == 2)
        let failure = await #expect(throws: RPCFailure.self) { try await ask(AggregationMethods.contestedDeclarations, contested, scope: "56") }
        #expect(failure?.status == .invalid)
        contested.department = "56"
        #expect(try await ask(AggregationMethods.contestedDeclarations, contested, scope: "56").declarations.map(\.declaration.commune) == ["56260"])
        await pool.close()
    }
}
