/// Text that an entry of the audit can hold. Nothing is refused: a note that cannot be written would be a deed without a trace.
enum AuditText {
    /// The text on one line, without control characters, and no longer than that many scalars; nothing when that leaves nothing.
    static func line(_ text: String, atMost limit: Int) -> String? {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            line.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029 ? " " : scalar)
        }
        return line.contains { $0 != " " } ? String(line) : nil
    }

    static func line(_ text: String, atMost limit: Int, orElse word: String) -> String { self.line(text, atMost: limit) ?? word }
}
