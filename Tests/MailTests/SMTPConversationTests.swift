import Testing

@testable import Mail

@Suite("What is kept of a conversation, and what is made of it")
struct SMTPConversationTests {
    private func conversation(_ lines: String...) -> SMTPConversation {
        var conversation = SMTPConversation()
        for line in lines {
            if line.hasPrefix(">") { conversation.said(Array("\(line.dropFirst())\r\n".utf8)) } else { conversation.heard(Array("\(line)\r\n".utf8)) }
        }
        return conversation
    }

    @Test("The last command, and the last answer; no password")
    func kept() {
        let said = self.conversation("220 hello", ">EHLO a", "250-SIZE 1", "250 HELP", ">AUTH PLAIN AGEAYg==", ">QVVUSA==", "535 5.7.8 no")
        #expect(said.command == .authenticate)
        #expect(said.reply == SMTPReply(code: 535, words: "5.7.8 no"))
        #expect(!"\(said)".contains("AGEAYg") && !"\(said)".contains("QVVUSA"))
        #expect(self.conversation(">RCPT TO:<a@b.fr>", "550-first", "550 second").reply?.description == "550 first second")
        let over = self.conversation(">RCPT TO:<a@b.fr>", "550 no", ">QUIT", "221 goodbye", "999 what")
        #expect(over.command == .recipient && over.reply == SMTPReply(code: 550, words: "no"))
        #expect(
            self.conversation("550 a\u{1B}[31mb" + String(repeating: "x", count: 2_000)).reply.map { $0.words.count < 501 && !$0.words.contains("\u{1B}") }
                == true)
    }

    @Test("Only what is said of this recipient or this mail refuses it for good")
    func judged() {
        let failed = TransferEnd.failed(.other)
        #expect(MailOutcome(.done, self.conversation(">DATA", "250 taken")) == .accepted)
        #expect(MailOutcome(failed, self.conversation(">RCPT TO:<a@b.fr>", "550 no")) == .refused(SMTPReply(code: 550, words: "no")))
        #expect(MailOutcome(failed, self.conversation(">DATA", "354 go on", "554 spam")) == .refused(SMTPReply(code: 554, words: "spam")))
        for line in [">EHLO a", ">STARTTLS", ">MAIL FROM:<a@b.fr>"] {
            #expect(MailOutcome(failed, self.conversation(line, "550 no")) == .later(MailDelay(.busy, SMTPReply(code: 550, words: "no"))))
        }
        #expect(MailOutcome(failed, self.conversation(">RCPT TO:<a@b.fr>", "451 later")) == .later(MailDelay(.busy, SMTPReply(code: 451, words: "later"))))
        #expect(MailOutcome(failed, self.conversation(">DATA", "354 go on")) == .later(MailDelay(.other)))
        #expect(MailOutcome(failed, SMTPConversation()) == .later(MailDelay(.other)))
        // A password that is refused is our fault, not the mail's.
        #expect(
            MailOutcome(.failed(.credentials), self.conversation(">AUTH PLAIN x", "535 no"))
                == .later(MailDelay(.credentials, SMTPReply(code: 535, words: "no"))))
        for cause in MailDelay.Cause.allCases where cause != .other && cause != .credentials {
            #expect(MailOutcome(.failed(cause), self.conversation(">RCPT TO:<a@b.fr>", "550 no")) == .later(MailDelay(cause)))
        }
    }
}
