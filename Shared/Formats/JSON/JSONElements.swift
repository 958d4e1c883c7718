/// Finds the elements of a JSON array without reading them: each is a range of the bytes for `JSONReader`.
public enum JSONElements {
    /// Finds the ranges of the elements, in order; `nil` when there are more than `limit`. Brackets and strings are followed, and nothing
    /// else is checked: what stands between two commas may be no JSON.
    ///
    /// - Throws: `JSONFault` when the bytes are no array, or something follows it.
    public static func ranges(in bytes: [UInt8], atMost limit: Int) throws(JSONFault) -> [Range<Int>]? {
        var place = 0
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        func skipSpace() { while place < bytes.count, isSpace(bytes[place]) { place += 1 } }
        switch ByteOrderMark(bytes) {
        case .utf8: place = 3
        case .utf16, .utf32: throw JSONFault("the text is in UTF-16 or UTF-32; JSON is sent in UTF-8", in: bytes, at: 0)
        case nil: break
        }
        skipSpace()
        guard place < bytes.count, bytes[place] == UInt8(ascii: "[") else { throw JSONFault("an array is expected", in: bytes, at: place) }
        place += 1
        var ranges: [Range<Int>] = []
        skipSpace()
        if place < bytes.count, bytes[place] == UInt8(ascii: "]") {
            place += 1
        } else {
            var isOpen = true
            while isOpen {
                skipSpace()
                let start = place
                guard let end = self.endOfElement(in: bytes, from: start) else {
                    throw JSONFault("a comma or the end of the array is expected", in: bytes, at: bytes.count)
                }
                guard ranges.count < limit else { return nil }
                ranges.append(start..<end)
                isOpen = bytes[end] == UInt8(ascii: ",")
                place = end + 1
            }
        }
        skipSpace()
        guard place == bytes.count else { throw JSONFault("something follows the value", in: bytes, at: place) }
        return ranges
    }

    /// Finds the comma or bracket that ends an element.
    private static func endOfElement(in bytes: [UInt8], from start: Int) -> Int? {
        var depth = 0
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return place }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return place
            default: break
            }
            place += 1
        }
        return nil
    }
}
