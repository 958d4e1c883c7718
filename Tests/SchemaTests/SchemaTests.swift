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

    @Test("Keys of the version before stay as they are, and no commune's key acts upon alerts")
    func alertKeys() async throws {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        try await withPool(on: url) { pool in
            // Readers' roles read tables of reference that come later than that.
            let before = try Schema.migrations.filter { ($0.service != "reference" || $0.number < 5) && $0.comesBeforeWalls }
            let after = try Schema.migrations.filter { $0.service == "reference" }
            // Roles are the server's; another database's installation may be making them now.
            let other = try await PrivatePostgreSQL.shared.makeDatabase()
            try await withPool(on: other) { try await SchemaInstaller(pool: $0).install() }
            try await Migrator(pool: pool).migrate(before)
            try await pool.execute(
                """
                INSERT INTO reference.department (code, name, population, commune_count, zone) VALUES ('56', 'Morbihan', 1, 1, 'Europe/Paris')
                """)
            try await pool.execute(
                """
                INSERT INTO reference.commune (code, department, name, population, zone) VALUES ('56260', '56', 'Vannes', 1, 'Europe/Paris')
                """)
            let insert = "INSERT INTO reference.api_key (id, secret_hash, commune, covers_all, can_read"
            let hash = "decode(repeat('00', 32), 'hex')"
            try await pool.execute("\(insert)) VALUES ('0000000a', \(hash), NULL, true, true), ('0000000b', \(hash), '56260', false, true)")
            try await Migrator(pool: pool).migrate(before + after.filter { $0.number >= 5 })
            let rows = try await pool.query("SELECT can_alert FROM reference.api_key")
            #expect(try rows.map { try $0.bool("can_alert") } == [false, false])
            try await pool.execute("\(insert), can_alert) VALUES ('0000000c', \(hash), NULL, true, true, true)")
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.execute("UPDATE reference.api_key SET can_alert = true WHERE commune IS NOT NULL")
            }
            #expect(error?.code == .checkViolation)
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
