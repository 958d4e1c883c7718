import Crypto
import HTTPTypes
import Mortality
import Persistence
import Runtime
import Schema
import TestBench
import Testing
import Threading

@testable import Accounts
@testable import Web

/// The reference list on a real PostgreSQL.
@Suite struct ReferenceFeedTests {
    /// Gives `body` a database with the Morbihan, and a feed that nobody runs.
    private func withFeed(
        _ body: (DatabasePool, ReferenceFeed, Locked<[Int]>) async throws -> Void
    ) async throws {
        try await withPool(size: 1) { pool in
            let changes = Locked<[Int]>([])
            let feed = ReferenceFeed(store: ReferenceStore(pool: pool), takesTokens: true, logger: Given.quiet) { snapshot in
                changes.withLock { $0.append(snapshot.communeCount) }
            }
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
        }
    }

    private func add(_ key: APIKey, to pool: DatabasePool, columns: String = "covers_all", value: String = "true") async throws {
        try await pool.execute(
            "INSERT INTO reference.api_key (id, secret_hash, \(columns), can_read, can_write, rate_per_second) VALUES ($1, $2, \(value), true, true, 9)",
            [.text(key.id), .bytes(key.hash)])
    }

    @Test("That a department was paused is learnt without an import, and that it takes declarations again")
    func pause() async throws {
        try await self.withFeed { pool, feed, _ in
            let (lives, author) = (DepartmentLifeStore(pool: pool), Author(.console(user: "tests", host: "bench")))
            let morbihan = try Given.morbihan
            try await feed.refresh()
            #expect(feed.snapshot?.refusal(of: morbihan) == nil)
            try await lives.take(.pause(try DepartmentWord("Reprise lundi.")), in: morbihan, by: author)
            try await feed.refresh()
            let refusal = feed.snapshot?.refusal(of: morbihan)
            #expect(refusal?.status.code == 409 && refusal?.detail == "Reprise lundi." && refusal?.slug == "department-paused")
            try await lives.take(.resume, in: morbihan, by: author)
            try await feed.refresh()
            #expect(feed.snapshot?.refusal(of: morbihan) == nil)
        }
    }

    @Test func placesAreAsTheyWereImported() async throws {
        try await self.withFeed { _, feed, changes in
            #expect(feed.absence != nil && feed.snapshot == nil)
            try await feed.refresh()
            let snapshot = try #require(feed.snapshot)
            #expect(feed.absence == nil && changes.withLock { $0 } == [4] && snapshot.communeCount == 4)
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

            func visit(_ reach: KeyRecord.Reach) -> Visit {
                let key = KeyRecord(id: "00000000", hash: [], reach: reach, mayRead: false, mayWrite: true, mayBackdate: false)
                return Visit(visitor: .key(key), reference: snapshot)
            }
            #expect(visit(.commune(lorient)).mayDeclare(for: vannes))
            #expect(visit(.commune(vannes)).mayDeclare(for: lorient))
            #expect(!visit(.commune(lorient)).mayDeclare(for: try CommuneCode("75056")))
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
            #expect(changes.withLock { $0.count } == 1 && before == "Vannes")

            try await pool.execute("UPDATE reference.api_key SET revoked_at = now() WHERE id = $1", [.text(key.id)])
            try await pool.execute("UPDATE reference.state SET version = 2")
            try await feed.refresh()
            #expect(feed.snapshot?.keys.record(for: key) == nil)
            #expect(feed.snapshot?.keys.record(for: local) != nil)
            let after = feed.snapshot?.commune(try Given.vannes)?.name
            #expect(changes.withLock { $0.count } == 2 && after == "Gwened")
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
            let changes = Locked<[Int]>([])
            let (loaded, signal) = AsyncStream<Void>.makeStream()
            let feed = ReferenceFeed(store: ReferenceStore(pool: pool), interval: .milliseconds(10), logger: Given.quiet) { snapshot in
                changes.withLock { $0.append(snapshot.version) }
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
            #expect(changes.withLock { $0 } == [1, 2])
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

    // MARK: Tokens

    /// A key that tokens are signed with, published as Portal does, for an hour by the database's clock.
    private func publish(
        to pool: DatabasePool, expiring: String = "now() + interval '1 hour'"
    ) async throws -> (id: TokenKeyID, half: Curve25519.Signing.PrivateKey) {
        let (id, half) = (TokenKeyID(), Curve25519.Signing.PrivateKey())
        try await pool.execute(
            "INSERT INTO reference.token_key (id, public_key, created_at, expires_at) VALUES ($1, $2, least(now(), \(expiring)) - interval '1 minute', \(expiring))",
            [.text(id.description), .bytes(Array(half.publicKey.rawRepresentation))])
        return (id, half)
    }

    @Test("Keys that tokens are signed with are read with the list; those whose time is over are not, and what cannot be one is not stored")
    func tokenKeys() async throws {
        try await self.withFeed { pool, feed, _ in
            let (known, old) = (try await self.publish(to: pool), try await self.publish(to: pool, expiring: "now() - interval '1 second'"))
            await #expect(throws: DatabaseError.self) {
                try await pool.execute(
                    "INSERT INTO reference.token_key (id, public_key, expires_at) VALUES ('strange', $1, now() + interval '1 hour')",
                    [.bytes([UInt8](repeating: 1, count: 32))])
            }
            try await feed.refresh()
            #expect(feed.snapshot?.tokens.knows(known.id) == true && feed.snapshot?.tokens.knows(old.id) == false)
            let later = try await self.publish(to: pool)
            #expect(feed.snapshot?.tokens.knows(later.id) == false)
            try await feed.refresh()
            #expect(feed.snapshot?.tokens.knows(later.id) == true && feed.snapshot?.tokens.knows(known.id) == true)
        }
    }

    @Test("A key that nobody here knows is asked for at once, and strangers ask for little")
    func newTokenKeys() async throws {
        try await self.withFeed { pool, feed, _ in
            let early = try await self.publish(to: pool)
            #expect(await !feed.learn(early.id))
            try await feed.refresh()
            let fresh = try await self.publish(to: pool)
            let answers = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<30 { group.addTask { await feed.learn(fresh.id) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == 30 && answers.allSatisfy { $0 })
            #expect(feed.snapshot?.tokens.knows(fresh.id) == true && feed.snapshot?.tokens.knows(early.id) == true)
            #expect(await !feed.learn(TokenKeyID()))
            // Whoever takes no tokens asks for no key.
            let other = ReferenceFeed(store: ReferenceStore(pool: pool), logger: Given.quiet)
            try await other.refresh()
            #expect(await !other.learn(fresh.id))
            #expect(other.snapshot?.tokens.knows(fresh.id) == false)
        }
    }

    @Test("Revocations are read with the list, even when an import holds what cannot be read; what is known serves while PostgreSQL is away")
    func revocations() async throws {
        try await self.withFeed { pool, feed, _ in
            let key = try await self.publish(to: pool)
            try await feed.refresh()
            let (account, other) = (AccountID(), AccountID())
            // By the clock of the database, since that is what writes revocations.
            let now = Instant(microseconds: try await pool.query("SELECT now() AS now").one().timestamp("now"))
            let commune = try Given.vannes
            func refusal(of account: AccountID) -> TokenRefusal? {
                let claims = DeclaringToken.Claims(
                    key: key.id, account: account, commune: commune, standing: .own, issuedAt: now, expiresAt: now + DeclaringToken.lifetime)
                guard let signature = try? key.half.signature(for: claims.signed) else { return .malformed }
                let token = DeclaringToken(claims, signature: Array(signature))
                do throws(TokenRefusal) {
                    _ = try feed.snapshot?.tokens.claims(of: token.text, at: now)
                    return nil
                } catch { return error }
            }
            #expect(refusal(of: account) == nil && refusal(of: other) == nil)
            try await pool.execute(
                "INSERT INTO reference.token_revocation (account, at) VALUES ($1, now() - interval '1 day'), ($1, now())", [.uuid(account.bytes)])
            try await pool.execute("INSERT INTO reference.token_revocation (account, at) VALUES ($1, now() - interval '10 seconds')", [.uuid(other.bytes)])
            try await pool.execute("UPDATE reference.state SET version = 2")
            try await pool.execute(
                "INSERT INTO reference.department (code, name, population, commune_count, zone) VALUES ('96', 'Nowhere', 0, 0, 'Europe/Paris')")
            await #expect(throws: (any Error).self) { try await feed.refresh() }
            #expect(refusal(of: account) == .revoked && refusal(of: other) == nil)
            await pool.close()
            await #expect(throws: (any Error).self) { try await feed.refresh() }
            #expect(refusal(of: account) == .revoked && refusal(of: other) == nil)
        }
    }
}
