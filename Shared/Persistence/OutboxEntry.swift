/// A message as it stands in the outbox.
public struct OutboxEntry: Sendable, Hashable {
    /// Its number in the outbox; a later message of the same outbox has a higher one.
    public let id: Int64
    /// The message that is to be published.
    public let message: OutboxMessage

    init(id: Int64, message: OutboxMessage) {
        self.id = id
        self.message = message
    }
}
