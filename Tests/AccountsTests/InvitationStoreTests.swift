@testable import Accounts
import Mortality
import Persistence
import Testing

@Suite("Invitations in the database")
struct InvitationStoreTests {
    private let author = PortalBench.author

    private func invite(_ bench: PortalBench, _ login: String = "marie") async throws -> Invited {
        try await bench.invitations.invite(
            try AccountDraft(login: try Login(login), name: "Marie"), grants: try PortalBench.grants(["clerk@commune:56260"]), by: self.author)
    }

    @Test("Of 32 who redeem one code at the same time, one does")
    func once() async throws {
        try await withPortal { bench in
            let invited = try await self.invite(bench), invitations = bench.invitations
            let hashes = try (1...32).map { try PortalBench.hash($0) }
            let redeemed = try await atOnce(32) { number -> Int? in
                try await invitations.redeem(invited.code, passwordHash: hashes[number], address: "192.0.2.\(number)") == nil ? nil : number
            }.compactMap { $0 }
            let winner = try #require(redeemed.first)
            #expect(redeemed.count == 1)
            #expect(try await bench.accounts.credentials(of: invited.account)?.passwordHash == hashes[winner])
            let notes = try await bench.audit.page(AuditFilter(action: .invitationRedeemed))
            #expect(notes.map(\.entry.address) == ["192.0.2.\(winner)"] && notes.first?.entry.actor == "account:\(invited.account)")
        }
    }

    @Test("Looking at a code does not use it up; redeeming does")
    func looking() async throws {
        try await withPortal { bench in
            let invited = try await self.invite(bench)
            for _ in 0..<3 { #expect(try await bench.invitations.account(invitedBy: invited.code)?.id == invited.account) }
            let account = try #require(try await bench.invitations.redeem(invited.code, passwordHash: try PortalBench.hash(1)))
            #expect(account.id == invited.account && account.hasPassword && account.invitationExpiresAt == nil)
            #expect(try await bench.invitations.account(invitedBy: invited.code) == nil)
            #expect(try await bench.invitations.redeem(invited.code, passwordHash: try PortalBench.hash(2)) == nil)
        }
    }

    @Test("A new code kills the old one; the password stays until the new one is redeemed, and then the sessions end")
    func renewal() async throws {
        try await withPortal { bench in
            let old = try await self.invite(bench)
            _ = try await bench.invitations.renew(old.account, by: self.author)
            #expect(try await bench.invitations.redeem(old.code, passwordHash: try PortalBench.hash(1)) == nil)
            let new = try await bench.invitations.renew(old.account, by: self.author)
            #expect(try await bench.invitations.redeem(new.code, passwordHash: try PortalBench.hash(2)) != nil)

            let session = try await bench.signIn(old.account)
            let third = try await bench.invitations.renew(old.account, by: self.author)
            #expect(try await bench.sessions.session(session) != nil)
            #expect(try await bench.accounts.credentials(of: old.account)?.passwordHash == (try PortalBench.hash(2)))
            #expect(try await bench.invitations.redeem(third.code, passwordHash: try PortalBench.hash(3)) != nil)
            #expect(try await bench.sessions.session(session) == nil)
        }
    }

    @Test("A code is over after 30 days, opens nothing under another secret, and is not in the database")
    func limits() async throws {
        try await withPortal { bench in
            let invited = try await self.invite(bench)
            let others = InvitationStore(pool: bench.portal, secret: PortalSecret())
            #expect(try await others.redeem(invited.code, passwordHash: try PortalBench.hash(1)) == nil)
            #expect(try await bench.invitations.redeem(InvitationCode(), passwordHash: try PortalBench.hash(1)) == nil)
            let dump = try await bench.owner.query("SELECT i::text || a::text FROM portal.invitation AS i, portal.account AS a").one().text(0)
            #expect(!dump.contains(invited.code.text) && !dump.contains(invited.code.text.replacing("-", with: "")))
            try await bench.owner.execute(
                "UPDATE portal.invitation SET issued_at = issued_at - interval '30 days', expires_at = expires_at - interval '30 days'")
            #expect(try await bench.invitations.account(invitedBy: invited.code) == nil)
            #expect(try await bench.invitations.redeem(invited.code, passwordHash: try PortalBench.hash(1)) == nil)
        }
    }

    @Test("A reset takes the password away and ends sessions and tokens; the second factor goes only when asked")
    func reset() async throws {
        try await withPortal { bench in
            let account = try await bench.person("marie", "prefecture-administrator@department:56")
            try await bench.factors.propose([7], to: account.id)
            let codes = RecoveryCodes.draw(for: account.id, under: bench.secret).stored
            #expect(try await bench.factors.confirm([7], step: 5, recoveryCodes: codes, of: account.id, keeping: nil, by: self.author))
            let session = try await bench.signIn(account.id, proof: .step(6)), revoked = try await bench.revocations(account.id)
            let invited = try await bench.invitations.reset(account.id, by: self.author)
            var credentials = try #require(try await bench.accounts.credentials(of: account.id))
            #expect(credentials.passwordHash == nil && credentials.account.hasSecondFactor && credentials.secondFactor?.recoveryCodes.stored.count == 10)
            #expect(try await bench.sessions.session(session) == nil)
            #expect(try await bench.revocations(account.id) == revoked + 1)
            #expect(try await bench.invitations.redeem(invited.code, passwordHash: try PortalBench.hash(2)) != nil)

            let second = try await bench.invitations.reset(account.id, withSecondFactor: true, by: self.author)
            credentials = try #require(try await bench.accounts.credentials(of: account.id))
            #expect(!credentials.account.hasSecondFactor && credentials.secondFactor == nil)
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.recovery_code").one().int(0) == 0)
            #expect(try await bench.invitations.redeem(second.code, passwordHash: try PortalBench.hash(3)) != nil)
            #expect(try await bench.actions(on: account.id).suffix(4) == ["second-factor-removed", "account-reset", "account-invited", "invitation-redeemed"])
        }
    }

    @Test("A first password ends nothing, so that the token that follows it is believed; a new one in place of an old one ends all")
    func firstPassword() async throws {
        try await withPortal { bench in
            let invited = try await self.invite(bench)
            #expect(try await bench.invitations.redeem(invited.code, passwordHash: try PortalBench.hash(1)) != nil)
            #expect(try await bench.revocations(invited.account) == 0)
            // Of a password that was never used there may be tokens all the same: whoever knew it could sign in.
            let second = try await bench.invitations.renew(invited.account, by: self.author)
            #expect(try await bench.invitations.redeem(second.code, passwordHash: try PortalBench.hash(2)) != nil)
            #expect(try await bench.revocations(invited.account) == 1)
            // A reset ends what was open; what is opened after the password that follows it is not ended by it.
            let session = try await bench.signIn(invited.account)
            let third = try await bench.invitations.reset(invited.account, by: self.author)
            #expect(try await bench.sessions.session(session) == nil)
            #expect(try await bench.revocations(invited.account) == 2)
            #expect(try await bench.invitations.redeem(third.code, passwordHash: try PortalBench.hash(3)) != nil)
            #expect(try await bench.revocations(invited.account) == 2)
        }
    }

    // MARK: Colleagues

    private func colleague(_ bench: PortalBench, _ number: Int, by id: AccountID, _ commune: String = "56260") async throws -> Invited {
        try await bench.invitations.inviteColleague(
            try AccountDraft(login: try Login("colleague\(number)"), name: "Colleague"), in: try CommuneCode(commune), by: id, author: Author(.account(id)))
    }

    @Test("The first account of a commune invites three colleagues, and no more; none of them invites anybody")
    func colleagues() async throws {
        try await withPortal { bench in
            let vannes = try CommuneCode("56260")
            let first = try await bench.person("first", "clerk@commune:56260"), second = try await bench.person("second", "clerk@commune:56260")
            #expect(try await bench.invitations.colleagues(of: first.id, in: vannes) == Colleagues(isFirst: true, invited: 0))
            #expect(try await bench.invitations.colleagues(of: second.id, in: vannes).left == 0)
            for number in 0..<3 {
                let invited = try await self.colleague(bench, number, by: first.id)
                let account = try #require(try await bench.invitations.redeem(invited.code, passwordHash: try PortalBench.hash(1)))
                #expect(account.grants == (try PortalBench.grants(["clerk@commune:56260"])) && account.createdBy == first.id)
            }
            let fourth = await #expect(throws: AccountError.self) { try await self.colleague(bench, 4, by: first.id) }
            #expect(fourth?.code == .tooMany)
            let colleague = try #require(try await bench.accounts.account(login: try Login("colleague0")))
            for id in [second.id, colleague.id] {
                let error = await #expect(throws: AccountError.self) { try await self.colleague(bench, 5, by: id) }
                #expect(error?.code == .notFirst)
            }
            let elsewhere = await #expect(throws: AccountError.self) { try await self.colleague(bench, 6, by: first.id, "56007") }
            #expect(elsewhere?.code == .notFirst)

            // Who left makes room; and when the first leaves, the next one is first, before every colleague.
            try await bench.accounts.disable(colleague.id, by: self.author)
            _ = try await self.colleague(bench, 7, by: first.id)
            try await bench.accounts.disable(first.id, by: self.author)
            #expect(try await bench.invitations.colleagues(of: second.id, in: vannes) == Colleagues(isFirst: true, invited: 3))
        }
    }

    @Test("Of 32 invitations of colleagues at the same time, three are made")
    func colleaguesAtOnce() async throws {
        try await withPortal { bench in
            let first = try await bench.person("first", "clerk@commune:56260")
            let made = try await atOnce(32) { number -> Bool in
                do {
                    _ = try await self.colleague(bench, number, by: first.id)
                    return true
                } catch let error as AccountError where error.code == .tooMany {
                    return false
                }
            }
            #expect(made.filter { $0 }.count == 3)
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.role_grant WHERE is_colleague").one().int(0) == 3)
        }
    }
}
