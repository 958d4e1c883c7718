/// One mail to one person, as all its copies are.
///
/// Whatever could end a header's line is refused when a mail is made, so nothing that a person typed becomes a header.
public struct Mail: Hashable, Sendable {
    /// A document that goes along with a mail.
    public struct Attachment: Hashable, Sendable {
        /// The file's name, such as `bulletin.pdf`.
        public let name: String
        /// The media type, such as `application/pdf`.
        public let type: String
        /// The document's bytes.
        public let bytes: [UInt8]

        /// Checks a document.
        ///
        /// - Throws: `MailFault.attachment` for a name or type with other than letters, digits and `.-_/+`, and for more than 10 MB.
        public init(name: String, type: String, bytes: [UInt8]) throws(MailFault) {
            let isPlain = (name + type).utf8.allSatisfy(Self.plain.contains)
            guard isPlain, (1...100).contains(name.utf8.count), !name.contains("/"), type.split(separator: "/").count == 2, type.utf8.count <= 100,
                (1...10_000_000).contains(bytes.count)
            else { throw .attachment }
            self.name = name
            self.type = type
            self.bytes = bytes
        }

        private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_/+".utf8)
    }

    /// What the mail is known by wherever it goes.
    public let messageID: MessageID
    /// When it was written, in seconds since 1970.
    public let date: Int64
    /// Whom it goes to.
    public let to: MailAddress
    /// The subject, on one line.
    public let subject: String
    /// The body as plain text, whose lines end with a line feed.
    public let text: String
    /// The documents that go along, at most five.
    public let attachments: [Attachment]
    /// The address at which one click puts an end to mails like this one (RFC 8058).
    public let unsubscribe: String?

    /// Checks everything that stands in a mail.
    ///
    /// - Parameters:
    ///   - subject: 1 to 200 characters on one line.
    ///   - text: At most 100,000 bytes; no control characters but line feeds and tabs.
    ///   - attachments: At most five.
    ///   - unsubscribe: An address of `https`, or `http` where nobody else listens; at most 900 bytes.
    /// - Throws: `MailFault`.
    public init(
        messageID: MessageID, date: Int64, to: MailAddress, subject: String, text: String, attachments: [Attachment] = [],
        unsubscribe: String? = nil
    ) throws(MailFault) {
        guard (1...200).contains(subject.unicodeScalars.count), subject.unicodeScalars.allSatisfy({ !Self.isControl($0) }) else { throw .subject }
        guard (1...100_000).contains(text.utf8.count), text.unicodeScalars.allSatisfy({ !Self.isControl($0) || $0 == "\n" || $0 == "\t" }) else { throw .text }
        guard attachments.count <= 5 else { throw .attachment }
        if let unsubscribe {
            guard unsubscribe.hasPrefix("https://") || unsubscribe.hasPrefix("http://"), unsubscribe.utf8.count <= 900,
                unsubscribe.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E })
            else { throw .unsubscribe }
        }
        self.messageID = messageID
        self.date = date
        self.to = to
        self.subject = subject
        self.text = text
        self.attachments = attachments
        self.unsubscribe = unsubscribe
    }

    /// Tells whether a character is a control character of C0 or C1, or one that Unicode ends a line with.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }
}

/// What is wrong with what should become a mail.
public enum MailFault: String, Error, CaseIterable, Hashable, Sendable {
    case subject
    case text
    case attachment
    case unsubscribe
}
