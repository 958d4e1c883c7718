/// Mends codes as programs leave them: spreadsheets and map tools take `01001` for a number, and drop its zero.
enum OfficialCode {
    /// Returns a commune's code with the zeros that were lost and a capital letter; anything else stays as it is.
    static func commune(_ text: String) -> String { self.padded(text, to: 5) }

    /// Returns a department's code with the zero that was lost.
    static func department(_ text: String) -> String { self.padded(text, to: 2) }

    private static func padded(_ text: String, to length: Int) -> String {
        var plain = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        plain = plain.uppercased()
        guard !plain.isEmpty, plain.utf8.count < length, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return plain }
        return String(repeating: "0", count: length - plain.utf8.count) + plain
    }
}
