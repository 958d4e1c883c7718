import Accounts
import ArgumentParser
import Foundation
import Mortality
import Persistence
import Reference
import TestBench
@testable import vigiectl
import Testing

@Suite("vigiectl: accounts, audit, banner")
struct AccountCommandTests {
    // MARK: What is typed

    @Test(
        "A role is typed with its territory, and refused in words that help",
        arguments: [
            ("clerk@commune:56260", "clerk commune:56260"), ("prefecture-officer@department:2A", "prefecture-officer department:2A"),
            ("defence-zone-reader@zone:ouest", "defence-zone-reader zone:ouest"), ("national-administrator", "national-administrator nation"),
            ("partner-reader@nation", "partner-reader nation"), ("auditor@nation", "auditor nation"),
        ])
    func grants(typed: String, grant: String) throws {
        let read = try GrantArgument(typed).grant
        #expect(read.description == grant)
        #expect(try GrantArgument(GrantArgument.text(read)).grant == read)
    }

    @Test(
        "What is no role, or stands nowhere, is refused",
        arguments: [
            ("emperor@nation", "there is no role emperor"), ("clerk", "clerk@commune:56260"), ("clerk@department:56", "clerk@commune:56260"),
            ("clerk@commune:5", "clerk@commune:56260"), ("partner-reader", "partner-reader@department:56"), ("", "there is no role"),
            ("region-reader@nation", "region-reader@region:53"), ("clerk@", "clerk@commune:56260"),
        ])
    func noGrants(typed: String, reason: String) {
        let error = #expect(throws: ConsoleError.self) { try GrantArgument(typed) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }

    @Test("An invitation's link has the code in its fragment, and goes over https")
    func links() throws {
        #expect(try InvitationArguments.link("https://vigie.example.fr", "AAAA-BBBB-CCCC") == "https://vigie.example.fr/invitation#AAAA-BBBB-CCCC")
        #expect(try InvitationArguments.link("https://vigie.example.fr:8443/", "X") == "https://vigie.example.fr:8443/invitation#X")
        #expect(try InvitationArguments.link("http://127.0.0.1:8080", "X") == "http://127.0.0.1:8080/invitation#X")
        for url in [
            "", "vigie.example.fr", "http://vigie.example.fr", "https://", "https://a.fr/x", "https://a.fr?x", "https://a.fr#x", "ftp://a.fr",
            "https://u:p@a.fr",
        ] {
            #expect(throws: ConsoleError.self, "\(url)") { try InvitationArguments.link(url, "X") }
        }
    }

    @Test("Who runs it is whoever called sudo, else the user, else the number of the system's account")
    func author() {
        #expect(ConsoleAuthor.user(["SUDO_USER": "alice", "USER": "root"]) == "alice")
        #expect(ConsoleAuthor.user(["SUDO_USER": "", "USER": "bob"]) == "bob")
        #expect(!ConsoleAuthor.user([:]).isEmpty)
        #expect(!ConsoleAuthor.host.isEmpty && ConsoleAuthor.host != "unknown")
    }

    @Test("Options that contradict each other are refused before anything is done")
    func contradictions() {
        for words in [
            ["account", "create", "marie", "--name", "Marie"], ["account", "create", "marie", "--name", "Marie", "--role", "clerk"],
            ["account", "create", "marie", "--name", "Marie", "--role", "auditor", "--demo"],
            ["account", "create", "marie", "--name", "Marie", "--role", "auditor", "--password-stdin"],
            ["account", "create", "marie", "--name", "Marie", "--role", "auditor", "--url", "http://vigie.example.fr"], ["banner", "text", "--clear"],
        ] {
            #expect(throws: (any Error).self, "\(words)") { try Vigiectl.parseAsRoot(words) }
        }
    }

    @Test("Heads are found in a log's lines")
    func heads() {
        let hash = String(repeating: "0a", count: 32)
        let log = #"{"message":"audit head 12:\#(hash)","time":"2026-11-30T06:10:00Z"}"# + "\n12:\(hash)x 0:\(hash) 7:\(hash.uppercased())\n12:34"
        #expect(AuditVerifyCommand.heads(in: log).map(\.number) == [12, 12, 7])
    }

    @Test("The report names faults first, and says what was not compared")
    func report() {
        let head = AuditHead(number: 9, hash: Array(repeating: 1, count: 32))
        func text(_ faults: [AuditFault], count: Int, heads: Int, unchecked: [Int64] = []) -> String {
            AuditVerifyCommand.text(
                AuditReport(links: 9, sealed: 4, head: head, waiting: 2, faults: faults, faultCount: count, uncheckedHeads: unchecked), heads: heads)
        }
        let wrong = text([.changed(entry: 5, number: 3)], count: 2, heads: 0)
        #expect(wrong.hasPrefix("WRONG  entry 5, number 3 of the chain: it was changed") && wrong.contains("and 1 more") && wrong.hasSuffix("2 faults."))
        #expect(text([], count: 0, heads: 1).hasSuffix("passes through the logged heads."))
        #expect(text([], count: 0, heads: 0).contains("--heads-from"))
        #expect(text([], count: 0, heads: 1, unchecked: [2]).contains("--heads-from"))
    }

    // MARK: What is run

    @Test("An account from its making to its erasure; each step stands in the audit, with who ran it")
    func life() async throws {
        try await withConsole { bench, pool in
            let store = AccountStore(pool: pool), invitations = InvitationStore(pool: pool, secret: bench.secret)
            let made = try await bench.run([
                "account", "create", "Marie@mairie.fr", "--name", "Marie Le Goff", "--email", "marie@mairie.fr", "--role", "clerk@commune:00012",
                "--role", "call-centre@department:00", "--url", "https://vigie.example.fr",
            ])
            let lines = made.output.split(separator: "\n").map { String($0) }
            try #require(made.status == 0 && lines.count == 2, "\(made.complaint)")
            let code = try InvitationCode(lines[0])
            #expect(lines[1] == "https://vigie.example.fr/invitation#\(code.text)")
            #expect(made.complaint.contains("marie@mairie.fr") && !made.complaint.contains(code.text))
            let account = try #require(try await invitations.account(invitedBy: code))

            let listed = try await bench.run(["account", "list", "--department", "00"])
            #expect(
                listed.output.contains("Marie Le Goff") && listed.output.contains("call-centre@department:00,clerk@commune:00012")
                    && listed.output.contains("invited until"))
            let empty = try await bench.run(["account", "list", "--state", "active"])
            #expect(empty.output == "There is no such account: vigiectl account create.")

            let again = try await bench.run(["account", "invite", "marie@mairie.fr"])
            let renewed = try InvitationCode(again.output)
            #expect(try await invitations.account(invitedBy: code) == nil)
            let hash = try await PasswordHasher().hash(try Password("un cheval sous la pluie", following: PasswordRule(words: [])))
            #expect(try await invitations.redeem(renewed, passwordHash: hash) != nil)

            let roles = try await bench.run([
                "account", "roles", "marie@mairie.fr", "--add", "prefecture-reader@department:00", "--remove", "call-centre@department:00",
            ])
            #expect(roles.output == "marie@mairie.fr holds clerk@commune:00012, prefecture-reader@department:00.")
            let notHeld = try await bench.run(["account", "roles", "marie@mairie.fr", "--remove", "auditor"])
            #expect(notHeld.status != 0 && notHeld.complaint.contains("does not hold auditor@nation"))
            let moved = try await bench.run(["account", "move", account.id.description, "--from", "00012", "--to", "00013"])
            #expect(moved.status == 0, "\(moved.complaint)")
            #expect(try await store.account(account.id)?.grants.map(\.description).sorted() == ["clerk commune:00013", "prefecture-reader department:00"])
            let reset = try await bench.run(["account", "reset", "marie@mairie.fr", "--second-factor"])
            #expect((try? InvitationCode(reset.output)) != nil)
            #expect(try await store.account(account.id)?.hasPassword == false)
            let disabled = try await bench.run(["account", "disable", "marie@mairie.fr"])
            #expect(disabled.output == "marie@mairie.fr is disabled.")
            let enabled = try await bench.run(["account", "enable", "marie@mairie.fr"])
            #expect(enabled.output.hasPrefix("marie@mairie.fr is enabled.\nIt has no password"))
            let export = try await bench.run(["account", "export", "marie@mairie.fr"])
            let object = try JSONSerialization.jsonObject(with: Data(export.output.utf8)) as? [String: Any]
            #expect(object?["name"] as? String == "Marie Le Goff" && (object?["audit"] as? [Any])?.isEmpty == false)
            let unsure = try await bench.run(["account", "erase", "marie@mairie.fr"])
            #expect(unsure.status != 0 && unsure.complaint.contains("--yes"))
            let erased = try await bench.run(["account", "erase", "marie@mairie.fr", "--yes"])
            #expect(erased.status == 0)
            #expect(try await store.account(account.id) == nil)

            let notes = try await AuditStore(pool: pool).page(AuditFilter(account: account.id), limit: 100).reversed()
            #expect(
                notes.map(\.entry.action) == [
                    "account-created", "account-invited", "account-invited", "invitation-redeemed", "roles-changed", "account-moved", "account-reset",
                    "account-invited", "account-disabled", "account-enabled", "account-exported", "account-erased",
                ])
            for note in notes where note.entry.action != "invitation-redeemed" { #expect(note.entry.actor == "console:alice@\(ConsoleAuthor.host)") }
            #expect(!notes.contains { "\($0.entry)".contains("Marie") || "\($0.entry)".contains("mairie") })
        }
    }

    @Test("What cannot be done is told in a sentence that says what to do")
    func complaints() async throws {
        try await withConsole { bench, _ in
            let create = ["account", "create", "marie", "--name", "Marie", "--role"]
            for (words, environment, complaint) in [
                (create + ["clerk@commune:00012"], ["VIGIE_PORTAL_SECRET_FILE": ""], "VIGIE_PORTAL_SECRET_FILE names a file with its 64 hexadecimal digits"),
                (create + ["clerk@commune:00012"], ["VIGIE_PORTAL_SECRET_FILE": "/nowhere"], "/nowhere, which cannot be read"),
                (create + ["clerk@commune:00012"], ["VIGIE_PORTAL_SECRET_FILE": "", "VIGIE_PORTAL_SECRET": "abc"], "64 hexadecimal digits that were drawn"),
                (create + ["clerk@commune:56260"], [:], "commune:56260 is not loaded: import its department first"),
                (["account", "create", "x", "--name", "Marie", "--role", "auditor"], [:], "login: not 3 to 64 characters"),
                (["account", "disable", "nobody"], [:], "there is no account nobody; vigiectl account list"),
                (["account", "list", "--role", "emperor"], [:], "there is no role emperor"),
                (["account", "list", "--state", "asleep"], [:], "--state is active"),
                (["audit", "verify", "--head", "12"], [:], "--head 12: not a number"),
                (["audit", "verify", "--heads-from", "/nowhere"], [:], "/nowhere cannot be read"),
                (["audit", "export", "--from", "2026-02-30"], [:], "day: not a day"),
                (["audit", "export", "--from", "2026-02-02", "--through", "2026-02-01"], [:], "--through is a day before"),
                (["retention", "--audit-months", "0"], [:], "from 1 to 120 months"), (["banner", ""], [:], "1 to 300 characters"),
            ] as [([String], [String: String], String)] {
                let said = try await bench.run(words, environment: environment)
                #expect(said.status != 0 && said.complaint.contains(complaint), "\(words): \(said.complaint)")
                #expect(said.output.isEmpty)
            }
            let first = try await bench.run(create + ["clerk@commune:00012"])
            #expect(first.status == 0)
            let second = try await bench.run(create + ["clerk@commune:00013"])
            #expect(second.complaint.contains("the login marie is somebody's already"))
        }
    }

    @Test("The audit is verified and written out; the exit code tells whether it is what it was")
    func audit() async throws {
        try await withConsole { bench, pool in
            let store = AuditStore(pool: pool)
            for number in 0..<5 { _ = try await bench.run(["banner", "Message \(number)"]) }
            _ = try await store.link()
            let head = try #require(try await store.head())
            let log = bench.folder.appendingPathComponent("portal.log")
            try #"{"level":"info","message":"audit head","head":"\#(head)"}"#.write(to: log, atomically: true, encoding: .utf8)
            let good = try await bench.run(["audit", "verify", "--heads-from", log.path])
            #expect(good.status == 0 && good.output.contains("5 entries are chained; the head is \(head)") && good.output.contains("logged heads"))

            let export = try await bench.run(["audit", "export"])
            let lines = export.output.split(separator: "\n").map { Data($0.utf8) }
            #expect(lines.count == 6)
            let first = try JSONSerialization.jsonObject(with: try #require(lines.first)) as? [String: Any]
            #expect(first?["action"] as? String == "banner-set" && first?["number"] as? Int == 1 && (first?["hash"] as? String)?.count == 64)
            let last = try JSONSerialization.jsonObject(with: try #require(lines.last)) as? [String: Any]
            #expect(last?["action"] as? String == "audit-exported" && last?["actor"] as? String == "console:alice@\(ConsoleAuthor.host)")
            let past = try await bench.run(["audit", "export", "--through", "2020-01-01"])
            #expect(past.output.isEmpty && past.status == 0)

            try await pool.execute("DELETE FROM portal.audit_link WHERE number = 5")
            try await pool.execute("DELETE FROM portal.audit WHERE id = (SELECT max(id) FROM portal.audit WHERE action = 'banner-set')")
            let cut = try await bench.run(["audit", "verify", "--head", head.description])
            #expect(cut.status == 1 && cut.output.contains("its tail was cut"))
        }
    }

    @Test("The banner and the retention are shown, set and cleared")
    func banner() async throws {
        try await withConsole { bench, pool in
            #expect(try await bench.run(["banner"]).output == "Nothing is said.")
            let text = "Service ralenti : gardez vos déclarations"
            #expect(try await bench.run(["banner", text]).output == "All pages say: \(text)")
            #expect(try await bench.run(["banner"]).output.hasSuffix(text))
            #expect(try await bench.run(["banner", "--clear"]).output == "No page says anything any more.")
            #expect(try await bench.run(["banner", "--clear"]).output == "Nothing was said.")
            #expect(try await bench.run(["retention"]).output == "The audit is kept for 12 months.")
            #expect(try await bench.run(["retention", "--audit-months", "24"]).output == "The audit is kept for 24 months.")
            let notes = try await AuditStore(pool: pool).page().map(\.entry.action)
            #expect(notes == ["retention-changed", "banner-cleared", "banner-set"])
        }
    }

    @Test("An account for demonstration takes its password from the standard input, and shows that it is one")
    func demo() async throws {
        try await withConsole { bench, pool in
            let words = ["account", "create", "demo-clerk", "--name", "Demo", "--role", "clerk@commune:00012", "--demo", "--password-stdin"]
            for password in ["zq8-fenouil-barque", "tk3-ortie-lanterne"] {
                let said = try await bench.run(words, input: password)
                #expect(said.status == 0 && said.output.isEmpty && !said.complaint.contains(password), "\(said.complaint)")
                let credentials = try #require(try await AccountStore(pool: pool).credentials(of: try Login("demo-clerk")))
                #expect(credentials.account.isDemo)
                let typed = try #require(TypedPassword(password))
                #expect(try await PasswordHasher().matches(typed, credentials.passwordHash))
            }
            #expect(try await bench.run(["account", "list"]).output.contains("active, demo"))
            let weak = try await bench.run(words, input: "demo-clerk-2026")
            #expect(weak.status != 0 && weak.complaint.contains("own-word"))
            let silent = try await bench.run(words)
            #expect(silent.status != 0 && silent.complaint.contains("holds no password"))
        }
    }
}
