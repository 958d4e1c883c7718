@testable import Accounts
import Mortality
import Persistence
import Testing

@Suite("Sessions in the database")
struct SessionStoreTests {
    private let author = PortalBench.author

    /// Moves a session back in time.
    private func age(_ bench: PortalBench, _ reference: SessionReference, by interval: String, _ columns: String...) async throws {
        let moves = columns.map { "\($0) = \($0) - interval '\(interval)'" }.joined(separator: ", ")
        try await bench.owner.execute("UPDATE portal.session SET \(moves) WHERE reference = $1", [.bytes(reference.bytes)])
    }

    private func lastSeen(_ bench: PortalBench, _ reference: SessionReference) async throws -> Int64 {
        try await bench.owner.query("SELECT last_seen_at FROM portal.session WHERE reference = $1", [.bytes(reference.bytes)]).one().timestamp(0)
    }

    @Test("A session tells whose it is and what they may do now; its token is not in the database")
    func opened() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260"), token = SessionToken()
            #expect(try await bench.sessions.open(token, for: account, device: String(repeating: "x", count: 300) + "\n", address: "192.0.2.7"))
            let session = try #require(try await bench.sessions.session(token.reference))
            #expect(session.account == account.id && session.login == account.login && session.name == account.name)
            #expect(session.access == account.access && !session.hasSecondFactor && !session.isDemo)
            let lifetime = (session.expiresAt.microseconds - session.openedAt.microseconds) / 86_400_000_000
            #expect(lifetime == 180)
            #expect(try await bench.sessions.session(SessionToken().reference) == nil)
            let row = try await bench.owner.query("SELECT s::text AS text, device, idle_seconds FROM portal.session AS s").one()
            #expect(try !row.text("text").contains(token.text) && row.text("device").count == 200 && row.int("idle_seconds") == 2_592_000)
            #expect(try await bench.accounts.account(account.id)?.lastSignInAt != nil)
            let note = try #require(try await bench.audit.page().first)
            #expect(note.entry.action == "signed-in" && note.entry.address == "192.0.2.7" && note.entry.actor == "account:\(account.id)")
        }
    }

    @Test("That it is in use is written once a minute, and a look is no use")
    func touch() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260"), session = try await bench.signIn(account.id)
            let opened = try await self.lastSeen(bench, session)
            #expect(try await bench.sessions.session(session) != nil)
            try await bench.sessions.touch(session)
            #expect(try await self.lastSeen(bench, session) == opened)
            try await self.age(bench, session, by: "61 seconds", "last_seen_at")
            #expect(try await bench.sessions.session(session, isUse: false) != nil)
            #expect(try await self.lastSeen(bench, session) == opened - 61_000_000)
            #expect(try await bench.sessions.session(session) != nil)
            #expect(try await self.lastSeen(bench, session) > opened)
            try await self.age(bench, session, by: "61 seconds", "last_seen_at")
            try await bench.sessions.touch(session)
            #expect(try await self.lastSeen(bench, session) > opened)
        }
    }

    @Test("A look never waits for whoever holds the session's row")
    func noWaiting() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260"), session = try await bench.signIn(account.id)
            try await self.age(bench, session, by: "61 seconds", "last_seen_at")
            try await bench.owner.transaction { transaction in
                _ = try await transaction.query("SELECT FROM portal.session FOR UPDATE")
                let found = try await bench.sessions.session(session)
                #expect(found != nil)
                try await bench.sessions.touch(session)
            }
        }
    }

    @Test(
        "It is over when unused for as long as the roles allow",
        arguments: [
            ("clerk@commune:56260", "29 days 23 hours", "30 days"), ("prefecture-officer@department:56", "11 hours 59 minutes", "12 hours"),
            ("auditor@nation", "7 hours 59 minutes", "8 hours"),
        ])
    func idle(grant: String, within: String, beyond: String) async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", grant), session = try await bench.signIn(account.id)
            try await self.age(bench, session, by: within, "last_seen_at")
            #expect(try await bench.sessions.session(session, isUse: false) != nil)
            try await bench.owner.execute("UPDATE portal.session SET last_seen_at = now() - interval '\(beyond)'")
            // Asking does not bring it back.
            for _ in 0..<2 { #expect(try await bench.sessions.session(session) == nil) }
            try await bench.sessions.touch(session)
            #expect(try await bench.sessions.session(session) == nil)
            #expect(try await bench.sessions.list(of: account.id).isEmpty)
            #expect(try await bench.sessions.purge() == 1)
        }
    }

    @Test("It is over after 180 days, however often it was used")
    func absolute() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260"), session = try await bench.signIn(account.id)
            try await self.age(bench, session, by: "180 days", "expires_at")
            #expect(try await bench.sessions.session(session) == nil)
            let other = try await bench.signIn(account.id)
            #expect(try await bench.sessions.purge() == 1)
            #expect(try await bench.sessions.session(other) != nil)
        }
    }

    @Test("One's own sessions are listed and ended, one or all; another's are not touched")
    func ending() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260"), other = try await bench.person("jean", "clerk@commune:56260")
            let sessions = [try await bench.signIn(account.id), try await bench.signIn(account.id), try await bench.signIn(account.id)]
            let foreign = try await bench.signIn(other.id), own = Author(.account(account.id))
            #expect(Set(try await bench.sessions.list(of: account.id).map(\.reference)) == Set(sessions))
            #expect(try await bench.sessions.list(of: account.id).first?.device == "Firefox")
            #expect(try await !bench.sessions.end(foreign, of: account.id, by: own))
            #expect(try await bench.sessions.end(sessions[0], of: account.id, by: own))
            #expect(try await !bench.sessions.end(sessions[0], of: account.id, by: own))
            #expect(try await bench.sessions.end(sessions[1], of: account.id, as: .sessionEnded, by: own))
            let again = try await bench.signIn(account.id), revoked = try await bench.revocations(account.id)
            #expect(try await bench.sessions.endAll(of: account.id, keeping: again, by: own) == 1)
            #expect(try await bench.sessions.list(of: account.id).map(\.reference) == [again])
            #expect(try await bench.sessions.endAll(of: account.id, by: own) == 1)
            #expect(try await bench.sessions.list(of: account.id).isEmpty)
            #expect(try await bench.sessions.session(foreign) != nil)
            #expect(try await bench.revocations(account.id) == revoked + 2)
            let actions = try await bench.actions(on: account.id).filter { $0.hasPrefix("signed-out") || $0 == "session-ended" }
            #expect(actions == ["signed-out", "session-ended", "signed-out-everywhere", "signed-out-everywhere"])
        }
    }

    @Test("An account has twenty at most; one more ends the one that was unused longest")
    func bound() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            var opened: [SessionReference] = []
            for _ in 0..<20 { opened.append(try await bench.signIn(account.id)) }
            try await self.age(bench, opened[4], by: "1 hour", "last_seen_at")
            _ = try await bench.signIn(account.id)
            #expect(try await bench.sessions.list(of: account.id).count == 20)
            #expect(try await bench.sessions.session(opened[4]) == nil)
            #expect(try await bench.sessions.session(opened[0]) != nil)
        }
    }

    @Test("Nothing opens for an account that changed since its password was checked")
    func stale() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            _ = try await bench.accounts.changeGrants(of: account.id, adding: try PortalBench.grants(["auditor@nation"]), by: self.author)
            #expect(try await !bench.sessions.open(SessionToken(), for: account))
            try await bench.accounts.erase(account.id, by: self.author)
            #expect(try await !bench.sessions.open(SessionToken(), for: account))
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.session").one().int(0) == 0)
            #expect(try await bench.audit.page(AuditFilter(action: .signedIn)).isEmpty)
        }
    }

    // MARK: Second factors

    /// An account with a second factor in force, confirmed with the code of step 10.
    private func secured(_ bench: PortalBench) async throws -> (Account, RecoveryCodes) {
        let account = try await bench.person("marie", "prefecture-administrator@department:56")
        try await bench.factors.propose([1, 2, 3], to: account.id)
        let codes = RecoveryCodes.draw(for: account.id, under: bench.secret).stored
        #expect(try await bench.factors.confirm([1, 2, 3], step: 10, recoveryCodes: codes, of: account.id, keeping: nil, by: self.author))
        return (try #require(try await bench.accounts.account(account.id)), codes)
    }

    @Test("Of 32 who show the same code of a second factor, one signs in; and none with an older code")
    func stepOnce() async throws {
        try await withPortal { bench in
            let (account, _) = try await self.secured(bench), sessions = bench.sessions
            let opened = try await atOnce(32) { _ in try await sessions.open(SessionToken(), for: account, proof: .step(11)) }
            #expect(opened.filter { $0 }.count == 1)
            #expect(try await !bench.sessions.open(SessionToken(), for: account, proof: .step(10)))
            #expect(try await bench.sessions.open(SessionToken(), for: account, proof: .step(12)))
            #expect(try await bench.sessions.list(of: account.id).allSatisfy(\.hasSecondFactor))
            #expect(try await bench.audit.page(AuditFilter(action: .signedIn)).count == 2)
            #expect(try await bench.accounts.credentials(of: account.id)?.secondFactor?.lastStep == 12)
        }
    }

    @Test("Of 32 who show the same recovery code, one signs in, and the code is gone")
    func recoveryCodeOnce() async throws {
        try await withPortal { bench in
            let (account, codes) = try await self.secured(bench), sessions = bench.sessions
            let opened = try await atOnce(32) { _ in try await sessions.open(SessionToken(), for: account, proof: .recoveryCode(stored: codes.stored[3])) }
            #expect(opened.filter { $0 }.count == 1)
            #expect(try await !bench.sessions.open(SessionToken(), for: account, proof: .recoveryCode(stored: Array(repeating: 1, count: 32))))
            let left = try #require(try await bench.accounts.credentials(of: account.id)?.secondFactor?.recoveryCodes.stored)
            #expect(Set(left) == Set(codes.stored).subtracting([codes.stored[3]]))
            #expect(try await bench.audit.page(AuditFilter(action: .recoveryCodeUsed)).count == 1)
        }
    }

    @Test("A second factor is in force once its first code came back, for the secret that was shown, within the hour; then other sessions end")
    func confirming() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "prefecture-administrator@department:56")
            let (own, other) = (try await bench.signIn(account.id), try await bench.signIn(account.id))
            let codes = RecoveryCodes.draw(for: account.id, under: bench.secret).stored
            func confirm(_ sealed: [UInt8]) async throws -> Bool {
                try await bench.factors.confirm(sealed, step: 5, recoveryCodes: codes, of: account.id, keeping: own, by: self.author)
            }
            #expect(try await !confirm([1]))
            try await bench.factors.propose([1], to: account.id)
            #expect(try await bench.accounts.account(account.id)?.hasSecondFactor == false)
            #expect(try await bench.accounts.credentials(of: account.id)?.secondFactor?.proposed == [1])
            try await bench.factors.propose([2], to: account.id)
            #expect(try await !confirm([1]))
            try await bench.owner.execute("UPDATE portal.second_factor SET proposed_at = now() - interval '61 minutes'")
            #expect(try await !confirm([2]))
            try await bench.factors.propose([2], to: account.id)
            #expect(try await confirm([2]))
            let factor = try #require(try await bench.accounts.credentials(of: account.id)?.secondFactor)
            #expect(factor.sealed == [2] && factor.proposed == nil && factor.lastStep == 5 && factor.recoveryCodes.stored.count == 10)
            #expect(try await bench.sessions.session(own) != nil)
            #expect(try await bench.sessions.session(other) == nil)

            // A proposal leaves alone what is in force; confirmed, it takes its place and that of the codes.
            try await bench.factors.propose([3], to: account.id)
            #expect(try await bench.accounts.credentials(of: account.id)?.secondFactor?.sealed == [2])
            let newer = RecoveryCodes.draw(for: account.id, under: bench.secret).stored
            #expect(try await bench.factors.confirm([3], step: 9, recoveryCodes: newer, of: account.id, keeping: own, by: self.author))
            let renewed = try #require(try await bench.accounts.credentials(of: account.id)?.secondFactor)
            #expect(renewed.sealed == [3] && Set(renewed.recoveryCodes.stored) == Set(newer.stored))

            try await bench.factors.remove(account.id, by: self.author)
            #expect(try await bench.accounts.account(account.id)?.hasSecondFactor == false)
            #expect(try await bench.sessions.session(own) == nil)
        }
    }
}
