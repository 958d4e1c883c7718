@testable import Accounts
import Mortality
import Persistence
import Testing

@Suite("Identities in the database")
struct IdentityStoreTests {
    private let author = PortalBench.author

    private func identity(_ subject: String = "s1", idp: String = "idp1") throws -> Identity {
        try #require(Identity(issuer: "https://idp.example", idp: idp, subject: subject))
    }

    private func invite(_ bench: PortalBench, _ login: String = "marie") async throws -> Invited {
        try await bench.invitations.invite(
            try AccountDraft(login: try Login(login), name: "Marie"), grants: try PortalBench.grants(["clerk@commune:56260"]), by: self.author)
    }

    private func store(_ bench: PortalBench) -> IdentityStore { IdentityStore(pool: bench.portal) }

    @Test("An invitation ties an identity in place of a password, once")
    func tie() async throws {
        try await withPortal { bench in
            let invited = try await self.invite(bench), identity = try self.identity()
            #expect(try await self.store(bench).credentials(of: identity) == nil)
            let account = try #require(try await bench.invitations.redeem(invited.code, tying: identity, address: "192.0.2.1"))
            #expect(account.id == invited.account && account.hasIdentity && !account.hasPassword && account.invitationExpiresAt == nil)
            #expect(try await self.store(bench).credentials(of: identity)?.account.id == account.id)
            #expect(try await self.store(bench).identity(of: account.id)?.identity == identity)
            #expect(try await bench.invitations.redeem(invited.code, tying: try self.identity("s2")) == nil)
            #expect(try await bench.actions(on: account.id).suffix(2) == ["identity-tied", "invitation-redeemed"])
            // The audit says who vouches, never for whom.
            let note = try #require(try await bench.audit.page(AuditFilter(action: .identityTied)).first?.entry)
            #expect(note.detail == "https://idp.example, idp1" && note.actor == "account:\(account.id)")
            #expect(try await bench.accounts.list(AccountFilter(state: .active)).map(\.id) == [account.id])
            #expect(try await bench.accounts.list(AccountFilter(state: .invited)).isEmpty)
        }
    }

    @Test("An identity is the pair of what a provider and the one behind it say: another of either is another")
    func pairs() async throws {
        try await withPortal { bench in
            _ = try await bench.invitations.redeem(try await self.invite(bench).code, tying: try self.identity())
            for other in [
                try self.identity(idp: "idp2"), try self.identity("S1"), try #require(Identity(issuer: "https://idp.example/", idp: "idp1", subject: "s1")),
            ] {
                #expect(try await self.store(bench).credentials(of: other) == nil)
            }
        }
    }

    @Test("An identity is one account's: another's invitation is neither redeemed nor used up by it")
    func unique() async throws {
        try await withPortal { bench in
            let identity = try self.identity()
            _ = try await bench.invitations.redeem(try await self.invite(bench).code, tying: identity)
            let second = try await self.invite(bench, "yann")
            let error = await #expect(throws: AccountError.self) { try await bench.invitations.redeem(second.code, tying: identity) }
            #expect(error?.code == .identityTaken)
            #expect(try await bench.invitations.account(invitedBy: second.code)?.id == second.account)
            #expect(try await bench.invitations.redeem(second.code, tying: try self.identity("s2"))?.id == second.account)
        }
    }

    @Test("Of 16 who tie with one code at the same time, one does")
    func once() async throws {
        try await withPortal { bench in
            let invited = try await self.invite(bench), invitations = bench.invitations
            let identities = try (0..<16).map { try self.identity("s\($0)") }
            let tied = try await atOnce(16) { try await invitations.redeem(invited.code, tying: identities[$0]) != nil }
            #expect(tied.filter { $0 }.count == 1)
        }
    }

    @Test("Whoever redeems holds the account alone: tying takes the password of before, a password the identity")
    func alone() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let session = try await bench.signIn(account.id)
            let tied = try #require(
                try await bench.invitations.redeem(try await bench.invitations.renew(account.id, by: self.author).code, tying: try self.identity()))
            #expect(!tied.hasPassword && tied.hasIdentity)
            #expect(try await bench.sessions.session(session) == nil)
            // Another identity takes its place.
            _ = try await bench.invitations.redeem(try await bench.invitations.renew(account.id, by: self.author).code, tying: try self.identity("s2"))
            #expect(try await self.store(bench).credentials(of: try self.identity()) == nil)
            let renewed = try await bench.invitations.renew(account.id, by: self.author)
            let again = try #require(try await bench.invitations.redeem(renewed.code, passwordHash: try PortalBench.hash(1)))
            #expect(again.hasPassword && !again.hasIdentity)
            #expect(try await self.store(bench).credentials(of: try self.identity("s2")) == nil)
        }
    }

    @Test("A reset and an erasure take the identity away; a closed account keeps it")
    func reset() async throws {
        try await withPortal { bench in
            let account = try #require(try await bench.invitations.redeem(try await self.invite(bench).code, tying: try self.identity()))
            try await bench.accounts.disable(account.id, by: self.author)
            #expect(try await self.store(bench).credentials(of: try self.identity())?.account.disabledAt != nil)
            try await bench.accounts.enable(account.id, by: self.author)
            let invited = try await bench.invitations.reset(account.id, by: self.author)
            #expect(try await self.store(bench).credentials(of: try self.identity()) == nil)
            #expect(try await bench.actions(on: account.id).contains("identity-untied"))
            _ = try await bench.invitations.redeem(invited.code, tying: try self.identity())
            try await bench.accounts.erase(account.id, by: self.author)
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.identity").one().int(0) == 0)
        }
    }

    @Test("Its owner unties it where a password remains, and else is told so")
    func untie() async throws {
        try await withPortal { bench in
            let account = try #require(try await bench.invitations.redeem(try await self.invite(bench).code, tying: try self.identity()))
            let error = await #expect(throws: AccountError.self) { try await self.store(bench).untie(account.id, keeping: nil, by: self.author) }
            #expect(error?.code == .lastWay)
            #expect(try await self.store(bench).credentials(of: try self.identity()) != nil)
            try await bench.accounts.setPassword(
                of: account.id, to: try PortalBench.hash(1), keeping: nil, ifVersion: try #require(try await bench.accounts.account(account.id)).version,
                by: self.author)
            let (kept, other) = (try await bench.signIn(account.id), try await bench.signIn(account.id))
            try await self.store(bench).untie(account.id, keeping: kept, by: self.author)
            #expect(try await self.store(bench).credentials(of: try self.identity()) == nil)
            #expect(try await bench.sessions.session(kept) != nil)
            #expect(try await bench.sessions.session(other) == nil)
        }
    }

    @Test("A way ends once, whoever brings it, and is forgotten when it is over")
    func flows() async throws {
        try await withPortal { bench in
            let store = self.store(bench), flow = CodeFlow(redirect: "r", next: nil, at: 0)
            let used = try await atOnce(16) { _ in try await store.use(flow) }
            #expect(used.filter { $0 }.count == 1)
            #expect(try await store.use(CodeFlow(redirect: "r", next: nil, at: 0)))
            #expect(try await store.purge() == 0)
            try await bench.owner.execute("UPDATE portal.used_flow SET used_at = used_at - interval '21 minutes'")
            #expect(try await store.purge() == 2)
        }
    }

    @Test("A session knows whom it was opened by; the token is sealed, and goes with the session")
    func hints() async throws {
        try await withPortal { bench in
            let account = try #require(try await bench.invitations.redeem(try await self.invite(bench).code, tying: try self.identity()))
            let sessions = SessionStore(pool: bench.portal, secret: bench.secret), token = SessionToken()
            #expect(try await sessions.open(token, for: account, proof: .provider(level: "eidas2"), by: ProviderSignIn(idToken: "head.claims.sign")))
            #expect(try await sessions.session(token.reference)?.hasSecondFactor == true)
            #expect(try await sessions.provider(of: token.reference) == ProviderSignIn(idToken: "head.claims.sign"))
            let stored = try await bench.owner.query("SELECT hint FROM portal.session_identity").one().bytes(0)
            #expect(!String(decoding: stored, as: UTF8.self).contains("claims"))
            let note = try #require(try await bench.audit.page(AuditFilter(action: .signedIn)).first?.entry)
            #expect(note.detail == "by the identity provider, with a second factor of its own (eidas2)")
            #expect(try await sessions.end(token.reference, of: account.id, by: self.author))
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.session_identity").one().int(0) == 0)
            #expect(try await sessions.provider(of: try await bench.signIn(account.id)) == nil)
        }
    }

    @Test("What is kept of a person tells of their identity")
    func export() async throws {
        try await withPortal { bench in
            let account = try #require(try await bench.invitations.redeem(try await self.invite(bench).code, tying: try self.identity()))
            let export = try await bench.accounts.export(account.id, by: self.author)
            #expect(export.identity?.issuer == "https://idp.example" && export.identity?.idp == "idp1" && export.identity?.subject == "s1")
        }
    }
}
