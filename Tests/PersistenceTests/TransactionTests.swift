import Persistence
import TestBench
import Testing

@Suite struct TransactionTests {
    @Test("Commits when the body returns, rolls back when it throws")
    func outcome() async throws {
        try await withPool { pool in
            try await pool.execute("CREATE TABLE t (n int PRIMARY KEY)")
            let answer = try await pool.transaction { transaction in
                try await transaction.execute("INSERT INTO t VALUES (1)")
                return "done"
            }
            #expect(answer == "done")
            await #expect(throws: CancellationError.self) {
                try await pool.transaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (2)")
                    throw CancellationError()
                }
            }
            let rows = try await pool.query("SELECT n FROM t")
            #expect(try rows.map { try $0.int("n") } == [1])
        }
    }

    @Test("A failure that the body swallows does not pass for a commit")
    func swallowed() async throws {
        try await withPool { pool in
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { transaction in _ = try? await transaction.query("SELECT 1/0") }
            }
            #expect(error?.sqlState == "25P02")
        }
    }

    @Test("Deferred constraints speak at commit")
    func deferred() async throws {
        try await withPool { pool in
            try await pool.execute("CREATE TABLE p (n int PRIMARY KEY)")
            try await pool.execute("CREATE TABLE c (n int REFERENCES p DEFERRABLE INITIALLY DEFERRED)")
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction { try await $0.execute("INSERT INTO c VALUES (1)") }
            }
            #expect(error?.code == .foreignKeyViolation)
        }
    }

    @Test("A transaction that is over refuses to work")
    func escaped() async throws {
        try await withPool { pool in
            let escaped = try await pool.transaction { $0 }
            let error = await #expect(throws: DatabaseError.self) { try await escaped.query("SELECT 1") }
            #expect(error?.code == .statementFailed)
        }
    }

    @Test("Colliding serializable transactions run again until each has counted")
    func serialization() async throws {
        try await withPool(size: 4) { pool in
            try await pool.execute("CREATE TABLE counter (n int)")
            try await pool.execute("INSERT INTO counter VALUES (0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<10 {
                            try await pool.transaction(isolation: .serializable, attempts: 100) { transaction in
                                let n = try await transaction.query("SELECT n FROM counter").one().int("n")
                                try await transaction.execute("UPDATE counter SET n = $1", [.int4(Int32(n + 1))])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let row = try await pool.query("SELECT n FROM counter").one()
            #expect(try row.int("n") == 40)
        }
    }

    @Test("A deadlock is broken by running one of the two again")
    func deadlock() async throws {
        try await withPool { pool in
            try await pool.execute("CREATE TABLE t (k int PRIMARY KEY, n int)")
            try await pool.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
            let runs = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in [[1, 2], [2, 1]] {
                    group.addTask {
                        try await pool.transaction { transaction in
                            let run = runs.next()
                            try await transaction.execute("UPDATE t SET n = n + 1 WHERE k = $1", [.int(order[0])])
                            // The first two runs wait for each other to hold a row.
                            if run <= 2 { while runs.value < 2 { await Task.yield() } }
                            if run <= 2 { _ = try await transaction.query("SELECT pg_sleep(0.1)") }
                            try await transaction.execute("UPDATE t SET n = n + 1 WHERE k = $1", [.int(order[1])])
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.value == 3)
            let rows = try await pool.query("SELECT n FROM t")
            #expect(try rows.map { try $0.int("n") } == [2, 2])
        }
    }

    @Test("After the last attempt the collision is the caller's")
    func attempts() async throws {
        try await withPool { pool in
            let runs = Counter()
            let error = await #expect(throws: DatabaseError.self) {
                try await pool.transaction(attempts: 3) { transaction in
                    runs.next()
                    try await transaction.script("DO $$ BEGIN RAISE serialization_failure; END $$")
                }
            }
            #expect(error?.code == .serialization)
            #expect(runs.value == 3)
        }
    }
}
