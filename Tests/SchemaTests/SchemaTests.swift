import Foundation
@testable import Schema
import Persistence
import TestBench
import Testing

@Suite struct SchemaTests {
    @Test("Every file of the folder is compiled in, and in order")
    func files() throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Shared/Schema/Migrations")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }
        #expect(Set(try Schema.migrations.map { "\($0).sql" }) == Set(names))
        #expect(!names.isEmpty)
    }

    @Test("Installed twice, by several at once, it changes nothing the second time")
    func install() async throws {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await withPool(on: url) { try await SchemaInstaller(pool: $0).install(passwords: [.ingest: "pa'ss\\wörd"]).count }
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts.sorted() == [0, 0, try Schema.migrations.count])
        try await withPool(on: url) { pool in
            let applied = try await SchemaInstaller(pool: pool).install()
            #expect(applied == [])
        }
    }

    @Test("A role signs in with the password it was given, and one without stays outside")
    func passwords() async throws {
        let server = try await PrivatePostgreSQL.start()
        try await withPool(on: server.url) { pool in
            try await SchemaInstaller(pool: pool).install(passwords: [.aggregation: "a'b\\c\"é $1"])
        }
        let address = try DatabaseAddress(url: server.url)
        let inside = DatabasePool(address: address.with(user: "vigie_aggregation", password: "a'b\\c\"é $1"), name: "tests", logger: quiet)
        let row = try await inside.query("SELECT current_user::text").one()
        #expect(try row.text(0) == "vigie_aggregation")
        await inside.close()
        for (user, password) in [("vigie_aggregation", "other"), ("vigie_ingest", "a'b\\c\"é $1")] {
            let outside = DatabasePool(address: address.with(user: user, password: password), name: "tests", logger: quiet)
            let error = await #expect(throws: DatabaseError.self) { try await outside.query("SELECT 1") }
            #expect(error?.code == .connectionFailed)
            await outside.close()
        }
        try await server.stop()
    }
}
