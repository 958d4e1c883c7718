/// Where and why a text is not JSON as we read it.
public struct JSONFault: Error, Hashable, Sendable {
    /// What is wrong, in English.
    public let reason: String
    /// Bytes before the place.
    public let offset: Int
    /// 1 for the first line, and for the first character of a line.
    public let line: Int
    /// Characters from the beginning of the line, 1 for its first.
    public let column: Int

    init(_ reason: String, in bytes: some Collection<UInt8>, at offset: Int) {
        self.reason = reason
        self.offset = offset
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    /// For a person: the reason and the place.
    public var text: String { "\(self.reason), at line \(self.line), column \(self.column) (byte \(self.offset))" }
}
