import Formats

/// Walks through JSON without building a tree: each call reads one token and says where it went wrong.
struct JSONScanner {
    let bytes: [UInt8]
    private(set) var position = 0

    private static let greatestDepth = 32

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { self.position = 3 }
    }

    func failure(_ reason: String, at offset: Int? = nil) -> GeoJSONError {
        GeoJSONError(code: .notJSON, offset: offset ?? self.position, reason: reason)
    }

    /// Returns the next byte that is not space and leaves it in place; `nil` at the end.
    mutating func peek() -> UInt8? {
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            self.position += 1
        }
        return nil
    }

    /// Reads the next byte when it is this one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard self.peek() == byte else { return false }
        self.position += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(GeoJSONError) {
        guard self.take(byte) else { throw self.failure("expected \(Character(Unicode.Scalar(byte)))") }
    }

    /// Goes to the next element of an array or member of an object; false when it has ended.
    mutating func next(isFirst: inout Bool, closing: UInt8) throws(GeoJSONError) -> Bool {
        if self.take(closing) { return false }
        if !isFirst { try self.expect(UInt8(ascii: ",")) }
        isFirst = false
        return true
    }

    /// Reads the name of a member, with the colon after it.
    mutating func name() throws(GeoJSONError) -> String {
        let name = try self.string()
        try self.expect(UInt8(ascii: ":"))
        return name
    }

    mutating func literal(_ word: StaticString) throws(GeoJSONError) {
        let start = self.position
        for index in 0..<word.utf8CodeUnitCount {
            guard self.position < self.bytes.count, self.bytes[self.position] == word.utf8Start[index] else {
                throw self.failure("expected \(word)", at: start)
            }
            self.position += 1
        }
    }

    /// Reads a number, by the grammar of RFC 8259.
    mutating func number() throws(GeoJSONError) -> Double {
        _ = self.peek()
        let start = self.position
        let isNegative = self.digit(UInt8(ascii: "-"))
        var significand: UInt64 = 0
        var exponent = 0
        var count = 0
        let firstDigit = self.position
        while let digit = self.decimal() {
            if significand < 100_000_000_000_000_000 { significand = significand * 10 + UInt64(digit) } else { exponent += 1 }
            count += 1
        }
        guard count > 0, count == 1 || self.bytes[firstDigit] != UInt8(ascii: "0") else { throw self.failure("expected a number", at: start) }
        if self.digit(UInt8(ascii: ".")) {
            var decimals = 0
            while let digit = self.decimal() {
                if significand < 100_000_000_000_000_000 {
                    significand = significand * 10 + UInt64(digit)
                    exponent -= 1
                }
                decimals += 1
            }
            guard decimals > 0 else { throw self.failure("expected a digit after the point") }
        }
        if self.digit(UInt8(ascii: "e")) || self.digit(UInt8(ascii: "E")) { exponent += try self.exponent() }
        let value = Self.scaled(significand, by: exponent)
        return isNegative ? -value : value
    }

    /// Reads a string, undoes its escapes, and checks that it is UTF-8.
    mutating func string() throws(GeoJSONError) -> String {
        try self.expect(UInt8(ascii: "\""))
        let start = self.position
        while self.position < self.bytes.count {
            switch self.bytes[self.position] {
            case UInt8(ascii: "\""):
                guard let text = String(validating: self.bytes[start..<self.position], as: UTF8.self) else {
                    throw self.failure("the string is not UTF-8", at: start)
                }
                self.position += 1
                return text
            case UInt8(ascii: "\\"): return try self.escapedString(from: start)
            case 0..<0x20: throw self.failure("a control character in a string")
            default: self.position += 1
            }
        }
        throw self.failure("the string does not end", at: start)
    }

    /// Passes over a value of any kind.
    mutating func skip(depth: Int = 0) throws(GeoJSONError) {
        guard depth < Self.greatestDepth else { throw self.failure("nested too deeply") }
        guard let byte = self.peek() else { throw self.failure("the file ends too early") }
        var isFirst = true
        switch byte {
        case UInt8(ascii: "{"):
            self.position += 1
            while try self.next(isFirst: &isFirst, closing: UInt8(ascii: "}")) {
                _ = try self.name()
                try self.skip(depth: depth + 1)
            }
        case UInt8(ascii: "["):
            self.position += 1
            while try self.next(isFirst: &isFirst, closing: UInt8(ascii: "]")) { try self.skip(depth: depth + 1) }
        default: _ = try self.scalar()
        }
    }

    /// Reads a string, a number, a boolean or null.
    mutating func scalar() throws(GeoJSONError) -> GeoJSONValue {
        switch self.peek() {
        case UInt8(ascii: "\"")?: return .text(try self.string())
        case UInt8(ascii: "t")?:
            try self.literal("true")
            return .bool(true)
        case UInt8(ascii: "f")?:
            try self.literal("false")
            return .bool(false)
        case UInt8(ascii: "n")?:
            try self.literal("null")
            return .null
        case nil: throw self.failure("the file ends too early")
        default: return .number(try self.number())
        }
    }
}

extension JSONScanner {
    /// Reads the next byte when it is this one; spaces are not passed over.
    private mutating func digit(_ byte: UInt8) -> Bool {
        guard self.position < self.bytes.count, self.bytes[self.position] == byte else { return false }
        self.position += 1
        return true
    }

    private mutating func decimal() -> UInt8? {
        guard self.position < self.bytes.count, (0x30...0x39).contains(self.bytes[self.position]) else { return nil }
        defer { self.position += 1 }
        return self.bytes[self.position] - 0x30
    }

    private mutating func exponent() throws(GeoJSONError) -> Int {
        let isNegative = self.digit(UInt8(ascii: "-"))
        if !isNegative { _ = self.digit(UInt8(ascii: "+")) }
        var exponent = 0
        var count = 0
        while let digit = self.decimal() {
            exponent = min(exponent * 10 + Int(digit), 9_999)
            count += 1
        }
        guard count > 0 else { throw self.failure("expected a digit of the exponent") }
        return isNegative ? -exponent : exponent
    }

    /// Returns `significand` times a power of ten: exactly for what coordinates need, nearly beyond.
    private static func scaled(_ significand: UInt64, by exponent: Int) -> Double {
        var value = Double(significand)
        var rest = min(max(exponent, -700), 700)
        while rest > 0 {
            let step = min(rest, Self.powersOfTen.count - 1)
            value *= Self.powersOfTen[step]
            rest -= step
        }
        while rest < 0 {
            let step = min(-rest, Self.powersOfTen.count - 1)
            value /= Self.powersOfTen[step]
            rest += step
        }
        return value
    }

    private static let powersOfTen: [Double] = (0...22).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

    private mutating func escapedString(from start: Int) throws(GeoJSONError) -> String {
        var utf8 = Array(self.bytes[start..<self.position])
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            self.position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: utf8, as: UTF8.self) else { throw self.failure("the string is not UTF-8", at: start) }
                return text
            case UInt8(ascii: "\\"): utf8 += Array(String(Character(try self.escape())).utf8)
            case 0..<0x20: throw self.failure("a control character in a string", at: self.position - 1)
            default: utf8.append(byte)
            }
        }
        throw self.failure("the string does not end", at: start)
    }

    private mutating func escape() throws(GeoJSONError) -> Unicode.Scalar {
        guard self.position < self.bytes.count else { throw self.failure("the string does not end") }
        let byte = self.bytes[self.position]
        self.position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = try self.hexadecimal()
            if (0xD800..<0xDC00).contains(code), self.digit(UInt8(ascii: "\\")), self.digit(UInt8(ascii: "u")) {
                let low = try self.hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw self.failure("half a surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw self.failure("half a surrogate pair") }
            return scalar
        default: throw self.failure("an unknown escape", at: self.position - 1)
        }
    }

    private mutating func hexadecimal() throws(GeoJSONError) -> UInt32 {
        let digits = self.bytes.dropFirst(self.position).prefix(4).compactMap { Hex.digit($0) }
        guard digits.count == 4 else { throw self.failure("expected four hexadecimal digits") }
        self.position += 4
        return digits.reduce(0) { $0 << 4 | UInt32($1) }
    }
}
