import Messaging

/// Where messages go that are given up.
struct DeadLetters: Sendable {
    private let publish: @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]

    init(publisher: ConfirmedPublisher) {
        self.init { await publisher.publish(contentsOf: $0) }
    }

    /// - Parameter publish: publishes messages and says for each, in order, whether the broker holds it.
    init(publish: @escaping @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]) { self.publish = publish }

    /// Returns once the broker holds every letter; throws when it does not hold one of them.
    func bury(_ letters: [DeadLetter]) async throws(MessagingError) {
        for result in await self.publish(letters.map(\.message)) { try result.get() }
    }
}
