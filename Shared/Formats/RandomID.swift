/// Makes random identifiers.
public enum RandomID {
    /// Draws a random UUID (RFC 9562, version 4).
    public static func make() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }
}
