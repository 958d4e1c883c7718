public import Messaging
import Mortality

/// Why a question to another service had no answer.
public struct RPCFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is; never `ok`.
    public let status: RPCStatus
    /// Why, in English, as the answering service or the client says it.
    public let reason: String

    /// Makes a failure of any status but `ok`, with a sentence that says why.
    public init(_ status: RPCStatus, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    /// The status and the reason.
    public var description: String { "\(self.status.rawValue): \(self.reason)" }

    /// Answers a question; one that cannot be asked is the asker's to correct.
    ///
    /// - Throws: `RPCFailure`, `invalid`, for a `Rejection`; whatever else `answer` throws.
    public static func explaining<Reply>(_ answer: () async throws -> Reply) async throws -> Reply {
        do {
            return try await answer()
        } catch let rejection as Rejection {
            throw RPCFailure(.invalid, rejection.description)
        }
    }
}
