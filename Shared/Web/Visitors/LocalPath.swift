import Foundation

/// An address of this site to go on to after signing in: a path with its parameters. No text that leads to another site is one, however it is
/// written.
public struct LocalPath: Hashable, Sendable {
    /// The path with its parameters, as it stands in an address: `/departements/56?date=2020-04-01`.
    public let text: String

    /// The most bytes that are read; no page of ours has a longer address.
    private static let longest = 500

    /// Reads a path; `nil` for what is none, or may be read as another site's address. Browsers read `\` as `/`, and pass over control
    /// characters.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.longest, text.hasPrefix("/"), text.utf8.allSatisfy(Self.isPlain), !text.dropFirst().hasPrefix("/"),
            // Escaped, a line's end may yet become one on its way.
            let plain = text.removingPercentEncoding, plain.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { return nil }
        self.text = text
    }

    /// The address as the value of a parameter.
    public var escaped: String { self.text.addingPercentEncoding(withAllowedCharacters: Self.unescaped) ?? "%2F" }

    private static let unescaped = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")

    /// Tells whether a byte may stand in an address (RFC 3986, section 2); `\` may not.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\\\"<>^`{|}#".utf8.contains(byte)
    }
}
