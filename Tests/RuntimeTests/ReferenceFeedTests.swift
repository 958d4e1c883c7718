import Mortality
import Persistence
import Schema
import TestBench
import Testing

@testable import Runtime

/// The reference list on a real PostgreSQL.
@Suite struct ReferenceFeedTests {
    /// Gives `body` a database with the Morbihan, and a feed that nobody runs.
    private func withFeed(
        _ body: (DatabasePool, ReferenceFeed, Collected<Int>) async throws -> Void
    ) async throws {
        let database = try await PrivatePostgreSQL.shared.makeDatabase()
        let pool = DatabasePool(address: try DatabaseAddress(url: database), size: 1, name: "tests", logger: Given.quiet)
        let changes = Collected<Int>()
        let feed = ReferenceFeed(store: ReferenceStore(pool: pool), logger: Given.quiet) { changes.append($0.communeCount) }
        do {
            try await SchemaInstaller(pool: pool).install()
            try await pool.execute(
                """
                INSERT INTO reference.department (code, name, population, commune_count, zone)
                VALUES ('56', 'Morbihan', 100, 2, 'Europe/Paris'), ('75', 'Paris', 50, 1, 'Europe/Paris')
                """)
            try await pool.execute(
                """
                INSERT INTO reference.commune (code, department, name, population, zone, municipality) VALUES
                    ('56260', '56', 'Vannes', 60, 'Europe/Paris', NULL), ('56121', '56', 'Lorient', 40, 'Europe/Paris', NULL),
                    ('75056', '75', 'Paris', 50, 'Europe/Paris', NULL), ('75104', '75', 'Paris 4e', 7, 'Europe/Paris', '75056')
                """)
            try await pool.execute("UPDATE reference.state SET version = 1")
            try await body(pool, feed, changes)
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
    }

    private func add(_ key: APIKey, to pool: DatabasePool, columns: String = "covers_all", value: String = "true") async throws {
        try await pool.execute(
            "INSERT INTO reference.api_key (id, secret_hash, \(columns), can_read, can_write, rate_per_second) VALUES ($1, $2, \(value), true, true, 9)",
            [.text(key.id), .bytes(key.hash)])
    }

    @Test func placesAreAsTheyWereImported() async throws {
        try await self.withFeed { _, feed, changes in
            #expect(feed.absence != nil && feed.snapshot == nil)
            try await feed.refresh()
            let snapshot = try #require(feed.snapshot)
            #expect(feed.absence == nil && changes.all == [4] && snapshot.communeCount == 4)
            let morbihan = try #require(snapshot.departments[try Given.morbihan])
            #expect(morbihan.name == "Morbihan" && morbihan.population == 100)
            #expect(morbihan.communes.map(\.code) == [try Given.lorient, try Given.vannes])
            // An arrondissement is known, but its people are its municipality's.
            let paris = try #require(snapshot.departments[try DepartmentCode("75")])
            #expect(paris.communes.map(\.name) == ["Paris"] && paris.population == 50)
            #expect(snapshot.commune(try CommuneCode("75104"))?.isArrondissement == true)
            #expect(snapshot.commune(try CommuneCode("29019")) == nil)
        }
    }

    @Test func keysAreReadEachTimeAndPlacesWhenAnImportChangedThem() async throws {
        try await self.withFeed { pool, feed, changes in
            let (key, local) = (APIKey(), APIKey())
            try await feed.refresh()
            #expect(feed.snapshot?.keys.record(for: key) == nil)
            try await self.add(key, to: pool)
            try await self.add(local, to: pool, columns: "commune", value: "'56260'")
            try await pool.execute("UPDATE reference.commune SET name = 'Gwened' WHERE code = '56260'")
            try await feed.refresh()
            #expect(feed.snapshot?.keys.record(for: key)?.reach == .all)
            #expect(feed.snapshot?.keys.record(for: key)?.ratePerSecond == 9)
            #expect(feed.snapshot?.keys.record(for: local)?.reach == .commune(try Given.vannes))
            let before = feed.snapshot?.commune(try Given.vannes)?.name
            #expect(changes.all.count == 1 && before == "Vannes")

            try await pool.execute("UPDATE reference.api_key SET revoked_at = now() WHERE id = $1", [.text(key.id)])
            try await pool.execute("UPDATE reference.state SET version = 2")
            try await feed.refresh()
            #expect(feed.snapshot?.keys.record(for: key) == nil)
            #expect(feed.snapshot?.keys.record(for: local) != nil)
            let after = feed.snapshot?.commune(try Given.vannes)?.name
            #expect(changes.all.count == 2 && after == "Gwened")
            #expect(feed.snapshot?.version == 2)
        }
    }

    @Test("Who may act upon alerts is read with the key; by itself a key may not")
    func alertScope() async throws {
        try await self.withFeed { pool, feed, _ in
            let (plain, desk) = (APIKey(), APIKey())
            try await self.add(plain, to: pool)
            try await self.add(desk, to: pool, columns: "covers_all, can_alert", value: "true, true")
            try await feed.refresh()
            #expect(feed.snapshot?.keys.record(for: plain)?.mayAlert == false)
            #expect(feed.snapshot?.keys.record(for: desk)?.mayAlert == true)
        }
    }

    @Test("A key is revoked even when an import holds what cannot be read")
    func revocationWaitsForNothing() async throws {
        try await self.withFeed { pool, feed, _ in
            let key = APIKey()
            try await self.add(key, to: pool)
            try await feed.refresh()
            #expect(feed.snapshot?.keys.record(for: key) != nil)
            try await pool.execute(
                """
                INSERT INTO reference.department (code, name, population, commune_count, zone)
                VALUES ('96', 'Nowhere', 0, 0, 'Europe/Paris')
                """)
            try await pool.execute("UPDATE reference.api_key SET revoked_at = now()")
            try await pool.execute("UPDATE reference.state SET version = 2")
            await #expect(throws: (any Error).self) { try await feed.refresh() }
            #expect(feed.snapshot?.keys.record(for: key) == nil)
            #expect(feed.snapshot?.version == 1 && feed.snapshot?.communeCount == 4)
        }
    }

    @Test func theLastSnapshotServesWhilePostgreSQLIsAway() async throws {
        try await self.withFeed { pool, feed, _ in
            let key = APIKey()
            try await self.add(key, to: pool)
            try await feed.refresh()
            await pool.close()
            await #expect(throws: (any Error).self) { try await feed.refresh() }
            #expect(feed.absence == nil && feed.snapshot?.keys.record(for: key) != nil)
        }
    }

    @Test("It runs by itself, and stops", .timeLimit(.minutes(1)))
    func runs() async throws {
        try await self.withFeed { pool, _, _ in
            let changes = Collected<Int>()
            let (loaded, signal) = AsyncStream<Void>.makeStream()
            let feed = ReferenceFeed(store: ReferenceStore(pool: pool), interval: .milliseconds(10), logger: Given.quiet) {
                changes.append($0.version)
                signal.yield()
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await feed.run() }
                var events = loaded.makeAsyncIterator()
                await events.next()
                try await pool.execute("UPDATE reference.state SET version = 2")
                await events.next()
                group.cancelAll()
            }
            #expect(changes.all == [1, 2])
        }
    }

    @Test func aKeyJustMadeIsAskedForAtOnce() async throws {
        try await self.withFeed { pool, feed, _ in
            let (key, stranger) = (APIKey(), APIKey())
            #expect(await !feed.learn(key))
            try await feed.refresh()
            try await self.add(key, to: pool)
            #expect(feed.snapshot?.keys.record(for: key) == nil)
            // A page that just opened asks many things at once.
            let answers = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<30 { group.addTask { await feed.learn(key) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == 30 && answers.allSatisfy { $0 })
            #expect(feed.snapshot?.keys.record(for: key)?.reach == .all)
            #expect(await !feed.learn(stranger))
            try await pool.execute("UPDATE reference.api_key SET revoked_at = now() WHERE id = $1", [.text(key.id)])
            try await feed.refresh()
            #expect(feed.snapshot?.keys.record(for: key) == nil)
        }
    }
}
