@testable import Accounts
import Cartography
import Foundation
import Mortality
import Persistence
import Reference
import Testing
@testable import vigiectl

@Suite("A commune that merges hands its accounts on")
struct HandingOnTests {
    private static let author = Author(.console(user: "tests", host: "bench"))

    /// A department with an import that closes some of its communes.
    private struct Land {
        let pool: DatabasePool
        let secret = PortalSecret()

        var accounts: AccountStore { AccountStore(pool: self.pool) }
        var invitations: InvitationStore { InvitationStore(pool: self.pool, secret: self.secret) }

        func write(_ open: [String], closings: [Closing] = []) async throws -> ImportSummary {
            var department = ImportedDepartment(
                code: try DepartmentCode("48"), name: "Lozère", region: "", population: 20,
                communes: try open.map { ImportedCommune(code: try CommuneCode($0), name: "Commune \($0)", population: 10) })
            department.closings = closings
            return try await ReferenceWriter(pool: self.pool, author: HandingOnTests.author).write([department])
        }

        func invite(_ login: String, _ communes: String...) async throws -> Invited {
            try await self.invitations.invite(
                try AccountDraft(login: try Login(login), name: login), grants: Set(try communes.map { try Grant(.clerk, .commune(try CommuneCode($0))) }),
                by: HandingOnTests.author)
        }

        func redeem(_ invited: Invited) async throws -> Account {
            let tag = Data(repeating: 1, count: 32).base64EncodedString().replacing("=", with: "")
            let hash = try PasswordHash(stored: "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\(tag)")
            return try #require(try await self.invitations.redeem(invited.code, passwordHash: hash))
        }

        func communes(_ id: AccountID) async throws -> [String] {
            try #require(try await self.accounts.account(id)).grants.map(\.territory.text).sorted()
        }
    }

    private func closing(_ commune: String, to successor: String?, parts: [String] = []) throws -> Closing {
        Closing(
            commune: try CommuneCode(commune), day: try CivilDay(iso: "2027-01-01"), successor: try successor.map { try CommuneCode($0) },
            parts: try parts.map { try CommuneCode($0) })
    }

    @Test("Clerks become the successor's: sessions and invitations go on, the audit tells it, and the same import again changes nothing")
    func merged() async throws {
        try await withReference { pool in
            let land = Land(pool: pool)
            _ = try await land.write(["48095", "48140"])
            let (waiting, invited) = (try await land.invite("waiting", "48140"), try await land.invite("marie", "48140"))
            let both = try await land.redeem(try await land.invite("both", "48140", "48095"))
            let marie = try await land.redeem(invited)
            let token = SessionToken()
            #expect(try await SessionStore(pool: pool).open(token, for: marie, device: "Firefox"))
            let given = try await pool.query("SELECT granted_at FROM portal.role_grant WHERE account = $1", [.uuid(marie.id.bytes)]).one().timestamp(0)

            let closings = [try self.closing("48140", to: "48095")]
            let summary = try await land.write(["48095"], closings: closings)
            #expect(summary.handedOn.sentence == "2 clerks handed on to the commune that theirs is part of, 1 already there")
            #expect(summary.sentence.contains("2 clerks handed on") && summary.handedOn.questions.isEmpty)
            for id in [marie.id, waiting.account, both.id] { #expect(try await land.communes(id) == ["commune:48095"]) }
            let session = try #require(try await SessionStore(pool: pool).session(token.reference))
            #expect(session.access.communes == [try CommuneCode("48095")])
            let revoked = try await pool.query("SELECT FROM reference.token_revocation")
            #expect(revoked.isEmpty)
            #expect(try await land.redeem(waiting).grants.map(\.territory.text) == ["commune:48095"])
            let kept = try await pool.query("SELECT granted_at FROM portal.role_grant WHERE account = $1", [.uuid(marie.id.bytes)]).one().timestamp(0)
            #expect(kept == given)
            let noted = try await AuditStore(pool: pool).page(AuditFilter(account: marie.id, action: .accountMoved))
            #expect(noted.map(\.entry.actor) == ["console:tests@bench"])
            #expect(noted.first?.entry.detail == "commune 48140 -> 48095, which it is part of now")

            let again = try await land.write(["48095"], closings: closings)
            #expect(again.handedOn == .nobody && again.changes == 0)
            #expect(try await AuditStore(pool: pool).page(AuditFilter(account: marie.id, action: .accountMoved)).count == 1)
        }
    }

    @Test("Who signs in with what was known before is turned away; who is closed moves too, and stays closed")
    func closed() async throws {
        try await withReference { pool in
            let land = Land(pool: pool)
            _ = try await land.write(["48095", "48140"])
            let known = try await land.redeem(try await land.invite("marie", "48140"))
            let closed = try await land.redeem(try await land.invite("paul", "48140"))
            try await land.accounts.disable(closed.id, by: Self.author)
            _ = try await land.write(["48095"], closings: [try self.closing("48140", to: "48095")])
            #expect(try await !SessionStore(pool: pool).open(SessionToken(), for: known))
            #expect(try await land.communes(closed.id) == ["commune:48095"])
            #expect(try await land.accounts.account(closed.id)?.disabledAt != nil)
        }
    }

    @Test("Where a commune was divided, or no file says where it went, nothing is guessed: it is named, again and again")
    func undecided() async throws {
        try await withReference { pool in
            let land = Land(pool: pool)
            _ = try await land.write(["48001", "48095", "48140", "48141"])
            let (divided, lost) = (try await land.invite("divided", "48140"), try await land.invite("lost", "48141"))
            // A table of passage leads declarations on to the larger part; people are asked all the same.
            let closings = [try self.closing("48140", to: "48095", parts: ["48001", "48095"]), try self.closing("48141", to: nil)]
            for _ in 0..<2 {
                let summary = try await land.write(["48001", "48095"], closings: closings)
                #expect(summary.handedOn.sentence == nil)
                #expect(summary.handedOn.questions.count == 2)
                #expect(summary.handedOn.questions.first?.contains("48140 is no more, and it was divided among 48001, 48095: divided stay") == true)
                #expect(summary.handedOn.questions.last?.contains("48141 is no more, and no file says which commune it is part of: lost stay") == true)
            }
            #expect(try await land.communes(divided.account) == ["commune:48140"])
            #expect(try await land.communes(lost.account) == ["commune:48141"])
            // The next year's file knows.
            let later = try await land.write(["48001", "48095"], closings: [closings[0], try self.closing("48141", to: "48001")])
            #expect(later.handedOn.sentence == "1 clerk handed on to the commune that theirs is part of" && later.handedOn.questions.count == 1)
        }
    }

    @Test("Of a commune that merged into one that merged, the clerks go to the last")
    func chain() async throws {
        try await withReference { pool in
            let land = Land(pool: pool)
            _ = try await land.write(["48001", "48095", "48140"])
            let marie = try await land.invite("marie", "48140")
            // The first of the two imports was that of a version which handed nothing on.
            try await pool.execute("INSERT INTO reference.succession (code, successor) VALUES ('48140', '48095')")
            try await pool.execute("UPDATE reference.commune SET closed_on = '2026-01-01' WHERE code = '48140'")
            _ = try await land.write(["48001"], closings: [try self.closing("48095", to: "48001"), try self.closing("48140", to: "48095")])
            #expect(try await land.communes(marie.account) == ["commune:48001"])
        }
    }
}
