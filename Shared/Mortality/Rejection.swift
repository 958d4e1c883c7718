/// Why a value is not admitted: the field at fault, and a reason that a person can act on.
public struct Rejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the field as the HTTP surface spells it, for instance `occurredOn`.
    public let field: String
    /// What is wrong and what is expected, in English, without the rejected value.
    public let reason: String

    /// Names a field and what is wrong with it.
    public init(field: String, reason: String) {
        self.field = field
        self.reason = reason
    }

    /// The field and what is wrong with it.
    public var description: String { "\(self.field): \(self.reason)" }
}
