@testable import Accounts
import Foundation
import Mortality
import Persistence
import Testing

@Suite("Calls to communes in the database")
struct CallStoreTests {
    private let now = Instant(microseconds: Int64(Date().timeIntervalSince1970) * 1_000_000)

    private func call(_ number: UInt8, _ commune: String, minutesAgo: Int64, _ outcome: CallOutcome = .absent) throws -> Call {
        try Call(
            id: try CallID(bytes: [UInt8](repeating: number, count: 16)), commune: try CommuneCode(commune),
            at: Instant(microseconds: self.now.microseconds - minutesAgo * 60_000_000), outcome: outcome, now: self.now)
    }

    @Test("A call is noted once, with its entry in the audit, and read again: a commune's in order, a department's last")
    func noted() async throws {
        try await withPortal { bench in
            let store = CallStore(pool: bench.portal)
            let (officer, other) = (
                try await bench.person("jean", "prefecture-officer@department:56"), try await bench.person("anne", "call-centre@department:56")
            )
            let author = Author(.account(officer.id))
            let first = try self.call(1, "56260", minutesAgo: 60)
            #expect(try await store.note(first, of: officer.id, by: author) == .noted)
            #expect(try await store.note(first, of: officer.id, by: author) == .known)
            #expect(try await store.note(first, of: other.id, by: Author(.account(other.id))) == .taken)
            #expect(try await store.note(try self.call(1, "56260", minutesAgo: 60, .busy), of: officer.id, by: author) == .taken)
            #expect(try await store.note(try self.call(2, "56260", minutesAgo: 5, .declared), of: other.id, by: Author(.account(other.id))) == .noted)
            #expect(try await store.note(try self.call(3, "56007", minutesAgo: 7), of: officer.id, by: author) == .noted)
            #expect(try await store.note(try self.call(4, "97411", minutesAgo: 7), of: officer.id, by: author) == .noted)
            let history = try await store.history(of: [try CommuneCode("56260")])
            #expect(history.map(\.outcome) == [.declared, .absent] && history.map(\.account) == [other.id, officer.id])
            let last = try await store.lastCalls(in: try DepartmentCode("56"))
            #expect(Set(last.keys.map(\.text)) == ["56260", "56007"])
            #expect(last[try CommuneCode("56260")]?.outcome == .declared)
            #expect(try await store.lastCalls(in: try DepartmentCode("974")).count == 1)
            let noted = try await bench.audit.page(AuditFilter(action: .callNoted))
            #expect(noted.count == 4 && noted.first?.entry.subject == "commune:97411" && noted.last?.entry.detail?.hasPrefix("absent, 20") == true)
            #expect(try await bench.accounts.export(officer.id, by: author).calls.map(\.commune).sorted() == ["56007", "56260", "97411"])
        }
    }

    @Test("What was noted stays: the service neither changes nor deletes it, and nothing else can be written there")
    func kept() async throws {
        try await withPortal { bench in
            let officer = try await bench.person("jean", "prefecture-officer@department:56")
            for sql in [
                "UPDATE portal.calls SET outcome = 'absent'", "DELETE FROM portal.calls", "TRUNCATE portal.calls",
                "INSERT INTO portal.calls (id, commune, called_at, outcome, noted_by, noted_at) VALUES (gen_random_uuid(), '56260', now(), 'absent', '\(officer.id)', now())",
            ] {
                let error = await #expect(throws: DatabaseError.self) { try await bench.portal.execute(sql) }
                #expect(error?.sqlState == "42501", "\(sql)")
            }
            for (commune, outcome, at) in [("5626", "absent", "now()"), ("56260", "Vu au marché", "now()"), ("56260", "absent", "now() + interval '1 hour'")] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await bench.portal.execute(
                        "INSERT INTO portal.calls (id, commune, called_at, outcome, noted_by) VALUES (gen_random_uuid(), '\(commune)', \(at), '\(outcome)', '\(officer.id)')"
                    )
                }
                #expect(error?.code == .checkViolation, "\(commune) \(outcome) \(at)")
            }
        }
    }

    @Test("A call is of now or of the last month")
    func hours() throws {
        #expect(throws: Rejection.self) { try self.call(1, "56260", minutesAgo: -2) }
        #expect(throws: Rejection.self) { try self.call(1, "56260", minutesAgo: 31 * 1_440 + 1) }
        _ = try self.call(1, "56260", minutesAgo: 31 * 1_440)
        _ = try self.call(1, "56260", minutesAgo: -1)
    }

    @Test("How far the clerks of communes have come: the furthest counts, who is closed does not, who is no clerk neither")
    func clerks() async throws {
        try await withPortal { bench in
            let store = CallStore(pool: bench.portal)
            func invite(_ login: String, _ commune: String) async throws -> Invited {
                try await bench.invitations.invite(
                    try AccountDraft(login: try Login(login), name: login), grants: try PortalBench.grants(["clerk@commune:\(commune)"]), by: PortalBench.author
                )
            }
            let marie = try await bench.person("marie", "clerk@commune:56260")
            _ = try await bench.signIn(marie.id)
            _ = try await invite("second", "56260")
            let over = try await invite("over", "56007")
            try await bench.owner.execute(
                "UPDATE portal.invitation SET issued_at = issued_at - interval '31 days', expires_at = expires_at - interval '31 days' WHERE account = $1",
                [.uuid(over.account.bytes)])
            try await bench.person("jean", "prefecture-officer@department:56")
            let department = try DepartmentCode("56")
            var standings = try await store.clerks(in: department)
            let vannes = try #require(standings[try CommuneCode("56260")])
            #expect(vannes.accounts == 2 && vannes.code == .used && vannes.lastSignInAt != nil && vannes.openUntil != nil)
            #expect(standings[try CommuneCode("56007")] == ClerkStanding(accounts: 1, code: .expired))
            #expect(standings.count == 2)
            _ = try await bench.invitations.renew(over.account, by: PortalBench.author)
            try await bench.accounts.disable(marie.id, by: PortalBench.author)
            standings = try await store.clerks(in: department)
            #expect(standings[try CommuneCode("56007")]?.code == .open)
            #expect(standings[try CommuneCode("56260")]?.code == .open)
            #expect(standings[try CommuneCode("56260")]?.accounts == 1)
            // One commune alone is told as it stands among the others; with one that is part of it, both together.
            for (code, standing) in standings { #expect(try await store.clerks(of: [code]) == standing, "\(code)") }
            let both = try await store.clerks(of: Set(standings.keys))
            #expect(both == standings.values.reduce(.nobody) { $0.with($1) } && both.accounts == standings.values.reduce(0) { $0 + $1.accounts })
            #expect(try await store.clerks(of: [try CommuneCode("29019")]) == .nobody)
            #expect(ClerkStanding.nobody.with(vannes) == vannes && vannes.with(ClerkStanding(accounts: 1, code: .expired)).code == .used)
        }
    }
}
