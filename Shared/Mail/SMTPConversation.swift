/// What was said between us and the server, as far as it matters: the command that came last, and the server's last reply. Neither passwords
/// nor the mail itself are kept of it.
struct SMTPConversation: Hashable, Sendable {
    /// The commands that we send (RFC 5321, RFC 3207, RFC 4954).
    enum Command: String, CaseIterable, Hashable, Sendable {
        case hello = "EHLO"
        case oldHello = "HELO"
        case startTLS = "STARTTLS"
        case authenticate = "AUTH"
        case mail = "MAIL"
        case recipient = "RCPT"
        case data = "DATA"
        case quit = "QUIT"
    }

    /// How many characters of a server's reply are kept.
    private static let longest = 500

    private(set) var command: Command?
    private(set) var reply: SMTPReply?
    private var isOver = false

    /// Notes a line that we sent. What is no command is a part of signing in, and is not looked at.
    mutating func said(_ line: some Collection<UInt8>) {
        let word = line.prefix { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A }
        guard word.count <= 8, let command = Command(rawValue: String(decoding: word, as: UTF8.self)) else { return }
        // The end of a conversation that failed is not what failed, nor is its answer.
        self.isOver = command == .quit
        if !self.isOver { self.command = command }
    }

    /// Notes one line or several that the server sent: `250-SIZE`, `550 5.1.1 no such user`.
    mutating func heard(_ bytes: some Collection<UInt8>) {
        guard !self.isOver else { return }
        for line in bytes.split(separator: 0x0A) {
            let text = String(decoding: line.prefix(Self.longest), as: UTF8.self)
            guard let code = Int(text.prefix(3)), (200...599).contains(code) else { continue }
            let words = String(text.dropFirst(4)).filter { !$0.isNewline }
            // The lines of one answer have the same code, and are told in one.
            if let last = self.reply, last.code == code, last.isUnfinished {
                self.reply = SMTPReply(code: code, words: String("\(last.words) \(words)".prefix(Self.longest)), isUnfinished: text.dropFirst(3).first == "-")
            } else {
                self.reply = SMTPReply(code: code, words: words, isUnfinished: text.dropFirst(3).first == "-")
            }
        }
    }
}

/// A reply of the server.
public struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
    /// The three digits: those that begin with 2 mean yes, with 4 not now, with 5 no.
    public let code: Int
    /// The server's own words, without control characters.
    public let words: String
    /// Whether another line of the reply follows.
    let isUnfinished: Bool

    init(code: Int, words: String, isUnfinished: Bool = false) {
        self.code = code
        self.words = String(
            String.UnicodeScalarView(words.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0xFFFD }))
        self.isUnfinished = isUnfinished
    }

    /// The reply as `550 5.1.1 no such user`.
    public var description: String { "\(self.code) \(self.words)" }
}
