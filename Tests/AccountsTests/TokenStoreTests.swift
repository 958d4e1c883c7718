@testable import Accounts
import Mortality
import Persistence
import Testing

@Suite("Keys of tokens, revocations and the banner in the database")
struct TokenStoreTests {
    private func key(_ bench: PortalBench, lives hours: Int) async throws -> TokenKey {
        let now = Instant(microseconds: try await bench.owner.query("SELECT now()").one().timestamp(0))
        return TokenKey(id: TokenKeyID(), publicKey: Array(repeating: 7, count: 32), createdAt: now, expiresAt: now + .seconds(hours * 3_600))
    }

    @Test("A key is published once, read by Ingest, and deleted by Portal when it has expired and not before")
    func keys() async throws {
        try await withPortal { bench in
            let key = try await self.key(bench, lives: 49)
            for _ in 0..<2 { try await bench.tokens.publish(key) }
            let read = try await TokenStore(pool: bench.ingest).keys()
            #expect(read.map(\.id) == [key.id] && read.first?.publicKey == key.publicKey && read.first?.expiresAt == key.expiresAt)
            #expect(try await bench.tokens.purge() == 0)
            #expect(try await bench.portal.execute("DELETE FROM reference.token_key") == 0)
            try await bench.owner.execute(
                "UPDATE reference.token_key SET created_at = created_at - interval '50 hours', expires_at = expires_at - interval '50 hours'")
            #expect(try await bench.tokens.keys().isEmpty)
            #expect(try await bench.tokens.purge() == 1)
            let tooLong = try await self.key(bench, lives: 200)
            await #expect(throws: DatabaseError.self) { try await bench.tokens.publish(tooLong) }
        }
    }

    @Test("Revocations are read by Ingest, the newest of an account, for a day; Portal deletes older ones and no others")
    func revocations() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260"), other = try await bench.person("jean", "clerk@commune:56260")
            for one in [other.id, account.id, account.id] { try await bench.sessions.endAll(of: one, by: PortalBench.author) }
            let newest = try await bench.owner.query("SELECT max(at) FROM reference.token_revocation WHERE account = $1", [.uuid(account.id.bytes)]).one()
                .timestamp(0)
            let read = try await TokenStore(pool: bench.ingest).revocations()
            #expect(Set(read.map(\.account)) == [account.id, other.id])
            #expect(read.first { $0.account == account.id }?.at.microseconds == newest)
            #expect(try await bench.portal.execute("DELETE FROM reference.token_revocation") == 0)
            try await bench.owner.execute("UPDATE reference.token_revocation SET at = at - interval '25 hours' WHERE account = $1", [.uuid(account.id.bytes)])
            try await bench.owner.execute("UPDATE reference.token_revocation SET at = at - interval '23 hours' WHERE account = $1", [.uuid(other.id.bytes)])
            #expect(try await bench.tokens.revocations().map(\.account) == [other.id])
            #expect(try await bench.tokens.purge() == 2)
            #expect(try await bench.tokens.revocations().map(\.account) == [other.id])
        }
    }

    @Test("A revocation tells the instant at which it was written, not that of its transaction's beginning")
    func instant() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let began = try await bench.portal.transaction { transaction in
                let began = try await transaction.query("SELECT now()").one().timestamp(0)
                _ = try await transaction.query("SELECT pg_sleep(0.2)")
                try await TokenStore.revoke(account.id, in: transaction)
                return began
            }
            let at = try #require(try await bench.tokens.revocations().first?.at.microseconds)
            #expect(at >= began + 200_000)
        }
    }

    @Test("Ingest reads keys and revocations, and Portal adds; neither changes anything")
    func rights() async throws {
        try await withPortal { bench in
            try await bench.tokens.publish(try await self.key(bench, lives: 1))
            for (pool, statements) in [
                (
                    bench.ingest,
                    [
                        "INSERT INTO reference.token_revocation (account) VALUES (gen_random_uuid())", "DELETE FROM reference.token_key",
                        "DELETE FROM reference.token_revocation",
                    ]
                ),
                (
                    bench.portal,
                    [
                        "UPDATE reference.token_key SET expires_at = now()", "UPDATE reference.token_revocation SET at = now()", "TRUNCATE reference.token_key",
                        "INSERT INTO reference.token_revocation (account, at) VALUES (gen_random_uuid(), now())",
                        "ALTER TABLE reference.token_key DISABLE ROW LEVEL SECURITY",
                    ]
                ),
            ] {
                for sql in statements {
                    let error = await #expect(throws: DatabaseError.self, "\(sql)") { try await pool.execute(sql) }
                    #expect(error?.code == .denied, "\(sql)")
                }
            }
        }
    }

    @Test("The owner sets the banner, in place of the one before, and clears it; Portal reads it")
    func banner() async throws {
        try await withPortal { bench in
            let (owned, read) = (BannerStore(pool: bench.owner), BannerStore(pool: bench.portal))
            #expect(try await read.current() == nil)
            #expect(try await !owned.clear(by: PortalBench.author))
            for text in ["Service ralenti", "Service ralenti : gardez vos déclarations"] {
                try await owned.set(text, by: PortalBench.author)
                #expect(try await read.current()?.text == text)
            }
            for text in ["", "  ", "two\nlines", String(repeating: "é", count: 301)] {
                let error = await #expect(throws: AccountError.self) { try await owned.set(text, by: PortalBench.author) }
                #expect(error?.code == .invalid)
            }
            await #expect(throws: DatabaseError.self) { try await read.set("x", by: PortalBench.author) }
            await #expect(throws: DatabaseError.self) { try await read.clear(by: PortalBench.author) }
            #expect(try await owned.clear(by: PortalBench.author))
            #expect(try await read.current() == nil)
            #expect(try await bench.audit.page().map(\.entry.action) == ["banner-cleared", "banner-set", "banner-set"])
        }
    }
}
