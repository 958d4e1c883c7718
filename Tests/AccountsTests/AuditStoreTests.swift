@testable import Accounts
import Mortality
import Persistence
import Testing

@Suite("The audit in the database")
struct AuditStoreTests {
    private func note(_ number: Int) -> AuditNote {
        AuditNote(.dossierSeen, by: Author(.service("test-\(number)"), address: "192.0.2.\(number % 250)"), on: "alert:\(number)", detail: "n \(number)")
    }

    /// Ten entries, chained; their ids.
    private func tenEntries(_ bench: PortalBench) async throws -> [Int64] {
        for number in 0..<10 { try await bench.audit.write(self.note(number)) }
        let linked = try await bench.audit.link()
        #expect(linked == 10)
        return try await bench.owner.query("SELECT id FROM portal.audit ORDER BY id").map { Int64(try $0.int("id")) }
    }

    @Test("32 writers, and 32 who chain at the same time, do not fork it")
    func concurrency() async throws {
        try await withPortal { bench in
            let audit = bench.audit
            let linked = try await atOnce(64) { number -> Int in
                var linked = 0
                for round in 0..<10 {
                    if number < 32 { try await audit.write(self.note(number * 10 + round)) } else { linked += try await audit.link(atMost: 7) ?? 0 }
                }
                return linked
            }.reduce(0, +)
            var rest = 0
            while let more = try await audit.link(), more > 0 { rest += more }
            #expect(linked + rest == 320)
            #expect(linked > 0)
            let report = try await audit.verify()
            #expect(report.faults == [] && report.links == 320 && report.waiting == 0)
            let numbers = try await bench.owner.query(
                "SELECT count(*) AS n, min(number) AS a, max(number) AS z, count(DISTINCT entry) AS e FROM portal.audit_link"
            ).one()
            #expect(try [numbers.int("n"), numbers.int("a"), numbers.int("z"), numbers.int("e")] == [320, 1, 320, 320])
        }
    }

    @Test("While one chains, another who comes does nothing and waits for nothing")
    func oneAtATime() async throws {
        try await withPortal { bench in
            try await bench.audit.write(self.note(1))
            try await bench.owner.transaction { transaction in
                _ = try await transaction.query("SELECT pg_advisory_xact_lock($1)", [.int8(AuditStore.chainLock)])
                let linked = try await bench.audit.link()
                #expect(linked == nil)
            }
            let linked = try await bench.audit.link()
            #expect(linked == 1)
        }
    }

    @Test("Each way to tamper with it is named")
    func tampering() async throws {
        let ways: [(String, (Int64) -> AuditFault)] = [
            ("UPDATE portal.audit SET detail = 'other' WHERE id = $1", { .changed(entry: $0, number: 5) }),
            ("UPDATE portal.audit SET at = at + interval '1 microsecond' WHERE id = $1", { .changed(entry: $0, number: 5) }),
            ("UPDATE portal.audit SET actor = 'nobody' WHERE id = $1", { .changed(entry: $0, number: 5) }),
            ("UPDATE portal.audit_link SET hash = sha256('x') WHERE entry = $1", { .changed(entry: $0, number: 5) }),
            ("DELETE FROM portal.audit WHERE id = $1", { .entryRemoved(entry: $0, number: 5) }),
            (
                "WITH gone AS (DELETE FROM portal.audit WHERE id = $1) DELETE FROM portal.audit_link WHERE entry = $1",
                { _ in .linksRemoved(from: 5, through: 5) }
            ),
        ]
        for (sql, fault) in ways {
            try await withPortal { bench in
                let ids = try await self.tenEntries(bench)
                let touched = try await bench.owner.execute(sql, [.int8(ids[4])])
                #expect(touched == 1)
                let report = try await bench.audit.verify()
                #expect(report.faults == [fault(ids[4])], "\(sql)")
            }
        }
    }

    @Test("An entry that was slipped in is named, whether it says an old instant or was chained by hand")
    func inserted() async throws {
        try await withPortal { bench in
            let ids = try await self.tenEntries(bench)
            let slipped = try await bench.owner.query(
                "INSERT INTO portal.audit (at, actor, action) VALUES (now() - interval '1 hour', 'nobody', 'signed-in') RETURNING id"
            ).one().int(0)
            let linked = try await bench.audit.link()
            #expect(linked == 0)
            let report = try await bench.audit.verify()
            #expect(report.faults == [.inserted(entry: Int64(slipped))])
            // Between two links there is no number, and at the end its hash would have to be right.
            try await bench.owner.execute("INSERT INTO portal.audit_link (number, entry, hash) VALUES (11, $1, sha256('x'))", [.int(slipped)])
            let chained = try await bench.audit.verify()
            #expect(chained.faults == [.changed(entry: Int64(slipped), number: 11), .late(entry: Int64(slipped), number: 11)])
            await #expect(throws: DatabaseError.self) {
                try await bench.owner.execute("INSERT INTO portal.audit_link (number, entry, hash) VALUES (12, $1, sha256('x'))", [.int8(ids[3])])
            }
        }
    }

    @Test("A tail that was cut, and a chain that was written anew, show against the head that was logged")
    func heads() async throws {
        try await withPortal { bench in
            let ids = try await self.tenEntries(bench)
            let head = try #require(try await bench.audit.head())
            #expect(head.number == 10)
            let whole = try await bench.audit.verify(against: [head])
            #expect(whole.faults == [] && whole.head == head)
            try await bench.owner.execute("DELETE FROM portal.audit_link WHERE number > 8")
            try await bench.owner.execute("DELETE FROM portal.audit WHERE id >= $1", [.int8(ids[8])])
            let unseen = try await bench.audit.verify()
            #expect(unseen.faults == [])
            let cut = try await bench.audit.verify(against: [head])
            #expect(cut.faults == [.tailCut(head: 10, last: 8)])

            try await bench.owner.execute("UPDATE portal.audit SET detail = 'forged' WHERE id = $1", [.int8(ids[2])])
            try await bench.owner.execute("DELETE FROM portal.audit_link")
            for number in 10..<13 { try await bench.audit.write(self.note(number)) }
            _ = try await bench.audit.link()
            let anew = try await bench.audit.verify()
            #expect(anew.faults == [] && anew.links == 11)
            let against = try await bench.audit.verify(against: [head])
            #expect(against.faults == [.rewritten(head: 10)])
        }
    }

    @Test("An entry whose transaction ends late is chained after all")
    func late() async throws {
        try await withPortal { bench in
            try await bench.portal.transaction { transaction in
                try await AuditStore.write(self.note(1), in: transaction)
                try await bench.audit.write(self.note(2))
                let linked = try await bench.audit.link()
                #expect(linked == 1)
            }
            let linked = try await bench.audit.link()
            #expect(linked == 1)
            let report = try await bench.audit.verify()
            #expect(report.faults == [] && report.links == 2)
        }
    }

    @Test("Portal's role writes and reads it, and nothing else")
    func rights() async throws {
        try await withPortal { bench in
            _ = try await self.tenEntries(bench)
            for sql in [
                "UPDATE portal.audit SET detail = 'x'", "DELETE FROM portal.audit", "TRUNCATE portal.audit", "UPDATE portal.audit_link SET hash = hash",
                "DELETE FROM portal.audit_link", "TRUNCATE portal.audit_link", "UPDATE portal.audit_seal SET hash = hash", "DELETE FROM portal.audit_seal",
                "INSERT INTO portal.audit_seal (first_number, last_number, entries, from_at, through_at, hash) VALUES (1, 1, 1, now(), now(), sha256('x'))",
                "INSERT INTO portal.audit (at, actor, action) VALUES (now(), 'nobody', 'signed-in')",
                "INSERT INTO portal.audit_link (number, entry, hash, linked_at) VALUES (99, 99, sha256('x'), now())",
                "UPDATE portal.retention SET months = 1", "INSERT INTO portal.retention (subject, months) VALUES ('audit', 1)", "DELETE FROM portal.retention",
                "ALTER TABLE portal.audit DISABLE TRIGGER ALL", "SELECT setval('portal.audit_id_seq', 1)",
            ] {
                let error = await #expect(throws: DatabaseError.self, "\(sql)") { try await bench.portal.execute(sql) }
                #expect(error?.code == .denied, "\(sql): \(String(describing: error))")
            }
            for pool in [bench.ingest] {
                let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT portal.seal_audit()") }
                #expect(error?.code == .denied)
            }
        }
    }

    @Test("What is older than the retention is sealed, nothing younger, and the chain goes on from the seal")
    func sealing() async throws {
        try await withPortal { bench in
            let ids = try await self.tenEntries(bench)
            let head = try #require(try await bench.audit.head())
            let none = try await bench.audit.seal(by: PortalBench.author)
            #expect(none == 0)
            try await self.age(bench, ids.prefix(6), months: 13)
            try await self.age(bench, ids[6...6], months: 11)
            // The chain was made anew for the entries' new instants; a real one never needs that.
            let before = try await bench.audit.verify()
            #expect(before.faults == [])
            let rechained = try #require(try await bench.audit.head())
            #expect(rechained != head)

            let sealed = try await bench.audit.seal(by: PortalBench.author)
            #expect(sealed == 6)
            let again = try await bench.audit.seal(by: PortalBench.author)
            #expect(again == 0)
            let left = try await bench.owner.query("SELECT id FROM portal.audit WHERE action = 'dossier-seen' ORDER BY id").map { Int64(try $0.int("id")) }
            #expect(left == Array(ids.suffix(4)))
            let seal = try await bench.owner.query("SELECT first_number, last_number, entries, hash FROM portal.audit_seal").one()
            #expect(try [seal.int("first_number"), seal.int("last_number"), seal.int("entries")] == [1, 6, 6])
            _ = try await bench.audit.link()
            let report = try await bench.audit.verify(against: [rechained])
            #expect(report.faults == [] && report.sealed == 6 && report.links == 5 && report.head?.number == 11)

            // A seal's own hash is part of the chain.
            try await bench.owner.execute("UPDATE portal.audit_seal SET hash = sha256('x')")
            let forged = try await bench.audit.verify()
            #expect(forged.faults == [.changed(entry: ids[6], number: 7)])
        }
    }

    @Test("It is kept as long as the owner says, and a shorter time takes effect at once")
    func retention() async throws {
        try await withPortal { bench in
            let ids = try await self.tenEntries(bench)
            try await self.age(bench, ids.prefix(4), months: 3)
            #expect(try await bench.audit.retention() == 12)
            let none = try await bench.audit.seal(by: PortalBench.author)
            #expect(none == 0)
            await #expect(throws: DatabaseError.self) { try await bench.audit.setRetention(months: 2, by: PortalBench.author) }
            let owned = AuditStore(pool: bench.owner)
            await #expect(throws: AccountError.self) { try await owned.setRetention(months: 0, by: PortalBench.author) }
            try await owned.setRetention(months: 2, by: PortalBench.author)
            #expect(try await bench.audit.retention() == 2)
            let sealed = try await bench.audit.seal(by: PortalBench.author)
            #expect(sealed == 4)
            let told = try await bench.audit.page().map(\.entry.action)
            #expect(told.contains("retention-changed") && told.contains("audit-sealed"))
        }
    }

    @Test("An old entry behind a young one stays: the chain is sealed from its beginning, without a gap")
    func sealedInOrder() async throws {
        try await withPortal { bench in
            let ids = try await self.tenEntries(bench)
            try await bench.owner.execute("UPDATE portal.audit SET at = now() - interval '2 years' WHERE id <> $1", [.int8(ids[2])])
            try await bench.owner.execute("UPDATE portal.audit_link SET linked_at = now() - interval '2 years'")
            let removed = try await bench.portal.query("SELECT portal.seal_audit()").one().int(0)
            #expect(removed == 2)
            // An old entry that was chained lately is young: who may not delete cannot make room by dating back.
            try await bench.owner.execute("UPDATE portal.audit SET at = now() - interval '2 years'")
            try await bench.owner.execute("UPDATE portal.audit_link SET linked_at = now() WHERE number = 3")
            let more = try await bench.portal.query("SELECT portal.seal_audit()").one().int(0)
            #expect(more == 0)
        }
    }

    @Test("Where the oldest part is not what it was, nothing is sealed over it")
    func brokenIsKept() async throws {
        try await withPortal { bench in
            let ids = try await self.tenEntries(bench)
            try await self.age(bench, ids.prefix(6), months: 13)
            try await bench.owner.execute("UPDATE portal.audit SET detail = 'forged' WHERE id = $1", [.int8(ids[1])])
            let error = await #expect(throws: AccountError.self) { try await bench.audit.seal(by: PortalBench.author) }
            #expect(error?.code == .broken && error?.description.contains("entry \(ids[1])") == true)
            try await bench.owner.execute("DELETE FROM portal.audit WHERE id = $1", [.int8(ids[1])])
            let refused = await #expect(throws: DatabaseError.self) { try await bench.portal.query("SELECT portal.seal_audit()") }
            #expect(refused?.message.contains("broken") == true)
            let left = try await bench.owner.query("SELECT count(*) FROM portal.audit_link").one().int(0)
            #expect(left == 10)
        }
    }

    @Test("The function that seals looks for names nowhere but in the system's own schema")
    func searchPath() async throws {
        try await withPortal { bench in
            let row = try await bench.owner.query(
                "SELECT prosecdef, proconfig, proowner::regrole::text AS owner FROM pg_proc WHERE oid = 'portal.seal_audit'::regproc"
            ).one()
            #expect(try row.bool("prosecdef"))
            #expect(try row.textArray("proconfig") == ["search_path=pg_catalog, pg_temp"])
            #expect(try row.text("owner") == "vigie_owner")
        }
    }

    @Test("It is read by account, action and time, page by page; an export is the same, oldest first")
    func reading() async throws {
        try await withPortal { bench in
            let person = try await bench.person("marie", "clerk@commune:56260")
            _ = try await bench.signIn(person.id)
            for number in 0..<30 { try await bench.audit.write(self.note(number)) }
            _ = try await bench.audit.link(atMost: 10)
            let own = try await bench.audit.page(AuditFilter(account: person.id))
            #expect(own.map(\.entry.action) == ["signed-in", "invitation-redeemed", "account-invited", "account-created"])
            #expect(own.allSatisfy { $0.entry.actor != "nobody" && $0.link != nil })
            var seen: [Int64] = []
            while true {
                let page = try await bench.audit.page(AuditFilter(action: .dossierSeen), before: seen.last, limit: 7)
                seen += page.map(\.entry.id)
                if page.count < 7 { break }
            }
            #expect(seen.count == 30 && seen == seen.sorted(by: >))
            let middle = try await bench.owner.query("SELECT at FROM portal.audit WHERE id = $1", [.int8(seen[10])]).one().timestamp("at")
            let early = try await bench.audit.page(AuditFilter(action: .dossierSeen, before: Instant(microseconds: middle)))
            let later = try await bench.audit.page(AuditFilter(action: .dossierSeen, from: Instant(microseconds: middle)))
            #expect(early.count == 19 && later.count == 11)
            var exported: [AuditRecord] = []
            try await bench.audit.export(AuditFilter(action: .dossierSeen)) { exported += $0 }
            #expect(exported.map(\.entry.id) == seen.reversed())
            #expect(exported.contains { $0.link == nil } && exported.contains { $0.link != nil })
        }
    }
}

extension AuditStoreTests {
    /// Makes entries older by months, and the whole chain anew, as if they had been written then.
    private func age(_ bench: PortalBench, _ ids: ArraySlice<Int64>, months: Int) async throws {
        let list = SQLValue.int8Array(ids.map(Optional.some))
        try await bench.owner.execute("UPDATE portal.audit SET at = at - make_interval(months => $2::int) WHERE id = ANY ($1)", [list, .int(months)])
        let entries = try await bench.owner.query(
            "SELECT e.* FROM portal.audit AS e JOIN portal.audit_link AS l ON l.entry = e.id ORDER BY l.number"
        ).map { try AuditStore.entry($0) }
        for link in AuditChain.links(of: entries, after: nil) {
            try await bench.owner.execute("UPDATE portal.audit_link SET hash = $2 WHERE number = $1", [.int8(link.number), .bytes(link.hash)])
        }
        try await bench.owner.execute(
            "UPDATE portal.audit_link SET linked_at = linked_at - make_interval(months => $2::int) WHERE entry = ANY ($1)", [list, .int(months)])
    }
}
