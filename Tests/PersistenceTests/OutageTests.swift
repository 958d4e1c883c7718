import Persistence
import TestBench
import Testing

/// Each test breaks a server of its own.
@Suite struct OutageTests {
    @Test("A server killed mid-transaction is a lost connection; the pool comes back with the server, and nothing half-done stays")
    func kill() async throws {
        let server = try await PrivatePostgreSQL.start()
        try await withPool(on: server.url) { pool in
            try await pool.execute("CREATE TABLE t (n int)")
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    try await server.kill()
                    try await transaction.execute("INSERT INTO t VALUES (2)")
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(error?.isOutage == true)
            #expect(await pool.isReachable() == false)
            let away = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT 1") }
            #expect(away?.code == .connectionFailed)
            try await server.restart()
            // The server answers again at once, though the gate may still be shut to ordinary callers.
            #expect(await pool.isReachable())
            let row = try await pool.query("SELECT count(*) FROM t").one()
            #expect(try row.int(0) == 0)
        }
        try await server.stop()
    }

    @Test("Connections that died while idle are found out before they are used, and statements are prepared anew")
    func restartWhileIdle() async throws {
        let server = try await PrivatePostgreSQL.start()
        try await withPool(on: server.url, size: 2) { pool in
            for _ in 0..<3 { _ = try await pool.query("SELECT $1::int", [.int4(1)]) }
            try await server.restart()
            for _ in 0..<3 {
                let row = try await pool.query("SELECT $1::int", [.int4(2)]).one()
                #expect(try row.int(0) == 2)
            }
        }
        try await server.stop()
    }

    @Test("A connection that breaks during COMMIT leaves the outcome open")
    func unknownOutcome() async throws {
        let server = try await PrivatePostgreSQL.start()
        try await withPool(on: server.url) { pool in
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { transaction in
                    _ = try await transaction.query("SELECT 1")
                    try await server.kill()
                }
            }
            #expect(error?.code == .outcomeUnknown)
        }
        try await server.stop()
    }

    @Test("A frozen server is given up at the deadline kept outside the C library, and cancelling does not hang on it")
    func frozen() async throws {
        let server = try await PrivatePostgreSQL.start()
        var options = DatabaseOptions().statementTimeout(.milliseconds(500))
        options.grace = .milliseconds(800)
        options.connectTimeout = .seconds(2)
        try await withPool(on: server.url, options: options) { pool in
            _ = try await pool.query("SELECT 1")
            try await server.pause()
            let started = ContinuousClock.now
            let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT 1") }
            #expect(error?.code == .connectionLost)
            let refused = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT 1") }
            #expect(refused?.code == .connectionFailed)
            #expect(.now - started < .seconds(15))
            try await server.resume()
            #expect(await pool.isReachable())
        }
        try await server.stop()
    }

    @Test("A tended pool says when the server is away, and a closed one refuses")
    func tending() async throws {
        try await withPool { pool in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await pool.run() }
                #expect(await pool.isReachable())
                group.cancelAll()
            }
            let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT 1") }
            #expect(error?.code == .connectionFailed)
        }
    }

    @Test("A wrong password, host or database is one clear sentence without the password")
    func refused() async throws {
        let url = try await PrivatePostgreSQL.shared.url
        let address = try DatabaseAddress(url: url)
        for wrong in [address.with(user: "nobody", password: "s3cret"), address.with(database: "nowhere")] {
            let pool = DatabasePool(address: wrong, name: "tests", logger: quiet)
            let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT 1") }
            #expect(error?.code == .connectionFailed)
            #expect(error?.message.contains("s3cret") == false)
            await pool.close()
        }
    }
}
