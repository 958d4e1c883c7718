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

    @Test("A commune that is no more is known by its past; its code leads on from its day")
    func closedCommunes() async throws {
        try await self.withFeed { pool, feed, _ in
            try await pool.execute("UPDATE reference.commune SET closed_on = '2027-01-01' WHERE code = '56121'")
            try await pool.execute("INSERT INTO reference.succession VALUES ('56121', '56260'), ('56190', '56260'), ('75199', '75998')")
            try await feed.refresh()
            let snapshot = try #require(feed.snapshot)
            let (vannes, lorient) = (try Given.vannes, try Given.lorient)
            let morbihan = try #require(snapshot.departments[try Given.morbihan])
            #expect(morbihan.communes.map(\.code) == [vannes] && morbihan.closed.map(\.code) == [lorient])
            #expect(morbihan.population == 60 && snapshot.communeCount == 3)
            #expect(snapshot.commune(lorient)?.name == "Lorient")

            let (before, from) = (try CivilDay(iso: "2026-12-31"), try CivilDay(iso: "2027-01-01"))
            func standing(_ code: String, _ day: CivilDay) throws -> String? { snapshot.commune(try CommuneCode(code), on: day)?.code.text }
            #expect(try standing("56121", before) == "56121")
            #expect(try standing("56121", from) == "56260")
            #expect(try standing("56260", before) == "56260")
            #expect(try standing("56260", from) == "56260")
            // Never a commune here, and of a successor that is not loaded.
            #expect(try standing("56190", before) == "56260")
            #expect(try standing("75199", from) == nil)
            #expect(try standing("56191", from) == nil)
            #expect(snapshot.today(lorient) == (vannes) && snapshot.today(vannes) == (vannes))
            let sums = morbihan.ofToday([lorient: 2, vannes: 3]) { $0 + $1 }
            #expect(sums == [vannes: 5])

            func key(_ reach: KeyRecord.Reach) -> KeyRecord {
                KeyRecord(id: "00000000", hash: [], reach: reach, mayRead: false, mayWrite: true, mayBackdate: false)
            }
            #expect(snapshot.mayDeclare(key(.commune(lorient)), for: vannes))
            #expect(snapshot.mayDeclare(key(.commune(vannes)), for: lorient))
            #expect(!snapshot.mayDeclare(key(.commune(lorient)), for: try CommuneCode("75056")))
            let declaration = try Declaration(
                id: try DeclarationID("0190abcd-1234-7ef0-8123-456789abcdef"), revision: try Revision(1), commune: lorient, day: from,
                place: nil, cause: nil, deaths: try DeathCount(0))
            #expect(snapshot.leadingOn(declaration).commune == (vannes) && snapshot.leadingOn(declaration).id == declaration.id)
            #expect(snapshot.absence(of: try CommuneCode("56191")).contains("no commune 56191"))
            try await pool.execute("DELETE FROM reference.succession")
            try await pool.execute("UPDATE reference.state SET version = 2")
            try await feed.refresh()
            let alone = try #require(feed.snapshot)
            #expect(alone.leadingOn(declaration).commune == (lorient) && alone.commune(lorient, on: from) == nil)
            #expect(alone.absence(of: lorient).contains("is no more since 2027-01-01"))
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
