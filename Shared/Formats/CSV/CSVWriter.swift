/// Writes a table that spreadsheets open as it is meant (RFC 4180): UTF-8 with a mark, values parted by semicolons as in France, lines
/// that end with CRLF.
///
/// What a spreadsheet would take for a formula, since it begins with `=`, `+`, `-`, `@` or a control character, gets an apostrophe before
/// it, and is text then.
public struct CSVWriter: Sendable {
    /// The bytes that were written and not taken yet.
    public private(set) var bytes: [UInt8]

    /// Begins a table.
    ///
    /// - Parameter columns: What the first row says.
    public init(columns: [String]) {
        self.bytes = [0xEF, 0xBB, 0xBF]
        self.add(columns)
    }

    /// Adds a row; an absent value stands in it as an empty one.
    public mutating func add(_ values: [String?]) {
        for (index, value) in values.enumerated() {
            if index > 0 { self.bytes.append(UInt8(ascii: ";")) }
            self.bytes.append(contentsOf: Self.written(value ?? "").utf8)
        }
        self.bytes.append(contentsOf: [0x0D, 0x0A])
    }

    /// Returns the bytes written so far and forgets them, for who sends a long table piece by piece.
    public mutating func take() -> [UInt8] {
        defer { self.bytes = [] }
        return self.bytes
    }

    /// Writes a value as it stands in the table.
    static func written(_ value: String) -> String {
        var text = value
        if let first = text.unicodeScalars.first, self.isFormula(first) { text = "'" + text }
        let needsQuotes = text.unicodeScalars.contains { [";", "\"", "\n", "\r", ",", "\t"].contains($0) }
        return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    /// Tells whether a spreadsheet may compute what begins with a character. Some take the full-width forms for the others.
    private static func isFormula(_ scalar: UnicodeScalar) -> Bool {
        scalar.value < 0x20 || ["=", "+", "-", "@", "＝", "＋", "－", "＠"].contains(scalar)
    }
}
