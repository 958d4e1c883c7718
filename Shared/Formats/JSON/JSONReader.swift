/// Reads one JSON text (RFC 8259) strictly: UTF-8, no name twice in an object (as I-JSON, RFC 7493), no lone surrogate, at
/// most 8 levels, 64 members an object and 1,024 values in all, so that a text costs no more memory than a few times its
/// length. A byte-order mark before it is passed over (RFC 8259, section 8.1). Where it stops, it says so by byte, line and
/// column.
///
/// Foundation's reader accepts the last of two members of the same name and tells no place; with it a commune could send
/// one count and have another one counted.
public struct JSONReader {
    static let greatestDepth = 8
    static let mostMembers = 64
    /// The most values of a text, nested ones included.
    static let mostValues = 1_024

    private let bytes: [UInt8]
    private let start: Int
    private let end: Int
    private var position: Int
    private var values = 0

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.start = range.lowerBound
        self.end = range.upperBound
        self.position = range.lowerBound
    }

    /// Reads the text in a part of the bytes; places are counted from the part's beginning.
    public static func read(_ bytes: [UInt8], in range: Range<Int>) throws(JSONFault) -> JSONValue {
        let range = range.clamped(to: 0..<bytes.count)
        var reader = JSONReader(bytes, range)
        switch ByteOrderMark(bytes[range]) {
        case .utf8: reader.position += 3
        case .utf16, .utf32: throw reader.fault("the text is in UTF-16 or UTF-32; JSON is sent in UTF-8")
        case nil: break
        }
        reader.skipSpace()
        let value = try reader.value(depth: 1)
        reader.skipSpace()
        guard reader.position == reader.end else { throw reader.fault("something follows the value") }
        return value
    }

    /// Reads the text that all the bytes are.
    public static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue { try self.read(bytes, in: 0..<bytes.count) }

    private var next: UInt8? { self.position < self.end ? self.bytes[self.position] : nil }

    private func fault(_ reason: String, at place: Int? = nil) -> JSONFault {
        JSONFault(reason, in: self.bytes[self.start..<self.end], at: (place ?? self.position) - self.start)
    }

    private mutating func skipSpace() {
        while let byte = self.next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { self.position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard let byte = self.next else { throw self.fault("a value is missing") }
        self.values += 1
        guard self.values <= Self.mostValues else { throw self.fault("more than \(Self.mostValues) values") }
        switch byte {
        case UInt8(ascii: "{"): return try self.object(depth: depth)
        case UInt8(ascii: "["): return try self.array(depth: depth)
        case UInt8(ascii: "\""): return .string(try self.string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try self.number()
        case UInt8(ascii: "t"): return try self.word("true", .boolean(true))
        case UInt8(ascii: "f"): return try self.word("false", .boolean(false))
        case UInt8(ascii: "n"): return try self.word("null", .null)
        default: throw self.fault("not the beginning of a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.greatestDepth else { throw self.fault("nested deeper than \(Self.greatestDepth) levels") }
        self.position += 1
        var members: [JSONValue.Member] = []
        self.skipSpace()
        if self.take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            let place = self.position
            guard self.next == UInt8(ascii: "\"") else { throw self.fault("a member's name in quotes is expected") }
            let name = try self.string()
            guard !members.contains(where: { $0.name == name }) else { throw self.fault("the same name twice in an object", at: place) }
            guard members.count < Self.mostMembers else {
                throw self.fault("more than \(Self.mostMembers) members in an object", at: place)
            }
            self.skipSpace()
            guard self.take(UInt8(ascii: ":")) else { throw self.fault("a colon is expected") }
            self.skipSpace()
            members.append(.init(name: name, value: try self.value(depth: depth + 1)))
            self.skipSpace()
            if self.take(UInt8(ascii: "}")) { return .object(members) }
            guard self.take(UInt8(ascii: ",")) else { throw self.fault("a comma or the end of the object is expected") }
            self.skipSpace()
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.greatestDepth else { throw self.fault("nested deeper than \(Self.greatestDepth) levels") }
        self.position += 1
        var values: [JSONValue] = []
        self.skipSpace()
        if self.take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try self.value(depth: depth + 1))
            self.skipSpace()
            if self.take(UInt8(ascii: "]")) { return .array(values) }
            guard self.take(UInt8(ascii: ",")) else { throw self.fault("a comma or the end of the array is expected") }
            self.skipSpace()
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard self.next == byte else { return false }
        self.position += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let place = self.position
        let matches = word.withUTF8Buffer { letters in
            self.bytes[place..<self.end].starts(with: letters)
        }
        guard matches else { throw self.fault("not the beginning of a value") }
        self.position += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let place = self.position
        let isNegative = self.take(UInt8(ascii: "-"))
        var magnitude = 0
        var isExact = true
        let first = self.position
        while let byte = self.next, (0x30...0x39).contains(byte) {
            let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(byte - 0x30))
            if overflow || carry { isExact = false } else { magnitude = sum }
            self.position += 1
        }
        guard self.position > first else { throw self.fault("a digit is expected") }
        guard self.bytes[first] != 0x30 || self.position == first + 1 else { throw self.fault("a number begins with a needless zero", at: place) }
        if self.take(UInt8(ascii: ".")) {
            // 2.0 is the whole number 2, as statistical programs write it.
            let fraction = self.position
            try self.digits()
            if self.bytes[fraction..<self.position].contains(where: { $0 != 0x30 }) { isExact = false }
        }
        if self.take(UInt8(ascii: "e")) || self.take(UInt8(ascii: "E")) {
            if !self.take(UInt8(ascii: "+")) { _ = self.take(UInt8(ascii: "-")) }
            try self.digits()
            isExact = false
        }
        return isExact ? .integer(isNegative ? -magnitude : magnitude) : .otherNumber
    }

    private mutating func digits() throws(JSONFault) {
        let first = self.position
        while let byte = self.next, (0x30...0x39).contains(byte) { self.position += 1 }
        guard self.position > first else { throw self.fault("a digit is expected") }
    }

    private mutating func string() throws(JSONFault) -> String {
        let place = self.position
        self.position += 1
        let first = self.position
        while let byte = self.next {
            switch byte {
            case UInt8(ascii: "\""):
                self.position += 1
                return try self.text(self.bytes[first..<self.position - 1], at: place)
            case UInt8(ascii: "\\"):
                return try self.escapedString(from: first, at: place)
            case 0..<0x20:
                throw self.fault("a control character in a string")
            default:
                self.position += 1
            }
        }
        throw self.fault("the string that begins here has no end", at: place)
    }

    /// Reads the rest of a string from its first escape on.
    private mutating func escapedString(from first: Int, at place: Int) throws(JSONFault) -> String {
        var content = Array(self.bytes[first..<self.position])
        while let byte = self.next {
            self.position += 1
            switch byte {
            case UInt8(ascii: "\""): return try self.text(content[...], at: place)
            case UInt8(ascii: "\\"): try self.escape(into: &content)
            case 0..<0x20: throw self.fault("a control character in a string", at: self.position - 1)
            default: content.append(byte)
            }
        }
        throw self.fault("the string that begins here has no end", at: place)
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONFault) {
        let place = self.position - 1
        guard let byte = self.next else { throw self.fault("an escape without an end", at: place) }
        self.position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content.append(contentsOf: Array(String(try self.scalar(from: place)).utf8))
        default: throw self.fault("no such escape", at: place)
        }
    }

    /// Reads the character of `\uXXXX`, or of two of them that are a surrogate pair; the first `\u` is read already.
    private mutating func scalar(from place: Int) throws(JSONFault) -> Character {
        let unit = try self.codeUnit(from: place)
        if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
        guard (0xD800..<0xDC00).contains(unit), self.take(UInt8(ascii: "\\")), self.take(UInt8(ascii: "u")) else {
            throw self.fault("half of a surrogate pair", at: place)
        }
        let low = try self.codeUnit(from: place)
        guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00)) else {
            throw self.fault("half of a surrogate pair", at: place)
        }
        return Character(scalar)
    }

    private mutating func codeUnit(from place: Int) throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = self.next, let digit = Hex.digit(byte) else {
                throw self.fault("four hexadecimal digits are expected", at: place)
            }
            unit = unit << 4 | UInt32(digit)
            self.position += 1
        }
        return unit
    }

    private func text(_ bytes: ArraySlice<UInt8>, at place: Int) throws(JSONFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw self.fault("a string that is not UTF-8", at: place) }
        return text
    }
}
