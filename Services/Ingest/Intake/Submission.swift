import Messaging
import Mortality

/// A declaration that may be given to the broker. Its receipt is for the client only once the broker holds it.
struct Submission: Hashable, Sendable {
    let declaration: Declaration
    let receipt: String
    let message: OutgoingMessage
    /// The key of the revision; with ``fingerprint`` it tells a copy from a contradiction.
    let key: RevisionKey
    let fingerprint: UInt64
    /// What a person should look at again, in words; the declaration is taken nevertheless.
    let warnings: [String]
}

/// Publishes submissions: to the broker, or as a script of a test says.
protocol SubmissionPublisher: Sendable {
    /// Publishes messages and returns for each, in their order, whether a queue received and confirmed it.
    func publish(contentsOf messages: [OutgoingMessage]) async -> [Result<Void, MessagingError>]
}

extension ConfirmedPublisher: SubmissionPublisher {}
