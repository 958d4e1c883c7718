public import Messaging

/// Why a question to another service had no answer.
public struct RPCFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Never `ok`.
    public let status: RPCStatus
    public let reason: String

    public init(_ status: RPCStatus, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    public var description: String { "\(self.status.rawValue): \(self.reason)" }
}
