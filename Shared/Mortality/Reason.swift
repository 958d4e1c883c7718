/// Why a declaration was corrected or withdrawn, in the words of who did it. It must hold no name, and the form says so.
public struct Reason: Hashable, Sendable, CustomStringConvertible {
    /// The reason: 1 to 500 characters on one or more lines, without spaces around it.
    public let text: String

    /// Checks a reason that somebody typed, and takes spaces away around it.
    ///
    /// - Throws: `Rejection` of field `reason` when nothing is left once spaces around are cut, when it is longer than
    ///   500 characters, or when it holds control characters.
    public init(_ text: String) throws(Rejection) {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { throw Rejection(field: "reason", reason: "empty") }
        guard trimmed.count <= 500, trimmed.utf8.count <= 4_000 else {
            throw Rejection(field: "reason", reason: "longer than 500 characters")
        }
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control && scalar != "\n" }
        guard !trimmed.unicodeScalars.contains(where: isControl) else {
            throw Rejection(field: "reason", reason: "holds control characters")
        }
        self.text = trimmed
    }

    /// The reason, as ``text``.
    public var description: String { self.text }
}

extension StringProtocol {
    /// The text without white space before its first and behind its last other character.
    package var trimmed: String {
        let start = self.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
