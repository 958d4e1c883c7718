/// The name by which a mail is known wherever it goes (RFC 5322, section 3.6.4): `<0d9a…@vigie.example>`. All copies of a mail have the same
/// one, so that whoever receives two may show one.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// The id with its angle brackets.
    public let text: String

    /// Makes one of an id that is drawn once; `nil` for an id that is not 1 to 64 letters, digits and hyphens.
    ///
    /// - Parameter sender: Whose domain follows the @.
    public init?(_ id: String, by sender: MailAddress) {
        let isPlain = id.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        guard isPlain, (1...64).contains(id.utf8.count) else { return nil }
        self.text = "<\(id)@\(sender.domain)>"
    }

    /// The id with its angle brackets.
    public var description: String { self.text }
}
