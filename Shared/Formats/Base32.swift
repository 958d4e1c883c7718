/// Writes bytes as text that people can type (RFC 4648, section 6), without padding, and reads it back. Authenticator applications take a
/// secret in this form.
public enum Base32 {
    private static let text = BitText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", isCaseSensitive: false)

    /// Writes bytes as text.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String { self.text.encode(bytes) }

    /// Reads text in either case; `nil` for text that `encode` would not have written.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? { self.text.decode(text) }
}
