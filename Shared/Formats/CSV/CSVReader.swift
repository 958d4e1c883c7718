/// Reads a table of values parted by commas, semicolons or tabs (RFC 4180), as spreadsheets save it: UTF-8 with or without a
/// mark, lines that end with CRLF, LF or CR, values quoted or not.
///
/// A quote stands only around a value or, doubled, inside one; `="00007"`, which tells a spreadsheet to take digits as text,
/// is the text `00007`. Which of the three parts the values, the first line says: `sep=;`, which is then no row, or the one
/// that comes first in it. A row has at most 64 values and 16 KiB, so that one call costs little time and memory.
public struct CSVReader: Sendable {
    /// The most values that a row may have.
    public static let mostValues = 64
    /// The most bytes that a row may have.
    public static let longestRow = 16 << 10

    private let bytes: [UInt8]
    private let separator: UInt8
    /// Whether the table begins with a line `sep=;`, which is no row.
    public let tellsSeparator: Bool
    private var position: Int
    private var rowStart = 0
    /// The number of the row read last, from 1; empty rows are counted, as a spreadsheet shows them.
    public private(set) var row = 0

    /// Begins to read; the first line tells which sign parts values.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let start = ByteOrderMark(bytes) == .utf8 ? 3 : 0
        let first = bytes[start...].prefix(Self.longestRow).prefix { !Self.endsLine($0) }
        if let told = Self.toldSeparator(first) {
            self.separator = told
            self.tellsSeparator = true
            self.position = first.endIndex
            self.takeLineEnd()
        } else {
            self.tellsSeparator = false
            self.separator = Self.separator(bytes[start...].prefix(Self.longestRow))
            self.position = start
        }
    }

    /// Whether every row was read.
    public var isAtEnd: Bool { self.position >= self.bytes.count }

    /// Reads the next row's values; `nil` at the end.
    ///
    /// - Throws: `CSVFault` for a row that cannot be read. The next call goes on behind it: on the next line, or at the end
    ///   when a quote was not closed within a row's length.
    public mutating func next() throws(CSVFault) -> [String]? {
        guard self.position < self.bytes.count else { return nil }
        self.row += 1
        self.rowStart = self.position
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

    private var isTooLong: Bool { self.position - self.rowStart > Self.longestRow }

    /// Reads one value; after it comes a separator, the end of the line, or that of the bytes.
    private mutating func value(_ column: Int) throws(CSVFault) -> ArraySlice<UInt8> {
        if self.take(UInt8(ascii: "\"")) { return Self.unwrapped(try self.quotedValue(column)) }
        let first = self.position
        if self.take(UInt8(ascii: "=")), self.take(UInt8(ascii: "\"")) { return try self.quotedValue(column) }
        while !self.isAtEndOfValue {
            guard self.byte != UInt8(ascii: "\"") else { throw self.fault("a quote within a value that is not quoted", column) }
            guard !self.isTooLong else { throw self.fault("the row is longer than \(Self.longestRow) bytes", column) }
            self.position += 1
        }
        return self.bytes[first..<self.position]
    }

    private mutating func quotedValue(_ column: Int) throws(CSVFault) -> ArraySlice<UInt8> {
        var content: [UInt8] = []
        while let byte = self.byte, !self.isTooLong {
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
        // Where the value ends nobody knows: to go on at the next line could read the inside of a value as rows.
        self.position = self.bytes.count
        throw self.fault("the quote that begins here has no end, so nothing was read from it on", column)
    }

    /// Takes the wrapping of `="00007"` away, which within quotes means the same as without.
    private static func unwrapped(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard content.count >= 3, content.starts(with: [UInt8(ascii: "="), UInt8(ascii: "\"")]), content.last == UInt8(ascii: "\"")
        else { return content }
        return content.dropFirst(2).dropLast()
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
        self.position = self.bytes[self.position...].firstIndex(where: Self.endsLine) ?? self.bytes.count
        self.takeLineEnd()
    }

    private func fault(_ reason: String, _ column: Int) -> CSVFault { CSVFault(reason: reason, row: self.row, column: column) }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func parts(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\t")
    }

    /// Reads the separator that a first line `sep=;` names, as spreadsheets write it, quoted or not.
    private static func toldSeparator(_ line: ArraySlice<UInt8>) -> UInt8? {
        let told = line.filter { $0 != UInt8(ascii: "\"") }
        guard told.count == 5, String(decoding: told.prefix(4), as: UTF8.self).lowercased() == "sep=", let last = told.last, self.parts(last)
        else { return nil }
        return last
    }

    /// Finds the first comma, semicolon or tab of the first line that is not quoted.
    private static func separator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted {
                if self.parts(byte) { return byte }
                if self.endsLine(byte) { break }
            }
        }
        return UInt8(ascii: ",")
    }
}
