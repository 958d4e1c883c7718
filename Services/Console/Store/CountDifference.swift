/// A stored value that does not follow from the ledger.
struct CountDifference: Hashable, Sendable, CustomStringConvertible {
    enum Kind: String, Sendable { case cell, report, declaration, state }

    let kind: Kind
    /// What the value is about: a commune and day, or a declaration.
    let subject: String
    /// The stored value.
    let found: String
    /// The value that follows from the ledger.
    let expected: String

    var description: String { "\(self.kind.rawValue) \(self.subject): \(self.found), but the ledger says \(self.expected)" }
}
