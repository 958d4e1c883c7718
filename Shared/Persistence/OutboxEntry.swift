/// A message as it stands in the outbox.
public struct OutboxEntry: Sendable, Hashable {
    public let id: Int64
    public let message: OutboxMessage

    init(id: Int64, message: OutboxMessage) {
        self.id = id
        self.message = message
    }
}
