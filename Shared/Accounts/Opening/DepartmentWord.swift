public import Mortality

/// What people are told while a department takes no declarations: one line, in the words of whoever paused or closed it.
public struct DepartmentWord: Hashable, Sendable {
    /// The most characters that it may have.
    public static let longest = 300

    /// The line itself, without spaces around it.
    public let text: String

    /// Checks a line that somebody typed.
    ///
    /// - Throws: `Rejection` of field `word`.
    public init(_ typed: String) throws(Rejection) {
        guard let line = AccountDraft.line(typed), line.unicodeScalars.count <= Self.longest else {
            throw Rejection(field: "word", reason: "not 1 to 300 characters on one line")
        }
        self.text = line
    }
}
