/// The mark that some programs put before a text, by which its encoding is known (Unicode 16, section 23.8).
///
/// What begins with a zero byte, or has one second, is UTF-16 or UTF-32 without a mark: no text that Vigie reads begins with
/// the character U+0000.
public enum ByteOrderMark: Hashable, Sendable {
    case utf8, utf16, utf32

    /// Finds the mark that bytes begin with; `nil` when they begin with their text.
    public init?(_ bytes: some Collection<UInt8>) {
        let first = Array(bytes.prefix(4))
        if first.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .utf8
        } else if first == [0xFF, 0xFE, 0, 0] || first == [0, 0, 0xFE, 0xFF] {
            self = .utf32
        } else if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) || first.count > 1 && first.prefix(2).contains(0) {
            self = .utf16
        } else {
            return nil
        }
    }
}
