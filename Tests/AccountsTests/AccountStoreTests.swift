@testable import Accounts
import Foundation
import Mortality
import Persistence
import Testing

@Suite("Accounts in the database")
struct AccountStoreTests {
    private let author = PortalBench.author

    @Test("An account is what it was made as: found by login and identity, without a password until its invitation is redeemed")
    func made() async throws {
        try await withPortal { bench in
            let draft = try AccountDraft(
                login: try Login("Marie.LeGoff@Vannes.fr"), name: " Marie Le Goff ", email: "marie@vannes.fr", telephone: "02 97 01 60 00")
            let grants = try PortalBench.grants(["clerk@commune:56260", "call-centre@department:56"])
            let invited = try await bench.invitations.invite(draft, grants: grants, by: self.author)
            let account = try #require(try await bench.accounts.account(login: try Login(" marie.legoff@vannes.fr ")))
            #expect(account.id == invited.account && account.name == "Marie Le Goff" && account.email == "marie@vannes.fr")
            #expect(account.grants == grants && !account.hasPassword && !account.hasSecondFactor && !account.isDemo)
            #expect(account.createdBy == nil && account.lastSignInAt == nil && account.disabledAt == nil)
            let days = Double((account.invitationExpiresAt?.microseconds ?? 0) - account.createdAt.microseconds) / 86_400_000_000
            #expect(abs(days - 30) < 0.01)
            #expect(try await bench.accounts.account(invited.account) == account)
            #expect(try await bench.accounts.account(AccountID()) == nil)
            let credentials = try #require(try await bench.accounts.credentials(of: account.login))
            #expect(credentials.passwordHash == nil && credentials.secondFactor == nil && credentials.account == account)
            #expect(try await bench.accounts.credentials(of: try Login("nobody")) == nil)
            #expect(try await bench.actions(on: account.id) == ["account-created", "account-invited"])
            let note = try #require(try await bench.audit.page().last)
            #expect(note.entry.actor == "console:tests@bench" && note.entry.address == "192.0.2.1" && note.entry.correlation == "c-1")
            #expect(note.entry.detail == "+call-centre department:56, +clerk commune:56260")
        }
    }

    @Test("A login is one person's; a place must be loaded and open; what is refused leaves nothing behind")
    func refused() async throws {
        try await withPortal { bench in
            try await bench.person("marie", "clerk@commune:56260")
            let taken = await #expect(throws: AccountError.self) { try await bench.person("marie", "clerk@commune:56007") }
            #expect(taken?.code == .loginTaken)
            for place in ["clerk@commune:56999", "clerk@commune:56049", "prefecture-reader@department:35"] {
                let error = await #expect(throws: AccountError.self) { try await bench.person("jean", place) }
                #expect(error?.code == .unknownPlace, "\(place)")
            }
            #expect(try await bench.accounts.account(login: try Login("jean")) == nil)
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.audit WHERE action = 'account-created'").one().int(0) == 1)
            try await bench.person("region", "region-reader@region:53", "defence-zone-reader@zone:ouest", "national-reader@nation")
        }
    }

    @Test("The list is cut to departments, territory, role, state and text, and goes page by page")
    func list() async throws {
        try await withPortal { bench in
            for number in 0..<5 { try await bench.person("clerk\(number)", number < 3 ? "clerk@commune:56260" : "clerk@commune:97411") }
            let officer = try await bench.person("officer", "prefecture-officer@department:56")
            try await bench.person("corsica", "clerk@commune:2A004")
            try await bench.person("several", "clerk@commune:56007", "prefecture-reader@department:974")
            try await bench.person("nation", "national-reader@nation")
            try await bench.accounts.disable(officer.id, by: self.author)
            let draft = try AccountDraft(login: try Login("waiting"), name: "100% _Jean\\Paul")
            _ = try await bench.invitations.invite(draft, grants: try PortalBench.grants(["clerk@commune:56260"]), by: self.author)
            func logins(_ filter: AccountFilter) async throws -> [String] { try await bench.accounts.list(filter).map(\.login.text) }

            #expect(try await logins(AccountFilter()).count == 10)
            let morbihan = try DepartmentCode("56"), reunion = try DepartmentCode("974"), corsica = try DepartmentCode("2A")
            #expect(try await logins(AccountFilter(departments: [morbihan])) == ["clerk0", "clerk1", "clerk2", "officer", "several", "waiting"])
            #expect(try await logins(AccountFilter(departments: [reunion])) == ["clerk3", "clerk4", "several"])
            #expect(try await logins(AccountFilter(departments: [corsica])) == ["corsica"])
            #expect(try await logins(AccountFilter(departments: [])) == [])
            // Department and role must be those of one grant.
            #expect(try await logins(AccountFilter(departments: [reunion], role: .clerk)) == ["clerk3", "clerk4"])
            #expect(try await logins(AccountFilter(territory: .commune(try CommuneCode("56007")))) == ["several"])
            #expect(try await logins(AccountFilter(role: .nationalReader)) == ["nation"])
            #expect(try await logins(AccountFilter(state: .disabled)) == ["officer"])
            #expect(try await logins(AccountFilter(state: .invited)) == ["waiting"])
            #expect(try await logins(AccountFilter(state: .active)).count == 8)
            #expect(try await logins(AccountFilter(text: "CLERK")) == ["clerk0", "clerk1", "clerk2", "clerk3", "clerk4"])
            #expect(try await logins(AccountFilter(text: "person cl")).count == 5)
            for text in ["100%", "_jean\\"] { #expect(try await logins(AccountFilter(text: text)) == ["waiting"]) }
            for text in ["%", "c_e"] { #expect(try await logins(AccountFilter(text: text)) == []) }

            var seen: [Account] = []
            while true {
                let page = try await bench.accounts.list(after: seen.last?.login, limit: 3)
                seen += page
                if page.count < 3 { break }
            }
            #expect(seen.count == 10 && Set(seen.map(\.id)).count == 10)
            #expect(try await bench.accounts.names(of: [officer.id, AccountID()]) == [officer.id: "Person officer"])
        }
    }

    @Test("Giving a role leaves sessions alone; taking one ends them, and the tokens, in the same step")
    func roles() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let session = try await bench.signIn(account.id), revoked = try await bench.revocations(account.id)
            let second = try PortalBench.grants(["clerk@commune:56007"])
            let held = try await bench.accounts.changeGrants(of: account.id, adding: second, by: self.author)
            #expect(held == account.grants.union(second))
            #expect(try await bench.sessions.session(session)?.access.grants == held)
            #expect(try await bench.revocations(account.id) == revoked)
            // Again, it changes nothing and is no news.
            let before = try await bench.actions(on: account.id)
            _ = try await bench.accounts.changeGrants(of: account.id, adding: second, removing: try PortalBench.grants(["auditor@nation"]), by: self.author)
            #expect(try await bench.actions(on: account.id) == before)

            let left = try await bench.accounts.changeGrants(of: account.id, removing: account.grants, by: self.author)
            #expect(left == second)
            #expect(try await bench.sessions.session(session) == nil)
            #expect(try await bench.revocations(account.id) == revoked + 1)
            #expect(try await bench.actions(on: account.id).filter { $0 == "roles-changed" }.count == 2)
        }
    }

    @Test("A role that asks for a second factor ends the sessions that were opened without one; a shorter idle time counts at once")
    func strongerRoles() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let session = try await bench.signIn(account.id)
            _ = try await bench.accounts.changeGrants(of: account.id, adding: try PortalBench.grants(["prefecture-reader@department:56"]), by: self.author)
            #expect(try await bench.sessions.session(session) != nil)
            let idle = try await bench.owner.query("SELECT idle_seconds FROM portal.session").one().int(0)
            #expect(idle == 12 * 3_600)
            _ = try await bench.accounts.changeGrants(
                of: account.id, adding: try PortalBench.grants(["prefecture-administrator@department:56"]), by: self.author)
            #expect(try await bench.sessions.session(session) == nil)
        }
    }

    @Test("Changes of one account at the same time all count")
    func changesAtOnce() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let all = try PortalBench.grants([
                "clerk@commune:56007", "call-centre@department:56", "prefecture-reader@department:56", "prefecture-officer@department:56",
                "region-reader@region:53", "clerk@commune:97411",
            ])
            let given = all.sorted(), accounts = bench.accounts, author = self.author
            _ = try await atOnce(given.count) { try await accounts.changeGrants(of: account.id, adding: [given[$0]], by: author) }
            #expect(try await bench.accounts.account(account.id)?.grants == all.union(account.grants))
        }
    }

    @Test("A clerk who is moved declares for the new commune, and signs in anew")
    func move() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260", "call-centre@department:56")
            let session = try await bench.signIn(account.id), revoked = try await bench.revocations(account.id)
            let (vannes, auray) = (try CommuneCode("56260"), try CommuneCode("56007"))
            try await bench.accounts.move(account.id, from: vannes, to: auray, by: self.author)
            let moved = try #require(try await bench.accounts.account(account.id))
            #expect(moved.grants == (try PortalBench.grants(["clerk@commune:56007", "call-centre@department:56"])))
            #expect(try await bench.sessions.session(session) == nil)
            #expect(try await bench.revocations(account.id) == revoked + 1)
            #expect(try await bench.audit.page().first?.entry.detail == "commune 56260 -> 56007")
            let error = await #expect(throws: AccountError.self) { try await bench.accounts.move(account.id, from: vannes, to: auray, by: self.author) }
            #expect(error?.code == .notHeld)
            await #expect(throws: AccountError.self) { try await bench.accounts.move(account.id, from: auray, to: auray, by: self.author) }
            let unknown = await #expect(throws: AccountError.self) {
                try await bench.accounts.move(account.id, from: auray, to: try CommuneCode("56999"), by: self.author)
            }
            #expect(unknown?.code == .unknownPlace)
            #expect(try await bench.accounts.account(account.id)?.grants == moved.grants)
        }
    }

    @Test("Who is disabled has no session, no token and no invitation, and may do nothing; enabled, it is as before")
    func disable() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let session = try await bench.signIn(account.id), revoked = try await bench.revocations(account.id)
            let code = try await bench.invitations.renew(account.id, by: self.author).code
            #expect(try await bench.accounts.disable(account.id, by: self.author))
            #expect(try await !bench.accounts.disable(account.id, by: self.author))
            #expect(try await bench.sessions.session(session) == nil)
            #expect(try await bench.revocations(account.id) == revoked + 1)
            #expect(try await bench.invitations.account(invitedBy: code) == nil)
            #expect(try await bench.invitations.redeem(code, passwordHash: try PortalBench.hash(2)) == nil)
            let disabled = try #require(try await bench.accounts.credentials(of: account.login))
            #expect(disabled.account.disabledAt != nil && disabled.account.access == .none && disabled.passwordHash != nil)
            #expect(try await !bench.sessions.open(SessionToken(), for: disabled.account))
            for change in [
                { try await bench.invitations.renew(account.id, by: PortalBench.author) },
                { try await bench.invitations.reset(account.id, by: PortalBench.author) },
            ] {
                let error = await #expect(throws: AccountError.self) { _ = try await change() }
                #expect(error?.code == .disabled)
            }
            #expect(try await bench.accounts.enable(account.id, by: self.author))
            #expect(try await !bench.accounts.enable(account.id, by: self.author))
            // The code that was on its way then is no way back in.
            #expect(try await bench.invitations.account(invitedBy: code) == nil)
            _ = try await bench.signIn(account.id)
            #expect(try await bench.actions(on: account.id).suffix(3) == ["account-disabled", "account-enabled", "signed-in"])
        }
    }

    @Test("Who is disabled has no way in, even by a session and a code that were left behind")
    func leftBehind() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let session = try await bench.signIn(account.id), code = try await bench.invitations.renew(account.id, by: self.author).code
            // As whoever restores a part of a database may leave it.
            try await bench.owner.execute("UPDATE portal.account SET disabled_at = now()")
            #expect(try await bench.sessions.session(session) == nil)
            #expect(try await !bench.sessions.open(SessionToken(), for: account))
            #expect(try await bench.invitations.account(invitedBy: code) == nil)
            #expect(try await bench.invitations.redeem(code, passwordHash: try PortalBench.hash(2)) == nil)
            try await bench.owner.execute("UPDATE portal.account SET disabled_at = NULL")
            #expect(try await bench.sessions.session(session) != nil)
            #expect(try await bench.invitations.account(invitedBy: code)?.id == account.id)
        }
    }

    @Test("Disabling and signing in at the same moment never leave a session open")
    func disableWhileSigningIn() async throws {
        try await withPortal { bench in
            for round in 0..<12 {
                let account = try await bench.person("clerk\(round)", "clerk@commune:56260")
                let (sessions, accounts, author) = (bench.sessions, bench.accounts, self.author)
                _ = try await atOnce(6) { number in
                    if number == 3 { try await accounts.disable(account.id, by: author) } else { try await sessions.open(SessionToken(), for: account) }
                }
            }
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.session").one().int(0) == 0)
        }
    }

    @Test("A new password ends all other sessions and the tokens; one that was checked against an older state is not set")
    func password() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let (own, other) = (try await bench.signIn(account.id), try await bench.signIn(account.id))
            let revoked = try await bench.revocations(account.id)
            let state = try #require(try await bench.accounts.account(account.id))
            try await bench.accounts.setPassword(of: account.id, to: try PortalBench.hash(2), keeping: own, ifVersion: state.version, by: self.author)
            #expect(try await bench.sessions.session(own) != nil)
            #expect(try await bench.sessions.session(other) == nil)
            #expect(try await bench.revocations(account.id) == revoked + 1)
            let stale = await #expect(throws: AccountError.self) {
                try await bench.accounts.setPassword(of: account.id, to: try PortalBench.hash(3), keeping: own, ifVersion: state.version, by: self.author)
            }
            #expect(stale?.code == .stale)
            #expect(try await bench.accounts.credentials(of: account.id)?.passwordHash == (try PortalBench.hash(2)))
            #expect(try await !bench.accounts.rehash(account.id, from: try PortalBench.hash(1), to: try PortalBench.hash(4)))
            #expect(try await bench.accounts.rehash(account.id, from: try PortalBench.hash(2), to: try PortalBench.hash(4)))
            #expect(try await bench.accounts.credentials(of: account.id)?.passwordHash == (try PortalBench.hash(4)))
            #expect(try await bench.sessions.session(own) != nil)
            // What is stored and is no hash of ours matches nothing.
            try await bench.owner.execute("UPDATE portal.account SET password_hash = 'x'")
            #expect(try await bench.accounts.credentials(of: account.id)?.passwordHash == nil)
        }
    }

    @Test("An erased person is nowhere; the identity stays, and the login is free again")
    func erase() async throws {
        try await withPortal { bench in
            let account = try await bench.person("zebulon", "clerk@commune:56260", "prefecture-administrator@department:56")
            try await bench.factors.propose([1, 2, 3], to: account.id)
            let codes = RecoveryCodes.draw(for: account.id, under: bench.secret).stored
            #expect(try await bench.factors.confirm([1, 2, 3], step: 1, recoveryCodes: codes, of: account.id, keeping: nil, by: self.author))
            _ = try await bench.invitations.renew(account.id, by: Author(.account(account.id)))
            let session = try await bench.signIn(account.id, proof: .step(2)), revoked = try await bench.revocations(account.id)
            #expect(try await bench.sessions.session(session) != nil)
            try await bench.accounts.erase(account.id, by: self.author)
            #expect(try await bench.revocations(account.id) == revoked + 1)

            let tables = try await bench.owner.query("SELECT tablename FROM pg_tables WHERE schemaname = 'portal' ORDER BY 1").map { try $0.text(0) }
            #expect(tables.count == 18)
            for table in tables {
                let dump = try await bench.owner.query("SELECT coalesce(string_agg(t::text, '|'), '') FROM portal.\(table) AS t").one().text(0).lowercased()
                #expect(!dump.contains("zebulon") && !dump.contains("02 97") && !dump.contains("argon2"), "\(table)")
                if ["role_grant", "invitation", "mailed_code", "session", "second_factor", "recovery_code", "mail", "reminder"].contains(table) {
                    #expect(dump == "", "\(table)")
                }
            }
            #expect(try await bench.accounts.account(account.id) == nil)
            #expect(try await bench.accounts.list().isEmpty)
            #expect(try await bench.actions(on: account.id).last == "account-erased")
            let kept = try await bench.owner.query("SELECT id, erased_at IS NOT NULL FROM portal.account").one()
            #expect(try kept.uuid(0) == account.id.bytes && kept.bool(1))
            for change in [
                { try await bench.accounts.enable(account.id, by: PortalBench.author) },
                { try await bench.accounts.disable(account.id, by: PortalBench.author) },
            ] {
                let error = await #expect(throws: AccountError.self) { _ = try await change() }
                #expect(error?.code == .notFound)
            }
            let next = try await bench.person("zebulon", "clerk@commune:56007")
            #expect(next.id != account.id)
        }
    }

    @Test("An export holds everything that is kept of one person, and no secret; that it was made is written down")
    func export() async throws {
        try await withPortal { bench in
            let other = try await bench.person("other", "clerk@commune:56260")
            let account = try await bench.person("marie", "clerk@commune:56260")
            _ = try await bench.signIn(account.id)
            _ = try await bench.signIn(other.id)
            _ = try await bench.accounts.changeGrants(
                of: account.id, adding: try PortalBench.grants(["call-centre@department:56"]), by: Author(.account(other.id)))
            try await bench.sessions.endAll(of: account.id, by: self.author)
            _ = try await bench.signIn(account.id)
            let code = try await bench.invitations.renew(account.id, by: self.author).code
            let export = try await bench.accounts.export(account.id, by: Author(.account(account.id)))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let text = String(decoding: try encoder.encode(export), as: UTF8.self)
            for word in [
                "\"marie\"", "Person marie", "marie@example.fr", "02 97 00 00 00", "\"clerk\"", "commune:56260", "\"call-centre\"", "Firefox",
                "account-created", "signed-in", "account-exported", other.id.description,
            ] {
                #expect(text.contains(word), "\(word)")
            }
            for word in ["argon2", code.text, "Person other", "other@example.fr"] { #expect(!text.contains(word), "\(word)") }
            #expect(export.roles.count == 2 && export.sessions.count == 1 && export.invitation != nil && export.secondFactor == nil)
            #expect(export.roles.first { $0.role == "call-centre" }?.grantedBy == other.id.description)
            #expect(export.revokedAt.count == 1 && export.passwordSetAt != nil && export.lastSignInAt != nil)
            #expect(export.audit.allSatisfy { $0.entry.subject == "account:\(account.id)" || $0.entry.actor == "account:\(account.id)" })
            #expect(try await bench.actions(on: account.id).last == "account-exported")
            await #expect(throws: AccountError.self) { try await bench.accounts.export(AccountID(), by: self.author) }
        }
    }

    @Test("Names are corrected; a login that is somebody's is not taken")
    func correct() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            try await bench.person("jean", "clerk@commune:56260")
            let session = try await bench.signIn(account.id)
            try await bench.accounts.correct(account.id, try AccountDraft(login: try Login("marie2"), name: "Marie", email: nil), by: self.author)
            let corrected = try #require(try await bench.accounts.account(login: try Login("marie2")))
            #expect(corrected.id == account.id && corrected.email == nil && corrected.telephone == nil && corrected.grants == account.grants)
            #expect(try await bench.sessions.session(session)?.name == "Marie")
            let error = await #expect(throws: AccountError.self) {
                try await bench.accounts.correct(account.id, try AccountDraft(login: try Login("jean"), name: "Marie"), by: self.author)
            }
            #expect(error?.code == .loginTaken)
        }
    }

    @Test("Only the owner makes accounts for demonstration, and a start in earnest can see that there are some")
    func demo() async throws {
        try await withPortal { bench in
            let draft = try AccountDraft(login: try Login("demo"), name: "Demo"), owned = AccountStore(pool: bench.owner)
            let (officer, clerk) = (try PortalBench.grants(["prefecture-officer@department:56"]), try PortalBench.grants(["clerk@commune:56260"]))
            #expect(try await !bench.accounts.holdsDemoAccounts())
            let denied = await #expect(throws: DatabaseError.self) {
                try await bench.accounts.createDemo(draft, grants: clerk, passwordHash: try PortalBench.hash(1), by: self.author)
            }
            #expect(denied?.code == .denied)
            let id = try await owned.createDemo(draft, grants: clerk, passwordHash: try PortalBench.hash(1), by: self.author)
            #expect(try await bench.accounts.holdsDemoAccounts())
            let session = try await bench.signIn(id)
            #expect(try await bench.sessions.session(session)?.isDemo == true)
            // The next start draws a new password.
            let again = try await owned.createDemo(draft, grants: officer, passwordHash: try PortalBench.hash(2), by: self.author)
            #expect(again == id)
            #expect(try await bench.sessions.session(session) == nil)
            let credentials = try #require(try await bench.accounts.credentials(of: draft.login))
            #expect(credentials.passwordHash == (try PortalBench.hash(2)) && credentials.account.grants == officer && credentials.account.isDemo)
            try await bench.person("real", "clerk@commune:56260")
            let taken = await #expect(throws: AccountError.self) {
                try await owned.createDemo(
                    try AccountDraft(login: try Login("real"), name: "x"), grants: clerk, passwordHash: try PortalBench.hash(1), by: self.author)
            }
            #expect(taken?.code == .loginTaken)
        }
    }

    @Test("What was decided upon an older state of an account is not done")
    func staleDecisions() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let seen = account.version
            _ = try await bench.accounts.changeGrants(
                of: account.id, adding: try PortalBench.grants(["national-administrator@nation"]), ifVersion: seen, by: self.author)
            let (vannes, auray, author) = (try CommuneCode("56260"), try CommuneCode("56007"), self.author)
            let decisions: [() async throws -> Void] = [
                { _ = try await bench.invitations.renew(account.id, ifVersion: seen, by: author) },
                { _ = try await bench.invitations.reset(account.id, ifVersion: seen, by: author) },
                { _ = try await bench.accounts.disable(account.id, ifVersion: seen, by: author) },
                { _ = try await bench.accounts.enable(account.id, ifVersion: seen, by: author) },
                { try await bench.accounts.move(account.id, from: vannes, to: auray, ifVersion: seen, by: author) },
                { _ = try await bench.accounts.changeGrants(of: account.id, removing: account.grants, ifVersion: seen, by: author) },
            ]
            for decide in decisions {
                let error = await #expect(throws: AccountError.self) { try await decide() }
                #expect(error?.code == .stale)
            }
            let now = try #require(try await bench.accounts.account(account.id))
            #expect(now.version == seen + 1 && now.grants.count == 2 && now.hasPassword && now.invitationExpiresAt == nil)
            #expect(try await bench.accounts.disable(account.id, ifVersion: now.version, by: author))
        }
    }

    @Test("A role that a newer version gave gives nothing, and hides nothing else")
    func unknownRole() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            try await bench.owner.execute(
                "INSERT INTO portal.role_grant (account, role, territory) VALUES ($1, 'emperor', 'nation')", [.uuid(account.id.bytes)])
            #expect(try await bench.accounts.account(account.id)?.grants == account.grants)
        }
    }

    @Test("Portal's role does what its stores need on accounts, and no more")
    func rights() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            for sql in [
                "DELETE FROM portal.account", "TRUNCATE portal.account CASCADE", "UPDATE portal.account SET is_demo = true",
                "UPDATE portal.account SET created_by = NULL",
                "UPDATE portal.account SET created_at = now()",
                "INSERT INTO portal.account (id, login, name, is_demo) VALUES (gen_random_uuid(), 'abc', 'x', true)",
                "UPDATE portal.role_grant SET role = 'auditor'", "UPDATE portal.session SET account = account", "UPDATE portal.session SET expires_at = now()",
                "UPDATE portal.session SET has_second_factor = true", "INSERT INTO portal.banner (text) VALUES ('x')", "DELETE FROM portal.banner",
                "UPDATE portal.recovery_code SET hash = hash", "CREATE TABLE portal.x (n int)", "SELECT * FROM aggregation.ledger",
            ] {
                let error = await #expect(throws: DatabaseError.self, "\(sql)") { try await bench.portal.execute(sql) }
                #expect(error?.code == .denied, "\(sql)")
            }
            for table in [
                "account", "role_grant", "session", "invitation", "second_factor", "recovery_code", "audit", "audit_link", "audit_seal", "banner", "retention",
                "mail", "mailed_code", "reminder",
            ] {
                let error = await #expect(throws: DatabaseError.self) { try await bench.ingest.query("SELECT * FROM portal.\(table)") }
                #expect(error?.code == .denied, "\(table)")
            }
            #expect(try await bench.accounts.account(account.id) == account)
        }
    }
}
