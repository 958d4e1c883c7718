/// Where and why a text is not JSON as we read it.
public struct JSONFault: Error, Hashable, Sendable {
    /// What is wrong, in English.
    public let reason: String
    /// How many bytes stand before the place.
    public let offset: Int
    /// The line, 1 for the first.
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

    /// The reason and the place, for a person.
    public var text: String { "\(self.reason), at line \(self.line), column \(self.column) (byte \(self.offset))" }
}
