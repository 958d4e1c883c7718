/// Checks characters of UTF-8 that take more than one byte (Unicode 16, table 3-7).
enum UTF8Sequence {
    /// Returns how many bytes the well-formed character has that begins at a place; `nil` when none of two to four bytes does.
    static func length(at place: Int, in bytes: [UInt8]) -> Int? {
        guard place < bytes.count else { return nil }
        let first = bytes[place]
        let second: ClosedRange<UInt8>
        let length: Int
        switch first {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard place + length <= bytes.count, second.contains(bytes[place + 1]) else { return nil }
        for rest in bytes[(place + 2)..<(place + length)] where rest & 0xC0 != 0x80 { return nil }
        return length
    }
}
