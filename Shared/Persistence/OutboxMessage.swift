public import Formats

/// A message that leaves only if the transaction that wrote it commits.
public struct OutboxMessage: Sendable, Hashable {
    public var exchange: String
    public var routingKey: String
    /// Sixteen bytes; the same in each copy of the message, so that whoever gets it twice can tell.
    public var messageID: [UInt8]
    /// What kind of message it is.
    public var type: String
    public var headers: [String: String]
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
