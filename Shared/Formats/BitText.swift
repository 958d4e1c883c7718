/// Writes bytes as text of which each character stands for some of their bits, the highest first, without padding (RFC 4648), and reads it
/// back.
struct BitText: Sendable {
    /// How many bits a character stands for: 5 or 6.
    private let width: Int
    /// The character of each value.
    private let characters: [UInt8]
    /// The value of each character.
    private let values: [UInt8?]

    /// Takes the characters of an encoding, by value.
    ///
    /// - Parameter isCaseSensitive: Whether letters in the other case are other characters.
    init(_ characters: StaticString, isCaseSensitive: Bool) {
        let characters = characters.withUTF8Buffer { Array($0) }
        // There are as many characters as values: 32 or 64.
        self.width = characters.count.trailingZeroBitCount
        self.characters = characters
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, character) in characters.enumerated() {
            values[Int(character)] = UInt8(value)
            if !isCaseSensitive, (0x41...0x5A).contains(character) { values[Int(character) + 0x20] = UInt8(value) }
        }
        self.values = values
    }

    /// Writes bytes as text.
    func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= self.width {
                count -= self.width
                text.append(self.characters[Int(bits >> UInt32(count)) & (self.characters.count - 1)])
            }
        }
        if count > 0 { text.append(self.characters[Int(bits << UInt32(self.width - count)) & (self.characters.count - 1)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads text; `nil` for text that `encode` would not have written, but for the case where that does not matter.
    func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            guard let value = self.values[Int(character)] else { return nil }
            bits = bits << UInt32(self.width) | UInt32(value)
            count += self.width
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        guard count < self.width, bits & ((1 << UInt32(count)) - 1) == 0 else { return nil }
        return bytes
    }
}
