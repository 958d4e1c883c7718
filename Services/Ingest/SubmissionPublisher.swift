import Messaging

/// What submissions leave by: the broker, or a script in tests.
protocol SubmissionPublisher: Sendable {
    /// Publishes messages and says for each, in their order, whether it was routed to a queue and confirmed by it.
    func publish(contentsOf messages: [OutgoingMessage]) async -> [Result<Void, MessagingError>]
}

extension ConfirmedPublisher: SubmissionPublisher {}
