/// Writes bytes as hexadecimal digits, two for each byte, in lower case (RFC 4648, section 8, but for the case), and reads them back.
public enum Hex {
    /// The digits of bytes.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            characters.append(self.character(byte >> 4))
            characters.append(self.character(byte & 0x0F))
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The digits of a number, the highest first, leading zeros included.
    public static func text(_ number: some FixedWidthInteger & UnsignedInteger) -> String {
        withUnsafeBytes(of: number.bigEndian) { self.text($0) }
    }

    /// Whether characters of ASCII are digits as they are written here: in lower case.
    public static func isWritten(_ characters: some Sequence<UInt8>) -> Bool {
        characters.allSatisfy { self.digit($0) != nil && !(0x41...0x46).contains($0) }
    }

    /// Reads digits in either case; `nil` for an odd number of them, or for anything else.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            guard let digit = self.digit(character) else { return nil }
            if let first = high { bytes.append(first << 4 | digit) }
            high = high == nil ? digit : nil
        }
        return high == nil ? bytes : nil
    }

    /// What a character of ASCII stands for, in either case; nothing for one that is no digit.
    public static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x61...0x66: character - 0x61 + 10
        case 0x41...0x46: character - 0x41 + 10
        default: nil
        }
    }

    private static func character(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x61 - 10 + digit }
}
