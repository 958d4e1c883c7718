import Messaging
import Mortality

/// A declaration that may be given to the broker. Its receipt is for the client only once the broker holds it.
struct Submission: Hashable, Sendable {
    let declaration: Declaration
    let receipt: String
    let message: OutgoingMessage
    /// Which revision it is, and what tells its content from any other.
    let key: RevisionKey
    let fingerprint: UInt64
    /// What a person should look at again; it is taken nevertheless.
    let warnings: [String]
}

/// What submissions leave by: the broker, or a script in tests.
protocol SubmissionPublisher: Sendable {
    /// Publishes messages and says for each, in their order, whether it was routed to a queue and confirmed by it.
    func publish(contentsOf messages: [OutgoingMessage]) async -> [Result<Void, MessagingError>]
}

extension ConfirmedPublisher: SubmissionPublisher {}
