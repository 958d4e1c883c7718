public import Formats

/// A message that leaves only if the transaction that wrote it commits.
public struct OutboxMessage: Sendable, Hashable {
    /// The exchange that it is published to.
    public var exchange: String
    /// What the exchange routes it by.
    public var routingKey: String
    /// The message's id: sixteen bytes, the same in each copy, so that whoever receives it twice can tell.
    public var messageID: [UInt8]
    /// The type of the message, as its property `type` names it.
    public var type: String
    /// The headers that travel with it.
    public var headers: [String: String]
    /// The bytes that it carries.
    public var body: [UInt8]

    /// - Parameter messageID: One that no other message has, unless told.
    public init(
        exchange: String, routingKey: String, messageID: [UInt8] = RandomID.make(), type: String, headers: [String: String] = [:], body: [UInt8]
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.messageID = messageID
        self.type = type
        self.headers = headers
        self.body = body
    }
}

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
