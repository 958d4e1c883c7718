/// Reads the encoding in which Windows writes western text (WHATWG Encoding Standard, index windows-1252), as old spreadsheets save their
/// tables.
public enum Windows1252 {
    /// The characters of 0x80 to 0x9F; those that the encoding leaves out are nil. All others are those of Unicode.
    private static let high: [UInt32?] = [
        0x20AC, nil, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, nil, 0x017D, nil,
        nil, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, nil, 0x017E, 0x0178,
    ]

    /// Turns text of this encoding into UTF-8; `nil` when a byte is none of it.
    public static func utf8(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
                continue
            }
            guard let code = byte < 0xA0 ? self.high[Int(byte) - 0x80] : UInt32(byte) else { return nil }
            if code < 0x800 {
                text.append(UInt8(0xC0 | code >> 6))
            } else {
                text.append(UInt8(0xE0 | code >> 12))
                text.append(UInt8(0x80 | code >> 6 & 0x3F))
            }
            text.append(UInt8(0x80 | code & 0x3F))
        }
        return text
    }

    /// Turns text of this encoding into UTF-8 when the bytes can be nothing else: they are not UTF-8, hold no character of more than one byte
    /// that UTF-8 would have, and every one is defined here. It is `nil` when they are UTF-8, or a mixture that nobody can part.
    public static func utf8(ifCertain bytes: [UInt8]) -> [UInt8]? {
        var isUTF8 = true
        var place = 0
        while place < bytes.count {
            if bytes[place] < 0x80 {
                place += 1
            } else if UTF8Sequence.length(at: place, in: bytes) != nil {
                // One sequence that is valid is no accident in French: two such letters side by side are rare in 1252.
                return nil
            } else {
                isUTF8 = false
                place += 1
            }
        }
        return isUTF8 ? nil : self.utf8(bytes)
    }
}
