/// An address of electronic mail that can be written to: `mairie@vannes.example`.
///
/// A subset of RFC 5321, section 4.1.2, that all servers take: ASCII, a local part of atoms and points without quotes, and a domain of
/// at least two labels. As it can hold neither a space nor a line's end, no address slips anything into a conversation or a header.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as it was written.
    public let text: String
    /// The domain, which follows the @.
    public let domain: String

    /// Reads an address; `nil` for what is none.
    public init?(_ text: String) {
        guard text.utf8.count <= 254 else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocal(parts[0]), Self.isDomain(parts[1]) else { return nil }
        self.text = text
        self.domain = String(parts[1])
    }

    /// The address as it was written.
    public var description: String { self.text }

    private static let atom = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~".utf8)
    private static let label = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-".utf8)

    private static func isLocal(_ text: Substring) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(self.atom.contains) }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(self.label.contains) && !label.hasPrefix("-") && !label.hasSuffix("-")
            }
    }
}
