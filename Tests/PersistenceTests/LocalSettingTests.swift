import Persistence
import TestBench
import Testing

/// A statement under a setting: one trip, one transaction.
@Suite struct LocalSettingTests {
    private static let look = "SELECT current_setting('vigie.test', true) AS value"

    @Test("The setting holds for its statement and is gone with it")
    func holds() async throws {
        try await withPool(size: 1) { pool in
            for value in ["56", "a,b", "", "é'; \\"] {
                #expect(try await pool.query(Self.look, under: LocalSetting("vigie.test", value)).one().text("value") == value)
                #expect(try await pool.query(Self.look).one().optionalText("value") ?? "" == "")
            }
            let inside = try await pool.transaction(under: LocalSetting("vigie.test", "x")) { transaction in
                [try await transaction.query(Self.look).one().text("value"), try await transaction.query(Self.look).one().text("value")]
            }
            #expect(inside == ["x", "x"])
            #expect(try await pool.query(Self.look).one().optionalText("value") ?? "" == "")
        }
    }

    @Test("Parameters, many rows and writing go through as they would alone")
    func work() async throws {
        try await withPool(size: 1) { pool in
            try await pool.execute("CREATE TABLE t (n int, s text)")
            let setting = LocalSetting("vigie.test", "x")
            let text = String(repeating: "é", count: 300_000)
            #expect(
                try await pool.query("INSERT INTO t SELECT n, $2 FROM generate_series(1, $1::int8) AS n", [.int(20), .text(text)], under: setting).affected
                    == 20)
            let rows = try await pool.query("SELECT n, s FROM t ORDER BY n", under: setting)
            #expect(rows.count == 20)
            let texts = try rows.map { try $0.text("s") }
            #expect(texts == Array(repeating: text, count: 20))
        }
    }

    @Test("A statement that fails says why, undoes all, and leaves the connection as good as it was")
    func failures() async throws {
        try await withPool(size: 1) { pool in
            try await pool.execute("CREATE TABLE t (n int CHECK (n < 5))")
            let backend = try await pool.query("SELECT pg_backend_pid()").one().int(0)
            let setting = LocalSetting("vigie.test", "x")
            let check = await #expect(throws: DatabaseError.self) { try await pool.query("INSERT INTO t VALUES (1), (9)", under: setting) }
            #expect(check?.code == .checkViolation)
            let syntax = await #expect(throws: DatabaseError.self) { try await pool.query("SELEC 1", under: setting) }
            #expect(syntax?.sqlState == "42601")
            // A setting that PostgreSQL does not take: its statement does not run.
            let refused = await #expect(throws: DatabaseError.self) {
                try await pool.query("INSERT INTO t VALUES (2)", under: LocalSetting("no_such_setting", "x"))
            }
            #expect(refused?.sqlState == "42704")
            #expect(try await pool.query("SELECT n FROM t", under: setting).count == 0)
            #expect(try await pool.query("SELECT pg_backend_pid()").one().int(0) == backend)
        }
    }

    @Test("A statement that is cancelled ends at once")
    func cancelled() async throws {
        try await withPool(size: 1) { pool in
            let began = ContinuousClock.now
            let task = Task { try await pool.query("SELECT pg_sleep(30)", under: LocalSetting("vigie.test", "x")) }
            try await Task.sleep(for: .milliseconds(300))
            task.cancel()
            let error = await #expect(throws: DatabaseError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(ContinuousClock.now - began < .seconds(10))
            #expect(try await pool.query(Self.look, under: LocalSetting("vigie.test", "y")).one().text("value") == "y")
        }
    }

    @Test("A cache of one statement has room for two")
    func smallCache() async throws {
        var options = DatabaseOptions()
        options.preparedStatements = 1
        try await withPool(size: 1, options: options) { pool in
            for turn in 0..<20 {
                let value = "\(turn)"
                let row = try await pool.query("\(Self.look), \(turn % 5) AS n", under: LocalSetting("vigie.test", value)).one()
                #expect(try row.text("value") == value)
            }
        }
    }
}
