import Persistence
import Synchronization

/// Stands in for the broker: keeps what it is given and confirms all of it.
final class Published: Sendable {
    private let kept = Mutex<[OutboxMessage]>([])

    var messages: [OutboxMessage] { self.kept.withLock { $0 } }

    func take(_ messages: [OutboxMessage]) -> [Bool] {
        self.kept.withLock { $0 += messages }
        return messages.map { _ in true }
    }
}
