import Persistence
import TestBench
import Testing

@Suite struct MigratorTests {
    private let first = Migration(service: "s", number: 1, name: "table", sql: "CREATE TABLE t (n int); INSERT INTO t VALUES (1)")
    private let second = Migration(service: "s", number: 2, name: "column", sql: "ALTER TABLE t ADD COLUMN m int")

    @Test("Each migration is applied once")
    func once() async throws {
        try await withPool { pool in
            let migrator = Migrator(pool: pool)
            var applied: [[Migration]] = []
            for known in [[self.first], [self.first, self.second], [self.first, self.second]] {
                applied.append(try await migrator.migrate(known))
            }
            #expect(applied == [[self.first], [self.second], []])
            let row = try await pool.query("SELECT n, m FROM t").one()
            #expect(try row.int("n") == 1)
        }
    }

    @Test("Several at once apply each migration once, and all succeed")
    func together() async throws {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        let applied = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await withPool(on: url) { try await Migrator(pool: $0).migrate([self.first, self.second]).count }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(applied == 2)
    }

    @Test("An edited migration is refused, and nothing after it applied")
    func edited() async throws {
        try await withPool { pool in
            let migrator = Migrator(pool: pool)
            try await migrator.migrate([self.first])
            let edited = Migration(service: "s", number: 1, name: "table", sql: self.first.sql + " ")
            let error = await #expect(throws: DatabaseError.self) { try await migrator.migrate([edited, self.second]) }
            #expect(error?.code == .migrationRefused)
            let rows = try await pool.query("SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'm'")
            #expect(rows.isEmpty)
        }
    }

    @Test("A migration that fails leaves nothing of itself, and says which it was")
    func failure() async throws {
        try await withPool { pool in
            let bad = Migration(service: "s", number: 2, name: "bad", sql: "CREATE TABLE u (n int); SELECT 1/0")
            let error = await #expect(throws: DatabaseError.self) { try await Migrator(pool: pool).migrate([self.first, bad]) }
            #expect(error?.message.contains("s_0002_bad") == true)
            let row = try await pool.query("SELECT to_regclass('t') IS NOT NULL AS t, to_regclass('u') IS NOT NULL AS u").one()
            #expect(try row.bool("t") && !row.bool("u"))
        }
    }

    @Test("Under load it waits for its lock without stopping the others, and gets it")
    func underLoad() async throws {
        try await withPool(size: 6) { pool in
            try await Migrator(pool: pool).migrate([self.first])
            let migrated = Counter()
            let slowest = try await withThrowingTaskGroup(of: Duration.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var slowest = Duration.zero
                        while migrated.value == 0 {
                            let started = ContinuousClock.now
                            try await pool.transaction { transaction in
                                try await transaction.execute("INSERT INTO t (n) SELECT count(*) FROM t")
                                _ = try await transaction.query("SELECT pg_sleep(0.02)")
                            }
                            slowest = max(slowest, .now - started)
                        }
                        return slowest
                    }
                }
                group.addTask {
                    try await Migrator(pool: pool).migrate([self.first, self.second])
                    migrated.next()
                    return .zero
                }
                return try await group.reduce(.zero) { max($0, $1) }
            }
            #expect(slowest < .seconds(5))
        }
    }

    @Test("An index is built concurrently, outside a transaction, while another migrator waits")
    func concurrently() async throws {
        let index = Migration(
            service: "s", number: 2, name: "index", sql: "-- vigie:no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (n)")
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { try await withPool(on: url) { _ = try await Migrator(pool: $0).migrate([self.first, index]) } }
            }
            try await group.waitForAll()
        }
        try await withPool(on: url) { pool in
            let row = try await pool.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass").one()
            #expect(try row.bool(0))
        }
    }

    @Test("A migrator that finds another at work for too long says so")
    func patience() async throws {
        try await withPool { pool in
            try await pool.transaction { transaction in
                // The number that migrators agree on.
                _ = try await transaction.query("SELECT pg_advisory_xact_lock($1)", [.int8(0x7669_6769_65)])
                let error = await #expect(throws: DatabaseError.self) {
                    try await Migrator(pool: pool, patience: .milliseconds(200)).migrate([self.first])
                }
                #expect(error?.code == .lockTimedOut)
            }
        }
    }
}
