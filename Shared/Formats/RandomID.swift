/// Makes random identifiers.
public enum RandomID {
    /// Draws a random UUID (RFC 9562, version 4).
    public static func make() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        // Each number drawn is a call of the system.
        var bytes = withUnsafeBytes(of: (random.next(), random.next())) { Array($0) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }
}
