/// Why a message is not what the contract says. Such a message is a dead letter, never a guess.
public struct ContractError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The protobuf message, for instance `vigie.v1.Cell`.
    public let message: String
    /// The field, or nothing when the bytes could not be decoded at all.
    public let field: String?
    /// What is wrong with it.
    public let reason: String

    /// Makes an error about a message, and about one of its fields where the bytes could be decoded.
    public init(message: String, field: String? = nil, reason: String) {
        self.message = message
        self.field = field
        self.reason = reason
    }

    /// Says in English which message and field are wrong, and how.
    public var description: String { "\(self.message)\(self.field.map { ".\($0)" } ?? ""): \(self.reason)" }
}
