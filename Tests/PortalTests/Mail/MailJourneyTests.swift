import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mail
import Mortality
import NIOCore
import Persistence
import Runtime
import TestBench
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite(
    "Mail, from what people do to a real server", .timeLimit(.minutes(5)),
    .enabled(if: PrivateMailServer.python != nil, "VIGIE_TEST_PYTHON names no folder with aiosmtpd: `./vigie test` installs it"))
struct MailJourneyTests {
    private static let root = "https://vigie.example"

    private func rounds(_ bench: PeopleBench, to server: PrivateMailServer) throws -> MailRounds {
        let from = try #require(MailAddress("vigie@prefecture.example"))
        let settings = try SMTPServer(
            host: "localhost", port: server.port, credentials: .init(user: PrivateMailServer.user, password: PrivateMailServer.password),
            certificates: server.certificate, sender: from)
        let houseMail = try #require(bench.people.houseMail)
        return MailRounds(mails: houseMail.mails, sender: try MailSender(server: settings), from: from, logger: PeopleBench.quiet)
    }

    private func clerk(_ bench: PeopleBench, _ login: String = "marie", email: String = "marie@vannes.example") async throws -> Account {
        try await bench.person(login, grants: [try PeopleBench.grant("clerk@commune:56260")], email: email)
    }

    /// The code of the link that a mail holds.
    private func code(in text: String) throws -> String {
        let line = try #require(text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(Self.root)/invitation#") })
        return String(line.dropFirst("\(Self.root)/invitation#".count))
    }

    @Test("Who forgot the password gets a link that sets a new one; until then the old one stands")
    func forgotten() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            try await withPeople(mailRoot: Self.root) { bench async throws in
                let account = try await self.clerk(bench)
                let rounds = try self.rounds(bench, to: server)
                let houseMail = try #require(bench.people.houseMail)
                try await bench.open { client async throws in
                    let browser = TestBrowser(client)
                    #expect(try await browser.open("/connexion").text.contains("href=\"/connexion/oubli\""))
                    #expect(try await browser.open("/connexion/oubli").status == .ok)
                    #expect(try await browser.submit("/connexion/oubli", ["identifiant": ""]).status == .unprocessableContent)
                    #expect(try await browser.submit("/connexion/oubli", ["identifiant": "marie"], from: "cross-site").status == .forbidden)
                    var answers: Set<String> = []
                    for text in ["marie", "nobody.here", "MARIE@vannes.example", "quatre mots sans rapport"] {
                        let answer = try await browser.submit("/connexion/oubli", ["identifiant": text])
                        #expect(answer.status == .ok)
                        answers.insert(answer.text)
                    }
                    #expect(answers.count == 1)
                    #expect(try await browser.ask(.post, "/v1/password/forgotten", #"{"login":"nobody"}"#).status == .accepted)
                }
                await houseMail.forgotten.lookInto(bench.people, houseMail)
                #expect(try await rounds.round())
                let received = try server.received()
                #expect(received.map(\.to) == [["marie@vannes.example"]])
                let mail = try #require(received.first)
                #expect(mail.headers["subject"] == "Vigie : choisir un nouveau mot de passe" && mail.text.contains("marie"))
                let code = try self.code(in: mail.text)
                try await bench.open { client async throws in
                    let old = try await TestBrowser(client).signIn("marie")
                    #expect(old.status == .seeOther)
                    let redeemed = try await TestBrowser(client).ask(
                        .post, "/v1/invitations/redeem", #"{"code":"\#(code)","password":"cinq mots bien nouveaux ici"}"#)
                    #expect(redeemed.status == .ok)
                    #expect(try await TestBrowser(client).signIn("marie").status == .unprocessableContent)
                }
                // Names that are nobody's are not written down.
                let rows = try await bench.owner.query("SELECT subject FROM portal.audit WHERE action = 'password-forgotten'")
                #expect(rows.count == 5 && rows.count { (try? $0.optionalText("subject")) == "account:\(account.id)" } == 2)
                let details = try await bench.owner.query("SELECT count(*) FROM portal.audit WHERE action = 'password-forgotten' AND detail IS NOT NULL").one()
                #expect(try details.int(0) == 0)
            }
        }
    }

    @Test("A second factor is asked for as before; who needs one and has none is not mailed")
    func secondFactor() async throws {
        try await withPeople(mailRoot: Self.root) { bench async throws in
            let houseMail = try #require(bench.people.houseMail)
            try await bench.person("chef", grants: [try PeopleBench.grant("national-administrator@nation")], email: "chef@etat.example")
            let other = try await bench.person("autre", grants: [try PeopleBench.grant("national-administrator@nation")], email: "autre@etat.example")
            try await bench.factor(of: other.id)
            try await bench.open { client async throws in
                for login in ["chef", "autre"] {
                    #expect(try await TestBrowser(client).ask(.post, "/v1/password/forgotten", #"{"login":"\#(login)"}"#).status == .accepted)
                }
            }
            await houseMail.forgotten.lookInto(bench.people, houseMail)
            let taken = try #require(try await houseMail.mails.take(for: .seconds(60)))
            #expect(try await houseMail.mails.take(for: .seconds(60)) == nil)
            let draft = try #require(taken.draft)
            #expect(draft.to == "autre@etat.example")
            let code = try self.code(in: draft.text)
            try await bench.open { client async throws in
                let told = try await TestBrowser(client).ask(.post, "/v1/invitations/redeem", #"{"code":"\#(code)","password":"cinq mots bien nouveaux ici"}"#)
                #expect(told.status == .ok && told.json["signedIn"] as? Bool == false)
            }
        }
    }

    @Test("Whoever keeps an account sends its invitation by mail, and is not shown it")
    func invitation() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            try await withPeople(mailRoot: Self.root) { bench async throws in
                let account = try await self.clerk(bench)
                let admin = try await bench.person("admin", "prefecture-administrator@department:56")
                let rounds = try self.rounds(bench, to: server)
                try await bench.open { client async throws in
                    let browser = try await bench.browser(client, as: admin)
                    #expect(try await browser.open("/comptes/\(account.id)").text.contains("inviter-par-courriel"))
                    let answer = try await browser.submit("/comptes/\(account.id)", ["action": "inviter-par-courriel"])
                    #expect(answer.status == .ok && answer.text.contains("marie@vannes.example") && !answer.text.contains("/invitation#"))
                }
                #expect(try await rounds.round())
                let mail = try #require(try server.received().first)
                #expect(mail.to == ["marie@vannes.example"] && mail.headers["subject"] == "Votre invitation à Vigie")
                let code = try InvitationCode(try self.code(in: mail.text))
                #expect(try await bench.people.invitations.account(invitedBy: code)?.id == account.id)
                #expect(try await bench.actions(on: account.id).contains("invitation-mailed"))
            }
        }
    }

    @Test("A note that is lost gives a copy with the same Message-ID; refusals are told, and what is put off is tried again")
    func atLeastOnce() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            try await withPeople(mailRoot: Self.root) { bench async throws in
                let houseMail = try #require(bench.people.houseMail)
                let rounds = try self.rounds(bench, to: server)
                func keep(_ address: String) async throws {
                    _ = try await houseMail.mails.keep(MailDraft(to: address, subject: "Objet", text: "Texte"), as: MailMark(.invitation, key: address))
                }
                try await keep("mairie@vannes.example")
                #expect(try await rounds.round())
                // As if the process had ended between the server's 250 and the note.
                let letter = MailDraft(to: "mairie@vannes.example", subject: "Objet", text: "Texte").sealed(under: bench.people.secret)
                try await bench.owner.execute(
                    "UPDATE portal.mail SET sent_at = NULL, letter = $1, not_before = now()", [.bytes(try #require(letter))])
                #expect(try await rounds.round())
                let copies = try server.received().map { $0.headers["message-id"] }
                #expect(copies.count == 2 && Set(copies).count == 1 && copies[0] != nil)
                #expect(try await bench.owner.query("SELECT attempts FROM portal.mail WHERE sent_at IS NOT NULL AND letter IS NULL").one().int(0) == 2)
                for address in ["nobody@vannes.example", "busy@vannes.example", "pas une adresse"] { try await keep(address) }
                #expect(try await rounds.round())
                let rows = try await bench.owner.query("SELECT key, failed_at IS NOT NULL AS failed, reason, not_before > now() AS later FROM portal.mail")
                var reasons: [String: String] = [:]
                for row in rows {
                    let (key, isFailed, isLater) = (try row.text("key"), try row.bool("failed"), try row.bool("later"))
                    let reason = try row.optionalText("reason") ?? "-"
                    reasons[key] = "\(isFailed) \(isLater) \(reason)"
                }
                #expect(reasons["invitation nobody@vannes.example"]?.hasPrefix("true") == true)
                #expect(reasons["invitation nobody@vannes.example"]?.hasSuffix("550 5.1.1 No such mailbox here") == true)
                #expect(reasons["invitation busy@vannes.example"] == "false true the mail server did not take the mail now: 451 4.3.0 Try again later")
                #expect(reasons["invitation pas une adresse"]?.hasPrefix("true") == true)
                #expect(try await houseMail.mails.waiting() == 1)
            }
        }
    }

    @Test("A stop gives up what is being sent, and it waits for whoever comes next")
    func stop() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            try await withPeople(mailRoot: Self.root) { bench async throws in
                let houseMail = try #require(bench.people.houseMail)
                let rounds = try self.rounds(bench, to: server)
                _ = try await houseMail.mails.keep(MailDraft(to: "slow@vannes.example", subject: "Objet", text: "Texte"), as: MailMark(.invitation, key: "a"))
                let start = ContinuousClock.now
                async let running: Void = rounds.run()
                try await Task.sleep(for: .seconds(2))
                rounds.stop()
                await running
                #expect(ContinuousClock.now - start < .seconds(10))
                let waiting = try await bench.owner.query("SELECT not_before <= now() AND letter IS NOT NULL FROM portal.mail").one().bool(0)
                #expect(waiting)
            }
        }
    }

    @Test("A clerk sets reminders; one goes out once a day, its link declares nothing, and one click ends them")
    func reminders() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            try await withPeople(mailRoot: Self.root) { bench async throws in
                let account = try await self.clerk(bench)
                let houseMail = try #require(bench.people.houseMail)
                let rounds = try self.rounds(bench, to: server)
                let vannes = try CommuneCode("56260")
                try await bench.open { client async throws in
                    let browser = try await bench.browser(client, as: account)
                    let shown = try await browser.open("/mairie/rappels")
                    #expect(shown.status == .ok && shown.text.contains("marie@vannes.example") && shown.text.contains("Aucun rappel"))
                    #expect(
                        try await browser.submit("/mairie/rappels", ["action": "regler", "commune": "56260", "heure": "9"]).status == .unprocessableContent)
                    #expect(
                        try await browser.submit("/mairie/rappels", ["action": "regler", "commune": "56007", "heure": "9", "jour-1": "1"]).status == .forbidden)
                    #expect(
                        try await browser.submit("/mairie/rappels", ["action": "regler", "commune": "56260", "heure": "3", "jour-1": "1"]).status
                            == .unprocessableContent)
                    let set = try await browser.submit("/mairie/rappels", ["action": "regler", "commune": "56260", "heure": "9", "jour-1": "1", "jour-4": "1"])
                    #expect(set.status == .ok && set.text.contains("C’est enregistré"))
                }
                let reminder = try #require(try await houseMail.reminders.reminder(of: vannes))
                #expect(reminder.hour == 9 && reminder.weekdays.numbers == [1, 4])
                let day = try CivilDay(iso: "2026-11-30")
                let draft = try #require(houseMail.reminder(reminder, of: day, commune: "Vannes"))
                #expect(try await houseMail.reminders.remind(reminder, of: day, by: draft, worth: .seconds(3_600)))
                #expect(try await rounds.round())
                let mail = try #require(try server.received().first)
                #expect(mail.headers["subject"]?.contains("Vannes") == true)
                #expect(mail.text.contains("\(Self.root)/mairie/?commune=56260&aucun=1"))
                #expect(mail.headers["list-unsubscribe-post"] == "List-Unsubscribe=One-Click")
                let end = try #require(mail.headers["list-unsubscribe"]?.dropFirst().dropLast())
                #expect(end.hasPrefix(Self.root))
                let address = String(end.dropFirst(Self.root.count))
                try await bench.open { client async throws in
                    let browser = TestBrowser(client)
                    let shown = try await browser.open(address)
                    #expect(shown.status == .ok && shown.text.contains("Vannes"))
                    #expect(try await browser.open(address + "x").status == .notFound)
                }
                // Looking changed nothing.
                #expect(try await houseMail.reminders.reminder(of: vannes) != nil)
                try await bench.open { client async throws in
                    // As a mail program sends it: no cookie, no site.
                    let answer = try await client.execute(
                        uri: address, method: .post, headers: [.contentType: "application/x-www-form-urlencoded"],
                        body: .init(string: "List-Unsubscribe=One-Click"))
                    #expect(answer.status == .ok)
                }
                #expect(try await houseMail.reminders.reminder(of: vannes) == nil)
                let actions = try await bench.owner.query("SELECT action FROM portal.audit WHERE subject = 'commune:56260' ORDER BY id").map {
                    try $0.text("action")
                }
                #expect(actions == ["reminder-set", "reminder-stopped"])
            }
        }
    }

    @Test("Where no mail server is set, nothing is shown of mail")
    func nothing() async throws {
        try await withPeople { bench async throws in
            let account = try await self.clerk(bench)
            let admin = try await bench.person("admin", "prefecture-administrator@department:56")
            try await bench.open { client async throws in
                let browser = try await bench.browser(client, as: admin)
                #expect(try await !browser.open("/comptes/\(account.id)").text.contains("courriel\""))
                #expect(try await browser.submit("/comptes/\(account.id)", ["action": "inviter-par-courriel"]).status == .unprocessableContent)
                #expect(try await !TestBrowser(client).open("/connexion").text.contains("oubli\""))
                #expect(try await TestBrowser(client).open("/connexion/oubli").status == .notFound)
                #expect(try await bench.browser(client, as: account).open("/mairie/rappels").status == .notFound)
            }
        }
    }
}
