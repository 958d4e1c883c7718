import Messaging

/// Publishes submissions: to the broker, or as a script of a test says.
protocol SubmissionPublisher: Sendable {
    /// Publishes messages and returns for each, in their order, whether a queue received and confirmed it.
    func publish(contentsOf messages: [OutgoingMessage]) async -> [Result<Void, MessagingError>]
}

extension ConfirmedPublisher: SubmissionPublisher {}
