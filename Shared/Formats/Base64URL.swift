/// Writes bytes as text that needs no escaping in an address (RFC 4648, section 5), without padding, and reads it back.
public enum Base64URL {
    private static let text = BitText("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", isCaseSensitive: true)

    /// Writes bytes as text.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String { self.text.encode(bytes) }

    /// Reads text; `nil` for text that `encode` would not have written.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? { self.text.decode(text) }
}
