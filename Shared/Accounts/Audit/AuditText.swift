/// Brings any text into a form that an entry of the audit can hold. It refuses none, so that nothing is done without a trace.
enum AuditText {
    /// Puts a text on one line, without control characters, and cuts it after so many scalars; `nil` when nothing is left.
    static func line(_ text: String, atMost limit: Int) -> String? {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            line.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029 ? " " : scalar)
        }
        return line.contains { $0 != " " } ? String(line) : nil
    }

    static func line(_ text: String, atMost limit: Int, orElse word: String) -> String { self.line(text, atMost: limit) ?? word }
}
