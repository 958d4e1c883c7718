/// Reads a table of values parted by commas or semicolons (RFC 4180), as spreadsheets save it: UTF-8 with or without a
/// mark, lines that end with CRLF, LF or CR, values quoted or not.
///
/// A quote stands only around a value or, doubled, inside one. Which of the two parts the values, the first line says.
struct CSVReader {
    static let mostValues = 64

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int
    /// Of the row read last, from 1; empty rows are counted, as a spreadsheet shows them.
    private(set) var row = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.separator = Self.separator(bytes[self.position...])
    }

    /// The next row's values, or nothing at the end.
    ///
    /// - Throws: `CSVFault` for a row that cannot be read. The next call goes on behind it: on the next line, or at the end
    ///   when a quote was never closed.
    mutating func next() throws(CSVFault) -> [String]? {
        guard self.position < self.bytes.count else { return nil }
        self.row += 1
        var values: [String] = []
        var fault: CSVFault?
        var column = 1
        while true {
            let content: ArraySlice<UInt8>
            do {
                content = try self.value(column)
            } catch {
                self.skipLine()
                throw error
            }
            // The row is read to its end nevertheless: what follows may be quoted and hold ends of lines.
            if column > Self.mostValues {
                fault = fault ?? self.fault("more than \(Self.mostValues) values", column)
            } else if let text = String(validating: content, as: UTF8.self) {
                values.append(text)
            } else {
                fault = fault ?? self.fault("not UTF-8: have the spreadsheet save it as “CSV UTF-8”", column)
            }
            if self.take(self.separator) {
                column += 1
                continue
            }
            self.takeLineEnd()
            if let fault { throw fault }
            return values
        }
    }

    private var byte: UInt8? { self.position < self.bytes.count ? self.bytes[self.position] : nil }

    private var isAtEndOfValue: Bool {
        guard let byte = self.byte else { return true }
        return byte == self.separator || Self.endsLine(byte)
    }

    /// One value; afterwards comes a separator, the end of the line, or that of the bytes.
    private mutating func value(_ column: Int) throws(CSVFault) -> ArraySlice<UInt8> {
        if self.take(UInt8(ascii: "\"")) { return try self.quotedValue(column) }
        let first = self.position
        while !self.isAtEndOfValue {
            guard self.byte != UInt8(ascii: "\"") else { throw self.fault("a quote within a value that is not quoted", column) }
            self.position += 1
        }
        return self.bytes[first..<self.position]
    }

    private mutating func quotedValue(_ column: Int) throws(CSVFault) -> ArraySlice<UInt8> {
        var content: [UInt8] = []
        while let byte = self.byte {
            self.position += 1
            if byte != UInt8(ascii: "\"") {
                content.append(byte)
            } else if self.take(UInt8(ascii: "\"")) {
                content.append(byte)
            } else {
                guard self.isAtEndOfValue else { throw self.fault("something follows the quote that ends a value", column) }
                return content[...]
            }
        }
        throw self.fault("the quote that begins here has no end, so nothing was read from it on", column)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard self.byte == byte else { return false }
        self.position += 1
        return true
    }

    private mutating func takeLineEnd() {
        if self.take(0x0D) { _ = self.take(0x0A) } else { _ = self.take(0x0A) }
    }

    private mutating func skipLine() {
        while let byte = self.byte, !Self.endsLine(byte) { self.position += 1 }
        self.takeLineEnd()
    }

    private func fault(_ reason: String, _ column: Int) -> CSVFault { CSVFault(reason: reason, row: self.row, column: column) }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// The first comma or semicolon of the first line that is not quoted.
    private static func separator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ";") where !isQuoted, UInt8(ascii: ",") where !isQuoted: return byte
            case 0x0A where !isQuoted, 0x0D where !isQuoted: return UInt8(ascii: ",")
            default: break
            }
        }
        return UInt8(ascii: ",")
    }
}
