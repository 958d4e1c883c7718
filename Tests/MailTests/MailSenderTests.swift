import TestBench
import Testing

@testable import Mail

@Suite(
    "Mail to a real server", .timeLimit(.minutes(3)), .serialized,
    .enabled(if: PrivateMailServer.python != nil, "VIGIE_TEST_PYTHON names no folder with aiosmtpd: `./vigie test` installs it"))
struct MailSenderTests {
    private static let good = SMTPServer.Credentials(user: PrivateMailServer.user, password: PrivateMailServer.password)

    private func mail(
        to: String = "mairie@vannes.example", subject: String = "Objet", text: String = "Bonjour", id: String = "0d9a",
        attachments: [Mail.Attachment] = [], unsubscribe: String? = nil
    ) throws -> Mail {
        let sender = try #require(MailAddress("vigie@prefecture.example"))
        return try Mail(
            messageID: try #require(MessageID(id, by: sender)), date: 1_796_079_000, to: try #require(MailAddress(to)), subject: subject, text: text,
            attachments: attachments, unsubscribe: unsubscribe)
    }

    private func sender(
        to server: PrivateMailServer, host: String = "localhost", _ security: SMTPServer.Security = .startTLS,
        _ credentials: SMTPServer.Credentials? = Self.good,
        certificates: String? = nil, total: Duration = .seconds(20)
    ) throws -> MailSender {
        try MailSender(
            server: try SMTPServer(
                host: host, port: server.port, security: security, credentials: credentials,
                certificates: certificates ?? (server.certificate.isEmpty ? nil : server.certificate),
                sender: try #require(MailAddress("vigie@prefecture.example")), name: "Vigie, préfecture du Morbihan"),
            patience: MailPatience(connect: .seconds(5), total: total))
    }

    @Test("It arrives encrypted and signed in, with every character, line and document of it; a copy is known by the same id")
    func arrives() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            let sender = try self.sender(to: server)
            let text = "Bonjour,\n\n.\n..deux points\nDécès : l’été « à Nœux »\n" + String(repeating: "longue ligne é ", count: 200) + "\nFin = fin\n"
            let paper = try Mail.Attachment(name: "bulletin.pdf", type: "application/pdf", bytes: Array(0...255))
            let mail = try self.mail(
                subject: "Rappel : déclaration de décès du 30 novembre – Saint-Jean-la-Poterie, où rien n’a été dit depuis une semaine entière", text: text,
                attachments: [paper], unsubscribe: "https://vigie.example/mairie/rappels/fin?commune=56260")
            #expect(await sender.send(mail) == .accepted)
            #expect(await sender.send(mail) == .accepted)
            let received = try server.received()
            #expect(received.count == 2)
            let first = try #require(received.first)
            #expect(first.from == "vigie@prefecture.example" && first.to == ["mairie@vannes.example"])
            #expect(first.encrypted && first.user == PrivateMailServer.user && first.hello == "prefecture.example")
            #expect(first.headers["subject"] == mail.subject)
            #expect(first.headers["from"] == "\"Vigie, préfecture du Morbihan\" <vigie@prefecture.example>")
            #expect(first.headers["to"] == "mairie@vannes.example" || first.headers["to"] == "<mairie@vannes.example>")
            #expect(first.headers["date"] == "Mon, 30 Nov 2026 22:50:00 +0000")
            #expect(first.headers["auto-submitted"] == "auto-generated")
            #expect(first.headers["list-unsubscribe"] == "<https://vigie.example/mairie/rappels/fin?commune=56260>")
            #expect(first.headers["list-unsubscribe-post"] == "List-Unsubscribe=One-Click")
            #expect(first.text.replacing("\r\n", with: "\n") == text)
            #expect(first.attachments == ["bulletin.pdf": ["application/pdf", (0...255).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()]])
            #expect(first.ascii && first.longest <= 998)
            #expect(received.map { $0.headers["message-id"] } == ["<0d9a@prefecture.example>", "<0d9a@prefecture.example>"])
        }
    }

    @Test("Refusals are told in the server's words: for good, or for now")
    func refusals() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            let sender = try self.sender(to: server)
            #expect(try await sender.send(self.mail(to: "nobody@vannes.example")) == .refused(SMTPReply(code: 550, words: "5.1.1 No such mailbox here")))
            #expect(
                try await sender.send(self.mail(to: "spam@vannes.example")) == .refused(SMTPReply(code: 554, words: "5.7.1 Looks like something nobody wants")))
            #expect(
                try await sender.send(self.mail(to: "busy@vannes.example")) == .later(MailDelay(.busy, SMTPReply(code: 451, words: "4.3.0 Try again later"))))
            #expect(try server.received().isEmpty)
            // The thread goes on after each.
            #expect(try await sender.send(self.mail()) == .accepted)
        }
    }

    @Test("A wrong password is told, and sends nothing")
    func wrongPassword() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            let outcome = try await (self.sender(to: server, .startTLS, .init(user: "vigie", password: "wrong"))).send(self.mail())
            guard case .later(let delay) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(delay.cause == .credentials && delay.reply?.code == 535 && !delay.description.contains("wrong"))
            let unknown = try await (self.sender(to: server, .startTLS, nil)).send(self.mail())
            guard case .later(let delay) = unknown else {
                Issue.record("\(unknown)")
                return
            }
            #expect(delay.cause == .busy && delay.reply?.code == 530)
            #expect(try server.received().isEmpty)
        }
    }

    @Test("A certificate that is not trusted, or is another machine's, gets nothing")
    func untrusted() async throws {
        try await PrivateMailServer.run(.startTLS) { server async throws in
            let system = "/etc/ssl/certs/ca-certificates.crt"
            #expect(try await (self.sender(to: server, certificates: system)).send(self.mail()) == .later(MailDelay(.untrusted)))
            #expect(try await (self.sender(to: server, host: "127.0.0.1")).send(self.mail()) == .later(MailDelay(.untrusted)))
            #expect(try server.received().isEmpty)
        }
    }

    @Test("A server without encryption gets nothing; on loopback the settings may say otherwise")
    func open() async throws {
        try await PrivateMailServer.run(.open) { server async throws in
            #expect(try await (self.sender(to: server, .startTLS, nil)).send(self.mail()) == .later(MailDelay(.notEncrypted)))
            #expect(try await (self.sender(to: server, .tls, nil)).send(self.mail()) == .later(MailDelay(.notEncrypted)))
            #expect(try server.received().isEmpty)
            #expect(try await (self.sender(to: server, .none, nil)).send(self.mail()) == .accepted)
            #expect(try server.received().map(\.encrypted) == [false])
        }
    }

    @Test("Encryption from the first byte")
    func implicit() async throws {
        try await PrivateMailServer.run(.tls) { server async throws in
            #expect(try await (self.sender(to: server, .tls)).send(self.mail()) == .accepted)
            #expect(try server.received().count == 1)
        }
    }

    @Test("Nobody waits for a server that is silent, slow or not there, nor for one that is no longer wanted")
    func patience() async throws {
        try await PrivateMailServer.run(.silent) { server async throws in
            let start = ContinuousClock.now
            #expect(try await (self.sender(to: server, total: .seconds(2))).send(self.mail()) == .later(MailDelay(.timedOut)))
            #expect(ContinuousClock.now - start < .seconds(6))
            let patient = try self.sender(to: server, total: .seconds(60))
            let mail = try self.mail()
            let stopped = ContinuousClock.now
            let sending = Task { await patient.send(mail) }
            try await Task.sleep(for: .milliseconds(500))
            sending.cancel()
            #expect(await sending.value == .later(MailDelay(.stopped)))
            #expect(ContinuousClock.now - stopped < .seconds(6))
        }
        try await PrivateMailServer.run(.startTLS) { server async throws in
            let start = ContinuousClock.now
            #expect(try await (self.sender(to: server, total: .seconds(3))).send(self.mail(to: "slow@vannes.example")) == .later(MailDelay(.timedOut)))
            // Not even for its answer to a goodbye.
            #expect(ContinuousClock.now - start < .seconds(8))
        }
        let sender = try MailSender(
            server: try SMTPServer(host: "127.0.0.1", port: 1, security: .none, sender: try #require(MailAddress("vigie@prefecture.example"))))
        #expect(try await sender.send(self.mail()) == .later(MailDelay(.unreachable)))
    }
}
