import Persistence
import TestBench
import Testing

@Suite struct LimitsTests {
    @Test("Cancelling a task cancels its statement on the server, and the pool goes on")
    func cancellation() async throws {
        try await withPool(size: 2) { pool in
            let error = await withTaskGroup(of: DatabaseError?.self) { group in
                group.addTask {
                    do throws(DatabaseError) {
                        _ = try await pool.query("SELECT pg_sleep(60)")
                        return nil
                    } catch { return error }
                }
                let running = "SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active' AND datname = current_database()"
                while (try? await pool.query(running).isEmpty) ?? true { await Task.yield() }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            #expect(error?.sqlState == "57014")
            for _ in 0..<20 {
                let row = try await pool.query("SELECT 1").one()
                #expect(try row.int(0) == 1)
            }
        }
    }

    @Test("A task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        try await withPool { pool in
            try await pool.execute("CREATE TABLE t (n int)")
            let error = await withTaskGroup(of: DatabaseError?.self) { group in
                group.cancelAll()
                group.addTask {
                    do throws(DatabaseError) {
                        try await pool.execute("INSERT INTO t VALUES (1)")
                        return nil
                    } catch { return error }
                }
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            let row = try await pool.query("SELECT count(*) FROM t").one()
            #expect(try row.int(0) == 0)
        }
    }

    @Test("A statement ends at its time-out, and the connection lives")
    func statementTimeout() async throws {
        try await withPool(size: 1, options: DatabaseOptions().statementTimeout(.milliseconds(400))) { pool in
            let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT pg_sleep(5)") }
            #expect(error?.code == .timedOut)
            #expect(error?.isOutage == true)
            let row = try await pool.query("SELECT 1").one()
            #expect(try row.int(0) == 1)
        }
    }

    @Test("Waiting for a lock ends at its time-out")
    func lockTimeout() async throws {
        var options = DatabaseOptions()
        options.lockTimeout = .milliseconds(100)
        try await withPool(options: options) { pool in
            try await pool.execute("CREATE TABLE t (n int)")
            try await pool.transaction { transaction in
                try await transaction.execute("LOCK TABLE t")
                let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT * FROM t") }
                #expect(error?.code == .lockTimedOut)
            }
        }
    }

    @Test("A transaction that idles is ended by the server, and its place is taken anew")
    func idleInTransaction() async throws {
        var options = DatabaseOptions()
        options.idleInTransactionTimeout = .milliseconds(100)
        try await withPool(size: 1, options: options) { pool in
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { transaction in
                    _ = try await transaction.query("SELECT 1")
                    try await Task.sleep(for: .milliseconds(400))
                    _ = try await transaction.query("SELECT 1")
                }
            }
            #expect(error?.code == .connectionLost)
            let row = try await pool.query("SELECT 1").one()
            #expect(try row.int(0) == 1)
        }
    }

    @Test("Who waits too long for a connection is told so, and so is who comes when too many wait")
    func exhaustion() async throws {
        var options = DatabaseOptions()
        options.acquireTimeout = .milliseconds(150)
        options.maximumWaiters = 1
        try await withPool(size: 1, options: options) { pool in
            try await pool.transaction { transaction in
                let errors = await withTaskGroup(of: DatabaseError?.self) { group in
                    for _ in 0..<2 {
                        group.addTask {
                            do throws(DatabaseError) {
                                _ = try await pool.query("SELECT 1")
                                return nil
                            } catch { return error }
                        }
                    }
                    return await group.reduce(into: [DatabaseError?]()) { $0.append($1) }
                }
                #expect(errors.map { $0?.code } == [.poolExhausted, .poolExhausted])
                #expect(errors.map { $0?.message.contains("already") } == [true, false])
                // Busy is not away.
                #expect(await pool.isReachable())
            }
            let row = try await pool.query("SELECT 1").one()
            #expect(try row.int(0) == 1)
        }
    }

    @Test("Hundreds of callers share four connections, each in its turn")
    func sharing() async throws {
        var options = DatabaseOptions()
        options.acquireTimeout = .seconds(60)
        try await withPool(size: 4, options: options) { pool in
            let pids = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<400 { group.addTask { try await pool.query("SELECT pg_backend_pid()").one().int(0) } }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect((1...4).contains(pids.count))
        }
    }

    @Test("More parameters than the protocol counts are refused before they are sent")
    func parameterLimit() async throws {
        try await withPool(size: 1) { pool in
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await pool.query("SELECT 1", Array(repeating: .null, count: 65_536))
            }
            #expect(error?.code == .invalidValue)
        }
    }

    @Test("More statements than the cache holds go round in it")
    func statementCache() async throws {
        var options = DatabaseOptions()
        options.preparedStatements = 4
        try await withPool(size: 1, options: options) { pool in
            for round in 0..<3 {
                for n in 0..<10 {
                    let row = try await pool.query("SELECT \(n) + $1::int", [.int4(Int32(round))]).one()
                    #expect(try row.int(0) == n + round)
                }
            }
            let row = try await pool.query("SELECT count(*) FROM pg_prepared_statements").one()
            #expect(try row.int(0) <= 4)
        }
    }

    @Test("COPY is refused and costs no more than the connection")
    func copy() async throws {
        try await withPool(size: 1) { pool in
            await #expect(throws: DatabaseError.self) { try await pool.transaction { try await $0.script("COPY pg_class TO STDOUT") } }
            let row = try await pool.query("SELECT 1").one()
            #expect(try row.int(0) == 1)
        }
    }

    @Test("A batch of five hundred rows goes in by arrays, and big values pass in both directions")
    func bulk() async throws {
        try await withPool(size: 1) { pool in
            try await pool.execute("CREATE TABLE t (id uuid PRIMARY KEY, day date, n int, body bytea)")
            let ids = (0..<500).map { n in Array(repeating: UInt8(0), count: 12) + withUnsafeBytes(of: UInt32(n).bigEndian) { Array($0) } }
            let sql = "INSERT INTO t SELECT * FROM unnest($1::uuid[], $2::date[], $3::int4[], $4::bytea[]) ON CONFLICT DO NOTHING"
            let parameters: [SQLValue] = [
                .uuidArray(ids), .dateArray((0..<500).map { 18_000 + $0 }), .int4Array((0..<500).map { $0 }),
                .bytesArray(Array(repeating: Array(repeating: 7, count: 10_000), count: 500)),
            ]
            #expect(try await pool.execute(sql, parameters) == 500)
            #expect(try await pool.execute(sql, parameters) == 0)
            let rows = try await pool.query("SELECT id, day, n, body FROM t ORDER BY n")
            #expect(rows.count == 500)
            #expect(try rows.allSatisfy { row in try row.bytes("body").count == 10_000 && row.day("day") == 18_000 + Int32(try row.int("n")) })
        }
    }

    @Test("Durable commits are asserted")
    func durability() async throws {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        try await withPool(on: url) { pool in
            try await pool.assertDurable()
            let name = try await pool.query("SELECT quote_ident(current_database())").one().text(0)
            try await pool.execute("ALTER DATABASE \(name) SET synchronous_commit = off")
        }
        try await withPool(on: url) { pool in
            let error = await #expect(throws: DatabaseError.self) { try await pool.assertDurable() }
            #expect(error?.code == .notDurable)
        }
    }
}
