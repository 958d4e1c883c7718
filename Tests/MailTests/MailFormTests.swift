import Testing

@testable import Mail

@Suite("What a mail is, before anybody sends it")
struct MailFormTests {
    private static let sender = MailAddress("vigie@prefecture.example")
    private static let id = Self.sender.flatMap { MessageID("0d9a", by: $0) }

    @Test(
        "Addresses that can be written to",
        arguments: ["mairie@vannes.example", "m.le-goff+vigie@a.b.example", "o'neil@x.fr", "a@xn--mairie-nv.fr"])
    func addresses(text: String) throws {
        let address = try #require(MailAddress(text))
        #expect(address.text == text)
        #expect(text.hasSuffix("@" + address.domain))
    }

    @Test(
        "What is no address, or would slip something in",
        arguments: [
            "", "mairie", "@vannes.example", "mairie@", "mairie@vannes", "a@b@c.fr", "a..b@c.fr", ".a@c.fr", "a.@c.fr", "a@.fr", "a@c..fr", "a@-c.fr",
            "a b@c.fr", "a@c.fr>", "<a@c.fr", "a@c.fr\r\nRCPT TO:<b@c.fr>", "a\n@c.fr", "mairié@c.fr", "a@é.fr", "\"a b\"@c.fr", "a@[127.0.0.1]",
            "a@c.fr,b@c.fr", String(repeating: "a", count: 65) + "@c.fr", "a@" + String(repeating: "c", count: 64) + ".fr",
            "a@" + String(repeating: "abcdefgh.", count: 30) + "fr",
        ])
    func noAddresses(text: String) { #expect(MailAddress(text) == nil) }

    @Test("A message id is the sender's, and holds nothing but what was drawn")
    func messageID() throws {
        let sender = try #require(Self.sender)
        #expect(MessageID("0d9a-4F", by: sender)?.text == "<0d9a-4F@prefecture.example>")
        for id in ["", "a b", "a>", "a@b", "é", String(repeating: "a", count: 65)] { #expect(MessageID(id, by: sender) == nil) }
    }

    private func mail(
        subject: String = "Objet", text: String = "Bonjour\n", attachments: [Mail.Attachment] = [], unsubscribe: String? = nil
    ) throws -> Mail {
        try Mail(
            messageID: try #require(Self.id), date: 1_796_079_000, to: try #require(MailAddress("mairie@vannes.example")), subject: subject, text: text,
            attachments: attachments, unsubscribe: unsubscribe)
    }

    @Test(
        "Nothing ends a header's line",
        arguments: ["a\r\nBcc: b@c.fr", "a\nb", "a\rb", "a\u{0}b", "a\u{85}b", "a\u{2028}b", "", String(repeating: "a", count: 201)])
    func subjects(subject: String) {
        #expect(throws: MailFault.subject) { try self.mail(subject: subject) }
        #expect(throws: MailFault.unsubscribe) {
            try self.mail(unsubscribe: "https://vigie.example/\(subject.isEmpty ? " " : subject.count > 200 ? String(repeating: "a", count: 900) : subject)")
        }
    }

    @Test("Text, documents and addresses within bounds")
    func bounds() throws {
        #expect(throws: MailFault.text) { try self.mail(text: "") }
        #expect(throws: MailFault.text) { try self.mail(text: "a\u{0}") }
        #expect(throws: MailFault.text) { try self.mail(text: "a\rb") }
        #expect(throws: MailFault.text) { try self.mail(text: String(repeating: "a", count: 100_001)) }
        #expect(throws: MailFault.attachment) { try Mail.Attachment(name: "a\".pdf", type: "application/pdf", bytes: [1]) }
        #expect(throws: MailFault.attachment) { try Mail.Attachment(name: "../a.pdf", type: "application/pdf", bytes: [1]) }
        #expect(throws: MailFault.attachment) { try Mail.Attachment(name: "a.pdf", type: "application", bytes: [1]) }
        #expect(throws: MailFault.attachment) { try Mail.Attachment(name: "a.pdf", type: "application/pdf", bytes: []) }
        let one = try Mail.Attachment(name: "a.pdf", type: "application/pdf", bytes: [1])
        #expect(throws: MailFault.attachment) { try self.mail(attachments: Array(repeating: one, count: 6)) }
        #expect(throws: MailFault.unsubscribe) { try self.mail(unsubscribe: "ftp://vigie.example") }
        _ = try self.mail(text: "a\tb\n\n", attachments: [one], unsubscribe: "https://vigie.example/mairie/rappels/fin?a=b")
    }

    @Test("Headers, each on a line of its own")
    func headers() throws {
        let lines = MailHeaders.lines(
            of: try self.mail(unsubscribe: "https://vigie.example/fin?a=b"), from: try #require(Self.sender), called: "Vigie, Préfecture")
        #expect(
            lines == [
                "Date: Mon, 30 Nov 2026 22:50:00 +0000", "From: =?utf-8?B?VmlnaWUsIFByw6lmZWN0dXJl?= <vigie@prefecture.example>",
                "To: <mairie@vannes.example>", "Subject: Objet", "Message-ID: <0d9a@prefecture.example>", "Auto-Submitted: auto-generated",
                "List-Unsubscribe: <https://vigie.example/fin?a=b>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            ])
        #expect(MailHeaders.lines(of: try self.mail(), from: try #require(Self.sender), called: "Vigie").count == 6)
        #expect(MailHeaders.date(0) == "Thu, 01 Jan 1970 00:00:00 +0000" && MailHeaders.date(1_709_164_799) == "Wed, 28 Feb 2024 23:59:59 +0000")
    }

    @Test("Words of any language, in lines of at most 78 characters, none of which parts a character")
    func encodedWords() {
        #expect(EncodedWords.text("Plain", after: 9) == "Plain")
        #expect(EncodedWords.text("=?utf-8?B?YQ==?=", after: 9) != "=?utf-8?B?YQ==?=")
        for text in [String(repeating: "é", count: 120), String(repeating: "a", count: 150), String(repeating: "👩‍👩‍👧‍👦", count: 40), "e\u{301}"] {
            let words = EncodedWords.text(text, after: 9).split(separator: "\r\n ", omittingEmptySubsequences: false)
            #expect(words.allSatisfy { $0.utf8.count <= 75 })
        }
    }

    @Test("Servers in the open are on this machine alone")
    func servers() throws {
        let sender = try #require(Self.sender)
        #expect(throws: SMTPServer.Fault.open) { try SMTPServer(host: "smtp.example", security: .none, sender: sender) }
        for host in ["", "smtp example", "smtp/x", "a@b", "é"] {
            #expect(throws: SMTPServer.Fault.host) { try SMTPServer(host: host, sender: sender) }
        }
        #expect(throws: SMTPServer.Fault.port) { try SMTPServer(host: "a", port: 0, sender: sender) }
        #expect(throws: SMTPServer.Fault.credentials) { try SMTPServer(host: "a", credentials: .init(user: "a\r\n", password: "b"), sender: sender) }
        #expect(throws: SMTPServer.Fault.name) { try SMTPServer(host: "a", sender: sender, name: "a\nb") }
        #expect(try SMTPServer(host: "smtp.example", sender: sender).address == "smtp://smtp.example:587/prefecture.example")
        #expect(try SMTPServer(host: "::1", security: .tls, sender: sender).address == "smtps://[::1]:465/prefecture.example")
        let server = try SMTPServer(host: "smtp.example", credentials: .init(user: "vigie", password: "hush-hush"), sender: sender)
        #expect(!"\(server)".contains("hush-hush") && !String(reflecting: server).contains("hush-hush"))
    }
}
