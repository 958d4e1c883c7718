import Browser
import Foundation
import TestBench
import Testing

/// The tests of the audit of a running house: no change of it goes unnoticed.
@Suite("Accounts: the audit", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)), .timeLimit(.minutes(5)))
struct AuditTests {
    private let house: House

    init() throws { self.house = try House.required() }

    private func sql(_ statement: String) async throws -> String {
        try await self.house.database("ctl", "-c", statement).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Returns what `vigiectl audit verify` says, once everything that was written is chained.
    private func verify() async throws -> String {
        let deadline = ContinuousClock.now + .seconds(20)
        while .now < deadline {
            let waiting = try await self.sql("SELECT count(*) FROM portal.audit AS e WHERE NOT EXISTS (SELECT FROM portal.audit_link WHERE entry = e.id)")
            if waiting == "0" { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        return try await self.house.console("audit", "verify")
    }

    @Test("What people do stands in it, and verifies; one row that its owner changes is found")
    func changed() async throws {
        let refused = UUID().uuidString.lowercased().prefix(8)
        try await Newcomer.with("clerk@commune:00005", at: self.house) { person in
            _ = try await person.signedIn()
            await #expect(throws: BrowserError.self) { try await SignedIn.at(self.house, login: "essai-\(refused)", password: Newcomer.password()) }
            let account = try await person.account()
            let words = try await self.sql(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM portal.audit WHERE actor = 'account:\(account)' OR subject = 'account:\(account)'")
            for word in ["account-created", "account-invited", "invitation-redeemed", "signed-in"] { #expect(words.contains(word), "\(words)") }
            // The audit holds no name that was typed, whether or not somebody has it.
            #expect(try await self.sql("SELECT count(*) FROM portal.audit AS a WHERE a::text LIKE '%\(refused)%' OR a::text LIKE '%\(person.login)%'") == "0")
            #expect(try await self.sql("SELECT count(*) FROM portal.audit WHERE action = 'sign-in-refused'") != "0")
            #expect(try await self.verify().contains("Every entry is as it was chained"))

            let entry = try await self.sql("SELECT max(id) FROM portal.audit WHERE action = 'signed-in' AND actor = 'account:\(account)'")
            let address = try await self.sql("SELECT address FROM portal.audit WHERE id = \(entry)")
            try #require(!address.isEmpty)
            _ = try await self.sql("UPDATE portal.audit SET address = '192.0.2.7' WHERE id = \(entry)")
            let error = await #expect(throws: NodeError.self) { try await self.house.console("audit", "verify") }
            #expect("\(error.map { "\($0)" } ?? "")".contains("WRONG"))
            _ = try await self.sql("UPDATE portal.audit SET address = '\(address)' WHERE id = \(entry)")
            #expect(try await self.verify().contains("Every entry is as it was chained"))
        }
    }

    @Test("Portal itself can change nothing of it")
    func append() async throws {
        let url = try String(contentsOf: self.house.folder.appendingPathComponent("secrets/portal.database"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        for statement in [
            "UPDATE portal.audit SET actor = 'nobody'", "DELETE FROM portal.audit", "TRUNCATE portal.audit", "UPDATE portal.audit_link SET number = number",
            "DELETE FROM portal.audit_link",
        ] {
            let told = try await Shell.run("psql -X -q -v ON_ERROR_STOP=1 \"$0\" -c \"$1\"", url, statement)
            #expect(told.status != 0 && told.output.contains("permission denied"), "\(statement): \(told.output)")
        }
    }

    @Test("The head goes to Portal's log, and the chain passes through it")
    func head() async throws {
        // The head is logged every five minutes, and soon after the start.
        let told = try await Shell.run("grep -ahoE '[0-9]+:[0-9a-f]{64}' \"$0\"/logs/portal-*/* | tail -1", self.house.folder.path)
        let head = told.output.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !head.isEmpty else {
            print("  no head was logged yet")
            return
        }
        #expect(try await self.house.console("audit", "verify", "--head", head).contains("passes through the logged heads"))
        let cut = "\(head.prefix { $0 != ":" }):\(String(repeating: "0", count: 64))"
        await #expect(throws: NodeError.self) { try await self.house.console("audit", "verify", "--head", cut) }
    }
}
