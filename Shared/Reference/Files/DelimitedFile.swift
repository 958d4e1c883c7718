/// A table as INSEE publishes it, or as a spreadsheet or a database wrote it again: values parted by commas, semicolons, tabs or bars, read a
/// line at a time.
///
/// The first line names the columns, which are found by what they are. Values may be quoted; a quoted value ends on its line.
final class DelimitedFile {
    /// The file's name with its folder, for messages.
    let name: String
    private(set) var columns: [ColumnName] = []
    private let bytes: [UInt8]
    private var position = 0
    private var separator = UInt8(ascii: ",")
    private let lineEnd: UInt8
    private(set) var lineNumber = 0

    /// Reads the first line of a file's bytes.
    ///
    /// - Throws: `ReferenceError` for bytes without a first line, or that are no text.
    init(name: String, bytes: [UInt8]) throws(ReferenceError) {
        self.name = name
        self.bytes = try TextEncoding.utf8(bytes, name: name)
        // Old programs end lines with a carriage return alone.
        self.lineEnd = self.bytes.contains(UInt8(ascii: "\n")) ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
        guard var header = self.line() else { throw ReferenceError("\(name) is empty") }
        let declared = Array("sep=".utf8)
        if header.count == 5, header.starts(with: declared), let next = self.line() { header = next }
        let candidates = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: "|")]
        let counts = candidates.map { candidate in Self.count(of: candidate, in: header) }
        if let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) { self.separator = candidates[place] }
        self.columns = try self.fields(header).map { ColumnName($0) }
    }

    /// Returns the place of the first column that has one of the names; `nil` when there is none.
    func place(of column: OfficialColumn) -> Int? { Self.place(of: column, in: self.columns) }

    static func place(of column: OfficialColumn, in columns: [ColumnName]) -> Int? {
        for key in column.keys {
            if let place = columns.firstIndex(where: { $0.key == key }) { return place }
        }
        return nil
    }

    /// Returns the place of a column that must be there.
    func required(_ column: OfficialColumn) throws(ReferenceError) -> Int {
        guard let place = self.place(of: column) else {
            throw ReferenceError(
                "\(self.name) has no column for \(column.meaning); it has \(self.columns.map(\.text).joined(separator: ", "))")
        }
        return place
    }

    /// Reads the next line's values; `nil` at the end. Empty lines are passed over.
    func next() throws(ReferenceError) -> [String]? {
        while let line = self.line() {
            if line.allSatisfy({ $0 == 0x20 }) { continue }
            var fields = try self.fields(line)
            while fields.count > self.columns.count, fields.last?.isEmpty == true { fields.removeLast() }
            guard fields.count == self.columns.count else { throw self.error("\(fields.count) values instead of \(self.columns.count)") }
            return fields
        }
        return nil
    }

    /// Makes an error that names the file and the line.
    func error(_ reason: String) -> ReferenceError { ReferenceError("\(self.name), line \(self.lineNumber): \(reason)") }

    private func line() -> ArraySlice<UInt8>? {
        guard self.position < self.bytes.count else { return nil }
        self.lineNumber += 1
        let start = self.position
        let end = self.bytes[start...].firstIndex(of: self.lineEnd) ?? self.bytes.count
        self.position = end + 1
        var line = self.bytes[start..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    private static func count(of separator: UInt8, in line: ArraySlice<UInt8>) -> Int {
        var isQuoted = false
        return line.reduce(0) { count, byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return count + (byte == separator && !isQuoted ? 1 : 0)
        }
    }

    private func fields(_ line: ArraySlice<UInt8>) throws(ReferenceError) -> [String] {
        let quote = UInt8(ascii: "\"")
        guard line.contains(quote) else {
            return line.split(separator: self.separator, omittingEmptySubsequences: false).map { Self.text($0) }
        }
        var fields: [String] = [], field: [UInt8] = [], isQuoted = false
        var place = line.startIndex
        while place < line.endIndex {
            let byte = line[place]
            place += 1
            switch (byte, isQuoted) {
            case (quote, true) where place < line.endIndex && line[place] == quote:
                field.append(quote)
                place += 1
            case (quote, _): isQuoted.toggle()
            case (self.separator, false):
                fields.append(Self.text(field[...]))
                field = []
            default: field.append(byte)
            }
        }
        guard !isQuoted else { throw self.error("a quotation does not end") }
        return fields + [Self.text(field[...])]
    }

    /// Reads a value, without the blanks around it.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let rest = bytes.drop { $0 == 0x20 }
        let end = rest.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? rest.startIndex
        return String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
    }
}
