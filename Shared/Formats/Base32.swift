/// Bytes as text that people can type (RFC 4648, section 6), without padding: what authenticator applications take as a secret.
public enum Base32 {
    private static let text = BitText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", isCaseSensitive: false)

    /// The text of bytes.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String { self.text.encode(bytes) }

    /// The bytes, whatever the case; nothing for text that `encode` would not have written.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? { self.text.decode(text) }
}
