/// What came of a try to send a mail.
public enum MailOutcome: Hashable, Sendable {
    /// The server has accepted it with its 250.
    case accepted
    /// The server will accept it neither now nor later, and said why.
    case refused(SMTPReply)
    /// The server may accept it at another time.
    case later(MailDelay)
}

/// Why a mail was not accepted this time.
public struct MailDelay: Hashable, Sendable, CustomStringConvertible {
    /// What stood in the way.
    public enum Cause: String, CaseIterable, Hashable, Sendable {
        case unreachable
        case timedOut = "timed-out"
        /// The server offers no encryption, or encrypting failed.
        case notEncrypted = "not-encrypted"
        /// The server's certificate is not trusted for its name.
        case untrusted
        /// The server did not take user and password.
        case credentials
        /// The server accepts this mail not now, or nothing of ours.
        case busy
        /// Sending was stopped on our side.
        case stopped
        case other
    }

    /// What stood in the way.
    public let cause: Cause
    /// The server's last reply, where there was one.
    public let reply: SMTPReply?

    /// Makes a delay of a cause, with the server's last reply where there is one.
    public init(_ cause: Cause, _ reply: SMTPReply? = nil) {
        self.cause = cause
        self.reply = reply
    }

    /// Says in English why the mail waits, and what the server said.
    public var description: String {
        let said = self.reply.map { ": \($0)" } ?? ""
        return switch self.cause {
        case .unreachable: "the mail server cannot be reached"
        case .timedOut: "the mail server did not answer in time"
        case .notEncrypted: "the mail server offers no encryption that can be used"
        case .untrusted: "the mail server's certificate is not trusted"
        case .credentials: "the mail server did not take user and password\(said)"
        case .busy: "the mail server did not take the mail now\(said)"
        case .stopped: "sending was stopped"
        case .other: "the mail could not be sent\(said)"
        }
    }
}

/// How a transfer ended, before the conversation is looked at.
enum TransferEnd: Hashable, Sendable {
    case done
    case failed(MailDelay.Cause)
}

extension MailOutcome {
    /// Judges a transfer. Only what the server says of this recipient or this mail refuses it for good; what it says of us, by refusing the
    /// password, the sender or the greeting, is our fault or its own, and the mail waits for its repair.
    init(_ end: TransferEnd, _ conversation: SMTPConversation) {
        guard case .failed(let cause) = end else {
            self = .accepted
            return
        }
        guard cause == .other, let reply = conversation.reply, let command = conversation.command else {
            self = .later(MailDelay(cause, cause == .credentials ? conversation.reply : nil))
            return
        }
        switch (reply.code, command) {
        case (500..., .recipient), (500..., .data): self = .refused(reply)
        case (400..., .hello), (400..., .oldHello), (400..., .startTLS), (400..., .authenticate), (400..., .mail), (400..., .recipient), (400..., .data):
            self = .later(MailDelay(.busy, reply))
        default: self = .later(MailDelay(.other))
        }
    }
}
