public import Messaging
import Threading

/// Publishes dead letters: the copies of messages that are given up.
///
/// A batch that waits for one of its letters is handled again from the beginning; the letters that the broker holds already
/// are not published again then.
public struct DeadLetters: Sendable {
    private let publish: @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]
    /// Letters that the broker holds already while others of their batch are still to come.
    private let held = Locked<Set<OutgoingMessage>>([])

    /// Publishes letters by a publisher whose every message the broker confirms.
    public init(publisher: ConfirmedPublisher) {
        self.init { await publisher.publish(contentsOf: $0) }
    }

    /// Makes dead letters that are published in a given way.
    ///
    /// - Parameter publish: publishes messages and says for each, in order, whether the broker holds it.
    public init(publish: @escaping @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]) { self.publish = publish }

    /// Publishes letters, and returns once the broker holds every one of them.
    ///
    /// - Throws: why it does not hold one of them; the others it may hold.
    public func bury(_ letters: [OutgoingMessage]) async throws(MessagingError) {
        let missing = self.held.withLock { held in letters.filter { !held.contains($0) } }
        let results = await self.publish(missing)
        var failure: MessagingError?
        var buried: [OutgoingMessage] = []
        for (letter, result) in zip(missing, results) {
            switch result {
            case .success: buried.append(letter)
            case .failure(let error): failure = failure ?? error
            }
        }
        guard let failure else {
            self.held.withLock { $0.subtract(letters) }
            return
        }
        self.held.withLock { $0.formUnion(buried) }
        throw failure
    }
}
