import Accounts
import ArgumentParser
import Foundation
import Mortality
import Persistence
import TestBench
import Testing

@testable import vigiectl

@Suite("vigiectl department", .timeLimit(.minutes(10)))
struct DepartmentCommandTests {
    private static let options = ["--url", "https://vigie.example.fr", "--call-centre", "02 96 00 00 00"]
    private static let administrator = ["--administrator", "anne.roux@prefecture.fr", "--administrator-name", "Anne Roux"]

    /// The codes of a list for mailing, by commune.
    private static func codes(_ path: String) throws -> [String: InvitationCode] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n").dropFirst()
        return try lines.reduce(into: [:]) { codes, line in
            let cells = line.split(separator: ";", omittingEmptySubsequences: false)
            codes[String(cells[0])] = try InvitationCode(String(cells[4]))
        }
    }

    private static func pages(_ path: String) throws -> Int {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: Unicode.ASCII.self).matches(of: /\/Type \/Page\b(?!s)/).count
    }

    private static func clerks(_ pool: DatabasePool) async throws -> Int {
        try await pool.query(
            "SELECT count(*) FROM portal.account AS a WHERE EXISTS (SELECT FROM portal.role_grant AS g WHERE g.account = a.id AND g.role = 'clerk')"
        ).one().int(0)
    }

    @Test("Opened once all is there; opened again nothing is doubled, and codes that were not used stay; renewed they end")
    func open() async throws {
        try await withConsole { bench, pool in
            let communes = try await pool.query("SELECT count(*) FROM reference.commune WHERE municipality IS NULL AND closed_on IS NULL").one().int(0)
            let contacts = bench.folder.appendingPathComponent("contacts.csv").path
            try "code;telephone;courriel\n00012;02 96 00 00 12;mairie@douze.fr\n00013;pas un numéro;mairie@treize.fr\n00999;;x\n".write(
                toFile: contacts, atomically: true, encoding: .utf8)
            let (letters, mailing) = (bench.folder.appendingPathComponent("l.pdf").path, bench.folder.appendingPathComponent("m.csv").path)
            let words = ["department", "open", "00", "--contacts", contacts, "--letters", letters, "--mailing", mailing] + Self.options + Self.administrator
            let first = try await bench.run(words)
            try #require(first.status == 0, "\(first.complaint)")
            #expect(
                first.output.contains("\(communes) accounts made") && first.output.contains("\(communes) letters")
                    && first.output.contains("anne.roux@prefecture.fr"))
            // Progress and what was not read are told.
            for text in [
                "1/3  contacts …", "1/3  contacts of 2 communes", "2/3  \(communes) accounts made", "3/3  \(communes) letters", "line 3: telephone",
                "line 4: email",
            ] {
                #expect(first.complaint.contains(text), "\(text) in \(first.complaint)")
            }
            let (codes, pages) = (try Self.codes(mailing), try Self.pages(letters))
            #expect(codes.count == communes && pages == communes)
            for path in [letters, mailing] {
                #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            }
            let known = try await ContactStore(pool: pool).contacts(of: try DepartmentCode("00"))
            let thirteen = known[try CommuneCode("00013")]
            #expect(known.count == 2)
            #expect(thirteen?.mail == "mairie@treize.fr")
            #expect(thirteen?.telephone == nil)
            #expect(try await DepartmentLifeStore(pool: pool).lives()[try DepartmentCode("00")]?.state == .open)

            // One town hall uses its code.
            let invitations = InvitationStore(pool: pool, secret: bench.secret)
            let code = try #require(codes["00012"])
            let clerk = try #require(try await invitations.account(invitedBy: code))
            #expect(clerk.login.text == "mairie-00012" && clerk.name.hasPrefix("Mairie ") && clerk.grants.map(\.description) == ["clerk commune:00012"])
            let hash = try await PasswordHasher().hash(try Password("un cheval sous la pluie", following: PasswordRule(words: [])))
            #expect(try await invitations.redeem(code, passwordHash: hash) != nil)

            let again = try await bench.run(words)
            #expect(
                again.status == 0 && again.output.contains("0 accounts made")
                    && again.output.contains("\(communes - 1) town halls have a code that was given before"), "\(again.output) \(again.complaint)")
            #expect(again.output.contains("--renew-codes") && !again.output.contains("letters are in") && !again.output.contains("anne.roux"))
            #expect(try await Self.clerks(pool) == communes)
            let kept = try await invitations.account(invitedBy: try #require(codes["00013"]))
            #expect(kept != nil && !FileManager.default.fileExists(atPath: bench.folder.appendingPathComponent("l-2.pdf").path))

            // One commune's, then all that were not used; used ones never.
            let one = try await bench.run(words + ["--renew", "00013"])
            #expect(
                one.status == 0 && one.output.contains("1 letters are in \(bench.folder.appendingPathComponent("l-2.pdf").path)"),
                "\(one.output) \(one.complaint)")
            let renewed = try Self.codes(bench.folder.appendingPathComponent("m-2.csv").path)
            #expect(renewed.keys.sorted() == ["00013"])
            let (old, new) = (try #require(codes["00013"]), try #require(renewed["00013"]))
            #expect(try await invitations.account(invitedBy: old) == nil)
            #expect(try await invitations.account(invitedBy: new)?.login.text == "mairie-00013")
            let all = try await bench.run(words + ["--renew-codes"])
            #expect(all.status == 0 && all.output.contains("\(communes - 1) letters") && all.output.contains("1 town halls have used theirs"))
            #expect(all.output.contains("anne.roux@prefecture.fr"))
            #expect(try await Self.clerks(pool) == communes)
            #expect(try await pool.query("SELECT count(*) FROM portal.account").one().int(0) == communes + 1)
        }
    }

    @Test("A letter never opens more than a clerk's account, and a disabled one stays so")
    func town() async throws {
        try await withConsole { bench, pool in
            let invitations = InvitationStore(pool: pool, secret: bench.secret)
            let author = Author(.console(user: "tests", host: "bench"))
            // Somebody who is more than a clerk, and whose login openings would have taken.
            let officer = try await invitations.invite(
                try AccountDraft(login: try Login("mairie-00012"), name: "Jean"),
                grants: [try Grant(role: "clerk", territory: "commune:00012"), try Grant(role: "prefecture-officer", territory: "department:00")], by: author)
            let gone = try await invitations.invite(
                try AccountDraft(login: try Login("ancien"), name: "Ancien"), grants: [try Grant(role: "clerk", territory: "commune:00013")], by: author)
            try await AccountStore(pool: pool).disable(gone.account, by: author)
            let store = OpeningStore(pool: pool, secret: bench.secret)
            let opening = try await store.open(try OpeningOrder(department: try DepartmentCode("00"), renewal: .unused), by: author)
            let commune = try CommuneCode("00012")
            #expect(opening.invitations.first { $0.commune == commune }?.login.text == "mairie-00012-2")
            let other = try CommuneCode("00013")
            #expect(opening.disabled == 1 && !opening.invitations.contains { $0.commune == other })
            #expect(try await invitations.account(invitedBy: officer.code) != nil)
            // The login of somebody who is no administrator makes none.
            let draft = try AccountDraft(login: try Login("mairie-00012"), name: "Jean")
            let error = await #expect(throws: AccountError.self) {
                try await store.open(try OpeningOrder(department: try DepartmentCode("00"), administrator: draft), by: author)
            }
            #expect(error?.code == .loginTaken)
        }
    }

    @Test("Two who open at once make each account once")
    func atOnce() async throws {
        try await withConsole { bench, pool in
            let store = OpeningStore(pool: pool, secret: bench.secret)
            let order = try OpeningOrder(department: try DepartmentCode("00"))
            async let one = store.open(order, by: Author(.console(user: "a", host: "h")))
            async let two = store.open(order, by: Author(.console(user: "b", host: "h")))
            let (first, second) = try await (one, two)
            #expect(first.made + second.made == first.communes && min(first.made, second.made) == 0 && max(first.kept, second.kept) == first.communes)
            #expect(try await Self.clerks(pool) == first.communes)
        }
    }

    @Test("Whoever opens a department that somebody else is opening waits for them, longer than for any other lock")
    func waiting() async throws {
        try await withConsole { bench, pool in
            let store = OpeningStore(pool: pool, secret: bench.secret)
            let order = try OpeningOrder(department: try DepartmentCode("00"))
            let first = try await store.open(order, by: Author(.console(user: "a", host: "h")))
            async let held: Void = pool.transaction { transaction in
                _ = try await transaction.query("SELECT 1 FROM reference.department_life WHERE department = '00' FOR UPDATE")
                try await Task.sleep(for: DatabaseOptions().lockTimeout + .seconds(2))
            }
            try await Task.sleep(for: .milliseconds(300))
            let second = try await store.open(order, by: Author(.console(user: "b", host: "h")))
            try await held
            #expect(second.made == 0 && second.kept == first.communes)
        }
    }

    @Test("Paused with a word, resumed, closed; each step stands in the audit, and one that changes nothing does not")
    func life() async throws {
        try await withConsole { bench, pool in
            let loaded = try await bench.run(["department", "list"])
            #expect(loaded.output.contains("loaded"))
            let paused = try await bench.run(["department", "pause", "00", "--word", "Reprise lundi 8 h."])
            #expect(paused.output == "00 is paused: Reprise lundi 8 h.", "\(paused.complaint)")
            #expect(try await bench.run(["department", "pause", "00", "--word", "Reprise lundi 8 h."]).status == 0)
            #expect(try await bench.run(["department", "list"]).output.contains("Reprise lundi 8 h."))
            #expect(try await bench.run(["department", "resume", "00"]).output == "00 is open.")
            #expect(try await bench.run(["department", "close", "00", "--word", "Merci."]).output == "00 is closed: Merci.")
            let refused = try await bench.run(["department", "resume", "00"])
            #expect(refused.status != 0 && refused.complaint.contains("open it again first"))
            let opened = try await OpeningStore(pool: pool, secret: bench.secret).open(
                try OpeningOrder(department: try DepartmentCode("00")), by: Author(.console(user: "a", host: "h")))
            #expect(opened.life.state == .open && opened.life.word == nil)
            #expect(try await bench.run(["department", "pause", "22"]).status != 0)
            #expect(try await bench.run(["department", "pause", "00", "--word", "a\nb"]).status != 0)
            let actions = try await pool.query("SELECT action, detail FROM portal.audit WHERE subject = 'department:00' ORDER BY id")
                .map { "\(try $0.text("action")) \(try $0.optionalText("detail") ?? "")" }
            #expect(actions == ["department-paused Reprise lundi 8 h.", "department-resumed ", "department-closed Merci.", "department-opened "])
        }
    }

    @Test(
        "What cannot be meant is refused before anything is done",
        arguments: [
            ["department", "open", "zz", "--url", "https://a.fr"], ["department", "open", "00", "--url", "http://a.fr"],
            ["department", "open", "00", "--data", "."], ["department", "open", "22", "--renew", "56260"],
            ["department", "open", "22", "--administrator", "a@b.fr"],
            ["department", "open", "22", "--call-centre", "appelez-nous"],
        ])
    func refused(words: [String]) {
        #expect(throws: (any Error).self) { try Vigiectl.parseAsRoot(words) }
    }

    @Test("A real department opens within two minutes", .enabled(if: ReplaySourceTests.data != nil, ReplaySourceTests.absence))
    func real() async throws {
        try await withConsole { bench, pool in
            let letters = bench.folder.appendingPathComponent("l.pdf").path
            let data = try #require(ReplaySourceTests.data)
            let words =
                ["department", "open", "22", "--data", data, "--letters", letters, "--mailing", bench.folder.appendingPathComponent("m.csv").path]
                + Self.options
            let began = ContinuousClock.now
            let said = try await bench.run(words)
            let time = ContinuousClock.now - began
            try #require(said.status == 0, "\(said.complaint)")
            let pages = try Self.pages(letters)
            #expect(pages > 300 && said.output.contains("\(pages) accounts made"))
            print("department 22: \(pages) communes in \(time)")
            let again = try await bench.run(words)
            #expect(again.status == 0 && again.output.contains("0 accounts made") && again.complaint.contains("nothing changed"), "\(again.complaint)")
        }
    }
}
