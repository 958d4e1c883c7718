import Formats

/// Finds out how a file's text is encoded, and turns it into UTF-8.
enum TextEncoding {
    /// Turns a file's text into UTF-8. It reads UTF-8 with or without a mark, UTF-16 with one, and Windows-1252 where the bytes can be nothing
    /// else; line ends are left as they are.
    ///
    /// - Throws: `ReferenceError` for what is none of these.
    static func utf8(_ bytes: [UInt8], name: String) throws(ReferenceError) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try self.utf8(Array(bytes.dropFirst(3)), name: name) }
        if bytes.starts(with: [0xFF, 0xFE]) { return self.utf16(bytes, low: 0) }
        if bytes.starts(with: [0xFE, 0xFF]) { return self.utf16(bytes, low: 1) }
        if bytes.allSatisfy({ $0 < 0x80 }) || String(validating: bytes, as: UTF8.self) != nil { return bytes }
        guard let text = Windows1252.utf8(ifCertain: bytes) else { throw ReferenceError("\(name) is neither UTF-8 nor Windows-1252") }
        return text
    }

    /// Turns UTF-16 into UTF-8.
    ///
    /// - Parameter low: which of two bytes is the lower.
    private static func utf16(_ bytes: [UInt8], low: Int) -> [UInt8] {
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8 }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
